import axe from 'axe-core';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { autosaves } from '../../app/autosave.svelte';
import { navigation } from '../../app/navigation.svelte';
import { blockers, victimOnly } from '../../app/words';
import {
  commands,
  type Change,
  type ChecklistItemView,
  type ContactView,
  type EntryView,
  type Gate,
  type HitView,
  type OutcomeView,
  type SettingsView,
  type Step,
} from '../../ipc';
import { emptyContact } from '../../test-views';
import { contact } from './contact.svelte';
import { copy } from './copy';
import Quick from './Quick.svelte';
import Respond from './Respond.svelte';

const words = copy.quick;

// The whole page of it stands in each of these, and looking for roles in a big page is slow here.
vi.setConfig({ testTimeout: 30_000 });

const entry = (id: string, kind: EntryView['kind'], label: string, set?: string): EntryView =>
  ({ id, kind, label, text: `Text of ${label}`, set: set ?? null }) as unknown as EntryView;
const look = [
  entry('say.drink', 'statement', 'Only when drunk'),
  entry('notice.fear', 'behaviour', 'The partner goes quiet'),
];
const ask = [
  entry('ask.one', 'question', 'An early question', 'ask.other-issue'),
  entry('ask.far', 'question', 'A direct question', 'ask.direct'),
  entry('listen.one', 'listening', 'Listen, do not question'),
];
const item = (id: string, label: string): ChecklistItemView =>
  ({ id, label, text: `Text of ${label}`, why: '', find_out: '' }) as unknown as ChecklistItemView;
const hit = (id: string, kind: HitView['kind'], label: string): HitView => ({
  id,
  kind,
  label,
  from: 'text',
  snippet: [],
  means: null,
  ask: null,
  avoid: null,
});
const hits = [
  hit('say.drink', 'statement', 'Only when drunk'),
  hit('notice.fear', 'behaviour', 'The partner goes quiet'),
  hit('ask.one', 'question', 'An early question'),
  hit('ask.far', 'question', 'A direct question'),
  hit('law.one', 'law', 'A law card'),
];

const quick: ContactView = {
  ...emptyContact,
  place: 'quick',
  ask: {
    ...emptyContact.ask,
    sets: [
      { set: 'ask.other-issue', shut: null },
      { set: 'ask.direct', shut: 'not_answered_openly' },
    ],
  },
  item_labels: { 'risk.weapons': 'Weapons' },
};
const shutGate: Gate = { gate: 'look_and_listen_only', reasons: ['partner_can_hear'] };
const shut: ContactView = {
  ...quick,
  gate: shutGate,
  questions: { 'ask.one': { asked: 'asked', words: 'yes, once' } },
  ask: { ...quick.ask, gate: shutGate, sets: [{ set: 'ask.other-issue', shut: 'gate_shut' }] },
};
const counts = { present: 1, not_present: 0, not_known: 0, not_asked: 7 };
const outcome: OutcomeView = {
  kind: 'act_now',
  indicators: counts,
  warning_signs: counts,
  reasons: [{ reason: { rule: 'judgement_yes' }, label: null }],
  missing: [],
  since: null,
};
const judged: ContactView = {
  ...quick,
  judgement: { view: 'yes', why: 'a threat', at: '', outcome_shown_at: '', raised: [] } as never,
  outcome,
  blockers: ['nobody_named', 'no_review', 'act_now_without_action'],
};

let view: ContactView;
let sent: Change[];
let full: boolean;
let settings: Partial<SettingsView>;

/** What the program makes of a change, as far as these tests need it. */
function apply(change: Change): void {
  switch (change.change) {
    case 'place':
      view = { ...view, place: change.step };
      break;
    case 'observation':
      view = {
        ...view,
        observations: [
          ...view.observations.filter(({ id }) => id !== change.observation.id),
          change.observation,
        ],
      };
      break;
    case 'remove_observation':
      view = { ...view, observations: view.observations.filter(({ id }) => id !== change.id) };
      break;
    case 'question':
      view = { ...view, questions: { ...view.questions, [change.item]: change.answer } };
      break;
    case 'action':
      view = {
        ...view,
        actions: [...view.actions.filter(({ id }) => id !== change.action.id), change.action],
      };
      break;
    case 'take_up':
      view = {
        ...view,
        suggestions: [],
        answers: {
          ...view.answers,
          [change.item]: { presence: 'present', words: 'a bat', sources: ['person'] },
        },
      };
      break;
  }
}

beforeEach(async () => {
  view = quick;
  sent = [];
  full = false;
  settings = { lead_name: 'Lee Adeyemi', lead_phone: '01632 960001' };
  autosaves.giveUp();
  await navigation.reset({ name: 'quick', contact: 'c1' });
  let id = 0;
  vi.spyOn(commands, 'newId').mockImplementation(() =>
    Promise.resolve({ status: 'ok', data: `id${++id}` }),
  );
  vi.spyOn(commands, 'contact').mockImplementation(() =>
    Promise.resolve({ status: 'ok', data: view }),
  );
  vi.spyOn(commands, 'saveChange').mockImplementation((_, change) => {
    if (full) {
      const error = { code: 'disk_full', field: null, number: null } as const;
      return Promise.resolve({ status: 'error', error });
    }
    sent.push(change);
    apply(change);
    return Promise.resolve({ status: 'ok', data: view });
  });
  vi.spyOn(commands, 'guideStep').mockImplementation((step) =>
    Promise.resolve({ status: 'ok', data: step === 'look' ? look : ask }),
  );
  vi.spyOn(commands, 'guideChecklist').mockResolvedValue({
    status: 'ok',
    data: {
      version: 1,
      indicators: [item('risk.weapons', 'Weapons')],
      warning_signs: [item('warn.stalking', 'Stalking')],
    } as never,
  });
  vi.spyOn(commands, 'guideSearch').mockImplementation(() =>
    Promise.resolve({ status: 'ok', data: hits }),
  );
  vi.spyOn(commands, 'people').mockResolvedValue({ status: 'ok', data: [] });
  vi.spyOn(commands, 'settings').mockImplementation(() =>
    Promise.resolve({ status: 'ok', data: { author: {}, ...settings } as SettingsView }),
  );
});

async function shows(as: ContactView = quick, at?: Step): Promise<void> {
  view = as;
  render(Quick, { view: { name: 'quick', contact: 'c1', ...(at ? { at } : {}) } });
  await screen.findByText('Weapons', { selector: 'legend' });
}
const field = (): HTMLElement => screen.getByLabelText(words.find);
async function types(text: string): Promise<void> {
  await fireEvent.input(field(), { target: { value: text } });
  await screen.findByText(words.own(text));
}
/** What stands in the list that the search opened, the way to keep own words last. */
const found = (): string[] =>
  [...document.querySelectorAll('.wm-hits button')].map((button) => button.textContent.trim());
const focusIs = (element: () => Element | null): Promise<void> =>
  waitFor(() => {
    expect(document.activeElement).toBe(element());
  });

describe('a quick contact', () => {
  it('remembers that it is one, and is one draft with the full contact', async () => {
    await shows({ ...quick, place: null });
    expect(sent).toEqual([{ change: 'place', step: 'quick' }]);
    const [open] = screen.getAllByRole('button', { name: words.full });
    await fireEvent.click(open ?? document.body);
    await waitFor(() => {
      expect(navigation.current).toEqual({ name: 'tasks', contact: 'c1' });
    });
    expect(sent.at(-1)).toEqual({ change: 'place', step: 'before' });
    expect(sent).toHaveLength(2);
  });

  it.each([true, false])(
    'is kept out of the sight of the person, and says what may be used, told by the victim: %s',
    async (only_from_victim) => {
      await shows({ ...quick, only_from_victim });
      expect(screen.getByText(words.away)).toBeTruthy();
      expect(screen.getByText(copy.ask.onlyTheirs)).toBeTruthy();
      expect(screen.queryByText(victimOnly)).toBeNull();
      expect(navigation.showsDanger).toBe(true);
    },
  );

  it('leads to the page on which every contact is checked and sealed', async () => {
    await shows();
    await fireEvent.click(screen.getByRole('button', { name: copy.tasks.check }));
    await waitFor(() => {
      expect(navigation.current).toEqual({ name: 'check', contact: 'c1' });
    });
  });

  it('stays one while it leads to a step', async () => {
    view = quick;
    await contact.open('c1');
    render(Respond, { view: { name: 'respond', contact: 'c1' } });
    await screen.findByText(copy.continue);
    // Whatever the step sends when it is opened is answered before this.
    await contact.open('c1');
    await contact.open('c1');
    expect(sent).toEqual([]);
  });

  it.each([
    ['before', () => screen.getByLabelText(copy.before.name)],
    ['look', field],
    ['assess', () => screen.getAllByRole('radio', { name: 'Not asked' })[0] ?? null],
    ['record', () => screen.getByLabelText(copy.record.said)],
  ] as const)('opens at what belongs to %s', async (step, there) => {
    await shows(quick, step);
    await focusIs(there);
  });

  it('leads from what stands in the way of the seal to where it is answered', async () => {
    await shows(judged);
    const places: [keyof typeof blockers, () => Element | null][] = [
      ['nobody_named', () => screen.getByLabelText(copy.before.name)],
      ['no_review', () => screen.getByLabelText('Day')],
      [
        'act_now_without_action',
        () => screen.getByRole('button', { name: words.lead('Lee Adeyemi, 01632 960001') }),
      ],
    ];
    for (const [blocker, there] of places) {
      await fireEvent.click(screen.getByRole('button', { name: blockers[blocker].text }));
      await focusIs(there);
    }
  });
});

describe('what was said or seen', () => {
  it('is found by a word, and only what can be noted or asked', async () => {
    await shows();
    await types('drink');
    expect(commands.guideSearch).toHaveBeenCalledWith('drink', 'c1');
    expect(found()).toEqual([
      'Only when drunk',
      'The partner goes quiet',
      'An early question',
      words.own('drink'),
    ]);
    const why = `${copy.ask.sets['ask.direct']}: ${copy.ask.setShut.not_answered_openly}`;
    expect(screen.getByText(why)).toBeTruthy();
  });

  it('opens its words, with the focus in them, and who it came from', async () => {
    await shows();
    await types('drink');
    await fireEvent.click(screen.getByRole('button', { name: 'Only when drunk' }));
    const group = await screen.findByRole('group', { name: 'Only when drunk' });
    await focusIs(() => within(group).getByLabelText(copy.look.words));
    const person = within(group).getByRole<HTMLInputElement>('checkbox', { name: 'The person' });
    expect(person.checked).toBe(true);
    expect(field()).toHaveProperty('value', '');
  });

  it('is not put in the person’s mouth where all may come from the victim', async () => {
    await shows({ ...quick, only_from_victim: true });
    await types('drink');
    await fireEvent.click(screen.getByRole('button', { name: 'Only when drunk' }));
    const group = await screen.findByRole('group', { name: 'Only when drunk' });
    for (const box of within(group).getAllByRole<HTMLInputElement>('checkbox')) {
      expect(box.checked).toBe(false);
    }
  });

  it('can be kept in one’s own words, and says nothing of who they came from', async () => {
    await shows();
    await types('she is scared');
    await fireEvent.click(screen.getByRole('button', { name: words.own('she is scared') }));
    await waitFor(() => {
      expect(sent.at(-1)).toMatchObject({
        change: 'observation',
        observation: { id: 'free-id1', item: null, words: 'she is scared', sources: [] },
      });
    });
    await focusIs(() => screen.getByDisplayValue('she is scared'));
  });

  it('opens the card of a question, with the focus in the answer', async () => {
    await shows();
    await types('drink');
    await fireEvent.click(screen.getByRole('button', { name: 'An early question' }));
    await focusIs(() => screen.queryByLabelText(copy.ask.answer));
    expect(sent.at(-1)).toEqual({
      change: 'question',
      item: 'ask.one',
      answer: { asked: 'asked', words: '' },
    });
  });

  it('is gone through by the arrow keys, and left by Escape', async () => {
    await shows();
    await types('drink');
    field().focus();
    const press = (key: string): Promise<boolean> =>
      fireEvent.keyDown(document.activeElement ?? document.body, { key });
    await press('ArrowDown');
    expect(document.activeElement?.textContent.trim()).toBe('Only when drunk');
    await press('ArrowDown');
    expect(document.activeElement?.textContent.trim()).toBe('The partner goes quiet');
    await press('ArrowUp');
    await press('ArrowUp');
    expect(document.activeElement).toBe(field());
    // Enter chooses nothing by itself: it leads to the first line.
    await press('Enter');
    expect(document.activeElement?.textContent.trim()).toBe('Only when drunk');
    expect(sent).toEqual([]);
    await press('Escape');
    expect(document.activeElement).toBe(field());
  });

  it('that cannot be saved stays typed, and says so', async () => {
    await shows();
    await types('she is scared');
    full = true;
    await fireEvent.click(screen.getByRole('button', { name: words.own('she is scared') }));
    await screen.findByText(/disk/i);
    expect(field()).toHaveProperty('value', 'she is scared');
  });

  it('that was there already is not emptied when it is chosen again', async () => {
    const observation = {
      id: 'say.drink',
      item: 'say.drink',
      words: 'it was the drink',
      sources: [],
      when: '',
    };
    await shows({ ...quick, observations: [observation] });
    await types('drink');
    await fireEvent.click(screen.getByRole('button', { name: 'Only when drunk' }));
    await focusIs(() => screen.getByDisplayValue('it was the drink'));
    expect(sent).toEqual([]);
  });
});

describe('while nobody may ask', () => {
  it('no question is found or shown, and what to do if they start to talk is', async () => {
    await shows(shut);
    expect(screen.getByText(copy.gate.look)).toBeTruthy();
    await fireEvent.click(await screen.findByRole('button', { name: words.moreTalk }));
    const prompt = screen.getByText('Listen, do not question.', { selector: 'strong' });
    expect(prompt.closest('[hidden]')).toBeNull();
    expect(screen.queryByRole('group', { name: 'An early question' })).toBeNull();
    expect(screen.queryByText(/Text of An early question/)).toBeNull();
    expect(screen.getByText(words.questionsKept(1))).toBeTruthy();
    await types('drink');
    expect(found()).toEqual(['Only when drunk', 'The partner goes quiet', words.own('drink')]);
    expect(screen.getByText(words.noQuestions)).toBeTruthy();
  });

  it('the way out stands first when somebody is in danger', async () => {
    const leave: Gate = { gate: 'leave', reasons: ['danger_now'] };
    await shows({ ...shut, gate: leave, ask: { ...shut.ask, gate: leave } });
    expect(screen.getAllByText(copy.gate.leave)).toHaveLength(1);
    expect(screen.getByText(copy.ask.talk)).toBeTruthy();
  });
});

describe('the checklist on the page', () => {
  it('shows what was marked from an offer, so that no older answer is saved over it', async () => {
    await shows({
      ...quick,
      observations: [
        { id: 'say.drink', item: 'say.drink', words: 'a bat', sources: ['person'], when: '' },
      ],
      suggestions: [
        {
          offer: { from: 'say.drink', item: 'risk.weapons', sources: ['person'] },
          label: 'Weapons',
          from_label: 'Only when drunk',
        },
      ],
    });
    const mark = document.querySelector('[data-yes] button');
    await fireEvent.click(mark ?? document.body);
    const items = document.querySelector<HTMLElement>('[data-place="items"]') ?? document.body;
    await within(items).findByDisplayValue('a bat');
    const [present] = within(items).getAllByLabelText<HTMLInputElement>('Present');
    expect(present?.checked).toBe(true);
    await fireEvent.click(within(items).getByLabelText('Seen by me'));
    await waitFor(() => {
      expect(sent.at(-1)).toMatchObject({
        change: 'answer',
        item: 'risk.weapons',
        answer: { presence: 'present', words: 'a bat', sources: ['person', 'seen_by_me'] },
      });
    });
  });

  it('shows no outcome before the judgement', async () => {
    await shows();
    expect(document.getElementById('outcome')).toBeNull();
    expect(screen.getByRole('button', { name: copy.assess.show })).toBeTruthy();
  });
});

describe('the actions on the page', () => {
  it('are offered with the lead’s number and added only when chosen', async () => {
    await shows(judged);
    const offer = words.lead('Lee Adeyemi, 01632 960001');
    const button = await screen.findByRole('button', { name: offer });
    expect(sent).toEqual([]);
    await fireEvent.click(button);
    await waitFor(() => {
      expect(sent.at(-1)).toEqual({
        change: 'action',
        action: { id: 'id1', what: offer, who: '', by: { by: 'now' } },
      });
    });
    await focusIs(() => screen.getByLabelText(copy.refer.what));
    expect(screen.queryByRole('button', { name: offer })).toBeNull();
    // Nor does it come back, and move what is being typed in, when its words are changed.
    await fireEvent.input(screen.getByLabelText(copy.refer.what), { target: { value: 'Ring' } });
    expect(screen.queryByRole('button', { name: offer })).toBeNull();
  });

  it('name nobody who was not entered', async () => {
    settings = {};
    await shows();
    expect(await screen.findByRole('button', { name: words.leadUnnamed })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /manager/ })).toBeNull();
  });

  it('against what is urgent stand there to be added', async () => {
    await shows({
      ...quick,
      urgent: [
        {
          matter: 'strangulation',
          label: 'Strangling',
          text: 'Needs medical advice.',
          beside: null,
          from: [],
          missing: 1,
          actions: [{ label: 'About it', what: 'See that it is offered', added: false }],
        },
      ],
    });
    await fireEvent.click(screen.getByRole('button', { name: 'See that it is offered' }));
    await waitFor(() => {
      expect(sent.at(-1)).toMatchObject({
        change: 'action',
        action: { what: 'See that it is offered', who: '', against: ['strangulation'] },
      });
    });
  });
});

it.each([
  ['open', quick],
  ['shut', shut],
  ['shown with its outcome and what stands in the way', judged],
])('has no accessibility fault, %s', async (_, as) => {
  await shows({
    ...as,
    observations: [{ id: 'say.drink', item: 'say.drink', words: '', sources: [], when: '' }],
  });
  await types('drink');
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map((violation) => violation.id)).toEqual([]);
});

it('the contact that is open counts what was marked from an offer', async () => {
  await contact.open('c1');
  const before = contact.marked['risk.weapons'] ?? 0;
  await contact.change({ change: 'take_up', from: 'say.drink', item: 'risk.weapons' });
  expect(contact.marked['risk.weapons']).toBe(before + 1);
});
