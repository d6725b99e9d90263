import axe from 'axe-core';
import { render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { commands, type ErrorView, type RecordTextView, type RecordView } from '../../ipc';
import Sealed from './Sealed.svelte';
import { copy } from './copy';

const record: RecordView = {
  id: 'c1',
  seal: {
    at: '23 November 2026 at 3:02pm',
    author: { name: 'Anna Berry', role: 'health visitor', organisation: '' },
    entry: 4,
    code: 'ABCD-EFGH',
  },
  started: '23 November 2026 at 2:14pm',
  name: 'Jo Smith',
  reference: 'WCH-204',
  before: {},
  gate: { gate: 'ask' },
  gate_changes: [],
  lines: [],
  questions: [],
  items: [],
  judgement: null,
  outcome: null,
  responses: [],
  routes: [],
  actions: [],
  accounts: [],
  notes: {},
  review: {},
  review_day: null,
};

const text: RecordTextView = {
  entry: 'Contact on 23 November 2026\n\nWhat the person said\n“I shout”',
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

describe('the text for the practitioner’s own system', () => {
  it('stands in two blocks, each with its lines, and nothing of one in the other', async () => {
    shows(text);
    const summary = await screen.findByText(copy.text.summary);
    expect(summary.closest('details')).toBeTruthy();
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
    summary.closest('details')?.setAttribute('open', '');
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map((violation) => violation.id)).toEqual([]);
  });
});
