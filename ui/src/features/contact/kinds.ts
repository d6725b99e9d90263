/** What may be found by a word of it in a contact. */
import type { HitView, Source } from '../../ipc';
import { copy } from './copy';

export type Kind = keyof typeof copy.quick.kinds;

/** Everything that can be heard, seen or asked. */
export const ALL_KINDS = Object.keys(copy.quick.kinds) as Kind[];

/** Who it comes from as a rule, by kind; a question has its own card. */
const from: Partial<Record<HitView['kind'], Source>> = {
  presentation: 'seen_by_me',
  statement: 'person',
  behaviour: 'seen_by_me',
  injury: 'seen_by_me',
};

/**
 * What comes from the person though things of its kind are seen as a rule: it is something that they say.
 * The guide has no mark for it. A test goes through the guide, so that nothing new is left out unread.
 */
const saidByThem: ReadonlySet<string> = new Set([
  'present.asks-for-help',
  'present.blames',
  'present.other-problem',
  'present.claims-victim',
  'notice.says-partner-violent',
]);

/**
 * The source that something ticked or found is entered with. While what is known may come from the victim
 * alone, it is none: nothing is put in the person's mouth.
 */
export function sourcesOf(
  { id, kind }: Pick<HitView, 'id' | 'kind'>,
  onlyFromVictim: boolean,
): Source[] {
  if (onlyFromVictim) return [];
  const source = saidByThem.has(id) ? 'person' : from[kind];
  return source ? [source] : [];
}
