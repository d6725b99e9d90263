/**
 * Bringing back what was taken out or changed by mistake, with every word of it. It is there on the page
 * where it happened, for as long as the records are open: locking ends the process, and this with it.
 *
 * What is left out: a line of the notepad keeps the time at which it was jotted down, which no screen may
 * write, so one that was removed is not brought back under a time that would be false.
 */
import { autosaves } from '../../app/autosave.svelte';
import { navigation, type ViewName } from '../../app/navigation.svelte';
import { copy } from './copy';
import type { Change, ContactView, ItemAnswer } from '../../ipc';

const typed = (...words: (string | null | undefined)[]): boolean =>
  words.some((one) => (one ?? '').trim() !== '');

const hasDetails = (answer: ItemAnswer): boolean =>
  typed(answer.words, answer.when, answer.why) || (answer.sources ?? []).length > 0;

/** The change that brings back what `change` takes away or hides; none when nothing that was typed goes. */
export function bringingBack(view: ContactView, change: Change): Change | undefined {
  switch (change.change) {
    case 'remove_observation': {
      const observation = view.observations.find(({ id }) => id === change.id);
      return observation && { change: 'observation', observation };
    }
    // What is brought back may stand in the place of something newer, with other words.
    case 'observation': {
      const { observation: next } = change;
      const observation = view.observations.find(({ id }) => id === next.id);
      const goes = observation && observation.words !== next.words && typed(observation.words);
      return goes ? { change: 'observation', observation } : undefined;
    }
    case 'route': {
      const route = view.routes[change.item];
      const goes =
        route &&
        (['service', 'note', 'programme_words', 'looked_for', 'looked_in'] as const).some(
          (one) => route[one] !== change.route[one] && typed(route[one]),
        );
      return goes ? { change: 'route', item: change.item, route } : undefined;
    }
    case 'remove_route': {
      const route = view.routes[change.item];
      return route && { change: 'route', item: change.item, route };
    }
    case 'response': {
      const response = view.responses[change.item];
      const goes =
        response?.used &&
        typed(response.note) &&
        (!change.response.used || change.response.note !== response.note);
      return goes ? { change: 'response', item: change.item, response } : undefined;
    }
    case 'answer': {
      const answer = view.answers[change.item];
      const goes =
        answer?.presence === 'present' &&
        change.answer.presence !== 'present' &&
        hasDetails(answer);
      return goes ? { change: 'answer', item: change.item, answer } : undefined;
    }
    case 'remove_action': {
      const action = view.actions.find(({ id }) => id === change.id);
      return action && { change: 'action', action };
    }
    case 'remove_account': {
      const account = view.accounts.find(({ id }) => id === change.id);
      return account && { change: 'account', account };
    }
    default:
      return undefined;
  }
}

/** What a change is about: its id or its item. */
export function aboutOf(change: Change): string {
  switch (change.change) {
    case 'observation':
      return change.observation.id;
    case 'action':
      return change.action.id;
    case 'account':
      return change.account.id;
    default:
      return 'item' in change ? change.item : 'id' in change ? change.id : '';
  }
}

/** Something that can be brought back. */
export interface Taken {
  contact: string;
  page: ViewName;
  /** What it is called on the screen. */
  label: string;
  /** True when it stands on the page in another way now; false when it is gone from it. */
  changed: boolean;
  back: Change;
}

/** "Taken out: It's the drink." */
export const takenInWords = ({ changed, label }: Taken): string =>
  changed ? copy.undo.changed(label) : copy.undo.taken(label);

class Undo {
  #all = $state.raw<readonly Taken[]>([]);

  /** The latest of this page; what happened on another page stays there. */
  get here(): Taken | undefined {
    const { current } = navigation;
    const here = this.#all.filter(
      ({ contact, page }) =>
        page === current.name && 'contact' in current && current.contact === contact,
    );
    return here[here.length - 1];
  }

  /** Keeps what a change took away. */
  keep(view: ContactView, change: Change, label: string, page: ViewName): void {
    const back = bringingBack(view, change);
    if (!back) return;
    const changed = !change.change.startsWith('remove');
    this.#all = [...this.#all, { contact: view.id, page, label, changed, back }];
  }

  /** Takes the latest of this page, once what is being typed is saved: it may stand in the same place. */
  async take(): Promise<Taken | undefined> {
    const taken = this.here;
    if (!taken || !(await autosaves.flushAll())) return undefined;
    return this.here === taken ? taken : undefined;
  }

  /** It was brought back. */
  done(taken: Taken): void {
    this.#all = this.#all.filter((one) => one !== taken);
  }
}

export const undo = new Undo();
