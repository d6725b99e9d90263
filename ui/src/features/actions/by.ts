/** By when something has to be done, as it is being chosen and typed. */
import { dayOf, NO_DATE, type DateParts } from '../../components';
import type { By } from '../../ipc';

/** What is chosen, and the day as far as it is typed. */
export interface ByTyped {
  chosen: By['by'] | null;
  day: DateParts;
}

/** Nothing chosen. */
export const NO_BY: ByTyped = { chosen: null, day: NO_DATE };

/** What it comes to: null while nothing is chosen, undefined when the day is none that exists. */
export function byOf({ chosen, day }: ByTyped): By | null | undefined {
  if (chosen !== 'date') return chosen && { by: chosen };
  const typed = dayOf(day);
  return typeof typed === 'string' ? { by: 'date', day: typed } : undefined;
}
