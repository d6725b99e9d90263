import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  fromInWords,
  lastTimeInWords,
  missingInWords,
  protectionInWords,
  protections,
  sinceInWords,
} from '../../app/words';
import { navigation } from '../../app/navigation.svelte';
import {
  commands,
  type Change,
  type ChecklistItemView,
  type ContactView,
  type SinceView,
  type UrgentView,
} from '../../ipc';
import { contact } from './contact.svelte';
import { copy } from './copy';
import ItemQuestion from './ItemQuestion.svelte';
import Urgent from './Urgent.svelte';

const item: ChecklistItemView = {
  id: 'risk.weapons',
  label: 'Weapon used before',
  text: '',
  why: '',
  find_out: '',
  questions: [],
  agencies: [],
  changes: '',
  sources: [],
};
const earlier = {
  last: '23 November 2026',
  contacts: 1,
  items: { 'risk.weapons': { presence: 'present' as const, present_before: true } },
};
const suicidal: UrgentView = {
  matter: 'suicidal',
  label: 'The person may be suicidal',
  text: 'Two things to see to now.',
  beside: 'They have spoken of not wanting to live.',
  from: ['I don’t want to be here any more'],
  missing: 2,
  actions: [
    { label: 'For the person', what: 'Get help', added: false },
    { label: 'For partner and children', what: 'Tell the lead', added: false },
  ],
};
const strangled: UrgentView = {
  ...suicidal,
  matter: 'strangulation',
  label: 'Strangling or suffocating',
  beside: null,
  missing: 1,
  actions: [{ label: 'About the strangling', what: 'Tell the lead', added: false }],
};
const view = (urgent: UrgentView[]): ContactView =>
  ({ id: 'c1', urgent }) as unknown as ContactView;

let changes: Change[] = [];
beforeEach(() => {
  changes = [];
  for (const way of ['change', 'undoable'] as const) {
    vi.spyOn(contact, way).mockImplementation((change: Change) => {
      changes.push(change);
      return Promise.resolve('2:14pm');
    });
  }
  vi.spyOn(commands, 'newId').mockResolvedValue({ status: 'ok', data: 'a1' });
  vi.spyOn(navigation, 'go').mockResolvedValue(undefined as never);
});

describe('an item that was answered before', () => {
  it('says what it was last time and fills nothing in', () => {
    render(ItemQuestion, { item, answer: undefined, earlier });
    expect(screen.getByText('Last time: present (23 November 2026).')).toBeTruthy();
    const chosen = screen.getByRole<HTMLInputElement>('radio', { name: 'Not asked' });
    expect(chosen.checked).toBe(true);
    expect(screen.queryByLabelText(copy.assess.whyGone)).toBeNull();
  });

  it('asks why and from whom when it is said to be no longer present', async () => {
    render(ItemQuestion, { item, answer: undefined, earlier });
    await fireEvent.click(screen.getByRole('radio', { name: 'Not present' }));
    const why = await screen.findByLabelText(copy.assess.whyGone);
    await fireEvent.input(why, { target: { value: 'sold' } });
    await fireEvent.click(screen.getByRole('checkbox', { name: 'The person' }));
    await waitFor(() => {
      expect(changes.at(-1)).toEqual({
        change: 'answer',
        item: 'risk.weapons',
        answer: { presence: 'not_present', why: 'sold', sources: ['person'] },
      });
    });
  });

  it('asks for nothing when it was never present', async () => {
    const items = { 'risk.weapons': { presence: 'not_known' as const, present_before: false } };
    render(ItemQuestion, { item, answer: undefined, earlier: { ...earlier, items } });
    await fireEvent.click(screen.getByRole('radio', { name: 'Not present' }));
    expect(screen.queryByLabelText(copy.assess.whyGone)).toBeNull();
  });

  it('is not forgotten by a short contact in between', () => {
    const last = { presence: 'not_asked' as const, present_before: true };
    expect(lastTimeInWords(last, '1 May 2026')).toBe(
      'Last time: not asked (1 May 2026). Present at an earlier contact.',
    );
  });
});

describe('what is urgent', () => {
  it('stands on top with an action for each side and adds it against the matter', async () => {
    render(Urgent, { contact: view([suicidal]), step: 'look', place: 'top' });
    expect(screen.getByText(suicidal.label)).toBeTruthy();
    const buttons = screen.getAllByRole('button');
    expect(buttons).toHaveLength(2);
    await fireEvent.click(buttons[1] as HTMLElement);
    await waitFor(() => {
      expect(changes).toEqual([
        {
          change: 'action',
          action: {
            id: 'a1',
            what: 'Tell the lead',
            who: '',
            by: { by: 'now' },
            against: ['suicidal'],
          },
        },
      ]);
    });
  });

  it('stands beside the person only where they said it, in words that name nobody', () => {
    render(Urgent, { contact: view([suicidal, strangled]), step: 'ask', place: 'top' });
    expect(screen.getByText(suicidal.beside ?? '')).toBeTruthy();
    const page = document.body.textContent;
    for (const hidden of [suicidal.label, suicidal.text, strangled.label, 'partner', 'lead']) {
      expect(page).not.toContain(hidden);
    }
  });

  it('stands nowhere once its actions do', () => {
    const done = { ...suicidal, missing: 0 };
    for (const place of ['top', 'edge'] as const) {
      render(Urgent, { contact: view([done]), step: 'look', place });
    }
    expect(screen.queryByText(suicidal.label)).toBeNull();
  });

  it('stays where it stood until the screen is left', async () => {
    const { rerender } = render(Urgent, { contact: view([suicidal]), step: 'look', place: 'top' });
    await rerender({ contact: view([{ ...suicidal, missing: 0 }, strangled]) });
    expect(screen.getByText(copy.urgent.stand)).toBeTruthy();
    expect(screen.queryByText(strangled.label)).toBeNull();
  });
});

describe('the words on what changed', () => {
  const since: SinceView = {
    last: '23 November 2026',
    contacts: 1,
    newly_present: ['Coercive control'],
    cleared: [
      { label: 'Weapon', on: 'on_their_word_alone', sources: ['person'], why: 'sold' },
      { label: 'Drink', on: 'otherwise', sources: ['other_agency'], why: '' },
      { label: 'Baby', on: 'source_missing', sources: [], why: 'so' },
    ],
    not_looked_at: ['Stalking'],
    still_unknown: ['Escalation', 'Fear'],
    present: 2,
    present_last_time: 1,
    more: true,
  };

  it('say on whose word, and never reassure', () => {
    const lines = sinceInWords(since);
    expect(lines).toEqual([
      '2 present now, 1 present last time.',
      'More is present than last time. Is it getting worse?',
      'Newly present: Coercive control.',
      'No longer present: Weapon. On the person’s word alone: treat it as open. Why: sold',
      'No longer present: Drink. From: another agency. No reason is given.',
      'No longer present: Baby. Nobody says on whose word: treat it as open. Why: so',
      'Present before, and nothing known today: Stalking.',
      'Still not known: Escalation; Fear.',
    ]);
    expect(lines.join(' ')).not.toMatch(/\b(low|safe|standard|green|no risk|better)\b/i);
  });

  it('name the question and the agency that may know what is missing', () => {
    const text = missingInWords({
      missing: {
        item: 'risk.weapons',
        list: 'indicator',
        presence: 'not_asked',
        if_present: 'act_now',
        if_not_present: 'not_enough_known',
        was_present: true,
      },
      label: 'Weapon',
      find_out: 'Ask police.',
      questions: ['Knives or other weapons'],
      agencies: ['police'],
      changes: 'Police would need to know.',
    });
    for (const part of [
      'It was present before.',
      'Question cards: “Knives or other weapons”.',
      'Who may know: police.',
      'Police would need to know.',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('say of what has no source that it is kept from the person, and not from whom it came', () => {
    expect(fromInWords([])).toBe('Source not given: kept from the person.');
    expect(protectionInWords([], 'victim_only')).toBe('');
    expect(fromInWords(['partner'])).toBe('From: partner or ex-partner.');
    expect(protectionInWords(['partner'], 'victim_only')).toBe(`${protections.victim_only}.`);
    expect(protectionInWords(['person'], 'open')).toBe('');
  });

  it('say that the outcome is the same either way, and no card twice', () => {
    const text = missingInWords({
      missing: {
        item: 'risk.weapons',
        list: 'indicator',
        presence: 'not_asked',
        if_present: 'act_now',
        if_not_present: 'act_now',
      },
      label: 'Weapon',
      find_out: 'Use the card “Knives or other weapons”, and ask police.',
      questions: ['Knives or other weapons', 'Police at the home'],
      agencies: ['police'],
      changes: 'The outcome would be “act now”, and police would need to know.',
    });
    expect(text.split('\n')).toEqual([
      // Alone, the next line would read as if it were better otherwise.
      'Either way: act now.',
      'If it is present: the outcome would be “act now”, and police would need to know.',
      'Use the card “Knives or other weapons”, and ask police.',
      'Question cards: “Police at the home”.',
      'Who may know: police.',
    ]);
  });
});
