import axe from 'axe-core';
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { announcer } from '../../app/announcer.svelte';
import { copy as frame } from '../../app/copy';
import { errorText } from '../../app/errors';
import { lastUsed } from '../../app/last-used';
import { navigation } from '../../app/navigation.svelte';
import { AppError, commands, type ErrorCode, type Field, type ProgressView } from '../../ipc';
import BackUp from './BackUp.svelte';
import { copy } from './copy';
import Restore from './Restore.svelte';

const heard = vi.hoisted(() => ({ run: undefined as ((event: unknown) => void) | undefined }));
vi.mock('@tauri-apps/api/event', () => ({
  listen: (_: string, run: (event: unknown) => void) => {
    heard.run = run;
    return Promise.resolve(() => undefined);
  },
}));

const tell = (progress: ProgressView): void => heard.run?.({ payload: progress });
const ok = <T>(data: T): { status: 'ok'; data: T } => ({ status: 'ok', data });
const no = (code: ErrorCode, field: Field | null = null) =>
  ({ status: 'error', error: { code, field, number: null } }) as const;
const title = (code: ErrorCode): string => errorText(new AppError({ code })).title;

const stick = { path: '/media/jo/stick', kind: 'drive', synced: false } as const;
const documents = { path: '/home/jo/Documents', kind: 'documents', synced: false } as const;
const press = (name: string): Promise<boolean> =>
  fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string): Promise<boolean> =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const choose = (name: string | RegExp): Promise<boolean> =>
  fireEvent.click(screen.getByRole('radio', { name }));

async function faultless(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map((violation) => violation.id)).toEqual([]);
}

beforeEach(async () => {
  vi.restoreAllMocks();
  delete lastUsed.folder.backup;
  await navigation.reset({ name: 'home' });
  vi.spyOn(commands, 'backupPlaces').mockResolvedValue(ok([documents, stick]));
  vi.spyOn(commands, 'stopWork').mockResolvedValue(ok(null));
});

describe('a backup', () => {
  it('is put where the practitioner says, and its file is named', async () => {
    const made = { path: '/media/jo/stick/backup-1.waymark', made_at: 'today' };
    const backUp = vi.spyOn(commands, 'backUp').mockResolvedValue(ok(made));
    render(BackUp);
    await screen.findByText(copy.where);
    await choose('Stick or drive');
    await press(copy.make);
    expect(await screen.findByText(made.path)).toBeTruthy();
    await vi.waitFor(() => {
      expect(announcer.polite).toBe(copy.made);
    });
    expect(backUp).toHaveBeenCalledWith({ folder: stick.path, even_if_synced: false });
  });

  it('stands at the folder of last time, for as long as that is there', async () => {
    lastUsed.folder.backup = { path: stick.path, typed: false };
    const { unmount } = render(BackUp);
    await screen.findByText(copy.where);
    expect(screen.getByDisplayValue<HTMLInputElement>(stick.path).checked).toBe(true);
    unmount();
    vi.spyOn(commands, 'backupPlaces').mockResolvedValue(ok([documents]));
    render(BackUp);
    await screen.findByText(copy.where);
    for (const radio of screen.getAllByRole<HTMLInputElement>('radio')) {
      expect(radio.checked).toBe(false);
    }
  });

  it('needs a place, and says so at the places', async () => {
    const backUp = vi.spyOn(commands, 'backUp');
    render(BackUp);
    await screen.findByText(copy.where);
    await press(copy.make);
    expect(screen.getAllByText(copy.chooseFolder).length).toBeGreaterThan(0);
    expect(backUp).not.toHaveBeenCalled();
    await faultless();
  });

  it.each(['folder_missing', 'folder_read_only', 'folder_is_own'] as const)(
    'says at the field of a typed folder: %s',
    async (code) => {
      vi.spyOn(commands, 'backUp').mockResolvedValue(no(code, 'folder'));
      render(BackUp);
      await screen.findByText(copy.where);
      await choose(copy.other);
      await type(copy.folder, '/tmp/x');
      await press(copy.make);
      const summary = await screen.findByRole('alert');
      expect(within(summary).getByText(title(code))).toBeTruthy();
      const field = screen.getByLabelText<HTMLInputElement>(copy.folder);
      expect(field.getAttribute('aria-invalid')).toBe('true');
      expect(field.value).toBe('/tmp/x');
      expect(document.querySelectorAll('#folder').length).toBe(1);
    },
  );

  it('in a folder that a company copies is made only after a second word', async () => {
    const backUp = vi.spyOn(commands, 'backUp').mockResolvedValue(no('folder_synced', 'folder'));
    render(BackUp);
    await screen.findByText(copy.where);
    await choose('Documents on this laptop');
    await press(copy.make);
    await screen.findByText(title('folder_synced'));
    expect(screen.getByText(/ask your information governance lead first/i)).toBeTruthy();
    expect(backUp).toHaveBeenCalledTimes(1);
    await press(copy.syncedYes);
    expect(backUp).toHaveBeenLastCalledWith({ folder: documents.path, even_if_synced: true });
  });

  it('shows how far it has come and can be stopped', async () => {
    let end: (value: ReturnType<typeof no>) => void = () => undefined;
    vi.spyOn(commands, 'backUp').mockReturnValue(new Promise((resolve) => (end = resolve)));
    render(BackUp);
    await screen.findByText(copy.where);
    await choose('Stick or drive');
    await press(copy.make);
    await screen.findByText(frame.work.starting);
    tell({ stage: 'writing', done: 40, of: 100 });
    const bar = await screen.findByRole<HTMLProgressElement>('progressbar', {
      name: copy.stages.writing,
    });
    expect([bar.value, bar.max]).toEqual([40, 100]);
    await faultless();
    await press(frame.work.stop);
    expect(commands.stopWork).toHaveBeenCalled();
    end(no('stopped'));
    expect(await screen.findByText(title('stopped'))).toBeTruthy();
    expect(screen.getByRole('button', { name: copy.make })).toBeTruthy();
  });

  it('is stopped when the page is left', async () => {
    vi.spyOn(commands, 'backUp').mockReturnValue(new Promise(() => undefined));
    const { unmount } = render(BackUp);
    await screen.findByText(copy.where);
    await choose('Stick or drive');
    await press(copy.make);
    await screen.findByText(frame.work.starting);
    expect(commands.stopWork).not.toHaveBeenCalled();
    unmount();
    expect(commands.stopWork).toHaveBeenCalled();
  });
});

describe('a restore', () => {
  const found = { path: '/media/jo/stick/b.waymark', name: 'Visits', made_at: '1 May 2026 at 9am' };

  it('lists what was found, opens it with what was typed and says what was kept aside', async () => {
    vi.spyOn(commands, 'backupsFound').mockResolvedValue(ok([found]));
    const restore = vi
      .spyOn(commands, 'restore')
      .mockResolvedValue(ok({ aside: 'vault-before-1' }));
    render(Restore);
    await screen.findByText(copy.which);
    await choose('Visits, made 1 May 2026 at 9am');
    await type('Passphrase', 'ox fig jaw elk');
    await press(copy.restoreYes);
    expect(await screen.findByText(/vault-before-1/)).toBeTruthy();
    expect(restore).toHaveBeenCalledWith({
      file: found.path,
      with: 'passphrase',
      secret: 'ox fig jaw elk',
    });
    await press(copy.toUnlock);
    expect(navigation.current.name).toBe('start');
  });

  it('takes a typed file and the recovery phrase', async () => {
    vi.spyOn(commands, 'backupsFound').mockResolvedValue(ok([]));
    const restore = vi.spyOn(commands, 'restore').mockResolvedValue(ok({ aside: null }));
    render(Restore);
    await screen.findByText(copy.none);
    await choose(copy.otherFile);
    await type(copy.file, '/tmp/b.waymark');
    await choose(copy.withs.recovery_phrase);
    const phrase = document.getElementById('phrase');
    if (phrase) await fireEvent.input(phrase, { target: { value: 'abandon' } });
    await faultless();
    await press(copy.restoreYes);
    await screen.findByText(copy.restored);
    expect(restore).toHaveBeenCalledWith({
      file: '/tmp/b.waymark',
      with: 'recovery_phrase',
      secret: 'abandon',
    });
  });

  it.each([
    ['not_a_backup', 'file'],
    ['backup_damaged', 'file'],
    ['backup_missing', 'file'],
    ['passphrase_wrong', 'passphrase'],
  ] as const)(
    'that says %s shows it at its field and keeps what was typed',
    async (code, field) => {
      vi.spyOn(commands, 'backupsFound').mockResolvedValue(ok([]));
      vi.spyOn(commands, 'restore').mockResolvedValue(no(code, field));
      render(Restore);
      await screen.findByText(copy.none);
      await choose(copy.otherFile);
      await type(copy.file, '/tmp/b.waymark');
      await type('Passphrase', 'ox fig jaw elk');
      await press(copy.restoreYes);
      await screen.findByRole('alert');
      expect(document.getElementById(field)?.getAttribute('aria-invalid')).toBe('true');
      expect(screen.getByLabelText<HTMLInputElement>(copy.file).value).toBe('/tmp/b.waymark');
    },
  );

  it('with a wrong passphrase speaks of the passphrase of that time, and once', async () => {
    vi.spyOn(commands, 'backupsFound').mockResolvedValue(ok([found]));
    vi.spyOn(commands, 'restore').mockResolvedValue(no('passphrase_wrong', 'passphrase'));
    render(Restore);
    await screen.findByText(copy.which);
    await choose('Visits, made 1 May 2026 at 9am');
    await type('Passphrase', 'ox fig jaw elk');
    await press(copy.restoreYes);
    const summary = await screen.findByRole('alert');
    expect(summary.textContent).toContain(copy.olderPassphrase);
    expect(screen.getAllByText(copy.olderPassphrase, { exact: false })).toHaveLength(1);
    expect(document.body.textContent).not.toMatch(/capital letters/);
  });

  it('needs a file', async () => {
    vi.spyOn(commands, 'backupsFound').mockResolvedValue(ok([found]));
    const restore = vi.spyOn(commands, 'restore');
    render(Restore);
    await screen.findByText(copy.which);
    await press(copy.restoreYes);
    expect(screen.getAllByText(copy.chooseFile).length).toBeGreaterThan(0);
    expect(restore).not.toHaveBeenCalled();
  });
});
