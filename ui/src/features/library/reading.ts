/** How the guide is put on pages: which pages there are, and the order on each. */
import type { EntryView, GuideStep, Nation, QuestionSet } from '../../ipc';
import type { ReadingPart } from '../../app/navigation.svelte';
import { copy } from './copy';

/** The steps, in the order of the guide. */
export const steps = Object.keys(copy.steps) as GuideStep[];
/** The nations, in the order of the guide. */
export const nations = Object.keys(copy.nations) as Nation[];

export const isStep = (part: ReadingPart): part is GuideStep =>
  (steps as readonly string[]).includes(part);
export const isNation = (part: ReadingPart): part is Nation =>
  (nations as readonly string[]).includes(part);

/** Entries of one kind under a heading of their own. */
export interface Group {
  title: string;
  entries: EntryView[];
}

/** The heading of an entry: that of its kind, and of a question that of its set. */
function titleOf(entry: EntryView): string {
  const set: QuestionSet | null = entry.kind === 'question' ? entry.set : null;
  return set ? copy.sets[set] : copy.groups[entry.kind];
}

/** The entries of a step by kind, each kind where the guide has its first one. */
export function grouped(entries: readonly EntryView[]): Group[] {
  const groups = new Map<string, EntryView[]>();
  for (const entry of entries) {
    const title = titleOf(entry);
    groups.set(title, [...(groups.get(title) ?? []), entry]);
  }
  return [...groups].map(([title, all]) => ({ title, entries: all }));
}

/** The entries of a step in the order in which its page shows them. */
export const inOrder = (entries: readonly EntryView[]): EntryView[] =>
  grouped(entries).flatMap((group) => group.entries);

/**
 * The first sentence of a text: what it is about, in a line. It never ends inside quotation marks: half of
 * what is to be said may promise what the other half takes back.
 */
export function firstSentence(text: string): string {
  return /^(?:“[^”]*”|"[^"]*"|[^“"])*?[.?!](?=\s|$)/.exec(text)?.[0] ?? text;
}

/** What an entry is about, in a line. The words of a question are said aloud, so they stand in quotes. */
export const aboutOf = (entry: EntryView): string =>
  entry.kind === 'question' ? `“${entry.text}”` : firstSentence(entry.text);
