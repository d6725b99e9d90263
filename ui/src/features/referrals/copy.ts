import { list, messages } from '../../messages';
import type { ReferralCard } from '../../ipc';

/** Initials, or the reference. */
const who = (card: ReferralCard): string => list([card.initials, card.reference]) || 'no name';

/** The words of the referrals and of what came of them. */
export const copy = messages('referrals.copy', {
  title: 'Referrals',
  intro:
    'Waymark hears nothing from a service. A referral stays here until you enter what came of it.',
  open: 'Nobody has said how these ended',
  none: 'No open referrals.',
  unmet: 'Unmet need: there was nothing to refer to',
  noUnmet: 'No unmet need entered.',
  card: (card: ReferralCard) => `${who(card)}: ${card.label}`,
  service: (service: string) => `Service: ${service}.`,
  made: (day: string) => `Made on ${day}.`,
  heard: (day: string) => `Last heard of on ${day}.`,
  followUp: 'What came of it?',
  person: 'Person',
  route: 'Referral',
  serviceKey: 'Service',
  madeKey: 'Made on',
  heardKey: 'Last heard of',
  stateKey: 'Where it stands',
  wordsKey: 'What was heard',
  state: 'Where does it stand now?',
  words: 'What you heard, and from whom',
  day: 'When you heard it',
  dayHint: 'For example 23 11 2026',
  noDay: 'Enter the day on which you heard it, for example 23 11 2026',
  noState: 'Say where it stands now',
  unsaved:
    'This is not saved until you choose “Save what came of it”. If Waymark locks before, Home offers to go on with it.',
  save: 'Save what came of it',
  saving: 'Saving',
  saved: 'Saved.',
  important: 'Important',
  stopped: 'Look at the risk again',
  stoppedWhy:
    'Whoever declines, drops out or does not change may be more dangerous, and the survivor may be counting on the referral. Tell the other agencies today. Do not press the person.',
  start: 'Start a contact about them',
  record: 'Read the contact',
  actionTitle: 'Somebody has to do something',
  what: 'What is to be done',
  whatReady: 'Tell the agencies that work with the family that the person has stopped',
  whoDoes: 'Done by',
  by: 'By when',
  now: 'Now',
  today: 'Today',
  week: 'This week',
  add: 'Add the action',
  added: 'The action is open now. You find it on the home page.',
});
