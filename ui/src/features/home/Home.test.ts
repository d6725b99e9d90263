import axe from 'axe-core';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { navigation } from '../../app/navigation.svelte';
import { session } from '../../app/session.svelte';
import { faultInWords } from '../../app/words';
import { commands, type ContactView, type FaultView, type HomeView } from '../../ipc';
import { copy } from './copy';
import Home from './Home.svelte';

const empty: HomeView = {
  drafts: [],
  actions: [],
  recent: [],
  lead_missing: false,
  retention: [],
  last_backup_days: 3,
  backup_due: false,
  synced: false,
};

async function shows(home: Partial<HomeView> = {}): Promise<void> {
  vi.spyOn(commands, 'home').mockResolvedValue({ status: 'ok', data: { ...empty, ...home } });
  render(Home);
  await screen.findByText(copy.drafts);
}

beforeEach(async () => {
  session.fault = null;
  await navigation.reset({ name: 'home' });
});

describe('the backup on the home page', () => {
  it.each([
    [null, /none yet/],
    [0, /today/],
    [1, /yesterday/],
    [3, /3 days ago/],
  ])('is %s days old', async (days, words) => {
    await shows({ last_backup_days: days });
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.queryByText(copy.backupDue, { exact: false })).toBeNull();
  });

  it('is asked for when it is time', async () => {
    await shows({ last_backup_days: 8, backup_due: true });
    expect(screen.getByText(copy.backupDue, { exact: false })).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: copy.makeBackup }));
    expect(navigation.current.name).toBe('back-up');
  });
});

describe('the home page', () => {
  it('says that its folder is copied to a company', async () => {
    await shows({ synced: true });
    expect(screen.getByText(copy.synced)).toBeTruthy();
  });

  it('starts a quick contact', async () => {
    const started = { id: 'c7' } as ContactView;
    vi.spyOn(commands, 'startContact').mockResolvedValue({ status: 'ok', data: started });
    await shows();
    await fireEvent.click(screen.getByRole('button', { name: copy.quick }));
    await vi.waitFor(() => {
      expect(navigation.current).toEqual({ name: 'quick', contact: 'c7' });
    });
  });

  it('leads to a record of which it has to be decided whether it is kept', async () => {
    const card = { person: 'p1', initials: 'ZQ', reference: '', since: '1 May 2026' };
    await shows({ retention: [card] });
    await fireEvent.click(screen.getByRole('button', { name: copy.retentionCard(card) }));
    expect(navigation.current).toEqual({ name: 'keep', person: 'p1' });
  });
});

const faults: FaultView[] = [
  { kind: 'broken', entry: 7 },
  { kind: 'older_file' },
  { kind: 'older_keys' },
  { kind: 'log_lost' },
  { kind: 'files_changed' },
];

describe('a doubtful record', () => {
  it.each(faults)('is told of on the home page: $kind', async (fault) => {
    session.fault = fault;
    const card = { person: 'p1', initials: 'ZQ', reference: '', since: '1 May 2026' };
    await shows({ lead_missing: true, backup_due: true, retention: [card] });
    expect(screen.queryByText(copy.retentionWhy)).toBeNull();
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain(faultInWords(fault).title);
    expect(alert.textContent).toContain('You can read everything. Nothing can be written');
    expect(alert.textContent).toContain('Do not delete anything.');
    expect(screen.queryByRole('button', { name: copy.start })).toBeNull();
    expect(screen.queryByRole('button', { name: copy.makeBackup })).toBeNull();
    const goOn = screen.queryByRole('button', { name: copy.goOn });
    expect(goOn === null).toBe(fault.kind === 'broken');
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map((violation) => violation.id)).toEqual([]);
  });

  it('names the entry that does not match', () => {
    expect(faultInWords({ kind: 'broken', entry: 7 }).body).toContain('Entry 7 does not match');
  });
});
