import axe from 'axe-core';
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { navigation } from '../../app/navigation.svelte';
import { session } from '../../app/session.svelte';
import {
  commands,
  type ActionCard,
  type ActionPageView,
  type ActionsView,
  type ErrorCode,
  type Field,
} from '../../ipc';
import Action from './Action.svelte';
import ActionForm from './ActionForm.svelte';
import Actions from './Actions.svelte';
import { copy } from './copy';

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
const done: ActionCard = { ...overdue, id: 'a3', is: null, done: '4 November 2026' };
const open: ActionPageView = {
  card: overdue,
  decided: '2 November 2026',
  outcome: '',
  history: [
    {
      event: { event: 'decided' },
      at: '2 November 2026 at 3pm',
      author: 'Anna Berry',
      clock_note: null,
    },
  ],
};
const finished: ActionPageView = {
  ...open,
  card: done,
  outcome: 'She rings the police',
  history: [
    ...open.history,
    {
      event: { event: 'moved', due: '3 November 2026', why: 'She was away' },
      at: '2 November 2026 at 4pm',
      author: '',
      clock_note: { back: true, minutes: 118 },
    },
    {
      event: { event: 'done', on: '4 November 2026', outcome: 'She rings the police' },
      at: '5 November 2026 at 9am',
      author: 'Bo Marsh',
      clock_note: null,
    },
  ],
};

const ok = <T>(data: T): { status: 'ok'; data: T } => ({ status: 'ok', data });
const refused = (
  code: ErrorCode,
  field: Field | null,
): { status: 'error'; error: { code: ErrorCode; field: Field | null; number: null } } => ({
  status: 'error',
  error: { code, field, number: null },
});
const press = (name: string): Promise<boolean> =>
  fireEvent.click(screen.getByRole('button', { name }));
const choose = (name: string): Promise<boolean> =>
  fireEvent.click(screen.getByRole('radio', { name }));
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

beforeEach(async () => {
  vi.restoreAllMocks();
  session.fault = null;
  await navigation.reset({ name: 'home' });
});

describe('the list of actions', () => {
  async function shows(view: Partial<ActionsView> = {}): Promise<void> {
    vi.spyOn(commands, 'actions').mockResolvedValue(
      ok({
        open: [],
        counts: { open: 0, overdue: 0, most: 1000 },
        reviews: [],
        done: [],
        ...view,
      }),
    );
    render(Actions);
    await screen.findByText(copy.done);
  }

  it('says of each by when, who and about whom, and that nothing is sent', async () => {
    const today: ActionCard = { ...overdue, id: 'a2', is: 'today', person: null, initials: '' };
    await shows({
      open: [overdue, { ...today, reference: '', who: '' }],
      counts: { open: 2, overdue: 1, most: 1000 },
      reviews: [
        {
          contact: 'c5',
          person: 'p1',
          initials: 'AH',
          reference: '',
          day: '1 December 2026',
          is: 'later',
        },
      ],
      done: [done],
    });
    expect(screen.getByText(copy.sendsNothing).textContent).toMatch(/sends nothing/);
    expect(screen.getByText('2 open, 1 overdue.')).toBeTruthy();
    const lines = screen.getAllByRole('listitem').map((line) => line.textContent);
    expect(lines[0]).toMatch(/Overdue since 3 November 2026.*Who: Me. For: ZQ, WS-1\./s);
    expect(lines[1]).toMatch(/Due today. Who: not said\./);
    expect(lines[2]).toMatch(/Review: AH.*On 1 December 2026/s);
    expect(lines[3]).toMatch(/Done on 4 November 2026. Who: Me/);
    expect(document.body.textContent).not.toMatch(/Zebedee/);
    await faultless();
  });

  it('says what to do where there is nothing, and where there is more', async () => {
    await shows();
    expect(screen.getByText(copy.noOpen)).toBeTruthy();
    expect(screen.getByText(copy.noReviews)).toBeTruthy();
    await press(copy.add);
    expect(navigation.current).toEqual({ name: 'action-form' });
  });

  it('says that the list ends', async () => {
    await shows({ open: [overdue], counts: { open: 400, overdue: 0, most: 1000 } });
    expect(screen.getByText(copy.more(1))).toBeTruthy();
  });

  it('adds nothing while nothing can be written', async () => {
    session.fault = { kind: 'log_lost' };
    await shows({ open: [overdue], counts: { open: 1, overdue: 1, most: 1000 } });
    expect(screen.queryByText(copy.add)).toBeNull();
  });
});

describe('an action', () => {
  async function shows(page: ActionPageView): Promise<void> {
    vi.spyOn(commands, 'action').mockResolvedValue(ok(page));
    render(Action, { view: { name: 'action', action: 'a1' } });
    await screen.findByText(copy.history);
  }

  it('that is open says so, and that only somebody who says so closes it', async () => {
    await shows(open);
    expect(screen.getByText('Open. Overdue since 3 November 2026.')).toBeTruthy();
    expect(screen.getByText(copy.staysOpen)).toBeTruthy();
    expect(screen.queryByText(copy.reopen)).toBeNull();
    await press(copy.record);
    expect(navigation.current).toEqual({ name: 'sealed', contact: 'c1' });
  });

  it('is said to be done with the day and what came of it', async () => {
    const enter = vi.spyOn(commands, 'enterAction').mockResolvedValue(ok(finished));
    await shows(open);
    await press(copy.finishYes);
    expect(screen.getAllByText(copy.doneOnMissing).length).toBe(2);
    expect(enter).not.toHaveBeenCalled();
    const when = screen.getByRole('group', { name: copy.doneOn });
    await fireEvent.click(within(when).getByRole('radio', { name: copy.doneOns.today }));
    await type(copy.outcome, 'She rings the police');
    await press(copy.finishYes);
    expect(await screen.findByText('Done on 4 November 2026', { selector: 'dd' })).toBeTruthy();
    expect(enter).toHaveBeenCalledWith({
      step: 'done',
      id: 'a1',
      on: null,
      outcome: 'She rings the police',
    });
    // Reading goes on where it says what was noted.
    expect(document.activeElement?.tagName).toBe('H1');
    expect(screen.getByText(copy.finished)).toBeTruthy();
    expect(screen.queryByText(copy.finishYes)).toBeNull();
    expect(screen.queryByText(copy.staysOpen)).toBeNull();
  });

  it('takes another day than today, when it is one', async () => {
    const enter = vi
      .spyOn(commands, 'enterAction')
      .mockResolvedValue(refused('action_done_in_future', 'done_on'));
    await shows(open);
    await choose(copy.doneOns.day);
    await type('Day', '31');
    await type('Month', '2');
    await type('Year', '2026');
    await press(copy.finishYes);
    expect(screen.getAllByText(copy.dayWrong).length).toBe(2);
    expect(enter).not.toHaveBeenCalled();
    await type('Month', '12');
    await type(copy.outcome, 'told her');
    await press(copy.finishYes);
    expect(enter).toHaveBeenCalledWith({
      step: 'done',
      id: 'a1',
      on: '2026-12-31',
      outcome: 'told her',
    });
    expect((await screen.findAllByText('This day is still to come')).length).toBe(2);
    expect(wrong('Year')).toBe('true');
    // What was typed is still there.
    expect(screen.getByLabelText<HTMLTextAreaElement>(copy.outcome).value).toBe('told her');
  });

  it('gets another time with a reason', async () => {
    const enter = vi
      .spyOn(commands, 'enterAction')
      .mockResolvedValueOnce(refused('reason_missing', 'reason'))
      .mockResolvedValueOnce(ok(open));
    await shows(open);
    await press(copy.move);
    await choose(copy.bys.date);
    for (const [part, digits] of [
      ['Day', '1'],
      ['Month', '12'],
      ['Year', '2026'],
    ] as const) {
      await type(part, digits);
    }
    await press(copy.moveYes);
    await screen.findByRole('alert');
    expect(wrong(copy.moveWhy)).toBe('true');
    await type(copy.moveWhy, 'She is away');
    await press(copy.moveYes);
    expect(await screen.findByText(copy.moved)).toBeTruthy();
    expect(enter).toHaveBeenLastCalledWith({
      step: 'move',
      id: 'a1',
      by: { by: 'date', day: '2026-12-01' },
      why: 'She is away',
    });
  });

  it('that is done tells what happened, by whom and when, and can be opened again', async () => {
    const enter = vi.spyOn(commands, 'enterAction').mockResolvedValue(ok(open));
    await shows(finished);
    const pieces = [...document.querySelectorAll('.wm-piece')].map((piece) => piece.textContent);
    expect(pieces[0]).toMatch(/Decided in a contact.*2 November 2026 at 3pm, by Anna Berry/s);
    expect(pieces[1]).toMatch(/Moved, to be done by 3 November 2026.*She was away/s);
    expect(pieces[1]).toMatch(/by somebody whose name was not entered.*set back by about 2 hours/s);
    expect(pieces[2]).toMatch(/Done on 4 November 2026.*She rings the police.*by Bo Marsh/s);
    await faultless();
    await press(copy.reopen);
    await type(copy.reopenWhy, 'She never got it');
    await press(copy.reopenYes);
    expect(enter).toHaveBeenCalledWith({ step: 'reopen', id: 'a1', why: 'She never got it' });
    expect(await screen.findByText(copy.reopened)).toBeTruthy();
  });

  it('is read and not changed while nothing can be written', async () => {
    session.fault = { kind: 'log_lost' };
    await shows(open);
    expect(screen.queryByText(copy.finishYes)).toBeNull();
    expect(screen.queryByText(copy.move)).toBeNull();
  });

  it('has no accessibility fault, all of it open and with a problem', async () => {
    await shows(open);
    await choose(copy.doneOns.day);
    await press(copy.finishYes);
    await fireEvent.click(document.querySelector('.govuk-details button') ?? document);
    await faultless();
  });
});

describe('a new action', () => {
  const jo = { id: 'p1', name: 'Jo Smith', reference: 'WS-1', contacts: 2 };

  it('says what, who, by when and about whom, and leads to its page', async () => {
    vi.spyOn(commands, 'people').mockResolvedValue(ok([jo]));
    const enter = vi
      .spyOn(commands, 'enterAction')
      .mockResolvedValueOnce(refused('action_what_missing', 'what'))
      .mockResolvedValueOnce(ok({ ...open, card: { ...overdue, id: 'a9' } }));
    render(ActionForm, { view: { name: 'action-form' } });
    await screen.findByText(copy.unsaved);
    await press(copy.addYes);
    await screen.findByRole('alert');
    expect(wrong(copy.whatLabel)).toBe('true');
    await type(copy.whatLabel, 'Ring the school');
    await type(copy.whoLabel, 'Me');
    await choose(copy.bys.this_week);
    await fireEvent.change(await screen.findByLabelText(copy.aboutLabel), {
      target: { value: 'p1' },
    });
    await faultless();
    await press(copy.addYes);
    await vi.waitFor(() => {
      expect(navigation.current).toEqual({ name: 'action', action: 'a9' });
    });
    expect(enter).toHaveBeenLastCalledWith({
      step: 'add',
      person: 'p1',
      what: 'Ring the school',
      who: 'Me',
      by: { by: 'this_week' },
    });
  });

  it('is about nobody unless somebody is chosen, and says that it is not saved yet', async () => {
    vi.spyOn(commands, 'people').mockResolvedValue(ok([]));
    const enter = vi
      .spyOn(commands, 'enterAction')
      .mockResolvedValue(refused('action_by_missing', 'by'));
    render(ActionForm, { view: { name: 'action-form' } });
    expect(await screen.findByText(copy.unsaved)).toBeTruthy();
    await type(copy.whatLabel, 'Order leaflets');
    await press(copy.addYes);
    expect(enter).toHaveBeenCalledWith({
      step: 'add',
      person: null,
      what: 'Order leaflets',
      who: '',
      by: null,
    });
    const summary = await screen.findByRole('alert');
    expect(within(summary).getByText('Choose by when it has to be done')).toBeTruthy();
  });

  it('opened from a person is about them', async () => {
    vi.spyOn(commands, 'keeping').mockResolvedValue(
      ok({ person: 'p1', name: 'Jo Smith', reference: 'WS-1', contacts: 2, day: null }),
    );
    const enter = vi.spyOn(commands, 'enterAction').mockResolvedValue(ok(open));
    render(ActionForm, { view: { name: 'action-form', person: 'p1' } });
    expect(await screen.findByText('About: Jo Smith, WS-1')).toBeTruthy();
    expect(screen.queryByLabelText(copy.aboutLabel)).toBeNull();
    await press(copy.addYes);
    expect(enter).toHaveBeenCalledWith(expect.objectContaining({ person: 'p1' }));
  });

  it('is not sent with a day that does not exist', async () => {
    vi.spyOn(commands, 'people').mockResolvedValue(ok([]));
    const enter = vi.spyOn(commands, 'enterAction');
    render(ActionForm, { view: { name: 'action-form' } });
    await screen.findByText(copy.unsaved);
    await choose(copy.bys.date);
    await type('Month', '13');
    await press(copy.addYes);
    expect(screen.getAllByText(copy.dayWrong).length).toBe(2);
    expect(enter).not.toHaveBeenCalled();
  });
});
