/** What the chords of the frame do: the ways that are there on every page. */
import type { ChordId } from './chords';
import { keys, type Answer } from './keys.svelte';
import { navigation, type View, type ViewName } from './navigation.svelte';
import { session } from './session.svelte';
import type { Step } from '../ipc';

/** The pages of a draft. */
const DRAFT: ReadonlySet<ViewName> = new Set<ViewName>([
  'quick',
  'before',
  'tasks',
  'look',
  'ask',
  'assess',
  'respond',
  'refer',
  'record',
  'sort',
  'picture',
  'check',
]);

/** Before the records are there for writing. */
const SETTING_UP: ReadonlySet<ViewName> = new Set<ViewName>([
  'start',
  'first-run',
  'confirm-recovery',
]);

type WayStep = Exclude<Step, 'quick'>;

/** The way through a contact, for the chords that go one on or one back. */
const WAY: readonly (WayStep | 'check')[] = [
  'before',
  'look',
  'ask',
  'assess',
  'respond',
  'refer',
  'record',
  'check',
];

const inDraft = (): boolean => DRAFT.has(navigation.current.name);

/** Goes there, unless that would lose words; false where the way is not open. */
function way(isOpen: boolean, move: () => Promise<boolean>): boolean {
  if (isOpen) navigation.leaveBy(move);
  return isOpen;
}

/** Goes to a page of the contact whose steps are on the way. */
function toStep(name: WayStep | 'check' | undefined): boolean {
  const contact = navigation.steps;
  if (contact === null || name === undefined || !inDraft()) return false;
  if (navigation.current.name === name) {
    // Already there: to the top of it, where a way through the page begins.
    document.querySelector<HTMLElement>('main h1')?.focus();
    return true;
  }
  navigation.leaveBy(() => navigation.toSteps(contact, { name, contact }));
  return true;
}

function along(by: 1 | -1): boolean {
  const at = WAY.findIndex((name) => name === navigation.current.name);
  return at >= 0 && toStep(WAY[at + by]);
}

function toCheck(): boolean {
  if (navigation.steps !== null) return toStep('check');
  const view = navigation.current;
  if (view.name !== 'quick') return false;
  navigation.leaveBy(() => navigation.go({ name: 'check', contact: view.contact }));
  return true;
}

/** The link on the page knows where it leads. */
function back(): boolean {
  if (navigation.over) {
    navigation.uncover();
    return true;
  }
  const link = document.querySelector<HTMLElement>('main .govuk-back-link');
  return way(link !== null || navigation.canGoBack, () => {
    if (!link) return navigation.back();
    link.click();
    return Promise.resolve(true);
  });
}

const opens = (view: View): Answer => {
  return () => way(session.unlocked, () => navigation.go(view));
};
const begins = (begin: 'contact' | 'quick'): Answer => {
  return () =>
    way(
      session.unlocked && !session.fault && !inDraft() && !SETTING_UP.has(navigation.current.name),
      () => navigation.reset({ name: 'home', begin }),
    );
};

const ways: Partial<Record<ChordId, Answer>> = {
  keys: () => {
    if (navigation.over) navigation.uncover();
    else navigation.cover({ name: 'keys' });
  },
  back,
  guide: () => way(navigation.current.name !== 'library', () => navigation.go({ name: 'library' })),
  home: () => way(session.unlocked, () => navigation.reset({ name: 'home' })),
  records: opens({ name: 'find' }),
  lock: () => {
    if (session.unlocked) void session.lock();
    return session.unlocked;
  },
  start: begins('contact'),
  quick: begins('quick'),
  steps: () => {
    const contact = navigation.steps;
    return way(contact !== null && inDraft(), () => navigation.toSteps(contact ?? ''));
  },
  next: () => along(1),
  previous: () => along(-1),
  check: toCheck,
  before: () => toStep('before'),
  look: () => toStep('look'),
  ask: () => toStep('ask'),
  assess: () => toStep('assess'),
  respond: () => toStep('respond'),
  refer: () => toStep('refer'),
  record: () => toStep('record'),
};

/** From now on the ways answer. Returns what ends that. */
export function openWays(): () => void {
  const all = Object.entries(ways) as [ChordId, Answer][];
  const ends = all.map(([id, answer]) => keys.on(id, answer));
  return () => {
    for (const end of ends) end();
  };
}
