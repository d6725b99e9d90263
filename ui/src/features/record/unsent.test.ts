import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import Amend from './Amend.svelte';
import { copy } from './copy';
import { commands } from '../../ipc';
import { navigation } from '../../app/navigation.svelte';
import { session } from '../../app/session.svelte';
import { typed } from '../../app/typed.svelte';
import { FORMS, unsent, type Kept } from '../../app/unsent.svelte';

const ok = { status: 'ok', data: null } as const;
const lock = vi.fn(() => Promise.resolve());

/** The page to add something to a record, as it is shown. */
async function amend(go = (): Promise<unknown> => navigation.go({ name: 'amend', contact: 'c1' })) {
  await go();
  const { current } = navigation;
  if (current.name !== 'amend') throw new Error('another page is shown');
  return render(Amend, { view: current });
}

/** Types a word as the window hears of it. */
async function type(label: string, value: string): Promise<void> {
  const field = screen.getByLabelText<HTMLTextAreaElement>(label);
  await fireEvent.input(field, { target: { value } });
  typed.note(field, navigation.serial);
}

let keep: MockInstance<typeof commands.keepUnsent>;
/** What was given to the vault, the last time. */
const kept = (): Kept => JSON.parse(keep.mock.lastCall?.[0] ?? 'null') as Kept;

beforeEach(async () => {
  keep = vi.spyOn(commands, 'keepUnsent').mockResolvedValue(ok);
  lock.mockReset().mockResolvedValue();
  session.lockHeld = false;
  const nothing = (): Promise<void> => Promise.resolve();
  session.connect({ lock, hide: nothing, quit: nothing, touch: nothing });
  await navigation.reset({ name: 'home' });
});

describe('a form that was not sent', () => {
  it('is kept with its page before the records are locked', async () => {
    await amend();
    await type(copy.addText, 'the brother');
    lock.mockImplementationOnce(() => {
      expect(keep).toHaveBeenCalledOnce();
      return Promise.resolve();
    });
    await session.lock();
    expect(lock).toHaveBeenCalledOnce();
    expect(kept()).toEqual({
      view: { name: 'amend', contact: 'c1' },
      fields: { text: 'the brother', reason: '' },
    });
  });

  it('is kept when the app warns that it will lock, and let go when it was left after all', async () => {
    const page = await amend();
    await type(copy.addReason, 'wrong day');
    session.warn(30);
    await vi.waitFor(() => {
      expect(kept().fields).toEqual({ text: '', reason: 'wrong day' });
    });
    page.unmount();
    expect(keep).toHaveBeenLastCalledWith(null);
  });

  it('keeps the records open when it cannot be written, until the person decides', async () => {
    await amend();
    await type(copy.addText, 'the brother');
    const error = { code: 'disk_full', field: null, number: null } as const;
    keep.mockResolvedValue({ status: 'error', error });
    await session.lock();
    expect(lock).not.toHaveBeenCalled();
    expect(session.lockHeld).toBe(true);
  });

  it('is on its page again, would be lost again, and stays in the vault until then', async () => {
    const view = { name: 'amend', contact: 'c1' } as const;
    await amend(() => unsent.goOn({ view, fields: { text: 'the brother', reason: 'wrong' } }));
    const field = await screen.findByDisplayValue('the brother');
    expect(field).toBe(screen.getByLabelText(copy.addText));
    expect(typed.wouldBeLost(navigation.serial)).toBe(true);
    expect(keep).not.toHaveBeenCalled();
    await session.lock();
    expect(kept().fields).toEqual({ text: 'the brother', reason: 'wrong' });
  });

  it('is put on no other page than its own', async () => {
    const view = { name: 'amend', contact: 'c1' } as const;
    await unsent.goOn({ view, fields: { text: 'the brother' } });
    await amend(() => navigation.go({ name: 'amend', contact: 'c2' }));
    expect(screen.queryByDisplayValue('the brother')).toBeNull();
  });
});

describe('what is kept', () => {
  it('is nothing where nothing was typed, or what was typed was sent', async () => {
    const page = await amend();
    await session.lock();
    await type(copy.addText, 'the brother');
    typed.submit();
    await session.lock();
    page.unmount();
    expect(lock).toHaveBeenCalledTimes(2);
    expect(keep).not.toHaveBeenCalled();
  });

  it('is never a page that asks for a secret', () => {
    const secret = ['new-vault', 'passphrase', 'unlock', 'recover', 'confirm-recovery', 'back-up'];
    expect(FORMS.filter((name) => [...secret, 'save-output', 'pack'].includes(name))).toEqual([]);
  });

  it.each([
    'no form at all',
    'null',
    '{}',
    '{"view":{"name":"unlock"},"fields":{}}',
    '{"view":{"name":"amend"}}',
  ])('is not offered where it cannot be read: %s', async (data) => {
    vi.spyOn(commands, 'unsent').mockResolvedValue({ status: 'ok', data });
    expect(await unsent.kept()).toBeUndefined();
    // And is not taken away either.
    expect(keep).not.toHaveBeenCalled();
  });
});
