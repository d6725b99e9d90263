import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { autosaves } from '../../app/autosave.svelte';
import { navigation } from '../../app/navigation.svelte';
import { commands, type Change, type ContactView, type EntryView, type HitView } from '../../ipc';
import { emptyContact } from '../../test-views';
import Ask from './Ask.svelte';
import { contact } from './contact.svelte';
import { copy } from './copy';
import Look from './Look.svelte';
import { aboutOf, bringingBack } from './undo.svelte';

// The whole page of it stands in each of these, and looking for roles in a big page is slow here.
vi.setConfig({ testTimeout: 30_000 });

const drink = {
  id: 'say.drink',
  item: 'say.drink',
  words: 'It is the drink, doctor',
  sources: ['person' as const],
  when: 'today',
};
const full: ContactView = {
  ...emptyContact,
  ask: { ...emptyContact.ask, sets: [{ set: 'ask.other-issue', shut: null }] },
  observations: [drink],
  answers: { 'risk.weapons': { presence: 'present', words: 'a bat', sources: ['person'] } },
  responses: { 'do.listen': { used: true, note: 'I said thank you' } },
  routes: {
    'refer.dapp': { service: 'Turnaround', reply: null, note: 'rang twice' },
  } as unknown as ContactView['routes'],
};

const entry = (id: string, kind: EntryView['kind'], label: string): EntryView =>
  ({ id, kind, label, text: label, set: 'ask.other-issue' }) as unknown as EntryView;
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
  hit('say.drink', 'statement', "It's the drink"),
  hit('notice.fear', 'behaviour', 'The partner goes quiet'),
  hit('ask.one', 'question', 'An early question'),
  hit('law.one', 'law', 'A law card'),
];

let view: ContactView;
let sent: Change[];

beforeEach(async () => {
  view = full;
  sent = [];
  autosaves.giveUp();
  await navigation.reset({ name: 'tasks', contact: 'c1' });
  await navigation.go({ name: 'look', contact: 'c1' });
  vi.spyOn(commands, 'contact').mockImplementation(() =>
    Promise.resolve({ status: 'ok', data: view }),
  );
  vi.spyOn(commands, 'guideStep').mockImplementation((step) =>
    Promise.resolve({
      status: 'ok',
      data:
        step === 'ask'
          ? [entry('ask.one', 'question', 'An early question')]
          : [
              entry('say.drink', 'statement', "It's the drink"),
              entry('notice.fear', 'behaviour', 'The partner goes quiet'),
            ],
    }),
  );
  vi.spyOn(commands, 'guideSearch').mockImplementation(() =>
    Promise.resolve({ status: 'ok', data: hits }),
  );
  vi.spyOn(commands, 'saveChange').mockImplementation((_, change) => {
    if (change.change !== 'place') sent.push(change);
    if (change.change === 'remove_observation') {
      view = { ...view, observations: view.observations.filter(({ id }) => id !== change.id) };
    }
    if (change.change === 'observation') {
      const { observation } = change;
      const others = view.observations.filter(({ id }) => id !== observation.id);
      view = { ...view, observations: [...others, observation] };
    }
    return Promise.resolve({ status: 'ok', data: view });
  });
  await contact.open('c1');
});

const look = async (): Promise<void> => {
  render(Look, { view: { name: 'look', contact: 'c1' } });
  await screen.findByRole('checkbox', { name: "It's the drink" });
};
const search = async (text: string): Promise<HTMLElement> => {
  const field = screen.getByRole('searchbox');
  await fireEvent.input(field, { target: { value: text } });
  await screen.findByText(/result/);
  return field;
};
const altZ = (): Promise<boolean> => fireEvent.keyDown(document.body, { key: 'z', altKey: true });

describe('what a change takes away', () => {
  it('can be brought back as it stood, whatever it was', () => {
    const back = (change: Change): Change | undefined => bringingBack(full, change);
    expect(back({ change: 'remove_observation', id: 'say.drink' })).toEqual({
      change: 'observation',
      observation: drink,
    });
    expect(back({ change: 'remove_route', item: 'refer.dapp' })).toEqual({
      change: 'route',
      item: 'refer.dapp',
      route: full.routes['refer.dapp'],
    });
    expect(
      back({ change: 'response', item: 'do.listen', response: { used: false, note: '' } }),
    ).toMatchObject({ response: { used: true, note: 'I said thank you' } });
    expect(
      back({ change: 'answer', item: 'risk.weapons', answer: { presence: 'not_asked' } }),
    ).toMatchObject({ answer: { presence: 'present', words: 'a bat' } });
  });

  it('is nothing where no word goes', () => {
    const none: Change[] = [
      { change: 'remove_observation', id: 'say.other' },
      { change: 'remove_route', item: 'refer.other' },
      { change: 'response', item: 'do.listen', response: { used: true, note: 'I said thank you' } },
      { change: 'answer', item: 'risk.weapons', answer: { presence: 'present', words: 'a bat' } },
      { change: 'answer', item: 'risk.other', answer: { presence: 'not_present' } },
      { change: 'observation', observation: drink },
    ];
    for (const change of none) expect(bringingBack(full, change), change.change).toBeUndefined();
  });

  it('is what stood in its place meanwhile, when something older is brought back over it', () => {
    const newer = { ...drink, words: 'typed since' };
    const change: Change = { change: 'observation', observation: drink };
    const now = { ...full, observations: [newer] };
    expect(bringingBack(now, change)).toEqual({ change: 'observation', observation: newer });
    expect(aboutOf(change)).toBe('say.drink');
  });
});

describe('a wrong tick', () => {
  it('loses no word: a chord brings back what stood there, and leads to it', async () => {
    await look();
    expect(screen.queryByText(copy.undo.undo)).toBeNull();
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: "It's the drink" });
    await fireEvent.click(box);
    await screen.findByText(copy.undo.taken("It's the drink"));
    expect(view.observations).toEqual([]);
    await altZ();
    await waitFor(() => {
      expect(view.observations).toEqual([drink]);
    });
    await screen.findByDisplayValue('It is the drink, doctor');
    await waitFor(() => {
      expect(screen.queryByText(copy.undo.taken("It's the drink"))).toBeNull();
    });
    await waitFor(() => {
      expect(document.activeElement?.closest('[data-entry]')).not.toBeNull();
    });
  });

  it('can be taken back by its button, after the same was ticked anew and written about', async () => {
    await look();
    const box = () => screen.getByRole<HTMLInputElement>('checkbox', { name: "It's the drink" });
    await fireEvent.click(box());
    await screen.findByText(copy.undo.taken("It's the drink"));
    await waitFor(() => {
      expect(box().checked).toBe(false);
    });
    await fireEvent.click(box());
    const words = await screen.findByLabelText(copy.look.words);
    await fireEvent.input(words, { target: { value: 'typed since' } });
    await fireEvent.click(screen.getByRole('button', { name: /^Undo/ }));
    await screen.findByDisplayValue('It is the drink, doctor');
    // What was typed in between is at hand too.
    await screen.findByText(copy.undo.changed("It's the drink"));
    await altZ();
    await screen.findByDisplayValue('typed since');
  });

  it('stays on its page: the ask screen says nothing of it', async () => {
    await contact.undoable({ change: 'remove_observation', id: 'say.drink' }, 'SECRET-LABEL');
    await navigation.toSteps('c1', { name: 'ask', contact: 'c1' });
    render(Ask, { view: { name: 'ask', contact: 'c1' } });
    await screen.findByRole('searchbox');
    expect(document.body.textContent).not.toContain('SECRET-LABEL');
    sent = [];
    await altZ();
    await Promise.resolve();
    expect(sent).toEqual([]);
  });
});

describe('type-ahead on look and listen', () => {
  it('ticks what is chosen by arrow and Enter, and leads to its words', async () => {
    view = { ...full, observations: [] };
    await look();
    const field = await search('drink');
    field.focus();
    await fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(document.activeElement?.textContent.trim()).toBe("It's the drink");
    await fireEvent.click(document.activeElement ?? field);
    await waitFor(() => {
      expect(view.observations).toEqual([{ ...drink, words: '', when: '' }]);
    });
    await waitFor(() => {
      expect(document.activeElement?.tagName).toBe('TEXTAREA');
    });
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('');
  });

  it('puts nothing in the mouth of the person while what is known may be the victim’s', async () => {
    view = { ...full, observations: [], only_from_victim: true };
    await look();
    await search('drink');
    await fireEvent.click(screen.getByRole('button', { name: "It's the drink" }));
    await waitFor(() => {
      expect(view.observations).toEqual([{ ...drink, words: '', when: '', sources: [] }]);
    });
  });

  it('leads to the card of a question, and finds none while nobody may ask', async () => {
    await look();
    await search('question');
    await fireEvent.click(screen.getByRole('button', { name: 'An early question' }));
    await waitFor(() => {
      expect(navigation.current).toEqual({ name: 'ask', contact: 'c1', at: 'ask.one' });
    });
    expect(sent).toEqual([]);
  });

  it('finds no question while one may only look and listen', async () => {
    const gate = { gate: 'look_and_listen_only' as const, reasons: ['partner_can_hear' as const] };
    view = { ...full, gate, ask: { ...full.ask, gate } };
    await look();
    await search('question');
    expect(screen.queryByRole('button', { name: 'An early question' })).toBeNull();
    expect(screen.getByText(copy.quick.noQuestions)).toBeTruthy();
  });
});

describe('type-ahead on the ask screen', () => {
  const ask = async (): Promise<void> => {
    await navigation.toSteps('c1', { name: 'ask', contact: 'c1' });
    render(Ask, { view: { name: 'ask', contact: 'c1' } });
    await screen.findByText(copy.ask.own);
  };

  it('finds the questions that stand there and nothing else: some of it names a victim', async () => {
    await ask();
    await search('partner');
    const list = screen.getByRole('button', { name: 'An early question' }).closest('ul');
    expect(within(list as HTMLElement).getAllByRole('button')).toHaveLength(1);
    expect(document.body.textContent).not.toContain('The partner goes quiet');
    await fireEvent.click(screen.getByRole('button', { name: 'An early question' }));
    await waitFor(() => {
      expect(document.activeElement?.closest('[data-entry="ask.one"]')).not.toBeNull();
    });
    // What was found has not been asked yet.
    expect(sent).toEqual([]);
  });

  it('is not there while one may only look and listen', async () => {
    const gate = { gate: 'look_and_listen_only' as const, reasons: ['partner_can_hear' as const] };
    view = { ...full, gate, ask: { ...full.ask, gate } };
    await navigation.toSteps('c1', { name: 'ask', contact: 'c1' });
    render(Ask, { view: { name: 'ask', contact: 'c1' } });
    await screen.findByText(copy.ask.talk);
    expect(screen.queryByRole('searchbox')).toBeNull();
  });
});
