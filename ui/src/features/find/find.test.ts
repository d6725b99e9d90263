import axe from 'axe-core';
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { announcer, REST } from '../../app/announcer.svelte';
import { navigation } from '../../app/navigation.svelte';
import { commands, type FindHit, type FindRequest, type FindView } from '../../ipc';
import { copy } from './copy';
import Find from './Find.svelte';

const hit: FindHit = {
  id: '7',
  found_in: {
    found: 'contact',
    contact: 'c1',
    added: false,
    date: '25 November 2026',
    setting: 'clinic',
    outcome: 'act_now',
  },
  person: 'p1',
  initials: 'JM',
  name: null,
  reference: 'WS-1',
  sentence: {
    place: 'account',
    protected: true,
    pieces: [
      { words: 'He has a ', matched: false },
      { words: 'hammer', matched: true },
    ],
  },
};
const nothing: FindRequest = {
  text: '',
  from: null,
  to: null,
  outcome: null,
  setting: null,
  open_actions: false,
};
const view = (...hits: FindHit[]): FindView => ({ hits, more: false });
const ok = <T>(data: T): { status: 'ok'; data: T } => ({ status: 'ok', data });
const type = (value: string): Promise<boolean> =>
  fireEvent.input(screen.getByLabelText(copy.search), { target: { value } });
/** The line that says how many. */
const said = (): string | null | undefined => document.querySelector('[data-count]')?.textContent;
const rest = (): Promise<unknown> => vi.advanceTimersByTimeAsync(500);

beforeEach(async () => {
  vi.restoreAllMocks();
  vi.useFakeTimers();
  await navigation.reset({ name: 'home' });
  await navigation.go({ name: 'find' });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the search', () => {
  it('asks once the keys rest, and shows the sentence with its place and what is protected', async () => {
    const find = vi.spyOn(commands, 'find').mockResolvedValue(ok(view(hit)));
    render(Find, { view: { name: 'find' } });
    await type('ham');
    await type('hamm');
    expect(find).not.toHaveBeenCalled();
    await rest();
    expect(find).toHaveBeenCalledExactlyOnceWith({ ...nothing, text: 'hamm' });
    expect(said()).toBe(copy.found(view(hit)));
    await vi.advanceTimersByTimeAsync(REST);
    expect(announcer.polite).toBe(copy.found(view(hit)));
    expect(screen.getByText('hammer').tagName).toBe('MARK');
    expect(screen.getByText(`${copy.places.account}:`)).toBeTruthy();
    expect(screen.getByText(`${copy.protected}.`)).toBeTruthy();
    expect(screen.getByText('Contact: JM, WS-1, 25 November 2026')).toBeTruthy();
    vi.useRealTimers();
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map((violation) => violation.id)).toEqual([]);
  });

  it('never lets an older answer take the place of a newer one', async () => {
    let late: (answer: { status: 'ok'; data: FindView }) => void = () => undefined;
    const find = vi.spyOn(commands, 'find');
    find.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          late = resolve;
        }),
    );
    find.mockResolvedValueOnce(ok(view()));
    render(Find, { view: { name: 'find' } });
    await type('ham');
    await rest();
    await type('hamster');
    await rest();
    expect(said()).toBe(copy.none);
    late(ok(view(hit)));
    await rest();
    expect(said()).toBe(copy.none);
    expect(screen.queryByText('hammer')).toBeNull();
    // Nor one to something that is not looked for any more.
    await type('');
    expect(said()).toBe('');
  });

  it('says in plain words that nothing was found, and what was left out', async () => {
    vi.spyOn(commands, 'find').mockResolvedValue(ok(view()));
    render(Find, { view: { name: 'find' } });
    expect(screen.getByText(copy.hint)).toBeTruthy();
    await type('zebra');
    await rest();
    expect(screen.getByText(copy.noneHelp)).toBeTruthy();
    const text = document.body.textContent;
    expect(text).not.toMatch(/\b(safe|low|no risk|fine)\b/i);
  });

  it('opens the record, and is as it was on the way back', async () => {
    vi.spyOn(commands, 'find').mockResolvedValue(ok(view(hit)));
    render(Find, { view: { name: 'find' } });
    await type('hamm');
    await rest();
    await fireEvent.click(screen.getByText(/^Contact: JM/));
    await rest();
    expect(navigation.current).toEqual({ name: 'sealed', contact: 'c1' });
    await navigation.back();
    expect(navigation.current).toEqual({ name: 'find', request: { ...nothing, text: 'hamm' } });
  });

  it('opens a person', async () => {
    const person: FindHit = { ...hit, found_in: { found: 'person', contacts: 2 } };
    vi.spyOn(commands, 'find').mockResolvedValue(ok(view(person)));
    render(Find, { view: { name: 'find', request: { ...nothing, text: 'jo' } } });
    await rest();
    expect(screen.getByText(/2 sealed contacts/)).toBeTruthy();
    await fireEvent.click(screen.getByText('Person: JM, WS-1'));
    await rest();
    expect(navigation.current).toEqual({ name: 'person', person: 'p1' });
  });

  it('is narrowed by dates, outcome, place and open actions, and started again', async () => {
    const find = vi.spyOn(commands, 'find').mockResolvedValue(ok(view(hit)));
    render(Find, { view: { name: 'find' } });
    await fireEvent.click(screen.getByLabelText('Act now'));
    await fireEvent.click(screen.getByLabelText('Clinic or surgery'));
    await fireEvent.click(screen.getByLabelText(copy.openOnly));
    const parts = { Day: '1', Month: '2', Year: '2026' };
    for (const [label, value] of Object.entries(parts)) {
      const [field] = screen.getAllByLabelText(label);
      if (field) await fireEvent.input(field, { target: { value } });
    }
    await rest();
    const narrowed: FindRequest = {
      ...nothing,
      from: '2026-02-01',
      outcome: 'act_now',
      setting: 'clinic',
      open_actions: true,
    };
    expect(find).toHaveBeenLastCalledWith(narrowed);
    const [month] = screen.getAllByLabelText('Month');
    if (month) await fireEvent.input(month, { target: { value: '13' } });
    expect(screen.getByText(copy.dateWrong)).toBeTruthy();
    await fireEvent.click(screen.getByText(copy.clear));
    expect(said()).toBe('');
    expect(screen.getAllByLabelText<HTMLInputElement>('Day')[0]?.value).toBe('');
  });

  it('says when it could not be done', async () => {
    vi.spyOn(commands, 'find').mockResolvedValue({
      status: 'error',
      error: { code: 'storage_failed', field: null, number: null },
    });
    render(Find, { view: { name: 'find' } });
    await type('hamm');
    await rest();
    await waitFor(() => {
      expect(screen.getByText('There is a problem')).toBeTruthy();
    });
  });
});
