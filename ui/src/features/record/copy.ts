import { dueInWords } from '../../app/words';
import type { ActionNow } from '../../ipc';

/** The words of *Check and seal* and of a sealed record. */
export const copy = {
  check: 'Check and seal',
  sealed: 'Sealed record',
  missing: 'Before you can seal',
  problem: 'There is a problem',
  seal: 'Seal the contact',
  sealing: 'Sealing',
  sealNote: 'Once sealed, this record cannot be changed. You can read it at any time.',
  look: 'Still open',
  lookWhy: 'You can seal without this. After the seal it can only be added to.',
  toSort: (count: number) =>
    count === 1
      ? 'Sort your notes: 1 line has no place yet'
      : `Sort your notes: ${count} lines have no place yet`,
  notAnswered: (from: string, label: string) => `${from} may show: ${label}. Say whether it does`,
  noReason: (label: string) => `Say why you turned this down: ${label}`,
  change: 'Change',
  home: 'Home',
  notSaid: 'Not entered',
  person: 'Person',
  name: 'Name or initials',
  reference: 'Your reference',
  started: 'Started',
  sealedAt: 'Sealed',
  author: 'Written by',
  entry: 'Entry number',
  code: 'Seal code',
  codeWhy: 'Write the seal code down somewhere else. It shows later that nothing was changed.',
  add: 'Add a correction or something new',
  addTitle: 'Add to a sealed record',
  addStays:
    'The sealed text stays as it is. What you add stands below it, with your name and the time.',
  addRisk:
    'This does not change the outcome of the checklist. If it may change the risk, start a new contact and assess again now.',
  addText: 'The correction, or what is new',
  addTextHint:
    'Write who told you, and when. In the text for your own system this is only in the part that is hidden from online access.',
  addReason: 'Why you add it',
  addReasonHint: 'For example: a wrong date, or a telephone call afterwards.',
  addUnsaved:
    'This is not saved until you choose “Add to the record”. If Waymark locks before, it is gone.',
  addYes: 'Add to the record',
  adding: 'Adding',
  addedBelow: 'Something was added to this record later. Read it at the end of this page.',
  added: 'Added later',
  addedBy: (at: string, by: string) => `${at}, by ${by}`,
  addedWhy: (reason: string) => `Why: ${reason}`,
  clock: 'Clock',
  keep: 'Keep or erase',
  outputs: 'Hand over, copy or print',
  toPerson: 'Everything about this person',
  text: {
    summary: 'Text for your own system',
    entry: 'Entry',
    entryHint: 'What the person said and what they were offered. They may read this online.',
    noEntry:
      'The person said nothing and was offered nothing. Make no entry that they can see online.',
    amended:
      'Something was added to this record later. Read it before you use the entry: it may correct it.',
    hidden: 'Separate entry, hidden from online access',
    hiddenHint:
      'Mark it hidden in your system before you save it. SystmOne: use Next for a separate entry; marking it private does not hide it.',
  },
  wording: {
    title: 'Wording to look at',
    lead: 'These words can excuse, blame, or hide who did what. You decide.',
    instead: 'Write instead:',
    change: 'Change it',
    keep: 'Keep it as it is',
  },
  leaks: {
    lead: 'Look at each of these before you use the entry. They could tell the person what somebody else said, or who it was.',
    kinds: {
      name: 'A name of somebody else. This sentence:',
      initials: 'Initials of somebody else. This sentence:',
      phone: 'A phone number of somebody else. This sentence:',
      postcode: 'A postcode of somebody else. This sentence:',
      address: 'An address of somebody else. This sentence:',
      words: 'Words that somebody else used. This sentence:',
    },
    leaveOut: 'Leave it out',
    stays: 'It can stay',
    open: (count: number) =>
      count === 1
        ? 'The entry is shown when you have answered the one that is left.'
        : `The entry is shown when you have answered the ${String(count)} that are left.`,
  },
  gate: 'Safe to ask',
  gateAsk: 'Asking was open',
  gateLook: 'Look and listen only',
  gateLeave: 'Leave',
  onlyFromVictim: 'What was known came only from the victim, or that was not certain.',
  sets: {
    'ask.other-issue': 'First questions',
    'ask.disclosed': 'Questions on what they tell about abuse',
    'ask.direct': 'Direct questions',
  },
  setShut: {
    gate_shut: 'not open.',
    only_from_victim:
      'not open, because what was known came only from the victim, or that was not certain.',
    child_can_hear: 'not open, because a child could hear, or that was not certain.',
    not_answered_openly: 'not open, because earlier questions had not been answered openly.',
  },
  heard: 'Heard and seen',
  nothing: 'Nothing entered',
  free: 'Something else',
  questions: 'Questions',
  checklist: 'Checklist',
  whyGone: (why: string) => `Why it is no longer present: ${why}`,
  urgent: 'Urgent, without its actions',
  urgentLine: (label: string, count: number) =>
    count === 1 ? `${label}: one action is missing` : `${label}: ${count} actions are missing`,
  judgement: 'Your judgement',
  raised: (view: string) => `Raised to: ${view}`,
  outcome: 'Outcome',
  responses: 'What you did',
  routes: 'Referrals',
  chosen: 'From the directory:',
  programme: (answer: string) =>
    `Perpetrator programme looked at as well: ${answer.toLowerCase()}.`,
  programmeWords: (words: string) => `About the programme: ${words}`,
  lookedFor: (words: string) => `Looked for: ${words}`,
  lookedIn: (words: string) => `Looked in: ${words}`,
  noAction: (words: string) => `Nothing is done about the gap, because: ${words}`,
  unmet: 'Unmet need: there was nothing to refer to.',
  followUp: 'What came of it?',
  lookedAgain: 'Risk looked at again after a refusal',
  nobodyTold: 'Why no agency is told',
  whoKnows: 'Who else knows this family?',
  telling: (agency: string, decision: string) => `Agency: ${agency}. Sharing: ${decision}.`,
  basis: (words: string) => `Why it is shared: ${words}`,
  decided: (by: string, on: string) => `Decided by ${by}, on ${on}.`,
  declined: 'They declined: the risk has to be looked at again',
  declinedWhy:
    'A refusal may mean more danger. Look at the risk again, then say which agencies must know.',
  toAssess: 'Go to Assess risk',
  toRefer: 'Go to Refer',
  noNeed: 'Say what you looked for and did not find',
  undecided: (agency: string) => `Complete the sharing decision: ${agency}`,
  actions: 'Actions',
  actionsNow:
    'As decided then. The last line of each says how it stands now; it is not part of what was sealed.',
  now: (now: ActionNow) =>
    now.is === null
      ? `Now: done on ${now.done ?? ''}. What came of it: ${now.outcome}`
      : `Now: open. ${dueInWords(now.is, now.due)}`,
  toAction: 'Go to the action',
  by: (day: string) => `By ${day}`,
  noDay: 'No time given',
  who: (who: string) => `Who: ${who || 'not said'}`,
  notepad: 'Notepad',
  alone: 'An observation of its own',
  unsorted: 'Not sorted',
  picture: 'Who does what to whom',
  dismissed: 'Offers you turned down',
  aNote: 'A line of your notes',
  dismissedWhy: (from: string, time: string, reason: string) =>
    `From: ${from}. Turned down at ${time}.\n${reason.trim() ? `Why: ${reason}` : 'No reason given.'}`,
  notes: 'Record',
  said: 'Said by the person',
  seen: 'Seen by me',
  opinion: 'My opinion',
  others: 'Said by others',
  someone: 'Somebody else',
  review: 'Next review',
  from: (sources: string) => `From: ${sources}`,
  when: (when: string) => `When: ${when}`,
};
