import { messages, plural } from '../../messages';
import type { FormView } from '../../app/unsent.svelte';
import { shortName } from '../../app/words';
import type { ActionCounts, DraftCard, RetentionCard, SealedCard } from '../../ipc';

/** Initials, or the reference, or words for nobody. */
const who = (card: { initials: string; reference: string }): string =>
  shortName(card) || 'no name yet';

/** "3", or "more than 999" where counting ended. */
const number = (count: number, most: number): string =>
  count < most ? String(count) : `more than ${String(most - 1)}`;

/** What was being written on a page. Without a name: anyone may see this page. */
const unsentForms = messages('home.unsentForms', {
  amend: 'an addition to a sealed record',
  'person-form': 'about a person and their household',
  'event-form': 'about an order or another event',
  'action-form': 'a new action',
  action: 'what happened with an action',
  'service-form': 'about a local service',
  'follow-up': 'what came of a referral',
  keep: 'why a record is kept or erased',
  settings: 'your settings',
} satisfies Record<FormView['name'], string>);

/** The words of the home page. */
export const copy = messages('home.copy', {
  home: 'Home',
  doubtHeading: 'Important',
  doubtReading: 'You can read everything. Nothing can be written until this is settled.',
  backup: (days: number | null) =>
    days === null
      ? 'Last backup: none yet.'
      : days === 0
        ? 'Last backup: today.'
        : days < 2
          ? 'Last backup: yesterday.'
          : plural(days, { other: `Last backup: ${days} days ago.` }),
  backupDue: 'If this laptop is lost or breaks, what is not in a backup is lost too.',
  makeBackup: 'Make a backup',
  synced:
    'The folder in which Waymark keeps your records is probably copied to a company’s computers. The records are encrypted. Tell your information governance lead, and ask whoever looks after your laptop to keep this folder out of it.',
  retention: 'Keep or erase',
  retentionWhy: 'The day has come to decide whether these records are still kept.',
  retentionCard: (card: RetentionCard) => `${who(card)}: due since ${card.since}`,
  start: 'Start a contact',
  first:
    'There is nothing here yet. “Start a contact” takes you through six steps. “Quick contact” is one page for a short appointment. You can stop at any time: what you typed is kept.',
  firstHelp: 'How it works, step by step',
  people: 'People',
  find: 'Search your records',
  quick: 'Quick contact',
  drafts: 'Drafts',
  noDrafts: 'No drafts. A contact you start is kept here until you seal it.',
  unsent: (form: FormView['name']) =>
    `Waymark was locked while you were writing ${unsentForms[form]}. What you typed is kept, but it is not in your records yet.`,
  unsentGoOn: 'Go on writing',
  unsentDiscard: 'Throw it away',
  unsentTitle: 'Throw away what you typed?',
  unsentYes: 'Throw it away',
  unsentNo: 'Keep it',
  draft: (card: DraftCard) => `Continue draft: ${who(card)}, started ${card.started}`,
  draftAbout: (card: DraftCard) => `Draft about ${who(card)}, started ${card.started}`,
  saved: (card: DraftCard) => `Last saved ${card.saved}`,
  discard: 'Discard',
  discardTitle: 'Discard this draft?',
  discardBody: 'Everything in it is deleted for good. A sealed contact is never deleted this way.',
  discardYes: 'Discard the draft',
  discardNo: 'Keep the draft',
  actions: 'Actions',
  noActions: 'No open actions. What you decide in a contact stands here until you say it was done.',
  allOpen: ({ open, most }: ActionCounts) => `All open actions (${number(open, most)})`,
  allActions: 'Actions and reviews',
  addAction: 'Add an action',
  reviews: 'Reviews due',
  reviewsWhy: 'Due until the next contact with the same person is sealed.',
  allReviews: (due: number, most: number) => `All reviews due (${number(due, most)})`,
  moreDrafts: (count: number) =>
    `Show ${String(count)} more ${plural(count, { one: 'draft', other: 'drafts' })}`,
  moreRecords: (count: number) => `Show ${String(count)} more`,
  search: 'Search the guide',
  searchYes: 'Search',
  sealed: 'Recently sealed',
  noSealed: 'No sealed contacts yet. A contact is sealed when you have checked it.',
  referrals: 'Referrals',
  read: (card: SealedCard) => `Read: ${who(card)}, ${card.sealed}`,
  review: (card: SealedCard) =>
    card.review
      ? card.review_overdue
        ? `Review overdue since ${card.review}`
        : `Review on ${card.review}`
      : '',
  lead: 'Your safeguarding lead is not entered yet. When it matters, the number should be on the screen.',
  services: 'Local services',
  rehearse: 'Rehearse with a made-up person',
  card: 'Print a card with questions',
  enterLead: 'Enter your safeguarding lead',
});
