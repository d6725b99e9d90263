import { list, messages, plural } from '../../messages';
import { outcomes, settings } from '../../app/words';
import type { FindHit, FindView, FoundPlace, FoundView } from '../../ipc';

/** Where something was written. */
const places: Record<FoundPlace, string> = {
  observation: 'Heard or seen',
  jotting: 'Notepad',
  question: 'Answer to a question',
  checklist: 'Checklist',
  turned_down: 'Why an item was not marked',
  picture: 'Who does what to whom',
  judgement: 'Your judgement',
  response: 'Respond',
  route: 'Refer',
  action: 'Action',
  sharing: 'Who is told',
  account: 'Said by others',
  said: 'Said by the person',
  seen: 'Seen by you',
  opinion: 'Your opinion',
  review: 'Why there is no review',
  amendment: 'Added later',
  name: 'Name',
  reference: 'Reference',
  household: 'Household',
  person_notes: 'Notes about the person',
};

/** The name if lists may show it, otherwise initials; the reference; or words for nobody. */
const who = (hit: FindHit): string => list([hit.name ?? hit.initials, hit.reference]) || 'no name';

/** The words of the search. */
export const copy = messages('find.copy', {
  find: 'Search your records',
  search: 'Words to look for',
  hint: 'Looks in sealed contacts, what was added to them, and people. Not in drafts.',
  narrow: 'Narrow the search',
  from: 'From',
  to: 'Until',
  dateWrong: 'Enter a date that exists, for example 23 11 2026',
  outcome: 'Outcome',
  setting: 'Where it took place',
  any: 'Any',
  open: 'Actions',
  openOnly: 'Only where an action is open',
  clear: 'Start again',
  places,
  protected: 'Protected: this could lead back to a victim',
  none: 'Nothing found.',
  noneHelp:
    'Every word has to be there. Try fewer words, only the beginning of one, or a wider search.',
  found: (view: FindView): string => {
    if (view.hits.length === 0) return copy.none;
    if (view.more)
      return `The newest ${view.hits.length} are shown. Add a word to find older ones.`;
    return `${view.hits.length} found, newest first.`;
  },
  title: (hit: FindHit): string => {
    if (hit.found_in.found === 'person') return `Person: ${who(hit)}`;
    return hit.found_in.added
      ? `Added to the contact of ${who(hit)} on ${hit.found_in.date}`
      : `Contact: ${who(hit)}, ${hit.found_in.date}`;
  },
  about: (found: FoundView): string => {
    if (found.found === 'person') {
      return plural(found.contacts, {
        one: '1 sealed contact',
        other: `${found.contacts} sealed contacts`,
      });
    }
    const place = found.setting ? ` ${settings[found.setting]}.` : '';
    return `${outcomes[found.outcome]}.${place}`;
  },
});
