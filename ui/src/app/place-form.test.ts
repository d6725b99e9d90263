import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../ipc';
import { lastUsed } from './last-used';
import { OTHER, PlaceForm } from './place-form.svelte';

const stick = { value: '/media/stick', text: 'Stick or drive' };
const typed = { path: '/srv/share', typed: true };

function form(places = [stick]): PlaceForm {
  return new PlaceForm({
    field: 'folder',
    missing: 'Choose a folder',
    find: () => Promise.resolve(places),
    last: 'file',
  });
}
const nothing = (): Promise<void> => Promise.resolve();

beforeEach(() => {
  delete lastUsed.folder.file;
});

describe('a place', () => {
  it('is the one of last time, where that is still there, or a path that was typed', async () => {
    lastUsed.folder.file = { path: stick.value, typed: false };
    const there = form();
    await there.look();
    expect([there.chosen, there.path]).toEqual([stick.value, stick.value]);
    const gone = form([{ ...stick, value: '/media/another' }]);
    await gone.look();
    expect([gone.chosen, gone.path]).toEqual([undefined, '']);
    lastUsed.folder.file = typed;
    const written = form([]);
    await written.look();
    expect([written.chosen, written.path]).toEqual([OTHER, typed.path]);
  });

  it('is typed at once where there is none to choose', async () => {
    const one = form([]);
    await one.look();
    expect(one.isTyped).toBe(true);
    one.typed = '/srv/share';
    one.clear();
    expect([one.isTyped, one.path]).toEqual([true, '']);
  });

  it('that was chosen stays when places are looked for again', async () => {
    lastUsed.folder.file = typed;
    const one = form();
    one.chosen = stick.value;
    await one.look();
    expect(one.path).toBe(stick.value);
  });

  it('is remembered once the work is done, and not when it failed', async () => {
    const one = form();
    one.chosen = OTHER;
    one.typed = typed.path;
    await one.send(() => Promise.reject(new AppError({ code: 'folder_missing', field: 'folder' })));
    expect(one.errors.map(({ field }) => field)).toEqual(['folder']);
    expect(lastUsed.folder.file).toBeUndefined();
    await one.send(nothing);
    expect(one.errors).toEqual([]);
    expect(lastUsed.folder.file).toEqual(typed);
  });

  it('has to be there: without one nothing is done, each time it is said anew', async () => {
    const one = form();
    let done = 0;
    const work = (): Promise<void> => {
      done += 1;
      return nothing();
    };
    await one.send(work);
    const said = one.errors;
    expect(said).toEqual([{ text: 'Choose a folder', field: 'folder' }]);
    await one.send(work);
    // A new one, so that the summary takes the focus again.
    expect(one.errors).not.toBe(said);
    expect([done, one.busy]).toEqual([0, false]);
    one.chosen = stick.value;
    await one.send(work);
    expect([done, one.errors]).toEqual([1, []]);
  });

  it('is not sent a second time before the first has answered', async () => {
    const one = form();
    one.chosen = stick.value;
    let answer: () => void = () => undefined;
    const sent: string[] = [];
    const first = one.send((path) => {
      sent.push(path);
      return new Promise((resolve) => (answer = resolve));
    });
    expect(one.busy).toBe(true);
    await one.send((path) => Promise.resolve(void sent.push(path)));
    answer();
    await first;
    expect([sent, one.busy]).toEqual([[stick.value], false]);
  });

  it('that could not be looked for says so, in the place of what was wrong before', async () => {
    const one = new PlaceForm({
      field: 'file',
      missing: 'Choose a file',
      find: () => Promise.reject(new AppError({ code: 'locked' })),
    });
    await one.send(nothing);
    await one.look();
    expect(one.faults).toEqual([]);
    expect(one.errors).toHaveLength(1);
    expect(one.error?.code).toBe('locked');
    one.clear();
    expect(one.errors).toEqual([]);
  });
});

describe('an attempt', () => {
  it('leads to where the page keeps the field', async () => {
    const one = form();
    await one.run(() => Promise.reject(new AppError({ code: 'reason_missing', field: 'reason' })), {
      reason: 'why',
    });
    expect(one.at('why')).toBeTruthy();
    expect(one.at('reason')).toBeUndefined();
  });
});
