import { fireEvent, render, screen } from '@testing-library/svelte';
import axe from 'axe-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import App from '../../App.svelte';
import { navigation } from '../../app/navigation.svelte';
import { session } from '../../app/session.svelte';
import { commands } from '../../ipc';
import { screens } from '../../screens.svelte';
import { copy } from './copy';
import { start } from './start.svelte';

vi.mock('@tauri-apps/api/event', () => ({ listen: () => Promise.resolve(() => undefined) }));

const words = Array.from({ length: 24 }, (_, index) => `word${String(index)}`);
/** Every command that was called. */
let called: string[] = [];

const press = (name: string): Promise<boolean> =>
  fireEvent.click(screen.getByRole('button', { name }));
const heading = (): string => screen.getByRole('heading', { level: 1 }).textContent;
/** Waits for the page with this number. */
const page = (number: number): Promise<void> =>
  vi.waitFor(() => {
    expect(heading()).toContain(copy.pageOf(number));
  });
const shift = (): Promise<boolean> => fireEvent.keyDown(document.body, { key: 'Shift' });

// Reading all screens takes a while the first time.
beforeAll(() => screens.load(), 60_000);

beforeEach(async () => {
  session.unlocked = false;
  session.hidden = false;
  session.trial = false;
  start.forget();
  called = [];
  for (const name of ['hide', 'lock'] as const) {
    vi.spyOn(commands, name).mockImplementation(() => {
      called.push(name);
      return Promise.resolve({ status: 'ok', data: null });
    });
  }
  vi.spyOn(commands, 'start').mockResolvedValue({ status: 'ok', data: { start: 'first_run' } });
  await navigation.reset({ name: 'start' });
  render(App);
  await page(1);
});

afterEach(() => {
  session.unlocked = false;
});

describe('the first run', () => {
  it('says what Waymark is not, and leads to a backup that is there', async () => {
    expect(screen.getByText(copy.welcome.isNot)).toBeTruthy();
    await press(copy.restore);
    await vi.waitFor(() => {
      expect(navigation.current.name).toBe('restore');
    });
    await press('Back');
    await page(1);
  });

  it('has four pages, and keeps what is typed when somebody goes back', async () => {
    await press(copy.goOnTo);
    await page(2);
    await press(copy.tryHide.skip);
    await page(3);
    await fireEvent.input(screen.getByLabelText(copy.name), { target: { value: 'Visits' } });
    await fireEvent.input(screen.getByLabelText(copy.passphrase), {
      target: { value: 'crooked lantern' },
    });
    await press('Back');
    await page(2);
    await press('Back');
    await page(1);
    await press(copy.goOnTo);
    await page(2);
    await press(copy.tryHide.skip);
    await page(3);
    expect(screen.getByLabelText<HTMLInputElement>(copy.name).value).toBe('Visits');
    expect(screen.getByLabelText<HTMLInputElement>(copy.passphrase).value).toBe('crooked lantern');
  });

  it('keeps what is typed while somebody reads the help, and forgets it at the end', async () => {
    const create = vi.spyOn(commands, 'createVault');
    create.mockResolvedValue({ status: 'ok', data: { words } });
    await navigation.go({ name: 'new-vault' });
    await page(3);
    await fireEvent.input(screen.getByLabelText(copy.passphrase), {
      target: { value: 'crooked lantern' },
    });
    await press(copy.create);
    await page(4);
    // The passphrase is not needed any more.
    expect(start.setUp.passphrase).toBe('');
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(
      expect.arrayContaining(words),
    );
    await press(copy.written);
    const typed = await screen.findByLabelText<HTMLTextAreaElement>(copy.phrase);
    expect(heading()).toContain(copy.pageOf(4));
    await fireEvent.input(typed, { target: { value: 'word0 word1' } });
    await press('Help');
    await vi.waitFor(() => {
      expect(navigation.current.name).toBe('help');
    });
    await press('Back');
    const again = await screen.findByLabelText<HTMLTextAreaElement>(copy.phrase);
    expect(again.value).toBe('word0 word1');
    vi.spyOn(commands, 'confirmRecovery').mockResolvedValue({
      status: 'ok',
      data: { start: 'unlocked', name: 'Visits', idle_minutes: 5, fault: null },
    });
    await press(copy.check);
    await vi.waitFor(() => {
      expect(navigation.current.name).toBe('home');
    });
    expect(start.typedBack).toBeUndefined();
    expect(start.words).toEqual([]);
  });
});

describe('trying the hide screen', () => {
  /** Hides, sees the cover and nothing else, and comes back. */
  async function seesTheCoverAndComesBack(): Promise<void> {
    // At once: nothing was waited for.
    expect(document.body.textContent.replace(/\s+/g, ' ').trim()).toBe('Waymark Continue');
    expect(document.title).toBe('Waymark');
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
    const faults = await axe.run(document.body, {
      runOnly: ['wcag2a', 'wcag2aa', 'best-practice'],
    });
    expect(faults.violations).toEqual([]);
    await press('Continue');
    await page(2);
    expect(heading()).toContain(copy.tryHide.seen);
    await vi.waitFor(() => {
      expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
    });
    // Nothing was locked and no window went.
    expect(called).toEqual([]);
    expect(session.hidden).toBe(false);
  }

  beforeEach(async () => {
    await press(copy.goOnTo);
    await page(2);
  });

  it('covers by three times Shift, comes back and goes on', async () => {
    await shift();
    await shift();
    expect(heading()).toContain(copy.pageOf(2));
    await shift();
    await seesTheCoverAndComesBack();
    await press(copy.goOnTo);
    await page(3);
  });

  it('covers by the button, and can be done twice', async () => {
    const inHeader = (): HTMLElement | undefined =>
      screen.getAllByRole('button', { name: 'Hide this screen' })[1];
    inHeader()?.click();
    await seesTheCoverAndComesBack();
    inHeader()?.click();
    await seesTheCoverAndComesBack();
  });

  it('ends with its page: on the next one the screen is hidden for good', async () => {
    await press(copy.tryHide.skip);
    await page(3);
    session.hide();
    await vi.waitFor(() => {
      expect(called).toEqual(['hide']);
    });
  });

  it('is never made of hiding with records open', async () => {
    session.unlocked = true;
    session.hide();
    expect(session.trial).toBe(false);
    expect(session.hidden).toBe(true);
    await vi.waitFor(() => {
      expect(called).toEqual(['hide']);
    });
  });
});
