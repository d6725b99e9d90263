import axe from 'axe-core';
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { lastUsed } from '../../app/last-used';
import { navigation } from '../../app/navigation.svelte';
import { session } from '../../app/session.svelte';
import { OVER_TIME_CAUTION, outcomes } from '../../app/words';
import { commands, type OutputMadeView, type PersonPageView, type PersonLine } from '../../ipc';
import { emptyContact } from '../../test-views';
import { copy, eventFault, eventKinds, filters, personFault, relations } from './copy';
import EventForm from './EventForm.svelte';
import Join from './Join.svelte';
import People from './People.svelte';
import Person from './Person.svelte';
import PersonForm from './PersonForm.svelte';
import { known, nobody } from './views';

const ok = <T>(data: T): { status: 'ok'; data: T } => ({ status: 'ok', data });
const press = (name: string | RegExp): Promise<boolean> =>
  fireEvent.click(screen.getByRole('button', { name }));
const choose = (name: string | RegExp): Promise<boolean> =>
  fireEvent.click(screen.getByRole('radio', { name }));
const type = (label: string | RegExp, value: string): Promise<boolean> =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const text = (): string => document.body.textContent.replace(/\s+/g, ' ');

async function faultless(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map((violation) => violation.id)).toEqual([]);
}

async function shows(page: PersonPageView): Promise<void> {
  vi.spyOn(commands, 'personPage').mockResolvedValue(ok(page));
  render(Person, { view: { name: 'person', person: 'p1' } });
  await screen.findByText(copy.open);
}

beforeEach(async () => {
  vi.restoreAllMocks();
  session.fault = null;
  // A narrowed timeline stays so for the same person.
  lastUsed.noteTimeline('nobody', 'all');
  await navigation.reset({ name: 'people' });
});

describe('the list of people', () => {
  const line: PersonLine = {
    id: 'p1',
    initials: 'JS',
    name: null,
    reference: '',
    contacts: 2,
    last: '6 November 2026',
  };

  it('shows initials until the names are asked for', async () => {
    const list = vi
      .spyOn(commands, 'listPeople')
      .mockImplementation(({ names }) =>
        Promise.resolve(
          ok({ people: [{ ...line, name: names ? 'Jo Smith' : null }], more: false }),
        ),
      );
    render(People);
    await screen.findByText(copy.initials, { exact: false });
    expect(list).toHaveBeenCalledWith({ names: false, limit: 50 });
    expect(screen.getByRole('button', { name: 'JS' })).toBeTruthy();
    expect(text()).toContain('2 contacts, the last on 6 November 2026');
    await faultless();
    await press(copy.showNames);
    await press('Jo Smith').catch(() => undefined);
    await screen.findByRole('button', { name: 'Jo Smith' });
    expect(screen.getByText(copy.names, { exact: false })).toBeTruthy();
    await press('Jo Smith');
    expect(navigation.current).toEqual({ name: 'person', person: 'p1' });
  });

  it('shows more when there are more, and adds nobody while nothing can be written', async () => {
    const list = vi
      .spyOn(commands, 'listPeople')
      .mockResolvedValue(ok({ people: [line], more: true }));
    session.fault = { kind: 'older_file' };
    render(People);
    await screen.findByText(copy.more);
    expect(screen.queryByText(copy.add)).toBeNull();
    await press(copy.more);
    expect(list).toHaveBeenLastCalledWith({ names: false, limit: 100 });
  });
});

describe('the page of a person', () => {
  it('begins with what is open, the overdue first', async () => {
    await shows(known);
    const headings = screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent);
    expect(headings.slice(0, 3)).toEqual([copy.open, copy.timeline, copy.overTime]);
    const open = screen.getByRole('region', { name: copy.open });
    const lines = within(open)
      .getAllByRole('listitem')
      .map((item) => item.textContent.replace(/\s+/g, ' ').trim());
    expect(lines[0]).toBe('Overdue Ring the lead. Who: me. Since 1 November 2026.');
    expect(lines[1]).toMatch(/^Overdue The review was due on 20 November 2026\./);
    expect(lines[2]).toMatch(/^Continue draft, started 25 November 2026/);
    expect(lines[3]).toBe('Write to the GP. Who: not said. By 1 December 2026.');
    expect(lines[4]).toMatch(/A programme: Turnaround, made on 2 May 2026: waiting/);
    await faultless();
  });

  it('is headed as lists have it, with the name in the details alone', async () => {
    await shows(known);
    expect(screen.getByRole('heading', { level: 1 }).textContent.trim()).toBe('JS, WS-1');
    expect(screen.getAllByText('Jo Smith', { exact: false })).toHaveLength(1);
    expect(screen.getByText('Jo Smith').closest('.govuk-summary-list')).toBeTruthy();
  });

  it('says that nothing is open and nothing has happened, and no more', async () => {
    await shows(nobody);
    for (const words of [copy.nothingOpen, copy.nothingYet, copy.noneYet, copy.noHousehold]) {
      expect(screen.getByText(words)).toBeTruthy();
    }
    expect(text()).not.toMatch(/\b(fine|safe|good|no risk|all clear)\b/i);
    await faultless();
  });

  it('says what left the laptop, and shows nothing that this would move', async () => {
    let answer: (made: ReturnType<typeof ok<OutputMadeView[]>>) => void = () => undefined;
    vi.spyOn(commands, 'outputsMade').mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const shown = shows(nobody);
    await vi.waitFor(() => {
      expect(commands.outputsMade).toHaveBeenCalledWith('p1');
    });
    expect(screen.queryByRole('heading')).toBeNull();
    answer(ok([]));
    await shown;
    expect(screen.getByText(copy.outputs.none)).toBeTruthy();
  });

  it('is looked through by kind', async () => {
    await shows(known);
    const timeline = screen.getByRole('region', { name: copy.timeline });
    const kinds = (): string[] =>
      within(timeline)
        .queryAllByRole('listitem')
        .map((item) => item.querySelector('strong')?.textContent ?? '');
    expect(kinds()).toEqual(['Contact.', 'Assessment.', 'Referral.', 'Action.', 'Separation.']);
    for (const [filter, shown] of [
      ['contact', ['Contact.']],
      ['assessment', ['Assessment.']],
      ['referral', ['Referral.']],
      ['action', ['Action.']],
      ['event', ['Separation.']],
    ] as const) {
      await choose(filters[filter]);
      expect(kinds()).toEqual(shown);
    }
    expect(timeline.textContent).toContain('he moved out. From: another agency.');
  });

  it('shows the latest of a long record, says how many there are, and all when asked', async () => {
    const what = { kind: 'action_done', action: 'a1', what: 'Ring', outcome: 'done' } as const;
    const timeline = Array.from({ length: 100 }, (_, place) => ({
      on: `day ${String(Math.floor(place / 3))}`,
      what,
    }));
    await shows({ ...known, timeline });
    const region = screen.getByRole('region', { name: copy.timeline });
    const items = (): number => within(region).queryAllByRole('listitem').length;
    expect(items()).toBe(40);
    expect(region.textContent).toContain(copy.latestShown(40, 100));
    await press(copy.showAll(100));
    expect(items()).toBe(100);
    expect(document.activeElement?.textContent).toBe('day 14');
    expect(screen.queryByRole('button', { name: copy.showAll(100) })).toBeNull();
  });

  it('leads to a record, to an event and to the rest', async () => {
    await shows(known);
    await press(/^Read the record/);
    expect(navigation.current).toEqual({ name: 'sealed', contact: 'c3' });
    for (const [name, view] of [
      [/^Change\sSeparation/, { name: 'event-form', person: 'p1', event: 'e1' }],
      [copy.addEvent, { name: 'event-form', person: 'p1' }],
      [copy.change, { name: 'person-form', person: 'p1' }],
      [copy.join, { name: 'join', person: 'p1' }],
      [copy.keep, { name: 'keep', person: 'p1' }],
    ] as const) {
      await press(name);
      expect(navigation.current).toEqual(view);
    }
  });

  it('starts a contact about them', async () => {
    vi.spyOn(commands, 'startContact').mockResolvedValue(ok({ ...emptyContact, id: 'c9' }));
    const save = vi.spyOn(commands, 'saveChange').mockResolvedValue(ok(emptyContact));
    await shows(known);
    await press(copy.start);
    await vi.waitFor(() => {
      expect(navigation.current).toEqual({ name: 'before', contact: 'c9' });
    });
    const about = { id: 'p1', name: 'Jo Smith', local_reference: 'WS-1' };
    expect(save).toHaveBeenCalledWith('c9', { change: 'about', about });
  });

  it('can be read, and no more, while nothing can be written', async () => {
    session.fault = { kind: 'older_file' };
    await shows(known);
    for (const words of [copy.start, copy.addEvent, copy.change, copy.join, copy.keep]) {
      expect(screen.queryByText(words)).toBeNull();
    }
    expect(screen.getByRole('button', { name: /^Read the record/ })).toBeTruthy();
  });
});

describe('the table over time', () => {
  const row = (label: string): HTMLElement[] => {
    const head = screen.getByRole('rowheader', { name: label });
    return within(head.closest('tr') ?? head).getAllByRole('cell');
  };
  const cells = (label: string): string[] =>
    row(label).map((cell) => cell.textContent.replace(/\s+/g, ' ').trim());

  it('has contacts across and items down, each cell a word and a shape', async () => {
    await shows(known);
    const region = screen.getByRole('region', { name: copy.overTimeScroll });
    expect(region.tabIndex).toBe(0);
    expect(within(region).getByText(copy.overTimeCaption).tagName).toBe('CAPTION');
    const columns = within(region).getAllByRole('columnheader');
    expect(columns.map((one) => one.textContent.replace(/\s+/g, ' ').trim())).toEqual([
      copy.item,
      `4 December 2025 ${outcomes.act_now}`,
      `2 May 2026 ${outcomes.act_now}`,
      `6 November 2026 ${outcomes.not_enough_known}`,
    ]);
    expect(cells('Separation')).toEqual([
      'Present',
      'Present',
      'Not present cleared on the person’s word alone: treat as open',
    ]);
    expect(cells('Threats to kill')).toEqual(['Not asked', 'Present new', 'Not known']);
    expect(cells('Stalking')).toEqual(['Present', 'Not present cleared', 'Not present']);
    for (const cell of row('Threats to kill')) expect(cell.querySelector('svg')).toBeTruthy();
    const drawn = new Set(
      [...row('Threats to kill'), ...row('Separation')].map(
        (cell) => cell.querySelector('svg')?.innerHTML.replace(/<!--.*?-->/g, '') ?? '',
      ),
    );
    expect(drawn.size).toBe(4);
  });

  it('says below what stays open, and always the caution', async () => {
    await shows(known);
    expect(text()).toContain(OVER_TIME_CAUTION);
    const open = screen.getByText(copy.stillOpen).closest('.govuk-inset-text');
    expect(open?.textContent).toMatch(/nobody but the person has said that it is gone/);
    expect(open?.querySelectorAll('li').length).toBe(2);
  });

  it('shows the latest contacts first when there are many, and all when asked', async () => {
    const many = Array.from({ length: 15 }, (_, at) => ({
      contact: `c${at}`,
      on: `day ${at}`,
      outcome: 'act_now' as const,
    }));
    const cells = many.map(() => ({ presence: 'present' as const }));
    const items = [{ item: 'risk.weapons', list: 'indicator' as const, label: 'Weapons', cells }];
    await shows({ ...known, over_time: { contacts: many, items, still_open: [] } });
    expect(row('Weapons')).toHaveLength(12);
    expect(screen.getByText(copy.latest(12, 15))).toBeTruthy();
    expect(text()).toContain('day 14');
    await press(copy.allContacts(15));
    expect(row('Weapons')).toHaveLength(15);
    expect(text()).toContain(OVER_TIME_CAUTION);
  });
});

describe('the form of a person', () => {
  it('says before anything is typed that nobody’s whereabouts belong here, and why', async () => {
    render(PersonForm, { view: { name: 'person-form' } });
    const why = screen.getByText(copy.neverWhereWhy);
    const first = screen.getByLabelText(copy.name);
    expect(why.compareDocumentPosition(first)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(copy.neverWhereWhy).toMatch(/They may get to see it, and they may be looking for/);
    expect(screen.queryByLabelText(/address|postcode|phone/i)).toBeNull();
    await faultless();
  });

  it('keeps what was typed and says at each field what is wrong', async () => {
    vi.spyOn(commands, 'newId').mockResolvedValue(ok('m1'));
    const save = vi.spyOn(commands, 'savePerson').mockResolvedValue(
      ok({
        person: null,
        faults: [
          { fault: 'nhs_number_check_digit' },
          { fault: 'whereabouts_in_notes', kind: 'address' },
          { fault: 'member_unnamed', member: 'm1' },
        ],
      }),
    );
    render(PersonForm, { view: { name: 'person-form' } });
    await type(copy.name, 'Jo Smith');
    await type('Day', '28');
    await type(copy.nhs, '943 476 5918');
    await type(copy.notes, 'stays at 14 Mill Lane');
    await press(copy.addMember);
    await screen.findByRole('group', { name: copy.memberTitle(1) });
    await choose(relations.child);
    await press(copy.save);
    await screen.findByRole('alert');
    expect(save).toHaveBeenCalledWith({
      person: null,
      form: {
        name: 'Jo Smith',
        local_reference: '',
        born: { day: '28', month: '', year: '' },
        nhs_number: '943 476 5918',
        notes: 'stays at 14 Mill Lane',
        household: [{ id: 'm1', relation: 'child', name: '', birth_year: '' }],
      },
    });
    for (const label of [copy.nhs, copy.notes, /^First name or initials/]) {
      expect(screen.getByLabelText(label).getAttribute('aria-invalid')).toBe('true');
    }
    expect(screen.getByLabelText<HTMLTextAreaElement>(copy.notes).value).toBe(
      'stays at 14 Mill Lane',
    );
    expect(text()).toContain('nothing here may show where a partner or child can be found');
    await faultless();
    await press(/^Take out/);
    expect(screen.queryByRole('group', { name: copy.memberTitle(1) })).toBeNull();
  });

  it('writes somebody anew from what is known, and goes back', async () => {
    await navigation.go({ name: 'person', person: 'p1' });
    await navigation.go({ name: 'person-form', person: 'p1' });
    vi.spyOn(commands, 'personPage').mockResolvedValue(ok(known));
    const save = vi
      .spyOn(commands, 'savePerson')
      .mockResolvedValue(ok({ person: 'p1', faults: [] }));
    render(PersonForm, { view: { name: 'person-form', person: 'p1' } });
    await screen.findByLabelText(copy.name);
    expect(screen.getByLabelText<HTMLInputElement>('Year').value).toBe('1990');
    expect(screen.getByLabelText<HTMLInputElement>(/^Year of birth/).value).toBe('2019');
    await press(copy.save);
    await vi.waitFor(() => {
      expect(navigation.current).toEqual({ name: 'person', person: 'p1' });
    });
    expect(save.mock.calls[0]?.[0].form.notes).toBe('works nights');
  });

  it('has words of its own, and a field, for everything that can be wrong', () => {
    const at = personFault({ fault: 'whereabouts_of_member', member: 'm', kind: 'phone' }, () => 3);
    expect(at.text).toMatch(/^Person 3 of the household: take out a phone number/);
    expect(at.field).toBe('m-name');
    expect(eventFault({ fault: 'not_yet' }).text).toMatch(/what somebody plans/);
  });
});

describe('joining', () => {
  const line = (id: string, name: string): PersonLine => ({
    id,
    initials: '',
    name,
    reference: '',
    contacts: 1,
    last: '2 May 2026',
  });
  const twin: PersonPageView = {
    ...nobody,
    id: 'p2',
    name: 'J. S.',
    contacts: 1,
    entry: { ...nobody.entry, born: '1 March 1990' },
  };

  async function opens(page: PersonPageView): Promise<void> {
    vi.spyOn(commands, 'personPage').mockImplementation((id) =>
      Promise.resolve(ok(id === 'p2' ? twin : page)),
    );
    vi.spyOn(commands, 'listPeople').mockResolvedValue(
      ok({ people: [line('p1', 'Jo Smith'), line('p2', 'J. S.'), line('p3', 'Al')], more: false }),
    );
    render(Join, { view: { name: 'join', person: 'p1' } });
    await screen.findByText(copy.other);
  }

  it('shows both side by side before, and what differs', async () => {
    const join = vi.spyOn(commands, 'joinPeople').mockResolvedValue(ok(known));
    await opens(known);
    expect(screen.queryByRole('radio', { name: /Jo Smith/ })).toBeNull();
    await type(copy.find, 'j.');
    expect(screen.queryByRole('radio', { name: /Al/ })).toBeNull();
    await choose(/J\. S\./);
    await screen.findByText(copy.compare);
    const rows = screen.getAllByRole('row').map((row) => row.textContent);
    expect(rows.join('|')).toContain('28 February 1990');
    expect(rows.join('|')).toContain('1 March 1990');
    expect(screen.getByText(copy.differ.born)).toBeTruthy();
    await faultless();
    await type(copy.joinWhy, 'same children');
    await press(copy.joinYes);
    expect(join).toHaveBeenCalledWith({ kept: 'p1', joined: 'p2', why: 'same children' });
  });

  it('needs another entry and says at the field that a reason is missing', async () => {
    const error = { code: 'reason_missing', field: 'reason', number: null } as const;
    vi.spyOn(commands, 'joinPeople').mockResolvedValue({ status: 'error', error });
    await opens(known);
    await press(copy.joinYes);
    expect(screen.getAllByText(copy.otherMissing).length).toBe(2);
    await choose(/J\. S\./);
    await screen.findByText(copy.compare);
    await press(copy.joinYes);
    await vi.waitFor(() => {
      expect(screen.getByLabelText(copy.joinWhy).getAttribute('aria-invalid')).toBe('true');
    });
  });

  it('is taken apart again', async () => {
    const part = vi.spyOn(commands, 'partPeople').mockResolvedValue(ok(twin));
    await opens({
      ...known,
      joined: [{ ...twin.entry, person: { ...twin.entry.person, id: 'p8' } }],
    });
    await choose(/Jo Smith, WS-1/);
    await type(copy.partWhy, 'two brothers');
    await faultless();
    await press(copy.partYes);
    expect(part).toHaveBeenCalledWith({ joined: 'p8', why: 'two brothers' });
  });
});

describe('an event', () => {
  it('is entered with its sources, and what is wrong stands at its field', async () => {
    const save = vi
      .spyOn(commands, 'saveEvent')
      .mockResolvedValue(
        ok({ faults: [{ fault: 'not_yet' }, { fault: 'whereabouts', kind: 'postcode' }] }),
      );
    render(EventForm, { view: { name: 'event-form', person: 'p1' } });
    await faultless();
    await choose(eventKinds.birth);
    await type('Day', '1');
    await type(copy.eventWords, 'in LS6 3HN');
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Another agency' }));
    await press(copy.save);
    await screen.findByRole('alert');
    expect(save.mock.calls[0]?.[0]).toEqual({
      person: 'p1',
      event: null,
      form: {
        kind: 'birth',
        on: { day: '1', month: '', year: '' },
        words: 'in LS6 3HN',
        sources: ['other_agency'],
      },
    });
    expect(screen.getByLabelText(copy.eventWords).getAttribute('aria-invalid')).toBe('true');
    expect(screen.queryByText(copy.withdrawTitle)).toBeNull();
    await faultless();
  });

  it('is changed, or taken out with a reason', async () => {
    vi.spyOn(commands, 'personPage').mockResolvedValue(ok(known));
    const error = { code: 'reason_missing', field: 'reason', number: null } as const;
    const withdraw = vi
      .spyOn(commands, 'withdrawEvent')
      .mockResolvedValueOnce({ status: 'error', error })
      .mockResolvedValue(ok({ faults: [] }));
    render(EventForm, { view: { name: 'event-form', person: 'p1', event: 'e1' } });
    await screen.findByText(copy.withdrawTitle);
    expect(screen.getByLabelText<HTMLInputElement>('Year').value).toBe('2025');
    await press(copy.withdraw);
    await vi.waitFor(() => {
      expect(screen.getByLabelText(copy.withdrawWhy).getAttribute('aria-invalid')).toBe('true');
    });
    await type(copy.withdrawWhy, 'another person');
    await press(copy.withdraw);
    expect(withdraw).toHaveBeenLastCalledWith({
      person: 'p1',
      event: 'e1',
      why: 'another person',
    });
  });

  it('that is not there any more cannot be changed', async () => {
    vi.spyOn(commands, 'personPage').mockResolvedValue(ok(nobody));
    render(EventForm, { view: { name: 'event-form', person: 'p1', event: 'e1' } });
    await screen.findByText(/not there any more/);
    expect(screen.queryByText(copy.save)).toBeNull();
  });
});
