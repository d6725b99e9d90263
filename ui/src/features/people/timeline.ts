/** What stands in a timeline, sorted out for the screen. */
import type { TimelineEntry, TimelineWhat } from '../../ipc';
import type { Filter } from './copy';

/** The kind by which an entry is looked for. */
export function kindOf(what: TimelineWhat): Exclude<Filter, 'all'> {
  switch (what.kind) {
    case 'contact':
    case 'assessment':
    case 'event':
      return what.kind;
    case 'referral_made':
    case 'referral_heard':
      return 'referral';
    case 'action_decided':
    case 'action_done':
      return 'action';
  }
}

/** The entries of each day, in the order in which they come. */
export function byDay(
  timeline: readonly TimelineEntry[],
): { on: string; entries: TimelineWhat[] }[] {
  const days: { on: string; entries: TimelineWhat[] }[] = [];
  for (const { on, what } of timeline) {
    const last = days[days.length - 1];
    if (last?.on === on) last.entries.push(what);
    else days.push({ on, entries: [what] });
  }
  return days;
}
