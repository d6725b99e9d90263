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
  const known = steps.get(step) ?? call(commands.guideStep(step, null));
  steps.set(step, known);
  return known;
}

/** The checklist with its texts. */
export function guideChecklist(): Promise<ChecklistView> {
  list ??= call(commands.guideChecklist());
  return list;
}

/** The entries of some kinds, in order. */
export function ofKind(entries: readonly EntryView[], ...kinds: EntryView['kind'][]): EntryView[] {
  return entries.filter((entry) => kinds.includes(entry.kind));
}

/** The entry with this id. */
export function entryOf(entries: readonly EntryView[], id: ItemId): EntryView | undefined {
  return entries.find((entry) => entry.id === id);
}
