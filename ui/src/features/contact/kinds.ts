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
 * The source that something found is entered with. While what is known may come from the victim alone, it
 * is none: nothing is put in the person's mouth.
 */
export function sourcesOf(kind: HitView['kind'], onlyFromVictim: boolean): Source[] {
  const source = onlyFromVictim ? undefined : from[kind];
  return source ? [source] : [];
}
