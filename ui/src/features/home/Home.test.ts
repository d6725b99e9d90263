import axe from 'axe-core';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { copy as frame } from '../../app/copy';
import { navigation } from '../../app/navigation.svelte';
import { session } from '../../app/session.svelte';
import { faultInWords, outcomes } from '../../app/words';
import {
  commands,
  type ActionCard,
  type ContactView,
  type FaultView,
  type HomeView,
} from '../../ipc';
import { copy } from './copy';
import Home from './Home.svelte';

const empty: HomeView = {
  drafts: [],
  actions: [],
  action_counts: { open: 0, overdue: 0, most: 1000 },
  reviews: [],
  reviews_due: 0,
  recent: [],
  lead_missing: false,
  retention: [],
  last_backup_days: 3,
  backup_due: false,
  synced: false,
};

async function shows(home: Partial<HomeView> = {}): Promise<void> {
  vi.spyOn(commands, 'home').mockResolvedValue({ status: 'ok', data: { ...empty, ...home } });
  render(Home, { view: { name: 'home' } });
  await screen.findByText(copy.drafts);
}

const press = (name: string | RegExp): Promise<boolean> =>
  fireEvent.click(screen.getByRole('button', { name }));

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

  it('leads to the people, also while nothing can be written', async () => {
    session.fault = { kind: 'older_file' };
    await shows();
    await fireEvent.click(screen.getByRole('button', { name: copy.people }));
    expect(navigation.current).toEqual({ name: 'people' });
  });

  it('says what to do first while nothing was begun, and no longer', async () => {
    await shows();
    expect(screen.getByText(copy.first, { exact: false })).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: copy.firstHelp }));
    await vi.waitFor(() => {
      expect(navigation.current).toEqual({ name: 'help' });
    });
    cleanup();
    await shows({ action_counts: { open: 1, overdue: 0, most: 1000 } });
    expect(screen.queryByText(copy.first, { exact: false })).toBeNull();
  });

  it('says nothing of what came out: it opens after unlocking, and may be seen', async () => {
    await shows({
      recent: [
        {
          id: 'c1',
          initials: 'ZQ',
          reference: '',
          sealed: '23 November 2026 at 2pm',
          setting: 'clinic',
          outcome: 'act_now',
          review: '30 November 2026',
          review_overdue: false,
        },
      ],
    });
    expect(screen.getByText('Read: ZQ, 23 November 2026 at 2pm')).toBeTruthy();
    expect(screen.getByText('Review on 30 November 2026', { exact: false })).toBeTruthy();
    expect(document.body.textContent).not.toContain(outcomes.act_now);
  });

  it('asks for the safeguarding lead first while nothing else is there', async () => {
    await shows({ lead_missing: true });
    const first = screen.getByText(copy.first, { exact: false });
    const lead = screen.getByText(copy.lead);
    expect(lead.compareDocumentPosition(first)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(screen.getAllByText(copy.lead)).toHaveLength(1);
    await faultless();
  });

  it('shows a draft that cannot be gone on with, and says of one to be thrown away what it is', async () => {
    await shows({ drafts: [draft(1)] });
    await press(new RegExp(`^${copy.discard}`));
    expect(await screen.findByText(copy.draftAbout(draft(1)))).toBeTruthy();
    expect(screen.queryByText(copy.draft(draft(1)))).toBeNull();
    cleanup();
    session.fault = { kind: 'older_file' };
    await shows({ drafts: [draft(1)] });
    expect(screen.getByText(copy.draftAbout(draft(1)), { exact: false })).toBeTruthy();
    expect(screen.queryByRole('button', { name: copy.draft(draft(1)) })).toBeNull();
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

const overdue: ActionCard = {
  id: 'a1',
  contact: 'c1',
  person: 'p1',
  initials: 'ZQ',
  reference: 'WS-1',
  what: 'Ring the safeguarding lead',
  who: 'Me',
  due: '3 November 2026',
  is: 'overdue',
  done: null,
};
const later: ActionCard = { ...overdue, id: 'a2', what: 'Write to the school', is: 'later' };
const draft = (number: number): HomeView['drafts'][number] => ({
  id: `d${String(number)}`,
  initials: 'ZQ',
  reference: '',
  started: `${String(number)} November 2026 at 9am`,
  saved: '24 November 2026 at 9am',
});

async function faultless(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map((violation) => violation.id)).toEqual([]);
}

describe('what has to be done', () => {
  it('leads the page, in words and in the order in which it came', async () => {
    await shows({
      actions: [overdue, later],
      action_counts: { open: 2, overdue: 1, most: 1000 },
      drafts: [draft(1)],
      lead_missing: true,
      backup_due: true,
    });
    const [first, second] = screen.getAllByRole('heading', { level: 2 });
    expect([first?.textContent, second?.textContent]).toEqual([copy.actions, copy.drafts]);
    const lines = document.querySelectorAll('[data-list="actions"] li');
    expect(lines[0]?.textContent).toMatch(
      /Ring the safeguarding lead.*Overdue since 3 November 2026.*Who: Me. For: ZQ, WS-1./s,
    );
    expect(lines[1]?.textContent).toMatch(/Write to the school.*By 3 November 2026/s);
    await fireEvent.click(screen.getByRole('button', { name: overdue.what }));
    expect(navigation.current).toEqual({ name: 'action', action: 'a1' });
  });

  it('is a handful, with the way to all of it', async () => {
    await shows({
      actions: [overdue],
      action_counts: { open: 14, overdue: 3, most: 1000 },
    });
    await fireEvent.click(screen.getByRole('button', { name: 'All open actions (14)' }));
    expect(navigation.current).toEqual({ name: 'actions' });
  });

  it('says that counting ended where it did', async () => {
    await shows({ actions: [overdue], action_counts: { open: 1000, overdue: 3, most: 1000 } });
    expect(screen.getByText('All open actions (more than 999)')).toBeTruthy();
  });

  it('says how something gets there when there is nothing', async () => {
    await shows();
    expect(screen.getByText(/What you decide in a contact stands here/)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: copy.addAction }));
    expect(navigation.current).toEqual({ name: 'action-form' });
  });

  it('is followed by the reviews that are due, each with its record', async () => {
    const review = { contact: 'c9', person: 'p1', initials: 'ZQ', reference: 'WS-1' };
    await shows({
      reviews: [
        { ...review, day: '1 November 2026', is: 'overdue' },
        { ...review, contact: 'c8', initials: 'AH', day: '24 November 2026', is: 'today' },
      ],
      reviews_due: 7,
    });
    const list = screen.getByText(copy.reviewsWhy).nextElementSibling;
    expect(list?.textContent).toMatch(/Overdue since 1 November 2026.*Due today/s);
    expect(screen.getByText('All reviews due (7)')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Review: ZQ, WS-1' }));
    expect(navigation.current).toEqual({ name: 'sealed', contact: 'c9' });
  });

  it('can be read, and nothing added, while nothing can be written', async () => {
    session.fault = { kind: 'log_lost' };
    await shows({ actions: [overdue] });
    expect(screen.getByText(overdue.what)).toBeTruthy();
    expect(screen.queryByText(copy.addAction)).toBeNull();
  });
});

describe('a home page with much on it', () => {
  it('keeps what does not fit one press away, and has no accessibility fault', async () => {
    const actions = [1, 2, 3, 4, 5].map((n) => ({ ...overdue, id: `a${String(n)}` }));
    await shows({
      actions,
      action_counts: { open: 40, overdue: 12, most: 1000 },
      drafts: [1, 2, 3, 4, 5, 6, 7].map(draft),
      retention: [1, 2, 3, 4, 5, 6].map((n) => ({
        person: `p${String(n)}`,
        initials: 'ZQ',
        reference: `WS-${String(n)}`,
        since: '1 May 2026',
      })),
      backup_due: true,
      synced: true,
      lead_missing: true,
    });
    const more = screen.getByText('Show 4 more drafts').closest('.govuk-details');
    expect(more?.querySelector('[aria-expanded]')?.getAttribute('aria-expanded')).toBe('false');
    expect(more?.textContent).toContain('started 6 November 2026');
    expect(screen.getByText('Show 3 more').closest('.govuk-details')).toBeTruthy();
    await faultless();
  });
});

describe('the search on the home page', () => {
  it('opens the guide with the words', async () => {
    await shows();
    const search = screen.getByRole('search');
    await fireEvent.input(within(search).getByLabelText(copy.search), {
      target: { value: 'jealous' },
    });
    await fireEvent.submit(search);
    await vi.waitFor(() => {
      expect(navigation.current).toEqual({ name: 'library', query: 'jealous' });
    });
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
    const alert = screen.getByRole('group', { name: /^Important/ });
    expect(alert.textContent).toContain(faultInWords(fault).title);
    expect(alert.textContent).toContain('You can read everything. Nothing can be written');
    expect(alert.textContent).toContain('Do not delete anything.');
    expect(screen.queryByRole('button', { name: copy.start })).toBeNull();
    expect(screen.queryByRole('button', { name: copy.makeBackup })).toBeNull();
    const goOn = screen.queryByRole('button', { name: frame.fault.goOn });
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

describe('a form that was not sent', () => {
  const view = { name: 'amend', contact: 'c1' } as const;

  beforeEach(() => {
    const data = JSON.stringify({ view, fields: { text: 'the brother', reason: '' } });
    vi.spyOn(commands, 'unsent').mockResolvedValue({ status: 'ok', data });
  });

  it('is offered without a word of it, and leads to its page', async () => {
    await shows();
    expect(screen.getByText(/while you were writing an addition to a sealed record/)).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/brother/);
    await press(copy.unsentGoOn);
    await vi.waitFor(() => {
      expect(navigation.current).toEqual(view);
    });
  });

  it('is thrown away only when that is confirmed', async () => {
    const keep = vi.spyOn(commands, 'keepUnsent').mockResolvedValue({ status: 'ok', data: null });
    await shows();
    await press(copy.unsentDiscard);
    await press(copy.unsentNo);
    expect(keep).not.toHaveBeenCalled();
    await press(copy.unsentDiscard);
    vi.spyOn(commands, 'unsent').mockResolvedValue({ status: 'ok', data: null });
    await press(copy.unsentYes);
    expect(keep).toHaveBeenCalledExactlyOnceWith(null);
    await screen.findByText(copy.drafts);
    expect(screen.queryByText(copy.unsentGoOn)).toBeNull();
  });

  it('is not offered while nothing can be written', async () => {
    session.fault = { kind: 'older_file' };
    await shows();
    expect(screen.queryByText(copy.unsentGoOn)).toBeNull();
  });
});
