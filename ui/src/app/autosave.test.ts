import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../ipc';
import { announcer, REST } from './announcer.svelte';
import { Autosave, autosaves, LONGEST, PATIENCE } from './autosave.svelte';

/** A disk whose answers the test gives, so that saves can be slow, fail, or cross each other. */
class Disk {
  readonly asked: string[] = [];
  readonly #answers: { resolve: (at: string) => void; reject: (error: unknown) => void }[] = [];

  save = (value: string): Promise<string> => {
    this.asked.push(value);
    return new Promise((resolve, reject) => this.#answers.push({ resolve, reject }));
  };

  /** Answers everything that is still asked, so that no test hangs on another. */
  close(): void {
    for (const answer of this.#answers.splice(0)) answer.resolve('midnight');
  }

  async answer(at: string): Promise<void> {
    this.#answers.shift()?.resolve(at);
    await vi.advanceTimersByTimeAsync(0);
  }

  async refuse(error: unknown): Promise<void> {
    this.#answers.shift()?.reject(error);
    await vi.advanceTimersByTimeAsync(0);
  }
}

let disk: Disk;
let field: Autosave<string>;

beforeEach(() => {
  vi.useFakeTimers();
  announcer.hush();
  announcer.quiet = false;
  disk = new Disk();
  field = new Autosave<string>('', disk.save);
  return async () => {
    field.giveUp();
    disk.close();
    await field.leave();
    vi.useRealTimers();
  };
});

describe('when it saves', () => {
  it('waits for a pause in the typing', async () => {
    field.set('he');
    await vi.advanceTimersByTimeAsync(399);
    expect(disk.asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(disk.asked).toEqual(['he']);
  });

  it('saves at most one second after a key, however fast the typing goes on', async () => {
    let typed = '';
    const began = Date.now();
    while (disk.asked.length === 0 && Date.now() - began < 3 * LONGEST) {
      typed += 'a';
      field.set(typed);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(Date.now() - began).toBeLessThanOrEqual(LONGEST);
    expect(disk.asked).toEqual([typed]);
  });

  it('saves at once when the field is left', () => {
    field.set('he said');
    void field.flush();
    expect(disk.asked).toEqual(['he said']);
  });

  it('saves a chosen answer at once', () => {
    void field.choose('yes');
    expect(disk.asked).toEqual(['yes']);
  });

  it('does not save what nobody touched', async () => {
    expect(await field.flush()).toBe(true);
    expect(disk.asked).toEqual([]);
  });

  it('does not save the same words twice', async () => {
    field.set('he said');
    void field.flush();
    await disk.answer('2:14pm');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(disk.asked).toEqual(['he said']);
  });
});

describe('what it says', () => {
  it('says saved only after the answer, with the time of the answer', async () => {
    field.set('he said');
    void field.flush();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(field.status).toEqual({ kind: 'pending' });
    expect(autosaves.status).toEqual({ kind: 'pending' });
    expect(announcer.polite).toBe('');
    await disk.answer('2:14pm');
    expect(field.status).toEqual({ kind: 'saved', at: '2:14pm' });
    expect(autosaves.status).toEqual({ kind: 'saved', at: '2:14pm' });
    expect(announcer.polite).toBe('');
    await vi.advanceTimersByTimeAsync(REST);
    expect(announcer.polite).toBe('Saved at 2:14pm');
  });

  it('says saved once a pause, not at each key, and once for the same minute', async () => {
    for (const words of ['he', 'he said', 'he said so']) {
      field.set(words);
      void field.flush();
      await disk.answer('2:14pm');
      await vi.advanceTimersByTimeAsync(REST / 2);
      expect(announcer.lines).toEqual([]);
    }
    await vi.advanceTimersByTimeAsync(REST);
    expect(announcer.lines.map((line) => line.text)).toEqual(['Saved at 2:14pm']);
    field.set('he said so today');
    void field.flush();
    await disk.answer('2:14pm');
    await vi.advanceTimersByTimeAsync(REST);
    expect(announcer.lines).toHaveLength(1);
  });

  it('does not say saved while something newer is not', async () => {
    field.set('he');
    void field.flush();
    field.set('he said');
    await disk.answer('2:14pm');
    expect(field.status).toEqual({ kind: 'pending' });
    expect(announcer.polite).toBe('');
  });
});

describe('one save at a time', () => {
  it('holds the next save until the one under way is done, then saves the latest words', async () => {
    field.set('a');
    void field.flush();
    field.set('ab');
    const second = field.flush();
    field.set('abc');
    const third = field.flush();
    expect(disk.asked).toEqual(['a']);
    await disk.answer('2:14pm');
    expect(disk.asked).toEqual(['a', 'abc']);
    await disk.answer('2:15pm');
    expect(await second).toBe(true);
    expect(await third).toBe(true);
    expect(disk.asked).toEqual(['a', 'abc']);
    expect(field.status).toEqual({ kind: 'saved', at: '2:15pm' });
  });

  it('lives on when a save throws before it begins', async () => {
    const broken = new Autosave<string>('', () => {
      throw new Error('no program');
    });
    broken.set('a');
    expect(await broken.flush()).toBe(false);
    expect(await broken.flush()).toBe(false);
    expect(broken.value).toBe('a');
    broken.giveUp();
    await broken.leave();
  });
});

describe('when a save fails', () => {
  const full = new AppError({ code: 'disk_full' });

  it('keeps the words and says what happened and what to do', async () => {
    field.set('he said');
    const flushed = field.flush();
    await disk.refuse(full);
    expect(await flushed).toBe(false);
    expect(field.value).toBe('he said');
    expect(field.status).toEqual({ kind: 'failed', error: full });
    expect(announcer.assertive).toContain('The disk of this laptop is full');
    expect(announcer.assertive).toContain('Free some space');
  });

  it('says so again when it fails again', async () => {
    field.set('he said');
    void field.flush();
    await disk.refuse(full);
    void field.flush();
    await disk.refuse(full);
    expect(announcer.lines.map((line) => line.urgent)).toEqual([true, true]);
    void field.flush();
    await disk.answer('2:14pm');
    await vi.advanceTimersByTimeAsync(REST);
    expect(announcer.polite).toBe('Saved at 2:14pm');
  });

  it('tries again on the next key', async () => {
    field.set('he said');
    void field.flush();
    await disk.refuse(full);
    field.set('he said so');
    await vi.advanceTimersByTimeAsync(400);
    expect(disk.asked).toEqual(['he said', 'he said so']);
    await disk.answer('2:16pm');
    expect(field.status).toEqual({ kind: 'saved', at: '2:16pm' });
  });

  it('tries again when asked to', async () => {
    field.set('he said');
    void field.flush();
    await disk.refuse(full);
    const again = field.flush();
    await disk.answer('2:16pm');
    expect(await again).toBe(true);
    expect(disk.asked).toEqual(['he said', 'he said']);
  });

  it('shows words for a failure that no command names', async () => {
    field.set('he said');
    void field.flush();
    await disk.refuse(new TypeError('secret /home/path'));
    expect(announcer.assertive).toContain('Waymark did not answer');
    expect(announcer.assertive).not.toContain('secret');
  });
});

describe('all fields together', () => {
  it('are saved together, and one failure is a failure', async () => {
    const other = new Disk();
    const second = new Autosave<string>('', other.save);
    field.set('a');
    second.set('b');
    const flushed = autosaves.flushAll();
    await disk.answer('2:14pm');
    await other.refuse(new AppError({ code: 'disk_full' }));
    expect(await flushed).toBe(false);
    expect(autosaves.status.kind).toBe('failed');
    const again = autosaves.flushAll();
    await other.answer('2:15pm');
    expect(await again).toBe(true);
    expect(disk.asked).toEqual(['a']);
    expect(other.asked).toEqual(['b', 'b']);
    await second.leave();
  });

  it('do not forget a field that left the screen before its words were saved', async () => {
    field.set('a');
    void field.leave();
    await disk.refuse(new AppError({ code: 'disk_full' }));
    const flushed = autosaves.flushAll();
    expect(disk.asked).toEqual(['a', 'a']);
    await disk.answer('2:14pm');
    expect(await flushed).toBe(true);
    field.set('b');
    expect(await autosaves.flushAll()).toBe(true);
    expect(disk.asked).toEqual(['a', 'a']);
  });

  it('do not keep anybody on a page for ever when a save does not answer', async () => {
    field.set('a');
    const flushed = autosaves.flushAll();
    await vi.advanceTimersByTimeAsync(PATIENCE);
    expect(await flushed).toBe(false);
    expect(field.status).toEqual({ kind: 'pending' });
    await disk.answer('2:14pm');
    expect(field.status).toEqual({ kind: 'saved', at: '2:14pm' });
  });
});
