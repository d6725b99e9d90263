import axe from 'axe-core';
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { copy as frame } from '../../app/copy';
import { navigation } from '../../app/navigation.svelte';
import { session } from '../../app/session.svelte';
import { erasureReasons } from '../../app/words';
import { commands, type ErasureView, type KeepView, type RecordCheckView } from '../../ipc';
import CheckRecord from './CheckRecord.svelte';
import { copy } from './copy';
import Keep from './Keep.svelte';

const keep: KeepView = {
  person: 'p1',
  name: 'Jo Smith',
  reference: 'WS-1',
  contacts: 2,
  day: '2031-05-01',
};
const erasure: ErasureView = {
  at: '24 November 2026 at 9am',
  reason: 'court',
  why: 'order 12',
  contacts: 2,
  author: { name: 'Anna Berry', role: '', organisation: '' },
};
const ok = <T>(data: T): { status: 'ok'; data: T } => ({ status: 'ok', data });
const press = (name: string): Promise<boolean> =>
  fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string): Promise<boolean> =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const wrong = (label: string): string | null =>
  screen.getByLabelText(label).getAttribute('aria-invalid');

async function faultless(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map((violation) => violation.id)).toEqual([]);
}

async function shows(contact?: string): Promise<void> {
  render(Keep, { view: { name: 'keep', person: 'p1', ...(contact ? { contact } : {}) } });
  await screen.findByText(copy.who(keep));
}

beforeEach(async () => {
  vi.restoreAllMocks();
  session.fault = null;
  await navigation.reset({ name: 'home' });
  vi.spyOn(commands, 'keeping').mockResolvedValue(ok(keep));
});

describe('the review date', () => {
  it('is shown, and saved with a reason', async () => {
    const save = vi.spyOn(commands, 'setRetention').mockResolvedValue(ok(keep));
    await shows();
    expect(screen.getByLabelText<HTMLInputElement>('Year').value).toBe('2031');
    await press(copy.saveDay);
    expect(wrong(copy.dayWhy)).toBe('true');
    expect(save).not.toHaveBeenCalled();
    await type('Year', '2032');
    await type(copy.dayWhy, 'policy');
    await press(copy.saveDay);
    expect(await screen.findByText(copy.saved)).toBeTruthy();
    expect(save).toHaveBeenCalledWith({ person: 'p1', day: '2032-05-01', why: 'policy' });
  });

  it('that does not exist is not taken', async () => {
    const save = vi.spyOn(commands, 'setRetention');
    await shows();
    await type('Month', '13');
    await type(copy.dayWhy, 'policy');
    await press(copy.saveDay);
    expect(screen.getAllByText(copy.dayWrong).length).toBeGreaterThan(0);
    expect(save).not.toHaveBeenCalled();
  });
});

describe('erasing', () => {
  it('needs a reason, more about why and the word, each said at its field', async () => {
    const erase = vi.spyOn(commands, 'erase');
    await shows('c1');
    await type(copy.confirm, 'erase');
    await press(copy.eraseYes);
    expect(screen.getAllByText(copy.reasonMissing).length).toBe(2);
    expect([wrong(copy.why), wrong(copy.confirm)]).toEqual(['true', 'true']);
    expect(erase).not.toHaveBeenCalled();
    await faultless();
  });

  it.each([
    ['this contact', copy.whats.contact, { what: 'contact', contact: 'c1' }],
    ['everything about the person', copy.whats.person, { what: 'person', person: 'p1' }],
  ])('takes %s', async (_, chosen, what) => {
    const erase = vi.spyOn(commands, 'erase').mockResolvedValue(ok(erasure));
    await shows('c1');
    await fireEvent.click(screen.getByRole('radio', { name: chosen }));
    await fireEvent.click(screen.getByRole('radio', { name: erasureReasons.court }));
    await type(copy.why, 'order 12');
    await type(copy.confirm, 'ERASE');
    await press(copy.eraseYes);
    await screen.findByText(copy.erasedWhat(erasure));
    expect(erase).toHaveBeenCalledWith({
      what,
      reason: 'court',
      why: 'order 12',
      confirm: 'ERASE',
    });
  });

  it('says before what goes, what stays, and whom to ask', async () => {
    await shows();
    for (const line of [...copy.goesLines, ...copy.staysLines]) {
      expect(screen.getByText(line)).toBeTruthy();
    }
    expect(copy.goesLines.join()).toMatch(/cannot be undone/);
    expect(copy.staysLines.join()).toMatch(/Backups made before still hold it/);
    expect(screen.getAllByText(/may be needed to protect someone/).length).toBeGreaterThan(0);
  });
});

describe('the check of the record', () => {
  const good: RecordCheckView = { entries: 47, code: '47-9K3F-2MQX', fault: null, erasures: [] };

  async function checks(check: RecordCheckView): Promise<void> {
    vi.spyOn(commands, 'checkRecord').mockResolvedValue(ok(check));
    render(CheckRecord);
    await screen.findByText(copy.erasures);
  }

  it('says that every entry is as it was written, and nothing that reassures', async () => {
    await checks(good);
    expect(screen.getByText('Every entry is as it was written.')).toBeTruthy();
    expect(screen.getByText('47-9K3F-2MQX')).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/\b(fine|safe|secure|OK|no problem|all good)\b/i);
    await faultless();
  });

  it('says what is wrong and what to do, and then not that it is as it was written', async () => {
    await checks({ ...good, entries: null, fault: { kind: 'broken', entry: 7 } });
    expect(screen.getByRole('group', { name: /^Important/ }).textContent).toMatch(
      /Entry 7 does not match/,
    );
    expect(screen.getByText('Do not delete anything.')).toBeTruthy();
    expect(screen.queryByText(copy.holds)).toBeNull();
    expect(screen.queryByText(copy.holdsAllTheSame)).toBeNull();
    expect(screen.queryByText(copy.noErasures)).toBeNull();
  });

  it('says of files that were changed that the entries hold and that it is not settled', async () => {
    await checks({ ...good, fault: { kind: 'files_changed' } });
    expect(screen.getByRole('group', { name: /^Important/ }).textContent).toMatch(
      /were changed while Waymark was locked/,
    );
    expect(screen.getByText(copy.holdsAllTheSame)).toBeTruthy();
    expect(screen.queryByText(copy.checked)).toBeNull();
  });

  it('leads on from what is wrong: to the lock, and to going on where that can be', async () => {
    session.fault = { kind: 'files_changed' };
    await checks({ ...good, fault: session.fault });
    const lock = vi.spyOn(session, 'lock').mockResolvedValue();
    await press(frame.fault.lock);
    expect(lock).toHaveBeenCalledOnce();
    await press(frame.fault.goOn);
    expect(navigation.current).toEqual({ name: 'go-on' });
    await faultless();
    cleanup();
    session.fault = null;
    await checks({ ...good, fault: { kind: 'broken', entry: 7 } });
    expect(screen.getByRole('button', { name: frame.fault.lock })).toBeTruthy();
    expect(screen.queryByRole('button', { name: frame.fault.goOn })).toBeNull();
  });

  it('lists what was erased: when, how much, why, by whom', async () => {
    await checks({ ...good, erasures: [erasure] });
    expect(screen.getByText('24 November 2026 at 9am: 2 contacts')).toBeTruthy();
    expect(screen.getByText(/A court ordered it\. order 12/)).toBeTruthy();
    expect(screen.getByText(/By Anna Berry/)).toBeTruthy();
  });
});
