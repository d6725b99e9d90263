/** The guide's texts, asked for once: they do not change while the app runs and hold no case data. */
import { locale, SOURCE } from '../messages';
import { call } from '../ipc';
import { commands, type ChecklistView, type EntryView, type GuideStep, type ItemId } from '../ipc';

const steps = new Map<GuideStep, Promise<EntryView[]>>();
let list: Promise<ChecklistView> | undefined;

const inEnglish = new Set<ItemId>();

/** Asks what of the guide is in English all the same, when the screens speak another language. */
export async function loadGuideLanguage(): Promise<void> {
  if (locale === SOURCE) return;
  for (const id of await call(commands.guideInEnglish())) inEnglish.add(id);
}

/** The language of an entry, where it is not that of the screen: so that it is spoken as what it is. */
export function languageOf(id: ItemId): typeof SOURCE | undefined {
  return inEnglish.has(id) ? SOURCE : undefined;
}

/** All entries of one step, in the guide's order. What of them may be shown is for the screen to say. */
export function guideStep(step: GuideStep): Promise<EntryView[]> {
  const known = steps.get(step);
  if (known) return known;
  const asked = call(commands.guideStep(step, null));
  steps.set(step, asked);
  // What could not be read is asked for again.
  asked.catch(() => steps.delete(step));
  return asked;
}

/** The checklist with its texts. */
export function guideChecklist(): Promise<ChecklistView> {
  if (list) return list;
  list = call(commands.guideChecklist());
  list.catch(() => {
    list = undefined;
  });
  return list;
}

/**
 * Reads everything that the steps of a contact show, so that a step opens whole: what comes a moment later
 * would push away what somebody is about to press.
 */
export async function guideOfSteps(): Promise<void> {
  const all = ['look', 'ask', 'respond', 'refer', 'record'] as const;
  await Promise.allSettled([...all.map(guideStep), guideChecklist()]);
}

/** The entries of some kinds, in order. */
export function ofKind(entries: readonly EntryView[], ...kinds: EntryView['kind'][]): EntryView[] {
  return entries.filter((entry) => kinds.includes(entry.kind));
}

/** The entry with this id. */
export function entryOf(entries: readonly EntryView[], id: ItemId): EntryView | undefined {
  return entries.find((entry) => entry.id === id);
}
