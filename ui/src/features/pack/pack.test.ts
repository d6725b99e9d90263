import axe from 'axe-core';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { errorText } from '../../app/errors';
import { navigation } from '../../app/navigation.svelte';
import { AppError, commands } from '../../ipc';
import type { ErrorCode, Field, LookedPackView, PackLookView, PackView } from '../../ipc';
import { copy } from './copy';
import Pack from './Pack.svelte';

const ok = <T>(data: T): { status: 'ok'; data: T } => ({ status: 'ok', data });
const none: PackView = { loaded: null, trusted: null };
const loaded: PackView = {
  loaded: {
    organisation: 'Westshire Community Health',
    title: 'Winter',
    serial: 2,
    made_on: '23 November 2026',
    loaded: '25 November 2026 at 9am',
    policy: { place: 'Staff pages', text: 'Ring on the day.' },
    leads: [{ name: 'Safeguarding team', phone: '01632 960010', when: 'Weekdays' }],
    services: 2,
    laws: [{ id: 'law.ew.strangulation', label: 'Strangulation or suffocation' }],
  },
  trusted: { organisation: 'Westshire Community Health', fingerprint: 'ABCD-EFGH' },
};
const looked: LookedPackView = {
  digest: 'd1',
  organisation: 'Westshire Community Health',
  title: 'Winter',
  serial: 2,
  made_on: '23 November 2026',
  new_key: false,
  changes: [
    {
      part: 'lead',
      change: 'changed',
      name: 'Safeguarding team',
      nation: null,
      fields: [
        {
          field: 'phone',
          old: { is: 'text', text: '01632 960010' },
          new: { is: 'text', text: '01632 960019' },
        },
      ],
    },
    { part: 'service', change: 'removed', name: 'Haven', nation: null, fields: [] },
    {
      part: 'service',
      change: 'added',
      name: 'Turnaround',
      nation: null,
      fields: [
        { field: 'kind', old: null, new: { is: 'kind', kind: 'perpetrator_programme' } },
        { field: 'accredited', old: null, new: { is: 'answer', answer: 'not_sure' } },
      ],
    },
  ],
};

const press = (name: string): Promise<boolean> =>
  fireEvent.click(screen.getByRole('button', { name }));
const heading = (name: string): Promise<HTMLElement> => screen.findByRole('heading', { name });

async function faultless(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map((violation) => violation.id)).toEqual([]);
}

/** The keys that were typed for the file, in order; null: none. */
let keys: (string | null)[] = [];

function reading(...answers: (PackLookView | [ErrorCode, Field])[]): void {
  keys = [];
  vi.spyOn(commands, 'readPack').mockImplementation(({ key }) => {
    keys.push(key);
    const answer = answers.shift() ?? { state: 'key_needed' };
    if (!Array.isArray(answer)) return Promise.resolve(ok(answer));
    const [code, field] = answer;
    return Promise.resolve({ status: 'error', error: { code, field, number: null } });
  });
}

async function chooseFile(): Promise<void> {
  await fireEvent.click(await screen.findByRole('radio', { name: 'content.waypack' }));
  await press(copy.look);
}

beforeEach(async () => {
  vi.restoreAllMocks();
  await navigation.reset({ name: 'pack' });
  vi.spyOn(commands, 'pack').mockResolvedValue(ok(none));
  vi.spyOn(commands, 'packFiles').mockResolvedValue(
    ok([{ path: '/d/content.waypack', name: 'content.waypack', written_at: null }]),
  );
});

describe('content from an organisation', () => {
  it('says what to do while there is none, and asks for a file', async () => {
    render(Pack);
    expect(await screen.findByText(copy.none)).toBeTruthy();
    await screen.findByRole('button', { name: copy.look });
    await press(copy.look);
    expect(screen.getAllByText(copy.chooseFile, { exact: false }).length).toBe(2);
    await faultless();
  });

  it('asks for the key of a first pack before it shows anything of it', async () => {
    reading({ state: 'key_needed' }, ['pack_key_wrong', 'key'], { state: 'looked', pack: looked });
    render(Pack);
    await chooseFile();
    expect(await heading(copy.keyTitle)).toBeTruthy();
    expect(document.activeElement?.textContent).toContain(copy.keyTitle);
    await press(copy.keyCheck);
    expect(screen.getAllByText(copy.keyMissing, { exact: false }).length).toBe(2);
    expect(keys).toEqual([null]);
    await fireEvent.input(screen.getByLabelText(copy.keyLabel), { target: { value: 'nope' } });
    await press(copy.keyCheck);
    const wrong = errorText(new AppError({ code: 'pack_key_wrong' })).title;
    expect((await screen.findAllByText(wrong, { exact: false })).length).toBeGreaterThan(0);
    await faultless();
    await fireEvent.input(screen.getByLabelText(copy.keyLabel), { target: { value: 'ABCD' } });
    await press(copy.keyCheck);
    expect(await heading(copy.preview)).toBeTruthy();
    expect(keys).toEqual([null, 'nope', 'ABCD']);
  });

  it('shows what becomes of what, and loads only when somebody says so', async () => {
    reading({ state: 'looked', pack: looked });
    const load = vi.spyOn(commands, 'loadPack').mockResolvedValue(ok(loaded));
    render(Pack);
    await chooseFile();
    expect(await heading(copy.preview)).toBeTruthy();
    expect(screen.getByText('01632 960010').tagName).toBe('DEL');
    expect(screen.getByText('01632 960019').tagName).toBe('INS');
    expect(document.body.textContent).toContain('What it does: Perpetrator programme');
    expect(document.body.textContent).toContain('Accredited: not sure');
    expect(document.body.textContent).toMatch(/Haven:\s+goes\./);
    expect(load).not.toHaveBeenCalled();
    await faultless();
    await press(copy.loadIt);
    expect(await screen.findByText(copy.loadedDone)).toBeTruthy();
    expect(load).toHaveBeenCalledWith({ file: '/d/content.waypack', digest: 'd1', key: null });
    expect(document.body.textContent).toContain('Safeguarding team, 01632 960010. Weekdays');
    expect(screen.getByText('ABCD-EFGH')).toBeTruthy();
    await faultless();
  });

  it('refuses a foreign one with what to do, and takes a new key only as a choice', async () => {
    reading(['pack_foreign', 'file'], {
      state: 'looked',
      pack: { ...looked, new_key: true },
    });
    render(Pack);
    await chooseFile();
    const { title, body } = errorText(new AppError({ code: 'pack_foreign' }));
    expect((await screen.findAllByText(title, { exact: false })).length).toBeGreaterThan(0);
    expect(screen.getAllByText(body, { exact: false }).length).toBeGreaterThan(0);
    await press(copy.newKey);
    expect(screen.getByText(copy.keyNew, { exact: false })).toBeTruthy();
    await fireEvent.input(screen.getByLabelText(copy.keyLabel), { target: { value: 'NEW' } });
    await press(copy.keyCheck);
    expect(await screen.findByText(copy.newKeyWarning, { exact: false })).toBeTruthy();
    expect(keys).toEqual([null, 'NEW']);
  });

  it('goes only when it was asked twice', async () => {
    vi.spyOn(commands, 'pack').mockResolvedValue(ok(loaded));
    const remove = vi.spyOn(commands, 'removePack').mockResolvedValue(ok(none));
    render(Pack);
    await screen.findByText(copy.loadedNow);
    await press(copy.remove);
    await press(copy.removeNo);
    expect(remove).not.toHaveBeenCalled();
    await press(copy.remove);
    await press(copy.removeYes);
    expect(await screen.findByText(copy.removed)).toBeTruthy();
    expect(screen.getByText(copy.none)).toBeTruthy();
  });
});
