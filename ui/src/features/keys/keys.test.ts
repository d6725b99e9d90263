import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fireEvent, render, screen } from '@testing-library/svelte';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BackLink } from '../../components';
import Keys from './Keys.svelte';
import { Autosave, autosaves } from '../../app/autosave.svelte';
import { chordIds, chordOf, keysInWords, keysOf, whereOf, type ChordId } from '../../app/chords';
import { copy } from '../../app/copy';
import FrameTest from '../../app/FrameTest.svelte';
import { keys } from '../../app/keys.svelte';
import { navigation, type View } from '../../app/navigation.svelte';
import { session, type SessionCommands } from '../../app/session.svelte';
import { typed } from '../../app/typed.svelte';
import { openWays } from '../../app/ways';

/** What others take, and who. A chord of ours would never arrive, or would take theirs away. */
const TAKEN: Record<string, string> = {
  'Alt+D': 'the address of a web view',
  'Alt+E': 'the menu of a web view; a dead key on a Mac',
  'Alt+ArrowLeft': 'back in a web view',
  'Alt+ArrowRight': 'forward in a web view',
  'Alt+Home': 'the first page of a web view',
  'Alt+Tab': 'the next window',
  'Alt+Escape': 'the next window',
  'Alt+ ': 'the menu of the window; zoom of a Mac',
  'Alt+F1': 'the desktop, and NVDA in Orca’s tables',
  'Alt+F2': 'run a command',
  'Alt+F4': 'close the window',
  F3: 'search of a web view',
  F5: 'reload of a web view',
  F6: 'the next part of a window',
  F7: 'the caret of a web view',
  F10: 'the menu of a window',
  F11: 'the whole screen',
  F12: 'tools of a web view',
};

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|svelte)$/.test(file) && !/\.test\.ts$|chords\.ts$/.test(file))
  .map((file) => readFileSync(join('src', file), 'utf8'))
  .join('\n');

/** Those that no button does: they go along, or to a field. */
const WITHOUT_BUTTON: readonly ChordId[] = ['next', 'previous', 'steps', 'find', 'hide'];

const press = (key: string, how: Partial<KeyboardEventInit> = {}): Promise<boolean> =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...how });
const alt = (key: string): Promise<boolean> => press(key, { altKey: true });

const nothing: SessionCommands = {
  lock: () => Promise.resolve(),
  hide: () => Promise.resolve(),
  quit: () => Promise.resolve(),
  touch: () => Promise.resolve(),
};

let shut: () => void;
beforeEach(async () => {
  autosaves.giveUp();
  session.connect(nothing);
  session.unlocked = true;
  session.fault = null;
  session.hidden = false;
  await navigation.reset({ name: 'home' });
  shut = openWays();
});
afterEach(() => {
  shut();
});

describe('the list of chords', () => {
  it('names each once, and none that somebody else takes', () => {
    const all = chordIds.map(keysInWords);
    expect(new Set(all).size).toBe(all.length);
    for (const id of chordIds) {
      const chord = keysOf(id);
      if (chord === undefined) continue;
      // Never a single letter, never with Ctrl or Shift.
      expect(chord).toMatch(/^(F1|Alt\+[A-Z0-9])$/);
      expect(TAKEN[chord], chord).toBeUndefined();
    }
  });

  it('has for each one that answers it, and a button that says it', () => {
    const answered = (id: ChordId): boolean =>
      new RegExp(`useChord\\('${id}'|\\n  (${id}|${id}: .*),?\\n|\\n  ${id}\\(`).test(sources) ||
      id === 'hide';
    for (const id of chordIds) {
      expect(answered(id), `${id} is answered`).toBe(true);
      const says = sources.includes(`keysOf('${id}')`) || id === 'back';
      const isStep =
        sources.includes('keysOf(step)') && id in copy.chords && whereOf(id) !== 'open';
      expect(WITHOUT_BUTTON.includes(id) || says || isStep, `${id} is said`).toBe(true);
    }
    render(BackLink, { onclick: () => undefined });
    expect(screen.getByRole('button').getAttribute('aria-keyshortcuts')).toBe(keysOf('back'));
  });

  it('takes the key itself where Alt writes another letter, and leaves AltGr alone', () => {
    const event = (init: KeyboardEventInit): KeyboardEvent => new KeyboardEvent('keydown', init);
    expect(chordOf(event({ key: 'h', altKey: true }))).toBe('home');
    expect(chordOf(event({ key: '˙', code: 'KeyH', altKey: true }))).toBe('home');
    expect(chordOf(event({ key: '¡', code: 'Digit1', altKey: true }))).toBe('look');
    expect(chordOf(event({ key: 'h' }))).toBeUndefined();
    expect(chordOf(event({ key: 'h', altKey: true, ctrlKey: true }))).toBeUndefined();
    expect(chordOf(event({ key: 'H', altKey: true, shiftKey: true }))).toBeUndefined();
    expect(chordOf(event({ key: 'F1' }))).toBe('keys');
    expect(chordOf(event({ key: 'F1', altKey: true }))).toBeUndefined();
  });
});

describe('the page of keys', () => {
  it('lists every chord with what it does', async () => {
    const { container } = render(Keys);
    const rows = [...container.querySelectorAll('.govuk-summary-list__row')].map((row) => [
      row.querySelector('dt')?.textContent,
      row.querySelector('dd')?.textContent,
    ]);
    for (const id of chordIds) expect(rows).toContainEqual([keysInWords(id), copy.chords[id]]);
    expect(container.textContent).toContain('do not work there: Alt+4, Alt+X, Alt+P, Alt+T.');
    expect((await axe.run(container)).violations).toEqual([]);
  });

  it('lists what works there on the lock screen, and nothing of what the records are about', () => {
    session.unlocked = false;
    const { container } = render(Keys);
    for (const id of chordIds) {
      const isListed = container.textContent.includes(copy.chords[id]);
      expect(isListed, id).toBe(whereOf(id) === 'anywhere');
    }
    expect(container.textContent).not.toMatch(/contact|risk|heard|seal/i);
  });

  it('lies over the page, which is as it was when it goes', async () => {
    render(FrameTest, { heading: 'Home' });
    const before = navigation.serial;
    const button = screen.getByRole('button', { name: 'In the view' });
    button.focus();
    await press('F1');
    expect(navigation.over).toEqual({ name: 'keys' });
    expect(navigation.current).toEqual({ name: 'home' });
    await alt('b');
    expect(navigation.over).toBeUndefined();
    expect(navigation.serial).toBe(before);
    await Promise.resolve();
    expect(document.activeElement).toBe(button);
    expect(document.title).toBe(`${copy.titles.home} - ${copy.product}`);
    await press('F1');
    await press('F1');
    expect(navigation.over).toBeUndefined();
  });
});

describe('a chord', () => {
  it('leads on the ways of the frame', async () => {
    await alt('r');
    expect(navigation.current).toEqual({ name: 'find' });
    await alt('b');
    await alt('g');
    expect(navigation.current).toEqual({ name: 'library' });
    await alt('h');
    expect(navigation.current).toEqual({ name: 'home' });
    expect(navigation.canGoBack).toBe(false);
    await alt('q');
    expect(navigation.current).toEqual({ name: 'home', begin: 'quick' });
  });

  it('goes through the steps of a contact, with the list of steps behind each', async () => {
    await navigation.go({ name: 'tasks', contact: 'c1' });
    await navigation.go({ name: 'look', contact: 'c1' });
    await navigation.go({ name: 'sort', contact: 'c1' });
    await alt('5');
    expect(navigation.current).toEqual({ name: 'refer', contact: 'c1' });
    await alt('x');
    expect(navigation.current).toEqual({ name: 'record', contact: 'c1' });
    await alt('x');
    expect(navigation.current).toEqual({ name: 'check', contact: 'c1' });
    await alt('x');
    expect(navigation.current).toEqual({ name: 'check', contact: 'c1' });
    await alt('0');
    await alt('p');
    expect(navigation.current).toEqual({ name: 'before', contact: 'c1' });
    await navigation.back();
    expect(navigation.current).toEqual({ name: 'tasks', contact: 'c1' });
    await navigation.back();
    expect(navigation.current).toEqual({ name: 'home' });
  });

  it('does not lead out of a draft to another one, nor into steps that are not on the way', async () => {
    await navigation.go({ name: 'quick', contact: 'c1' });
    await alt('s');
    await alt('q');
    await alt('t');
    await alt('x');
    expect(navigation.current).toEqual({ name: 'quick', contact: 'c1' });
    await navigation.reset({ name: 'sealed', contact: 'c1' });
    await alt('2');
    expect(navigation.current).toEqual({ name: 'sealed', contact: 'c1' });
  });

  it('opens nothing but what the lock screen has while the records are locked', async () => {
    session.unlocked = false;
    await navigation.reset({ name: 'unlock' });
    for (const id of chordIds.filter((one) => whereOf(one) !== 'anywhere')) {
      await alt((keysOf(id) ?? '').replace('Alt+', '').toLowerCase());
      expect(navigation.current, id).toEqual({ name: 'unlock' });
    }
    await alt('g');
    expect(navigation.current).toEqual({ name: 'library' });
  });

  it('saves first, and stays where it cannot', async () => {
    let works = false;
    const field = new Autosave<string>('', () =>
      works ? Promise.resolve('2:14pm') : Promise.reject(new Error('full')),
    );
    await navigation.go({ name: 'tasks', contact: 'c1' });
    await navigation.go({ name: 'record', contact: 'c1' });
    field.set('her exact words');
    await alt('h');
    await expect.poll(() => navigation.isHeld).toBe(true);
    expect(navigation.current.name).toBe('record');
    works = true;
    await alt('h');
    await expect.poll(() => navigation.current.name).toBe('home');
    expect(field.isUnsaved).toBe(false);
  });

  it('asks before it leaves words that do not save themselves', async () => {
    const form = document.createElement('textarea');
    document.body.append(form);
    const stay: View = { name: 'person-form' };
    await navigation.go(stay);
    typed.note(form, navigation.serial);
    await alt('h');
    expect(navigation.asksAboutWords).toBe(true);
    expect(navigation.current).toEqual(stay);
    navigation.answerAboutWords(false);
    expect(navigation.current).toEqual(stay);
    await alt('b');
    expect(navigation.asksAboutWords).toBe(true);
    navigation.answerAboutWords(true);
    await expect.poll(() => navigation.current.name).toBe('home');
    // Sent and accepted they are kept, so that nothing is asked.
    await navigation.go(stay);
    typed.note(form, navigation.serial);
    typed.submit();
    await alt('h');
    await expect.poll(() => navigation.current.name).toBe('home');
    form.remove();
  });

  it('does nothing under the cover, and nothing twice while it is held down', async () => {
    let times = 0;
    const off = keys.on('undo', () => {
      times += 1;
    });
    await alt('z');
    await press('z', { altKey: true, repeat: true });
    expect(times).toBe(1);
    session.hidden = true;
    await alt('z');
    expect(times).toBe(1);
    off();
  });
});
