/** Where on the one page of a quick contact something is answered, and the way there. */
import { tick } from 'svelte';
import type { SealBlocker, Step } from '../../ipc';

const CHECKED = 'input:checked';
const at = (place: string, what: string): string => `[data-place="${place}"] ${what}`;

const judgement = at('judgement', 'input');
const actions = at('actions', 'input');
const firstAction = at('actions', 'button');
const review = '[data-place="review"] ~ .govuk-form-group input';

/** What takes the focus, the best first: what is answered already stands in another way. */
const ofStep: Record<Step, readonly string[]> = {
  quick: [],
  before: [at('who', 'input')],
  look: [at('heard', 'input')],
  ask: [at('heard', 'input')],
  assess: [at('items', CHECKED), judgement],
  respond: [],
  refer: [actions, firstAction],
  record: [at('notes', 'textarea')],
};

const ofBlocker: Record<SealBlocker, readonly string[]> = {
  nobody_named: [at('who', 'input')],
  cleared_without_reason: [at('items', '[data-gone] textarea'), at('items', CHECKED)],
  cleared_without_source: [at('items', '[data-gone] input[type="checkbox"]'), at('items', CHECKED)],
  no_judgement: [judgement],
  judgement_without_why: [at('judgement', 'textarea')],
  outcome_not_shown: [at('judgement', 'button')],
  act_now_without_action: [actions, firstAction],
  no_review: [review],
  // Referrals are made in the full contact.
  programme_not_asked: [],
  need_without_action: [],
  risk_not_looked_at_again: [],
  nobody_told: [],
};

/** Gives the focus to it, in the middle of the page: nothing that stands at an edge covers it there. */
function focus(found: HTMLElement | null | undefined): void {
  found?.focus({ preventScroll: true });
  (found?.closest('.govuk-form-group') ?? found)?.scrollIntoView({ block: 'center' });
}

/** The first of these that is on the page. */
function first(selectors: readonly string[]): HTMLElement | undefined {
  for (const selector of selectors) {
    const found = document.querySelector<HTMLElement>(selector);
    if (found) return found;
  }
  return undefined;
}

/** Goes to what a quick contact has of a step. */
export async function goToStep(step: Step): Promise<void> {
  await tick();
  focus(first(ofStep[step]));
}

/** Goes to where something that keeps the seal away is answered; false when that is not on the page. */
export function goToBlocker(blocker: SealBlocker): boolean {
  const found = first(ofBlocker[blocker]);
  focus(found);
  return found !== undefined;
}

const entryOnPage = (id: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('[data-entry], [data-item]')].find(
    ({ dataset }) => dataset['entry'] === id || dataset['item'] === id,
  );

/** Goes to the words of what was just added to the page. */
export async function goToWords(id: string): Promise<void> {
  await tick();
  const added = entryOnPage(id);
  focus(added?.querySelector('textarea') ?? added?.querySelector('input'));
}

/** Goes to what was chosen of an entry, else to its first field; to the heading when it is not there. */
export function goToEntry(id: string): void {
  const entry = entryOnPage(id);
  focus(
    entry?.querySelector<HTMLElement>(CHECKED) ??
      entry?.querySelector<HTMLElement>('input, textarea') ??
      document.querySelector<HTMLElement>('main h1'),
  );
}
