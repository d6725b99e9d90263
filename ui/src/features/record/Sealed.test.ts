import axe from 'axe-core';
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { commands, type ErrorView, type RecordTextView, type RecordView } from '../../ipc';
import { navigation } from '../../app/navigation.svelte';
import { session } from '../../app/session.svelte';
import { emptyRecord } from '../../test-views';
import Sealed from './Sealed.svelte';
import { copy } from './copy';

const record: RecordView = {
  ...emptyRecord,
  seal: {
    at: '23 November 2026 at 3:02pm',
    author: { name: 'Anna Berry', role: 'health visitor', organisation: '' },
    entry: 4,
    code: 'ABCD-EFGH',
  },
  name: 'Jo Smith',
  reference: 'WCH-204',
  person: 'p1',
};

const entry = 'Contact on 23 November 2026\n\nWhat the person said\n“I shout”';
const text: RecordTextView = {
  leaks: [],
  pieces: [{ text: entry, leaks: [] }],
  entry,
  hidden: 'Hide this entry from online access.\n\nSaid by others\nSam: “he hits me”',
};

function shows(text: RecordTextView): void {
  vi.spyOn(commands, 'recordText').mockResolvedValue({ status: 'ok', data: text });
  render(Sealed, { view: { name: 'sealed', contact: 'c1' } });
}

/** The part of the page from its heading to the next one. */
function under(heading: string): HTMLElement[] {
  const parts: HTMLElement[] = [];
  let next = screen.getByText(heading, { selector: 'h2' }).nextElementSibling;
  while (next instanceof HTMLElement && next.tagName !== 'H2') {
    parts.push(next);
    next = next.nextElementSibling;
  }
  return parts;
}

/** The text in the box under a heading, as it would be selected; none when there is no box. */
const boxUnder = (heading: string): string | undefined =>
  under(heading)
    .find((part) => part.matches('.wm-piece'))
    ?.querySelector('.wm-words')?.textContent;

beforeEach(() => {
  vi.spyOn(commands, 'record').mockResolvedValue({ status: 'ok', data: record });
});

const author = { name: 'Anna Berry', role: '', organisation: '' };
const amended: RecordView = {
  ...record,
  clock_note: { back: true, minutes: 118 },
  amendments: [
    {
      entry: 6,
      at: '24 November 2026 at 9am',
      author,
      text: 'It was his brother',
      reason: 'wrong name',
      clock_note: { back: false, minutes: 1 },
    },
  ],
};

describe('what was added later', () => {
  it('stands below the sealed text with author, time and reason', async () => {
    vi.spyOn(commands, 'record').mockResolvedValue({ status: 'ok', data: amended });
    shows(text);
    await screen.findByText(copy.added);
    expect(screen.getByText(copy.addedBelow)).toBeTruthy();
    const [piece] = under(copy.added);
    expect(piece?.textContent).toContain('24 November 2026 at 9am, by Anna Berry');
    expect(piece?.textContent).toContain('It was his brother');
    expect(piece?.textContent).toContain('Why: wrong name');
    expect(piece?.textContent).toContain('jumped forward by about 1 minute, or the laptop slept');
    expect(screen.getByText(/set back by about 2 hours before this was sealed/)).toBeTruthy();
    expect(await screen.findByText(copy.text.amended)).toBeTruthy();
  });

  it('is not spoken of when there is nothing', async () => {
    shows(text);
    await screen.findByText(copy.text.summary);
    expect(screen.queryByText(copy.added)).toBeNull();
    expect(screen.queryByText(copy.addedBelow)).toBeNull();
    expect(screen.queryByText(copy.text.amended)).toBeNull();
  });

  it('is shown as well when its text cannot be had, with what is wrong', async () => {
    vi.spyOn(commands, 'recordText').mockRejectedValue(new Error('no answer'));
    render(Sealed, { view: { name: 'sealed', contact: 'c1' } });
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByText('ABCD-EFGH')).toBeTruthy();
    expect(screen.queryByText(copy.text.summary)).toBeNull();
  });

  it('leads to everything about the person, also while nothing can be written', async () => {
    session.fault = { kind: 'log_lost' };
    shows(text);
    await fireEvent.click(await screen.findByRole('button', { name: copy.toPerson }));
    expect(navigation.current).toEqual({ name: 'person', person: 'p1' });
    session.fault = null;
  });

  it('is not offered, nor is erasing, while nothing can be written', async () => {
    session.fault = { kind: 'log_lost' };
    shows(text);
    await screen.findByText(copy.text.summary);
    expect(screen.queryByText(copy.add)).toBeNull();
    expect(screen.queryByText(copy.keep)).toBeNull();
    session.fault = null;
  });
});

describe('an action of a sealed record', () => {
  const action = { id: 'a1', what: 'Ring the lead', who: 'Me', by: { by: 'today' as const } };
  const now = { is: null, due: '23 November 2026', done: '26 November 2026', outcome: 'told her' };

  it.each([
    [now, 'Now: done on 26 November 2026. What came of it: told her'],
    [
      { ...now, is: 'overdue' as const, done: null, outcome: '' },
      'Now: open. Overdue since 23 November 2026',
    ],
  ])('says beside what was decided how it stands now: %#', async (now, words) => {
    vi.spyOn(commands, 'record').mockResolvedValue({
      status: 'ok',
      data: { ...record, actions: [{ action, due: '23 November 2026', now, decided_on: null }] },
    });
    shows(text);
    await screen.findByText(copy.actionsNow);
    const value = screen.getByText(words, { exact: false });
    expect(value.textContent).toContain('By 23 November 2026');
    await fireEvent.click(screen.getByRole('button', { name: /Go to the action/ }));
    expect(navigation.current).toEqual({ name: 'action', action: 'a1' });
  });
});

describe('the text for the practitioner’s own system', () => {
  it('stands in two blocks, each with its lines, and nothing of one in the other', async () => {
    shows(text);
    const summary = await screen.findByText(copy.text.summary);
    expect(summary.closest('.govuk-details')).toBeTruthy();
    expect(boxUnder(copy.text.entry)).toBe(text.entry);
    expect(boxUnder(copy.text.hidden)).toBe(text.hidden);
  });

  it('says that there is to be no entry when the person may read nothing', async () => {
    shows({ ...text, entry: '' });
    await screen.findByText(copy.text.noEntry);
    expect(boxUnder(copy.text.entry)).toBeUndefined();
    expect(boxUnder(copy.text.hidden)).toBe(text.hidden);
  });

  it('that cannot be made leaves the record on the page and says so', async () => {
    const error: ErrorView = { code: 'storage_failed', field: null, number: null };
    vi.spyOn(commands, 'recordText').mockResolvedValue({ status: 'error', error });
    render(Sealed, { view: { name: 'sealed', contact: 'c1' } });
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByRole('heading')).toBeTruthy();
    expect(screen.getByText('ABCD-EFGH')).toBeTruthy();
    expect(screen.queryByText(copy.text.summary)).toBeNull();
  });

  it('has no accessibility fault, open', async () => {
    shows(text);
    const summary = await screen.findByText(copy.text.summary);
    await fireEvent.click(summary);
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map((violation) => violation.id)).toEqual([]);
  });
});
