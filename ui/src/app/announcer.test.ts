import { render, screen } from '@testing-library/svelte';
import { readdirSync, readFileSync } from 'node:fs';
import { flushSync } from 'svelte';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { announcer, REST, STAYS } from './announcer.svelte';
import FrameTest from './FrameTest.svelte';
import { navigation } from './navigation.svelte';
import { session } from './session.svelte';

const lines = (role: 'status' | 'alert'): (string | null)[] =>
  [...screen.getByRole(role).children].map((line) => line.textContent);

beforeEach(() => {
  vi.useFakeTimers();
  announcer.hush();
  announcer.quiet = false;
  announcer.aloud = () => undefined;
  session.hidden = false;
});
afterEach(() => {
  session.hidden = false;
  vi.useRealTimers();
});

describe('what is said', () => {
  it('comes into its region as an element of its own, and goes again', async () => {
    render(FrameTest, {});
    announcer.announce('Line kept');
    announcer.announce('Not saved', true);
    flushSync();
    const first = screen.getByRole('status').firstElementChild;
    announcer.announce('Line kept');
    flushSync();
    expect(lines('status')).toEqual(['Line kept', 'Line kept']);
    expect(screen.getByRole('status').firstElementChild).toBe(first);
    expect(lines('alert')).toEqual(['Not saved']);
    await vi.advanceTimersByTimeAsync(STAYS);
    expect([...lines('status'), ...lines('alert')]).toEqual([]);
  });

  it('is said outside of the page as well, once, in the same words', () => {
    const aloud = vi.fn();
    announcer.aloud = aloud;
    announcer.announce('Line kept');
    announcer.announce('Not saved', true);
    expect(aloud.mock.calls).toEqual([['Line kept'], ['Not saved']]);
  });

  it('waits for a pause where it changes quickly, and then says the last', async () => {
    announcer.settle('hits', '12 found');
    await vi.advanceTimersByTimeAsync(REST - 1);
    announcer.settle('hits', '3 found');
    await vi.advanceTimersByTimeAsync(REST);
    announcer.settle('hits', '3 found');
    await vi.advanceTimersByTimeAsync(REST);
    expect(announcer.lines.map((line) => line.text)).toEqual(['3 found']);
  });

  it('is heard although the view changes with it, and nothing older is', async () => {
    announcer.announce('Old');
    await vi.advanceTimersByTimeAsync(2000);
    announcer.announce('Backup made');
    await navigation.reset({ name: 'home' });
    expect(announcer.lines.map((line) => line.text)).toEqual(['Backup made']);
  });
});

describe('hiding', () => {
  it('takes back what was being said, says the name alone and leaves nothing to be read', async () => {
    render(FrameTest, { heading: 'Contact with JM' });
    announcer.announce('This may show: threats to kill');
    announcer.settle('saved', 'Saved at 2:14pm');
    flushSync();
    const aloud = vi.fn();
    announcer.aloud = aloud;
    session.hide();
    announcer.announce('Not saved. The disk is full.', true);
    await vi.advanceTimersByTimeAsync(REST);
    expect(announcer.lines).toEqual([]);
    expect(aloud).not.toHaveBeenCalled();
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Waymark');
    const others = [...(document.activeElement?.parentElement?.children ?? [])].slice(1);
    expect(others.length).toBeGreaterThan(3);
    expect(others.every((one) => one instanceof HTMLElement && one.inert)).toBe(true);
  });
});

describe('live regions', () => {
  it('stand in the frame alone, so that all that is said goes one way', () => {
    // An error summary takes the focus and keeps the markup that it was tested with; a passphrase says
    // itself whether it is visible.
    const ours = ['app/Page.svelte', 'error-summary/', 'password-input/'];
    const others = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.svelte') && !ours.some((one) => file.includes(one)))
      .filter((file) =>
        /role="(status|alert|log)"|aria-live|<output/.test(readFileSync(join('src', file), 'utf8')),
      );
    expect(others).toEqual([]);
  });
});
