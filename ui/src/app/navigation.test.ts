import { flushSync, tick } from 'svelte';
import { render, screen, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../ipc';
import { Autosave, autosaves } from './autosave.svelte';
import FrameTest from './FrameTest.svelte';
import { navigation } from './navigation.svelte';
import { session, type SessionCommands } from './session.svelte';

async function painted(): Promise<void> {
  await tick();
  await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** A field whose save fails until it is mended. */
function failing(): { field: Autosave<string>; mend: () => void; saved: string[] } {
  let works = false;
  const saved: string[] = [];
  const field = new Autosave<string>('', async (value) => {
    if (!works) throw new AppError({ code: 'disk_full' });
    saved.push(value);
    return Promise.resolve('2:14pm');
  });
  return { field, mend: () => (works = true), saved };
}

/** Commands that do nothing. */
const nothing: SessionCommands = {
  lock: () => Promise.resolve(),
  hide: () => Promise.resolve(),
  quit: () => Promise.resolve(),
  touch: () => Promise.resolve(),
};

beforeEach(async () => {
  autosaves.giveUp();
  session.unlocked = false;
  session.lockHeld = false;
  session.hidden = false;
  session.idleSeconds = undefined;
  await navigation.reset({ name: 'home' });
});

describe('going from view to view', () => {
  it('goes and comes back', async () => {
    await navigation.go({ name: 'tasks', contact: 'c1' });
    await navigation.go({ name: 'look', contact: 'c1' });
    expect(navigation.current).toEqual({ name: 'look', contact: 'c1' });
    await navigation.back();
    expect(navigation.current).toEqual({ name: 'tasks', contact: 'c1' });
    await navigation.back();
    expect(navigation.canGoBack).toBe(false);
    expect(navigation.current).toEqual({ name: 'home' });
  });

  it('replaces and resets', async () => {
    await navigation.go({ name: 'check', contact: 'c1' });
    await navigation.replace({ name: 'sealed', contact: 'c1' });
    await navigation.back();
    expect(navigation.current).toEqual({ name: 'home' });
    await navigation.go({ name: 'settings' });
    await navigation.reset({ name: 'home' });
    expect(navigation.canGoBack).toBe(false);
  });

  it('goes back to another view in the place of the one before', async () => {
    await navigation.go({ name: 'quick', contact: 'c1' });
    await navigation.go({ name: 'check', contact: 'c1' });
    await navigation.backTo({ name: 'quick', contact: 'c1', at: 'record' });
    expect(navigation.current).toEqual({ name: 'quick', contact: 'c1', at: 'record' });
    await navigation.back();
    expect(navigation.current).toEqual({ name: 'home' });
  });

  it('touches neither the address nor the history of the browser', async () => {
    const [address, length] = [window.location.href, window.history.length];
    await navigation.go({ name: 'tasks', contact: 'c1' });
    await navigation.back();
    expect([window.location.href, window.history.length]).toEqual([address, length]);
  });

  it('moves once when a button is pressed twice', async () => {
    const field = new Autosave<string>('', () => Promise.resolve('2:14pm'));
    field.set('a');
    await Promise.all([navigation.go({ name: 'settings' }), navigation.go({ name: 'settings' })]);
    await navigation.back();
    expect(navigation.current).toEqual({ name: 'home' });
    await field.leave();
  });

  it('saves before it goes', async () => {
    const { field, mend, saved } = failing();
    mend();
    field.set('he said');
    await navigation.go({ name: 'settings' });
    expect(saved).toEqual(['he said']);
    await field.leave();
  });
});

describe('when something cannot be saved', () => {
  it('stays, asks, and goes on once it is saved', async () => {
    render(FrameTest, { heading: 'A heading' });
    const { field, mend, saved } = failing();
    field.set('he said');
    expect(await navigation.go({ name: 'settings' })).toBe(false);
    flushSync();
    expect(navigation.current.name).toBe('home');
    expect(screen.getByText('Your last words are not saved yet')).toBeTruthy();
    mend();
    const again = screen.getByRole('button', { name: 'Try again' });
    expect(document.activeElement).toBe(again);
    again.click();
    await vi.waitFor(() => {
      expect(navigation.current.name).toBe('settings');
    });
    expect(saved).toEqual(['he said']);
    await field.leave();
  });

  it('goes without saving only when the person says so', async () => {
    render(FrameTest, { heading: 'A heading' });
    const { field, saved } = failing();
    field.set('he said');
    await navigation.go({ name: 'settings' });
    flushSync();
    screen.getByRole('button', { name: 'Leave without saving' }).click();
    expect(navigation.current.name).toBe('settings');
    expect(saved).toEqual([]);
    await field.leave();
  });

  it('does not lock over unsaved words unless the person says so', async () => {
    const lock = vi.fn(() => Promise.resolve());
    session.connect({ ...nothing, lock });
    session.unlocked = true;
    render(FrameTest, { heading: 'A heading' });
    const { field } = failing();
    field.set('he said');
    screen.getByRole('button', { name: 'Lock' }).click();
    const anyway = await screen.findByRole('button', { name: 'Lock without saving' });
    expect(lock).not.toHaveBeenCalled();
    anyway.click();
    expect(lock).toHaveBeenCalledOnce();
    autosaves.giveUp();
    await field.leave();
  });

  it('locks at once when everything is saved', async () => {
    const lock = vi.fn(() => Promise.resolve());
    session.connect({ ...nothing, lock });
    await session.lock();
    expect(lock).toHaveBeenCalledOnce();
  });
});

describe('hiding the screen', () => {
  const shift = (init: KeyboardEventInit = {}): void => {
    session.key(new KeyboardEvent('keydown', { key: 'Shift', ...init }));
  };

  it('covers at once, keeps what was typed, then locks', async () => {
    const saved: string[] = [];
    const field = new Autosave<string>('', (value) => {
      saved.push(value);
      return Promise.resolve('2:14pm');
    });
    const hide = vi.fn(() => Promise.resolve());
    session.connect({ ...nothing, hide });
    render(FrameTest, { heading: 'A heading' });
    field.set('he said');
    screen.getAllByRole('button', { name: 'Hide this screen' })[0]?.click();
    // Nothing was waited for.
    expect(document.querySelector('.wm-cover')).toBeTruthy();
    expect(document.title).toBe('Waymark');
    expect(hide).not.toHaveBeenCalled();
    await vi.waitFor(() => {
      expect(hide).toHaveBeenCalledOnce();
    });
    expect(saved).toEqual(['he said']);
    await field.leave();
  });

  it('does not wait for a save that does not answer', async () => {
    vi.useFakeTimers();
    let answer: (at: string) => void = () => undefined;
    const field = new Autosave<string>('', () => new Promise((resolve) => (answer = resolve)));
    const hide = vi.fn(() => Promise.resolve());
    session.connect({ ...nothing, hide });
    field.set('he said');
    session.hide();
    await vi.advanceTimersByTimeAsync(700);
    expect(hide).toHaveBeenCalledOnce();
    vi.useRealTimers();
    answer('2:14pm');
    await field.leave();
  });

  it('hides at the third Shift in a row, and at no other key', () => {
    shift();
    shift();
    session.key(new KeyboardEvent('keydown', { key: 'A', shiftKey: true }));
    shift();
    shift({ repeat: true });
    shift({ repeat: true });
    expect(session.hidden).toBe(false);
    shift();
    shift();
    expect(session.hidden).toBe(true);
  });

  it('stands on every page, and first for those who use the keyboard', () => {
    render(FrameTest, { heading: 'A heading' });
    expect(screen.getAllByRole('button', { name: 'Hide this screen' })).toHaveLength(2);
    const second = document.querySelectorAll('a, button')[1];
    expect(second?.textContent?.trim()).toBe('Hide this screen');
  });
});

describe('the frame around a view', () => {
  it('gives the focus to the heading of a new view, and titles the window in neutral words', async () => {
    render(FrameTest, { heading: 'Contact with JS' });
    await painted();
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
    expect(document.title).toBe('Home - Waymark');
    await navigation.go({ name: 'tasks', contact: 'c1' });
    await painted();
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
    expect(document.title).toBe('Steps - Waymark');
  });

  it('leaves the focus alone when a heading comes back in the same view', async () => {
    const { rerender } = render(FrameTest, { heading: 'Home' });
    await painted();
    screen.getByRole('button', { name: 'In the view' }).focus();
    await rerender({ heading: undefined });
    await rerender({ heading: 'Home' });
    await painted();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'In the view' }));
  });

  it.each([
    'before',
    'tasks',
    'look',
    'ask',
    'assess',
    'respond',
    'refer',
    'record',
    'check',
  ] as const)('says whom to call in danger on %s', async (name) => {
    await navigation.go({ name, contact: 'c1' });
    render(FrameTest, { heading: 'A heading' });
    expect(screen.getByText('In immediate danger call 999')).toBeTruthy();
  });

  it('says whom to call in danger on the lock screen, and in the guide opened from a contact', async () => {
    render(FrameTest, { heading: 'A heading' });
    expect(screen.queryByText('In immediate danger call 999')).toBeNull();
    await navigation.go({ name: 'tasks', contact: 'c1' });
    await navigation.go({ name: 'entry', item: 'say.drink' });
    flushSync();
    expect(screen.getByText('In immediate danger call 999')).toBeTruthy();
    for (const name of ['unlock', 'first-run', 'start'] as const) {
      await navigation.reset({ name });
      flushSync();
      const line = screen.queryByText('In immediate danger call 999');
      // Also where the records cannot be opened. The first run has its own words for it.
      expect(line === null, name).toBe(name === 'first-run');
    }
  });

  it('shows lock and menu only while the records are open, but for help and display', () => {
    render(FrameTest, { heading: 'A heading' });
    const menu = screen.getByRole('navigation');
    expect(
      within(menu)
        .getAllByRole('button')
        .map((one) => one.textContent.trim()),
    ).toEqual(['Help', 'Display']);
    expect(screen.queryByRole('button', { name: 'Lock' })).toBeNull();
    session.unlocked = true;
    flushSync();
    expect(screen.getByRole('button', { name: 'Home' }).getAttribute('aria-current')).toBe('page');
    expect(screen.getByRole('button', { name: 'Lock' })).toBeTruthy();
  });

  it('leads out of the help by one way back, however often it is opened', async () => {
    await navigation.go({ name: 'look', contact: 'c1' });
    render(FrameTest, { heading: 'A heading' });
    const help = (): void => {
      screen.getByRole('button', { name: 'Help' }).click();
    };
    help();
    await vi.waitFor(() => {
      expect(navigation.current).toEqual({ name: 'help' });
    });
    help();
    await navigation.go({ name: 'help-page', page: 'look' });
    help();
    await vi.waitFor(() => {
      expect(navigation.current).toEqual({ name: 'help' });
    });
    await navigation.back();
    expect(navigation.current).toEqual({ name: 'look', contact: 'c1' });
  });

  it('warns before it locks itself, and stays open when somebody says so', async () => {
    const touch = vi.fn(() => Promise.resolve());
    session.connect({ ...nothing, touch });
    session.unlocked = true;
    render(FrameTest, { heading: 'A heading' });
    session.warn(30);
    flushSync();
    expect(screen.getByText('Waymark locks itself in 30 seconds')).toBeTruthy();
    screen.getByRole('button', { name: 'Stay open' }).click();
    await tick();
    expect(touch).toHaveBeenCalledOnce();
    expect(screen.queryByText('Waymark locks itself in 30 seconds')).toBeNull();
  });

  it('has no accessibility fault', async () => {
    session.unlocked = true;
    session.idleSeconds = 30;
    session.lockHeld = true;
    await navigation.go({ name: 'tasks', contact: 'c1' });
    render(FrameTest, { heading: 'A heading' });
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations.map((violation) => violation.id)).toEqual([]);
  });
});
