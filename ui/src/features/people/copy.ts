import { list, messages, plural, sentences } from '../../messages';
import { settings, sourceList } from '../../app/words';
import type {
  EventFault,
  EventKind,
  LeakKind,
  Member,
  OutputKind,
  OutputMadeView,
  PersonAction,
  PersonDraft,
  PersonFault,
  PersonLine,
  PersonReferral,
  PersonReview,
  ReferralState,
  Relation,
  TimelineWhat,
} from '../../ipc';

const contacts = (count: number): string =>
  count === 0
    ? 'No sealed contact yet'
    : plural(count, { one: '1 contact', other: `${count} contacts` });

/** A name and a reference, or words for nobody. */
const who = (name: string, reference: string): string => list([name, reference]) || 'No name';

const where: Record<LeakKind, string> = {
  address: 'a street',
  postcode: 'a postcode',
  phone: 'a phone number',
  name: 'a name',
  initials: 'initials',
  words: 'words',
};

const whereabouts = (kind: LeakKind): string =>
  `take out ${where[kind]}: nothing here may show where a partner or child can be found`;

/** Typed words as a sentence, so that what follows them does not run on. */
const sentence = (words: string): string =>
  words.trim() && !/[.!?…]$/.test(words.trim()) ? `${words.trim()}.` : words.trim();

const service = (label: string, name: string): string => (name ? `${label}: ${name}` : label);

const outputs: Record<OutputKind, string> = {
  hand_over: 'hand-over, file without a password',
  hand_over_locked: 'hand-over, file with a password',
  own_agency_entry: 'entry for your own system, copied',
  own_agency_hidden: 'hidden entry for your own system, copied',
  safe_copy: 'copy for the person, file',
  safe_copy_text: 'copy for the person, text copied',
  sealed_export: 'sealed export',
  fhir: 'data for another system (FHIR)',
  counts: 'counts',
};

export const relations: Record<Relation, string> = messages('people.relations', {
  partner: 'Partner',
  ex_partner: 'Ex-partner',
  child: 'Child',
  other: 'Somebody else',
});

export const eventKinds: Record<EventKind, string> = messages('people.eventKinds', {
  separation: 'Separation',
  pregnancy: 'Pregnancy became known',
  birth: 'Birth',
  hearing: 'Court hearing',
  order_made: 'Order made',
  order_ends: 'Order ends',
  other: 'Something else',
});

const states: Record<ReferralState, string> = {
  made: 'nobody has heard yet what came of it',
  none_available: 'nothing available here',
  waiting: 'waiting for a place',
  started: 'started',
  finished: 'finished',
  not_taken: 'not taken by the service',
  stopped: 'declined, or stopped: look at the risk again',
};

/** The kinds by which a timeline is looked through. */
export const filters = messages('people.filters', {
  all: 'Everything',
  contact: 'Contacts',
  assessment: 'Assessments',
  referral: 'Referrals',
  action: 'Actions',
  event: 'Orders and events',
});
export type Filter = keyof typeof filters;

/** The words of the people, the page of one, and what is entered about them. */
export const copy = messages('people.copy', {
  outputs: {
    title: 'Outputs made',
    none: 'Nothing has been made of this record yet.',
    make: 'Hand over, copy or print',
    line: ({ at, kind }: OutputMadeView) => `${at}: ${outputs[kind]}`,
    more: ({ contacts: count, seal_code }: OutputMadeView) =>
      `${contacts(count)}. Seal code ${seal_code}`,
  },
  people: 'People',
  initials: 'Initials only: anyone may see this screen.',
  names: 'Names are shown. Take care who can see this screen.',
  showNames: 'Show names',
  showInitials: 'Show initials only',
  nobody: 'Nobody yet. A person is listed once a contact about them is sealed, or you add them.',
  add: 'Add a person',
  more: 'Show more',
  line: (line: PersonLine) => who(line.name ?? line.initials, line.reference),
  lineMore: (line: PersonLine) =>
    line.last ? `${contacts(line.contacts)}, the last on ${line.last}` : contacts(line.contacts),

  who,
  contacts,
  noName: 'No name',
  details: 'Details',
  start: 'Start a contact',
  reference: 'Your reference',
  born: 'Date of birth',
  nhs: 'NHS number',
  kept: 'Look at whether to keep the record',
  notEntered: 'Not entered',
  addEvent: 'Add an order or event',
  change: 'Change details',
  join: 'Join with another entry',
  joinOrPart: 'Join with another entry, or take one apart',
  keep: 'Keep or erase',
  read: 'Read the record',

  open: 'What is open',
  nothingOpen: 'No draft, action, review or referral is open.',
  draft: (draft: PersonDraft) => `Continue draft, started ${draft.started}`,
  draftSaved: (draft: PersonDraft) => `Last saved ${draft.saved}`,
  overdue: 'Overdue',
  action: (action: PersonAction) =>
    `${sentence(action.what)} Who: ${action.who || 'not said'}. ${
      action.overdue ? `Since ${action.due}` : `By ${action.due}`
    }.`,
  review: ({ on, due }: PersonReview) =>
    due === 'overdue'
      ? `The review was due on ${on}. Start a contact and assess again.`
      : due === 'today'
        ? 'The review is due today.'
        : `Review on ${on}.`,
  referral: (referral: PersonReferral) =>
    `Referral: ${service(referral.label, referral.service)}, made on ${referral.made}: ${states[referral.state]}.`,

  timeline: 'Timeline',
  latestShown: (shown: number, all: number) =>
    `These are the latest ${String(shown)} of ${String(all)}. The others are older.`,
  showAll: (all: number) => `Show all ${String(all)}`,
  changeEvent: 'Change',
  show: 'Show',
  nothingYet: 'Nothing yet.',
  nothingOfKind: 'Nothing of this kind.',
  contactLine: (what: Extract<TimelineWhat, { kind: 'contact' }>) =>
    sentences([
      what.setting ? `${settings[what.setting]}.` : 'Where was not said.',
      what.review ? `Review on ${what.review}.` : 'No review date.',
    ]),
  referralMade: (what: Extract<TimelineWhat, { kind: 'referral_made' }>) =>
    `${service(what.label, what.service)}${what.state ? `: ${states[what.state]}` : ''}.`,
  referralHeard: (what: Extract<TimelineWhat, { kind: 'referral_heard' }>) =>
    sentences([
      `${service(what.label, what.service)}: ${states[what.state]}.`,
      sentence(what.words),
    ]),
  actionDecided: (what: Extract<TimelineWhat, { kind: 'action_decided' }>) =>
    `${sentence(what.what)} Who: ${what.who || 'not said'}. ${
      what.done ? 'Done.' : what.overdue ? `Overdue since ${what.due}.` : `By ${what.due}.`
    }`,
  actionDone: (what: Extract<TimelineWhat, { kind: 'action_done' }>) =>
    sentences([sentence(what.what), sentence(what.outcome)]),
  eventLine: (what: Extract<TimelineWhat, { kind: 'event' }>) =>
    sentences([
      sentence(what.event.words),
      `From: ${sourceList(what.event.sources)}.`,
      what.ahead ? 'Still to come.' : '',
    ]),
  kinds: {
    contact: 'Contact',
    assessment: 'Assessment',
    referral_made: 'Referral',
    referral_heard: 'What came of a referral',
    action_decided: 'Action',
    action_done: 'Action done',
  },

  overTime: 'Indicators over time',
  overTimeCaption: 'What was answered at each contact, the earliest first',
  overTimeScroll: 'Indicators over time: a wide table, scroll sideways',
  noneYet: 'There is no sealed contact yet.',
  item: 'Item',
  lists: {
    indicator: 'Indicators',
    warning_sign: 'Further warning signs',
    none: 'No longer on the checklist',
  },
  allContacts: (count: number) => `Show all ${count} contacts`,
  latest: (shown: number, count: number) => `The latest ${shown} of ${count} contacts.`,
  stillOpen: 'Treat as open',
  stillOpenWhy:
    'Present before, and nobody but the person has said that it is gone, or nobody has asked since:',

  household: 'Household and notes',
  noHousehold: 'Nobody is entered.',
  member: (member: Member) =>
    list([
      `${relations[member.relation]}: ${member.name}`,
      member.birth_year ? `born ${member.birth_year}` : '',
    ]),
  notes: 'Notes',
  joinedEntry: (name: string, reference: string) => `Joined entry: ${who(name, reference)}`,

  addTitle: 'Add a person',
  changeTitle: 'Change details',
  neverWhere: 'Never write where a partner or child can be found',
  neverWhereWhy:
    'This record is about the person. They may get to see it, and they may be looking for a partner, ex-partner or child. So there is no place here for where one of them lives or stays, works or goes to school, or for a phone number. Waymark refuses a street, a postcode or a phone number. It cannot see the rest: that is up to you.',
  name: 'Name or initials',
  bornHint: 'For example 28 2 1990. Leave it empty if you do not know it.',
  nhsHint: 'Ten digits. Leave it empty if you do not need it.',
  householdTitle: 'Household and family',
  householdHint:
    'First name or initials only. Waymark looks for these names in the text for your own system, and shows you each before you use it.',
  memberTitle: (number: number) => `Person ${number} of the household`,
  relation: 'Who they are to the person',
  memberName: 'First name or initials',
  memberYear: 'Year of birth',
  addMember: 'Add somebody',
  removeMember: 'Take out',
  notesHint: 'Not where anybody lives, stays or can be reached.',
  unsaved:
    'This is not saved until you choose “Save”. If Waymark locks before, Home offers to go on with it.',
  save: 'Save',
  saving: 'Saving',

  joinTitle: 'Join two entries',
  joinWhat:
    'When two entries are the same person, join them: their contacts, actions and events are then read together. Nothing that was sealed changes, and you can take it apart again.',
  find: 'Find the other entry',
  findHint: 'Part of the name or of your reference. Names are shown here.',
  other: 'The other entry',
  tooMany: (count: number) => `${count} more. Type more of the name.`,
  noOther: 'No other entry is like this.',
  compare: 'Compare the two',
  thisOne: 'This entry',
  thatOne: 'The other entry',
  summary: (born: string | null, count: number) =>
    list([born ? `born ${born}` : '', contacts(count)]),
  row: {
    name: 'Name',
    reference: 'Your reference',
    born: 'Date of birth',
    nhs: 'NHS number',
    contacts: 'Contacts',
    household: 'Household',
  },
  differ: {
    born: 'The dates of birth are not the same. Are you sure that this is one person?',
    nhs: 'The NHS numbers are not the same. Are you sure that this is one person?',
  },
  joinWhy: 'Why they are the same person',
  joinWhyHint: 'For example: same date of birth and same children.',
  joinYes: 'Join the two entries',
  otherMissing: 'Choose the other entry',
  partTitle: 'Take apart',
  partWhat: 'It stands alone again, with its own contacts and what was joined to it before.',
  partWhich: 'Which entry is another person?',
  partWhichMissing: 'Choose the entry that is another person',
  partWhy: 'Why they are not the same person',
  partYes: 'Take them apart',

  eventTitle: 'Add an order or event',
  eventChange: 'Change an order or event',
  eventWhat: 'What happened',
  eventWhatHint: 'Times like these can change the risk. After one, think about a new assessment.',
  eventOn: 'Day',
  eventOnHint: 'A hearing, or the end of an order, may lie ahead.',
  eventWords: 'More about it',
  eventWordsHint:
    'For example what an order forbids. Not where anybody lives, stays or can be reached.',
  eventSources: 'Who it came from',
  withdrawTitle: 'Entered by mistake',
  withdrawWhat:
    'It leaves the timeline. The record keeps that it was there, and why it was taken out.',
  withdrawWhy: 'Why it was a mistake',
  withdraw: 'Take it out of the timeline',
});

/** What is wrong with a person, and the id of its field. `number` is the place of a member on the form. */
export const personFault = messages(
  'people.personFault',
  (fault: PersonFault, number: (member: string) => number): { text: string; field: string } => {
    const at = (member: string, field: string, text: string): { text: string; field: string } => ({
      text: `Person ${number(member)} of the household: ${text}`,
      field: `${member}-${field}`,
    });
    switch (fault.fault) {
      case 'nobody_named':
        return { text: 'Enter a name, initials or a reference', field: 'name' };
      case 'whereabouts_in_name':
        return { text: `Name: ${whereabouts(fault.kind)}`, field: 'name' };
      case 'born_not_a_day':
        return {
          text: 'Enter a date of birth that exists, with the year in four figures',
          field: 'born',
        };
      case 'born_impossible':
        return { text: 'Enter a date of birth in the past, after 1900', field: 'born' };
      case 'nhs_number_not_ten_digits':
        return { text: 'Enter an NHS number of ten digits', field: 'nhs' };
      case 'nhs_number_check_digit':
        return {
          text: 'Check the NHS number: a digit is wrong, or two have changed places',
          field: 'nhs',
        };
      case 'whereabouts_in_notes':
        return { text: `Notes: ${whereabouts(fault.kind)}`, field: 'notes' };
      case 'relation_missing':
        return at(fault.member, 'relation', 'say who they are to the person');
      case 'member_unnamed':
        return at(fault.member, 'name', 'enter a first name or initials');
      case 'whereabouts_of_member':
        return at(fault.member, 'name', whereabouts(fault.kind));
      case 'birth_year_impossible':
        return at(fault.member, 'year', 'enter a year of birth after 1900, in four figures');
    }
  },
);

/** What is wrong with an event, and the id of its field. */
export const eventFault = messages(
  'people.eventFault',
  (fault: EventFault): { text: string; field: string } => {
    switch (fault.fault) {
      case 'kind_missing':
        return { text: 'Say what happened', field: 'kind' };
      case 'day_missing':
        return { text: 'Enter the day', field: 'on' };
      case 'not_a_day':
        return { text: 'Enter a day that exists, with the year in four figures', field: 'on' };
      case 'day_impossible':
        return { text: 'Enter a day after 1900 and not more than 30 years ahead', field: 'on' };
      case 'not_yet':
        return {
          text: 'Enter a day that is not in the future: what somebody plans is not written here',
          field: 'on',
        };
      case 'words_missing':
        return { text: 'Say what it was', field: 'words' };
      case 'whereabouts':
        return { text: `More about it: ${whereabouts(fault.kind)}`, field: 'words' };
    }
  },
);
