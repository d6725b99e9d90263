import axe from 'axe-core';
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { navigation } from '../../app/navigation.svelte';
import { session } from '../../app/session.svelte';
import { commands } from '../../ipc';
import type { EntryView, HitView, LawView, ReferenceView } from '../../ipc';
import { copy } from './copy';
import Entry from './Entry.svelte';
import Library from './Library.svelte';
import Reading from './Reading.svelte';
import { aboutOf, firstSentence, grouped } from './reading';

const ok = <T>(data: T): { status: 'ok'; data: T } => ({ status: 'ok', data });

const entry = (id: string, kind: EntryView['kind'], label: string): EntryView => ({
  id,
  kind,
  label,
  text: `About ${label}. And more of it.`,
  means: null,
  ask: null,
  ask_always: false,
  avoid: null,
  why: null,
  say: null,
  lead_in: null,
  for_whom: null,
  set: kind === 'question' ? 'ask.direct' : null,
  gate: null,
  see_also: [],
  sources: ['A source'],
  reviewed_on: '23 November 2026',
});
const entries = [
  entry('n1', 'note', 'First note'),
  entry('q1', 'question', 'A question'),
  entry('n2', 'note', 'Second note'),
];
const checked = {
  source: 'An Act',
  checked_on: '23 November 2026',
  check_again_by: '23 May 2027',
  check_before_use: false,
};
const law = (id: string, nation: LawView['nation'], more: Partial<LawView> = {}): LawView => ({
  id,
  nation,
  label: `Card ${id}`,
  text: 'What it is. More.',
  who: null,
  breach: null,
  say: null,
  never_say: false,
  caution: null,
  of_pack: null,
  checked,
  ...more,
});
const reference: ReferenceView = {
  laws: [
    law('e1', 'england-and-wales'),
    law('s1', 'scotland', {
      of_pack: 'Westshire',
      checked: { ...checked, check_before_use: true },
    }),
    law('s2', 'scotland', { never_say: true }),
  ],
  services: [
    {
      id: 'h1',
      label: 'A helpline',
      area: 'England',
      contact: '0800 000 000',
      text: 'Free, day and night. Never leave it where the person could find it.',
      checked: { ...checked, check_before_use: true },
    },
  ],
  figures: [{ id: 'f1', label: 'A figure', text: 'One in two.', checked }],
};
const hit = (id: string): HitView => ({
  id,
  kind: 'statement',
  label: `Hit ${id}`,
  from: 'text',
  snippet: [{ text: 'found', matched: true }],
  means: 'It may be an excuse.',
  ask: 'Ask what happened.',
  avoid: 'Do not agree.',
});

async function faultless(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map((violation) => violation.id)).toEqual([]);
}
const press = (name: string): Promise<boolean> =>
  fireEvent.click(screen.getByRole('button', { name }));

beforeEach(async () => {
  vi.restoreAllMocks();
  session.unlocked = true;
  session.fault = null;
  await navigation.reset({ name: 'library' });
  vi.spyOn(commands, 'guideStep').mockResolvedValue(ok(entries));
  vi.spyOn(commands, 'guideReference').mockResolvedValue(ok(reference));
});

describe('the pages of the guide', () => {
  it('are grouped by kind in the order of the guide, each with a line on what it is about', () => {
    expect(grouped(entries).map((group) => group.title)).toEqual([
      copy.groups.note,
      copy.sets['ask.direct'],
    ]);
    expect(entries.map(aboutOf)).toEqual([
      'About First note.',
      '“About A question. And more of it.”',
      'About Second note.',
    ]);
    expect(firstSentence('No end')).toBe('No end');
    expect(firstSentence('Since s.75A of an Act. More.')).toBe('Since s.75A of an Act.');
  });

  it('never cut what is to be said in the middle', () => {
    const said = 'Say: “I can’t promise that. I have to get help.” Leave it there.';
    expect(firstSentence(`${said} More.`)).toBe(said);
    expect(firstSentence('Say "One. Two." first. More.')).toBe('Say "One. Two." first.');
    expect(firstSentence('Say: “One. Two. And no end')).toBe('Say: “One. Two. And no end');
  });

  it('show a step, and lead to the one before and the one after', async () => {
    await navigation.go({ name: 'reading', part: 'ask' });
    render(Reading, { view: { name: 'reading', part: 'ask' } });
    expect(await screen.findByRole('heading', { name: copy.groups.note })).toBeTruthy();
    const others = screen.getByRole('navigation', { name: copy.otherSteps });
    expect(
      within(others)
        .getAllByRole('button')
        .map((one) => one.textContent?.trim()),
    ).toEqual([copy.steps.look, copy.steps.assess]);
    await faultless();
    await press(copy.steps.assess);
    expect(navigation.current).toEqual({ name: 'reading', part: 'assess' });
    await navigation.back();
    expect(navigation.current).toEqual({ name: 'library', query: undefined } as never);
  });

  it('keep to the contact that they were opened from', async () => {
    const step = vi.spyOn(commands, 'guideStep');
    await navigation.go({ name: 'ask', contact: 'c1' });
    await navigation.go({ name: 'reading', part: 'ask' });
    render(Reading, { view: { name: 'reading', part: 'ask' } });
    await screen.findByRole('heading', { name: copy.groups.note });
    expect(step).toHaveBeenCalledWith('ask', 'c1');
  });

  it('keep the law of each nation apart, with dates, whose it is, and what is past its day', async () => {
    render(Reading, { view: { name: 'reading', part: 'scotland' } });
    expect(await screen.findByRole('button', { name: 'Card s1' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Card e1' })).toBeNull();
    const [first, second] = screen.getAllByRole('listitem');
    expect(first?.textContent).toContain(copy.ofPack('Westshire'));
    expect(first?.textContent).toContain(`${copy.checkFirst}.`);
    expect(first?.textContent).toContain(copy.checked('23 November 2026', '23 May 2027'));
    expect(second?.textContent).toContain(copy.neverSay);
    expect(second?.textContent).not.toContain(copy.checkFirst);
    // One sentence of it may say less than the law does.
    expect(first?.textContent).toContain('What it is. More.');
    expect(first?.textContent).toMatch(/use\. From Westshire’s content pack\. Checked on/);
    await faultless();
  });

  it('say to the end for whom a service is, and for whom not', async () => {
    render(Reading, { view: { name: 'reading', part: 'services' } });
    expect(await screen.findByText(/Never leave it where the person could find it/)).toBeTruthy();
    expect(document.body.textContent).toMatch(/Check before use\.\s+Checked on/);
  });

  it('show figures with their sources', async () => {
    render(Reading, { view: { name: 'reading', part: 'figures' } });
    expect(await screen.findByText('One in two.', { exact: false })).toBeTruthy();
    expect(document.body.textContent).toContain(`${copy.source}: An Act`);
  });
});

describe('an entry', () => {
  it('leads on in the order of its page, and back to the list', async () => {
    const shown = { page: 'entry', step: 'ask', entry: entries[2] as EntryView } as const;
    vi.spyOn(commands, 'guidePage').mockResolvedValue(ok(shown));
    await navigation.go({ name: 'reading', part: 'ask' });
    await navigation.go({ name: 'entry', item: 'n2' });
    render(Entry, { view: { name: 'entry', item: 'n2' } });
    const others = await screen.findByRole('navigation', { name: copy.otherEntries });
    expect(
      within(others)
        .getAllByRole('button')
        .map((one) => one.textContent?.trim()),
    ).toEqual(['First note', 'A question']);
    await faultless();
    await press('A question');
    expect(navigation.current).toEqual({ name: 'entry', item: 'q1' });
    await navigation.back();
    expect(navigation.current.name).toBe('reading');
  });
});

describe('what has to be checked first', () => {
  it('says so before its text', async () => {
    const [service] = reference.services;
    if (!service) throw new Error('there is one');
    vi.spyOn(commands, 'guidePage').mockResolvedValue(ok({ page: 'service', service }));
    render(Entry, { view: { name: 'entry', item: 'h1' } });
    const warning = await screen.findByText(copy.checkFirstWhy, { exact: false });
    const text = screen.getByText(service.text);
    expect(warning.compareDocumentPosition(text)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(screen.getAllByText(copy.checkFirst, { exact: false })).toHaveLength(1);
    await faultless();
  });
});

describe('the search', () => {
  it('shows what the first hits may mean, what to ask and what not to do', async () => {
    const hits = ['1', '2', '3', '4', '5', '6'].map(hit);
    vi.spyOn(commands, 'guideSearch').mockResolvedValue(ok(hits));
    render(Library, { view: { name: 'library' } });
    await fireEvent.input(screen.getByLabelText(copy.search), { target: { value: 'drink' } });
    await screen.findByText(copy.results(6));
    const [first, , , , , last] = document.querySelectorAll('[data-hit]');
    for (const words of [
      `${copy.from.means}It may be an excuse.`,
      `${copy.from.ask}Ask what happened.`,
      `${copy.from.avoid}Do not agree.`,
    ]) {
      expect(first?.textContent).toContain(words);
      expect(last?.textContent).not.toContain(words);
    }
    await faultless();
  });

  it('leaves out the contents while something is found, and never moves them', async () => {
    let answer: (found: ReturnType<typeof ok<HitView[]>>) => void = () => undefined;
    vi.spyOn(commands, 'guideSearch').mockReturnValue(new Promise((resolve) => (answer = resolve)));
    render(Library, { view: { name: 'library', query: 'drink' } });
    expect(screen.queryByText(copy.browse)).toBeNull();
    answer(ok([hit('1')]));
    await screen.findByText(copy.results(1));
    expect(screen.queryByText(copy.browse)).toBeNull();
    vi.spyOn(commands, 'guideSearch').mockResolvedValue(ok([]));
    await fireEvent.input(screen.getByLabelText(copy.search), { target: { value: 'xyz' } });
    await screen.findByText(copy.none);
    expect(screen.getByText(copy.browse)).toBeTruthy();
  });

  it('stands above the pages, and while locked it says what is not there', () => {
    session.unlocked = false;
    render(Library, { view: { name: 'library' } });
    expect(screen.getByText(copy.locked)).toBeTruthy();
    expect(screen.queryByRole('button', { name: copy.card })).toBeNull();
    expect(screen.getByRole('button', { name: copy.nations.scotland })).toBeTruthy();
  });
});
