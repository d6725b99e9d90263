import axe from 'axe-core';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { announcer } from '../../app/announcer.svelte';
import { autosaves } from '../../app/autosave.svelte';
import { navigation } from '../../app/navigation.svelte';
import { gateReasons, topics, whos } from '../../app/words';
import { commands } from '../../ipc';
import type {
  Change,
  ChecklistItemView,
  ContactView,
  DismissedView,
  EntryView,
  Gate,
} from '../../ipc';
import { emptyContact } from '../../test-views';
import Ask from './Ask.svelte';
import { contact } from './contact.svelte';
import Assess from './Assess.svelte';
import { copy } from './copy';
import Look from './Look.svelte';
import Picture from './Picture.svelte';
import Sort from './Sort.svelte';
import Tasks from './Tasks.svelte';

const empty: ContactView = {
  ...emptyContact,
  ask: { ...emptyContact.ask, sets: [{ set: 'ask.other-issue', shut: null }] },
  item_labels: { 'risk.weapons': 'Weapons', 'warn.stalking': 'Stalking' },
};

const entry = (id: string, kind: EntryView['kind'], label: string): EntryView =>
  ({ id, kind, label, text: label, set: 'ask.other-issue' }) as unknown as EntryView;
const item = (id: string, label: string): ChecklistItemView =>
  ({ id, label, text: '', why: '', find_out: '' }) as unknown as ChecklistItemView;

const offer = (from: string, to: string, label: string) => ({
  offer: { from, item: to, sources: ['person' as const] },
  label,
  from_label: `label of ${from}`,
});
const jotting = (id: string, words: string, sorted = false) => ({
  jotting: { id, words, sources: [], to: sorted ? ['risk.weapons'] : [], alone: false, at: null },
  time: '2:10pm',
  sorted,
  labels: sorted ? ['Weapons'] : [],
  protection: 'victim_only' as const,
});

/** What the program would answer next. */
let view: ContactView;
/** Every change that was sent, but for the place. */
let sent: Change[];
/** What an answer of the program does to the view. */
let after: (change: Change) => void;
/** True while nothing can be saved. */
let full: boolean;

beforeEach(async () => {
  view = { ...empty };
  sent = [];
  full = false;
  after = () => undefined;
  autosaves.giveUp();
  await navigation.reset({ name: 'tasks', contact: 'c1' });
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
    if (change.change !== 'place') {
      sent.push(change);
      after(change);
    }
    return Promise.resolve({ status: 'ok', data: view });
  });
  vi.spyOn(commands, 'guideStep').mockImplementation((step) =>
    Promise.resolve({
      status: 'ok',
      data:
        step === 'look'
          ? [
              entry('say.drink', 'statement', 'Only when drunk'),
              entry('present.claims-victim', 'presentation', 'Says they are abused'),
            ]
          : [
              entry('ask.one', 'question', 'First card'),
              entry('ask.two', 'question', 'Second card'),
              entry('listen.one', 'listening', 'Thank them, but agree with no excuse'),
            ],
    }),
  );
  vi.spyOn(commands, 'guideChecklist').mockResolvedValue({
    status: 'ok',
    data: {
      version: 1,
      indicators: [item('risk.weapons', 'Weapons')],
      warning_signs: [item('warn.stalking', 'Stalking')],
    } as never,
  });
});

/** Shows a screen of the contact as it is now. */
async function show(screen: object, name: string): Promise<{ unmount: () => void }> {
  await contact.open('c1');
  return render(screen as typeof Look, { view: { name: name as 'look', contact: 'c1' } });
}

/** The sheet of this name, not the fieldset in it. */
async function sheet(name: string): Promise<HTMLElement> {
  const [first] = await screen.findAllByRole('group', { name });
  if (!first) throw new Error(`no group ${name}`);
  return first;
}

const alt = (key: string, more: object = {}): Promise<boolean> =>
  fireEvent.keyDown(document.activeElement ?? document.body, {
    key,
    code: `Key${key.toUpperCase()}`,
    altKey: true,
    ...more,
  });

function dismissOnRequest(): void {
  after = (change) => {
    if (change.change !== 'dismiss') return;
    const one: DismissedView = {
      from: change.from,
      from_label: `label of ${change.from}`,
      item: change.item,
      label: 'Weapons',
      reason: change.reason,
      time: '2:14pm',
      needs_reason: change.reason === '',
    };
    view = {
      ...view,
      ask: {
        ...view.ask,
        offers: view.ask.offers.filter(
          (offer) => offer.from !== change.from || offer.item !== change.item,
        ),
      },
      suggestions: view.suggestions.filter(
        ({ offer }) => offer.from !== change.from || offer.item !== change.item,
      ),
      dismissed: [one],
    };
  };
}

async function barriers(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.map((violation) => violation.id);
}

describe('what is ticked on Look', () => {
  const sources = (): unknown =>
    sent.map((change) => change.change === 'observation' && change.observation.sources);

  it('is the person’s where the person says it', async () => {
    await show(Look, 'look');
    await fireEvent.click(await screen.findByLabelText('Says they are abused'));
    await fireEvent.click(screen.getByLabelText('Only when drunk'));
    await vi.waitFor(() => {
      expect(sources()).toEqual([['person'], ['person']]);
    });
  });

  it('is nobody’s yet while what is known may come only from the victim', async () => {
    view = { ...view, only_from_victim: true };
    await show(Look, 'look');
    await fireEvent.click(await screen.findByLabelText('Says they are abused'));
    await fireEvent.click(screen.getByLabelText('Only when drunk'));
    await vi.waitFor(() => {
      expect(sources()).toEqual([[], []]);
    });
  });
});

describe('an offer', () => {
  beforeEach(() => {
    view = {
      ...view,
      observations: [
        { id: 'say.drink', item: 'say.drink', words: '', sources: ['person'], when: '' },
      ],
      suggestions: [offer('say.drink', 'risk.weapons', 'Weapons')],
    };
  });

  it('is said when a tick brings it, and not when it was there as the page opened', async () => {
    const said = vi.spyOn(announcer, 'settle');
    const whole = view;
    await show(Look, 'look');
    await screen.findByRole('button', { name: /^Mark present/ });
    expect(said).not.toHaveBeenCalled();
    cleanup();
    view = { ...view, observations: [], suggestions: [] };
    after = () => {
      view = whole;
    };
    await show(Look, 'look');
    await fireEvent.click(await screen.findByLabelText('Only when drunk'));
    await vi.waitFor(() => {
      expect(said.mock.calls.map(([, text]) => text)).toEqual([`${copy.offer.may} Weapons`]);
    });
  });

  it('is taken up with the words that were typed just before', async () => {
    await show(Look, 'look');
    const words = await screen.findByLabelText(copy.look.words);
    await fireEvent.input(words, { target: { value: 'a bat' } });
    after = (change) => {
      if (change.change === 'take_up') view = { ...view, suggestions: [] };
    };
    await fireEvent.click(screen.getByRole('button', { name: /^Mark present/ }));
    const marked = await screen.findByText(copy.offer.marked('Weapons'));
    expect(sent.map((change) => change.change)).toEqual(['observation', 'take_up']);
    expect(sent[1]).toEqual({ change: 'take_up', from: 'say.drink', item: 'risk.weapons' });
    // The button that had the focus is gone.
    await vi.waitFor(() => {
      expect(document.activeElement).toBe(marked.parentElement);
    });
  });

  it('that is turned down asks why, and the reason is saved', async () => {
    dismissOnRequest();
    await show(Look, 'look');
    await fireEvent.click(await screen.findByRole('button', { name: /^Not this/ }));
    const why = await screen.findByLabelText(/^Why not\?/);
    await vi.waitFor(() => {
      expect(document.activeElement).toBe(why);
    });
    await fireEvent.input(why, { target: { value: 'it was about work' } });
    await fireEvent.blur(why);
    const down = { change: 'dismiss', from: 'say.drink', item: 'risk.weapons' };
    await vi.waitFor(() => {
      expect(sent).toEqual([
        { ...down, reason: '' },
        { ...down, reason: 'it was about work' },
      ]);
    });
    await fireEvent.click(screen.getByRole('button', { name: /^Mark present after all/ }));
    await vi.waitFor(() => {
      expect(sent.at(-1)?.change).toBe('take_up');
    });
  });

  it('is answered by one key, which its button names', async () => {
    await show(Look, 'look');
    const mark = await screen.findByRole('button', { name: /^Mark present/ });
    const described = (button: HTMLElement): string =>
      document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent ?? '';
    expect(described(mark)).toContain('Alt+Y');
    expect(described(screen.getByRole('button', { name: /^Not this/ }))).toContain('Alt+N');
    await alt('y', { repeat: true });
    await alt('y', { ctrlKey: true });
    await fireEvent.keyDown(document.body, { key: 'y', code: 'KeyY' });
    expect(sent).toEqual([]);
    await alt('y');
    await vi.waitFor(() => {
      expect(sent.at(-1)?.change).toBe('take_up');
    });
  });

  it('beside an item shows the item anew, so that no older answer can be saved over it', async () => {
    after = (change) => {
      if (change.change === 'take_up') {
        view = {
          ...view,
          suggestions: [],
          answers: { 'risk.weapons': { presence: 'present', words: 'a bat', sources: ['person'] } },
        };
      }
    };
    await show(Assess, 'assess');
    await screen.findByText(/label of say.drink/);
    await alt('y');
    const words = await screen.findByLabelText<HTMLTextAreaElement>(copy.look.words);
    expect(words.value).toBe('a bat');
    await vi.waitFor(() => {
      expect((document.activeElement as HTMLInputElement).value).toBe('present');
    });
  });
});

describe('what was turned down', () => {
  const down: DismissedView = {
    from: 'say.drink',
    from_label: 'Only when drunk',
    item: 'risk.weapons',
    label: 'Weapons',
    reason: 'it was about work',
    time: '2:14pm',
    needs_reason: false,
  };

  it('stands beside the item with what pointed there and why, until it is present after all', async () => {
    view = { ...view, dismissed: [down] };
    const { unmount } = await show(Assess, 'assess');
    expect(await screen.findByDisplayValue('it was about work')).toBeTruthy();
    expect(screen.getByText(copy.offer.turnedDownFrom('“Only when drunk”'))).toBeTruthy();
    unmount();
    view = { ...view, answers: { 'risk.weapons': { presence: 'present' } } };
    await show(Assess, 'assess');
    await screen.findByLabelText(copy.look.words);
    expect(screen.queryByDisplayValue('it was about work')).toBeNull();
  });
});

describe('the ask screen', () => {
  beforeEach(() => {
    view = {
      ...view,
      suggestions: [
        offer('ask.one', 'risk.weapons', 'Weapons'),
        offer('ask.two', 'warn.stalking', 'Stalking'),
        offer('ask.two', 'risk.weapons', 'From the police'),
        offer('say.drink', 'warn.stalking', 'Seen elsewhere'),
      ],
      ask: {
        ...view.ask,
        offers: [
          offer('ask.one', 'risk.weapons', 'Weapons').offer,
          offer('ask.two', 'warn.stalking', 'Stalking').offer,
        ],
        cards: { 'ask.two': { asked: 'asked', words: 'yes' } },
      },
      jottings: [jotting('j1', 'she told me of a knife')],
    };
  });

  it('shows only offers that the person’s own answer makes, and no line of the notepad', async () => {
    await show(Ask, 'ask');
    await sheet('First card');
    expect(screen.getAllByText('Weapons', { selector: 'strong' })).toHaveLength(1);
    expect(screen.getByText('Stalking', { selector: 'strong' })).toBeTruthy();
    expect(screen.queryByText('From the police')).toBeNull();
    expect(screen.queryByText('Seen elsewhere')).toBeNull();
    expect(screen.getByText(copy.notepad.count(1))).toBeTruthy();
    expect(document.body.textContent).not.toContain('knife');
    expect(screen.queryByText(copy.notepad.soFar)).toBeNull();
    expect(screen.queryByText(copy.picture.open)).toBeNull();
  });

  it('answers the offer of the card that the focus is in', async () => {
    dismissOnRequest();
    await show(Ask, 'ask');
    const card = await sheet('Second card');
    within(card).getByLabelText(copy.ask.answer).focus();
    await alt('n');
    await vi.waitFor(() => {
      expect(sent).toEqual([
        { change: 'dismiss', from: 'ask.two', item: 'warn.stalking', reason: '' },
      ]);
    });
    // The reason can be given at once, and is not found here by whoever comes back.
    const why = await within(card).findByLabelText(/^Why not\?/);
    await fireEvent.input(why, { target: { value: 'she says so' } });
    await fireEvent.blur(why);
  });

  it('does not show why something was turned down earlier', async () => {
    view = {
      ...view,
      suggestions: [],
      ask: { ...view.ask, offers: [] },
      dismissed: [
        {
          from: 'ask.one',
          from_label: '',
          item: 'risk.weapons',
          label: 'Weapons',
          reason: 'she says so',
          time: '2:14pm',
          needs_reason: false,
        },
      ],
    };
    await show(Ask, 'ask');
    await sheet('First card');
    expect(screen.queryByDisplayValue('she says so')).toBeNull();
    expect(screen.queryByText(/Weapons/)).toBeNull();
  });
});

describe('the ask screen while nobody may ask', () => {
  it('shows a few short lines and no reason, and folds what the guide says at length', async () => {
    const gate: Gate = { gate: 'look_and_listen_only', reasons: ['partner_can_hear'] };
    view = { ...view, gate, ask: { ...view.ask, gate } };
    await show(Ask, 'ask');
    const more = await screen.findByRole('button', { name: copy.ask.moreTalk });
    for (const line of copy.ask.listen) expect(screen.getByText(line)).toBeTruthy();
    expect(screen.queryByText(gateReasons.partner_can_hear)).toBeNull();
    const long = screen.getByText(/^Thank them, but agree/, { selector: 'strong' });
    expect(long.closest('[hidden]')).toBeTruthy();
    await fireEvent.click(more);
    expect(long.closest('[hidden]')).toBeNull();
    expect(await barriers()).toEqual([]);
  });
});

describe('the notepad', () => {
  it('keeps a line at Enter, and the next one is another line', async () => {
    await show(Look, 'look');
    const field = await screen.findByLabelText<HTMLInputElement>(copy.notepad.label);
    const form = field.form as HTMLFormElement;
    await fireEvent.input(field, { target: { value: 'a bat' } });
    await fireEvent.submit(form);
    expect(field.value).toBe('');
    await fireEvent.input(field, { target: { value: 'a dog' } });
    await fireEvent.submit(form);
    await fireEvent.submit(form);
    await vi.waitFor(() => {
      expect(sent).toEqual([
        { change: 'jot', jotting: { id: 'id1', words: 'a bat' } },
        { change: 'jot', jotting: { id: 'id2', words: 'a dog' } },
      ]);
    });
  });

  it('loses no half-typed line when the page is left', async () => {
    await show(Look, 'look');
    const field = await screen.findByLabelText(copy.notepad.label);
    await fireEvent.input(field, { target: { value: 'a b' } });
    expect(await autosaves.flushAll()).toBe(true);
    await fireEvent.input(field, { target: { value: 'a bat' } });
    await navigation.back();
    expect(sent).toEqual([
      { change: 'jot', jotting: { id: 'id1', words: 'a b' } },
      { change: 'jot', jotting: { id: 'id1', words: 'a bat' } },
    ]);
    await fireEvent.input(field, { target: { value: ' ' } });
    await autosaves.flushAll();
    expect(sent.at(-1)).toEqual({ change: 'remove_jotting', id: 'id1' });
  });

  it('gives the words back when they could not be saved', async () => {
    await show(Look, 'look');
    const field = await screen.findByLabelText<HTMLInputElement>(copy.notepad.label);
    full = true;
    await fireEvent.input(field, { target: { value: 'a bat' } });
    await fireEvent.submit(field.form as HTMLFormElement);
    await vi.waitFor(() => {
      expect(field.value).toBe('a bat');
    });
    full = false;
    expect(await autosaves.flushAll()).toBe(true);
    expect(sent).toEqual([{ change: 'jot', jotting: { id: 'id1', words: 'a bat' } }]);
  });

  it('is reached from the top of the page', async () => {
    await show(Look, 'look');
    await fireEvent.click(await screen.findByText(copy.notepad.go));
    expect(document.activeElement).toBe(screen.getByLabelText(copy.notepad.label));
  });

  it('is reached by Alt+J and left by Escape', async () => {
    await show(Look, 'look');
    const field = await screen.findByLabelText(copy.notepad.label);
    const box = await screen.findByLabelText('Only when drunk');
    box.focus();
    await alt('j');
    expect(document.activeElement).toBe(field);
    await fireEvent.keyDown(field, { key: 'Escape' });
    expect(document.activeElement).toBe(box);
  });

  it('shows its lines where the person cannot see them', async () => {
    view = { ...view, jottings: [jotting('j1', 'a knife')] };
    await show(Look, 'look');
    expect(await screen.findByText('a knife')).toBeTruthy();
    expect(await barriers()).toEqual([]);
  });
});

describe('sorting the notes', () => {
  beforeEach(() => {
    view = { ...view, jottings: [jotting('j1', 'a knife'), jotting('j2', 'a bat', true)] };
  });

  it('says whose a line is and where it belongs, and leaves its words alone', async () => {
    await show(Sort, 'sort');
    const line = await screen.findByRole('group', { name: copy.sort.line(1) });
    expect(screen.getByText(copy.sort.left(1))).toBeTruthy();
    await fireEvent.click(within(line).getByLabelText('Child'));
    const list = within(line).getByLabelText(/^Belongs to/);
    for (const value of ['risk.weapons', 'ask.one', 'ask.one']) {
      await fireEvent.change(list, { target: { value } });
      expect(sent.at(-1)).not.toHaveProperty('jotting.to', [value]);
      await fireEvent.click(within(line).getByRole('button', { name: /^Attach/ }));
    }
    await fireEvent.click(within(line).getByLabelText(copy.sort.alone));
    await autosaves.flushAll();
    const last = { ...view.jottings[0]?.jotting, sources: ['child'], alone: true };
    expect(sent.at(-1)).toEqual({
      change: 'jot',
      jotting: { ...last, to: ['risk.weapons', 'ask.one'] },
    });
    await fireEvent.click(within(line).getByRole('button', { name: /^Take off Weapons/ }));
    await autosaves.flushAll();
    expect(sent.at(-1)).toEqual({ change: 'jot', jotting: { ...last, to: ['ask.one'] } });
    await fireEvent.click(within(line).getByRole('button', { name: /^Remove this line/ }));
    await vi.waitFor(() => {
      expect(sent.at(-1)).toEqual({ change: 'remove_jotting', id: 'j1' });
    });
  });

  it('folds a line that had its place when the page was opened', async () => {
    await show(Sort, 'sort');
    const line = await screen.findByRole('group', { name: copy.sort.line(2) });
    expect(within(line).getByText(/Belongs to: Weapons/)).toBeTruthy();
    expect(line.querySelector('.govuk-details__text')?.hasAttribute('hidden')).toBe(true);
    expect(
      screen.getByRole('group', { name: copy.sort.line(1) }).querySelector('.govuk-details'),
    ).toBeNull();
  });

  it('has no barrier, and leads there from the steps', async () => {
    const { unmount } = await show(Sort, 'sort');
    await screen.findByRole('group', { name: copy.sort.line(2) });
    expect(await barriers()).toEqual([]);
    unmount();
    await show(Tasks, 'tasks');
    await fireEvent.click(await screen.findByText(copy.notepad.toSort(1)));
    await vi.waitFor(() => {
      expect(navigation.current.name).toBe('sort');
    });
  });
});

describe('who does what to whom', () => {
  it('is offered once it is called for, on Look and on the steps', async () => {
    const { unmount } = await show(Look, 'look');
    await screen.findByLabelText('Only when drunk');
    expect(screen.queryByText(copy.picture.open)).toBeNull();
    unmount();
    const item = 'present.claims-victim';
    view = {
      ...view,
      claims: [item],
      observations: [{ id: item, item, words: '', sources: ['person'], when: '' }],
    };
    const look = await show(Look, 'look');
    expect(await screen.findByText(copy.picture.open)).toBeTruthy();
    look.unmount();
    await show(Tasks, 'tasks');
    await fireEvent.click(await screen.findByText(copy.picture.open));
    await vi.waitFor(() => {
      expect(navigation.current.name).toBe('picture');
    });
  });

  it('takes “cannot tell today”, and keeps what was there', async () => {
    view = { ...view, counter: { decides: { who: 'both', words: 'money', sources: ['child'] } } };
    await show(Picture, 'picture');
    const afraid = await sheet(topics.afraid);
    await fireEvent.click(within(afraid).getByLabelText(whos.cannot_tell_today));
    const decides = { who: 'both', words: 'money', sources: ['child'] };
    await vi.waitFor(() => {
      expect(sent.at(-1)).toEqual({
        change: 'counter',
        counter: { decides, afraid: { who: 'cannot_tell_today' } },
      });
    });
    expect(await barriers()).toEqual([]);
  });
});
