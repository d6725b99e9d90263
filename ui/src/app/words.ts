/**
 * The field's words for what the program says, shared by all screens: one word for one idea.
 *
 * No outcome text reassures: `words.test.ts` beside this file looks for it.
 */
import { list, lower, messages, phrases, plural, sentences } from '../messages';
import type {
  Agency,
  Answer,
  Asked,
  ClearedView,
  Clearing,
  Column,
  ClockNote,
  Cohort,
  Company,
  Counts,
  Due,
  ErasureReason,
  FaultView,
  GateReason,
  Interpreter,
  Judgement,
  LastTimeView,
  Mark,
  MissingView,
  OutcomeKind,
  Presence,
  Protection,
  ReasonView,
  ReferralState,
  Reply,
  SealBlocker,
  Service,
  ServiceKind,
  Setting,
  SharingDecision,
  SinceView,
  Source,
  Step,
  Topic,
  Who,
} from '../ipc';

export const sources: Record<Source, string> = messages('words.sources', {
  person: 'The person',
  seen_by_me: 'Seen by me',
  partner: 'Partner or ex-partner',
  child: 'Child',
  family_or_neighbour: 'Family or neighbour',
  other_agency: 'Another agency',
  existing_record: 'An existing record',
});

export const answers: Record<Answer, string> = messages('words.answers', {
  yes: 'Yes',
  no: 'No',
  not_sure: 'Not sure',
});

export const settings: Record<Setting, string> = messages('words.settings', {
  persons_home: "The person's home",
  victims_home: "The victim's home",
  clinic: 'Clinic or surgery',
  office: 'Office',
  phone_or_video: 'Phone or video',
  elsewhere: 'Elsewhere',
});

export const companies: Record<Company, string> = messages('words.companies', {
  alone: 'Alone',
  with_colleague: 'With a colleague',
  not_sure: 'Not sure',
});

export const interpreters: Record<Interpreter, string> = messages('words.interpreters', {
  nobody: 'Nobody',
  independent: 'An independent interpreter',
  relative: 'A relative or family friend',
  not_sure: 'Not sure',
});

export const presences: Record<Presence, string> = messages('words.presences', {
  present: 'Present',
  not_present: 'Not present',
  not_known: 'Not known',
  not_asked: 'Not asked',
});

export const askedWords: Record<Asked, string> = messages('words.askedWords', {
  asked: 'Asked',
  declined: 'Declined',
  not_asked: 'Not asked',
});

export const replies: Record<Reply, string> = messages('words.replies', {
  agreed: 'Agreed',
  thinking: 'Thinking about it',
  declined: 'Declined',
  not_offered: 'Not offered',
});

/** What is known of a service, a sentence each. What nobody knows is said, and that somebody has to ask. */
export const serviceInWords = messages(
  'words.serviceInWords',
  (service: Service, checked: string | null): string[] => {
    const known = (name: string, answer: Answer | null): string => {
      if (answer === 'yes') return `${name}: yes.`;
      return answer === 'no' ? `${name}: no.` : `${name}: not sure. Ask.`;
    };
    const isProgramme = service.kind === 'perpetrator_programme';
    const takes = list(service.cohorts.map((one) => lower(cohorts[one])));
    return [
      list([serviceKinds[service.kind], service.area]) + '.',
      service.phone ? `Telephone: ${service.phone}` : '',
      isProgramme || service.accredited ? known('Accredited', service.accredited) : '',
      isProgramme || service.survivor_support
        ? known('Support for survivors runs with it', service.survivor_support)
        : '',
      takes ? `Takes: ${takes}.` : isProgramme ? 'Whom it takes: not sure. Ask.' : '',
      service.of_pack
        ? `From ${service.of_pack.organisation}’s content pack. Source: ${service.of_pack.source}.`
        : '',
      checked ? `Checked on ${checked}.` : 'Nobody has said when this was checked.',
      service.notes,
    ].filter(Boolean);
  },
);

export const agencies: Record<Agency, string> = messages('words.agencies', {
  police: 'Police',
  childrens_social_care: 'Children’s social care',
  adult_social_care: 'Adult social care',
  marac: 'MARAC',
  general_practice: 'General practice',
  health_visiting: 'Health visiting',
  school_or_nursery: 'School or nursery',
  probation: 'Probation',
  domestic_abuse_service: 'Domestic abuse service',
  other: 'Another agency',
});

/** For the practitioner alone: none of it may stand where the person could see it. */
export const sharingDecisions: Record<SharingDecision, string> = messages(
  'words.sharingDecisions',
  {
    agreed: 'Agreed',
    refused: 'Refused',
    not_safe_to_ask: 'Not safe to ask',
  },
);

export const referralStates: Record<ReferralState, string> = messages('words.referralStates', {
  made: 'Referred, nothing heard yet',
  none_available: 'Nothing available',
  waiting: 'Waiting for a place',
  started: 'Started',
  finished: 'Finished',
  not_taken: 'The service did not take them',
  stopped: 'Declined, dropped out or no change',
});

export const topics: Record<Topic, string> = messages('words.topics', {
  afraid: 'Who is afraid?',
  changed_life: 'Whose life has changed?',
  decides: 'Who decides?',
  injuries: 'Who has injuries, and of what kind?',
  pattern: 'Who has done what over time?',
});

export const whos: Record<Who, string> = messages('words.whos', {
  the_person: 'The person',
  the_partner: 'The partner',
  both: 'Both',
  cannot_tell_today: 'Cannot tell today',
});

export const judgements: Record<Judgement, string> = messages('words.judgements', {
  yes: 'Yes',
  no: 'No',
  not_sure: 'Not sure',
});

export const steps: Record<Step, string> = messages('words.steps', {
  before: 'Before you start',
  look: 'Look and listen',
  ask: 'Ask',
  assess: 'Assess risk',
  respond: 'Respond',
  refer: 'Refer',
  record: 'Record',
  quick: 'Quick contact',
});

export const gateReasons: Record<GateReason, string> = messages('words.gateReasons', {
  danger_now: 'Someone is in danger now.',
  danger_not_sure: 'You are not sure that nobody is in danger now.',
  under_influence: 'The person seems to be under the influence of drink or drugs.',
  under_influence_not_sure: 'You are not sure that the person is sober.',
  partner_can_hear: 'The partner can hear.',
  partner_can_hear_not_sure: 'You are not sure that the partner cannot hear.',
  relative_interprets: 'A relative or family friend interprets.',
  interpreter_not_sure: 'You are not sure who interprets.',
  alone_on_home_visit: 'You are alone on a visit to a home. Never visit alone to talk about abuse.',
  alone_on_home_visit_not_sure: 'You may be alone on a visit to a home.',
  planned_to_talk_alone:
    'The visit was planned to talk about behaviour, and you are alone. Take a colleague, or meet in a clinic or an office.',
  planned_to_talk_alone_not_sure:
    'You may be alone on a visit that was planned to talk about behaviour.',
});

/** What every screen of a contact says that the person does not see. */
export const victimOnly = messages(
  'words.victimOnly',
  'What you know may come only from the victim. Do not use it or hint at it.',
);

export const blockers: Record<SealBlocker, { text: string; step: Step }> = messages(
  'words.blockers',
  {
    nobody_named: { text: 'Say who this contact is about', step: 'before' },
    cleared_without_reason: { text: 'Say why something is no longer present', step: 'assess' },
    cleared_without_source: {
      text: 'Say who told you that something is no longer present',
      step: 'assess',
    },
    judgement_without_why: { text: 'Say why you judge the risk as you do', step: 'assess' },
    no_judgement: { text: 'Give your judgement of the risk', step: 'assess' },
    outcome_not_shown: { text: 'Look at the outcome of the checklist', step: 'assess' },
    programme_not_asked: {
      text: 'Say whether you looked at a perpetrator programme as well, or why not',
      step: 'refer',
    },
    need_without_action: {
      text: 'There is nothing to refer to: add an action, or say why none',
      step: 'refer',
    },
    risk_not_looked_at_again: {
      text: 'A referral was declined: look at the risk again',
      step: 'refer',
    },
    nobody_told: {
      text: 'A referral was declined: say which agencies must know, or why none',
      step: 'refer',
    },
    no_review: { text: 'Enter a review date, or why there is none', step: 'record' },
    act_now_without_action: {
      text: 'Add an action: what, who and by when. The outcome is act now',
      step: 'refer',
    },
  },
);

export const outcomes: Record<OutcomeKind, string> = messages('words.outcomes', {
  act_now: 'Act now',
  not_enough_known: 'Not enough known',
  none_identified_so_far: 'None identified so far',
});

/** The one sentence that may name the word, to deny it. */
export const STANDING_SENTENCE = messages(
  'words.STANDING_SENTENCE',
  'This is not a finding of low risk.',
);

export const outcomeLead: Record<OutcomeKind, string> = messages('words.outcomeLead', {
  act_now: 'Follow your safeguarding policy and procedure now.',
  not_enough_known: 'Treat the risk as open. Find out what is missing.',
  none_identified_so_far: `${STANDING_SENTENCE} Risk changes. Assess again at the review, and sooner if anything new comes up.`,
});

export const protections: Record<Protection, string> = messages('words.protections', {
  open: '',
  partly_protected: 'Protected: part of this could lead back to a victim',
  victim_only: 'Protected: comes only from a victim, a child, family or an unnamed source',
});

/** "the person, seen by me"; words for nobody named too. */
export const sourceList = messages('words.sourceList', (from: readonly Source[]): string => {
  if (from.length === 0) return 'source not given';
  return list(from.map((source) => lower(sources[source])));
});

/** Who a piece came from, as a sentence. Without a source it is kept from the person, which is said here. */
export const fromInWords = messages('words.fromInWords', (from: readonly Source[]): string =>
  from.length === 0 ? 'Source not given: kept from the person.' : `From: ${sourceList(from)}.`,
);

/** Whether a piece is protected, as a sentence; empty where {@link fromInWords} says so, or nothing has to be. */
export const protectionInWords = messages(
  'words.protectionInWords',
  (from: readonly Source[], protection: Protection): string =>
    from.length > 0 && protections[protection] ? `${protections[protection]}.` : '',
);

/** "2 of 8 indicators present, 3 not known, 1 not asked; 1 of 6 further warning signs present". */
export const countsInWords = messages(
  'words.countsInWords',
  (indicators: Counts, signs: Counts): string => {
    return `${oneList(indicators, 'indicators')}; ${oneList(signs, 'further warning signs')}.`;
  },
);

function oneList(counts: Counts, name: string): string {
  const total = counts.present + counts.not_present + counts.not_known + counts.not_asked;
  const open = [
    counts.not_known > 0 ? `${counts.not_known} not known` : '',
    counts.not_asked > 0 ? `${counts.not_asked} not asked` : '',
  ].filter(Boolean);
  return list([`${counts.present} of ${total} ${name} present`, ...open]);
}

/** One reason of an outcome as a sentence. */
export const reasonInWords = messages(
  'words.reasonInWords',
  ({ reason, label }: ReasonView): string => {
    switch (reason.rule) {
      case 'item_present': {
        const item = label ?? reason.item;
        const from = fromInWords(reason.sources);
        return reason.list === 'indicator'
          ? `Indicator present: ${item}. ${from}`
          : `Warning sign present: ${item}. ${from}`;
      }
      case 'judgement_yes':
        return 'You judge that there is imminent or severe risk.';
      case 'judgement_not_sure':
        return 'You are not sure whether there is imminent or severe risk.';
      case 'items_open':
        return plural(reason.count, {
          one: 'One thing is not known or not asked.',
          other: `${reason.count} things are not known or not asked.`,
        });
      case 'cleared_on_their_word_alone':
        return reason.on === 'source_missing'
          ? `${label ?? reason.item}: present before, not now; nobody says on whose word. Treat it as open.`
          : `${label ?? reason.item}: present before, not now on the person’s word alone. Treat it as open.`;
      case 'more_than_last_time':
        return `More is present than last time: ${reason.present} now, ${reason.last_time} then.`;
      case 'nothing_present':
        return 'Every indicator and warning sign was looked for. None was found.';
    }
  },
);

/**
 * What one missing thing would change, and then what the checklist says of it. That the outcome is the same
 * either way is said first: what it would be if the thing were present must not read as better otherwise.
 */
function changeInWords({ missing, changes }: MissingView): string[] {
  const present = lower(outcomes[missing.if_present]);
  if (missing.if_present === missing.if_not_present) {
    return [`Either way: ${present}.`, `If it is present: ${lower(changes)}`];
  }
  const absent = lower(outcomes[missing.if_not_present]);
  return [`If it is present: ${present}. If it is not: ${absent}.`, changes];
}

/** What one missing thing would change, how to find out, and who may know: a line each. */
export const missingInWords = messages('words.missingInWords', (view: MissingView): string => {
  const before = view.missing.was_present
    ? 'It was present before. If only the person says that it is gone, it stays open.'
    : '';
  // Those that the way to find out does not name already.
  const cards = view.questions
    .map((label) => `“${label}”`)
    .filter((card) => !view.find_out.includes(card));
  const asks = cards.length > 0 ? `Question cards: ${list(cards)}.` : '';
  const known = view.agencies.length > 0 ? `Who may know: ${list(view.agencies)}.` : '';
  const [change, changes] = changeInWords(view);
  return [change, before, changes, view.find_out, asks, known].filter(Boolean).join('\n');
});

/** What changed since the last contact with the same person: a sentence each, the counts first. */
export const sinceInWords = messages('words.sinceInWords', (since: SinceView): string[] => {
  return [
    `${since.present} present now, ${since.present_last_time} present last time.`,
    since.more ? 'More is present than last time. Is it getting worse?' : '',
    since.newly_present.length > 0 ? `Newly present: ${phrases(since.newly_present)}.` : '',
    ...since.cleared.map(clearedInWords),
    since.not_looked_at.length > 0
      ? `Present before, and nothing known today: ${phrases(since.not_looked_at)}.`
      : '',
    since.still_unknown.length > 0 ? `Still not known: ${phrases(since.still_unknown)}.` : '',
  ].filter(Boolean);
});

function clearedInWords({ label, on, sources: from, why }: ClearedView): string {
  const word: Record<Clearing, string> = {
    on_their_word_alone: 'On the person’s word alone: treat it as open.',
    source_missing: 'Nobody says on whose word: treat it as open.',
    otherwise: `From: ${sourceList(from)}.`,
  };
  return `No longer present: ${label}. ${word[on]} ${why ? `Why: ${why}` : 'No reason is given.'}`;
}

/** "Last time: not asked (23 November 2026). Present at an earlier contact." */
export const lastTimeInWords = messages(
  'words.lastTimeInWords',
  (last: LastTimeView, day: string): string => {
    const then = `Last time: ${lower(presences[last.presence])} (${day}).`;
    const before = last.present_before && last.presence !== 'present';
    return before ? `${then} Present at an earlier contact.` : then;
  },
);

/** What stands under every table over time: fewer items present is nothing to rest on. */
export const OVER_TIME_CAUTION = messages(
  'words.OVER_TIME_CAUTION',
  'This table shows what was known on each day, and no more. Fewer items present does not mean that the danger has passed. People hide what they do, and victims cannot always say. If in doubt, assess again.',
);

/** What became of one item since the contacts before; empty where there is nothing to say. */
export const changeSince = messages('words.changeSince', (mark: Mark): string => {
  if (mark.new) return 'new';
  switch (mark.cleared) {
    case 'on_their_word_alone':
      return 'cleared on the person’s word alone: treat as open';
    case 'source_missing':
      return 'cleared, and nobody says on whose word: treat as open';
    case 'otherwise':
      return 'cleared';
    default:
      return '';
  }
});

/** What an assessment of a timeline counts: "2 present, 1 of them new." */
export const countsOfAssessment = messages(
  'words.countsOfAssessment',
  (counts: {
    present: number;
    new: number;
    cleared: number;
    cleared_on_their_word: number;
  }): string => {
    const lines = [
      `${counts.present} present${counts.new > 0 ? `, ${counts.new} of them new` : ''}.`,
      counts.cleared > 0 ? `${counts.cleared} cleared.` : '',
      counts.cleared_on_their_word > 0
        ? `${counts.cleared_on_their_word} cleared on the person’s word alone, or on nobody’s: treat as open.`
        : '',
    ];
    return sentences(lines);
  },
);

export const erasureReasons: Record<ErasureReason, string> = messages('words.erasureReasons', {
  retention: 'The time for which your organisation keeps such records is over',
  court: 'A court ordered it',
  request: 'Somebody asked for it and your organisation agreed',
});

/** What was noticed about the files: the news, and what it may mean. */
export const faultInWords = messages(
  'words.faultInWords',
  (fault: FaultView): { title: string; body: string } => {
    switch (fault.kind) {
      case 'broken':
        return {
          title: 'Your record is not as it was written',
          body: `${fault.entry === null ? 'An entry' : `Entry ${fault.entry}`} does not match the rest. It was changed, moved or taken out.`,
        };
      case 'older_file':
        return {
          title: 'The file with your records is older than it should be',
          body: 'It may have been put back from an old copy. What was written last is missing.',
        };
      case 'older_keys':
        return {
          title: 'The file with the keys is older than your records',
          body: 'It may have been put back from an old copy, and an old passphrase with it.',
        };
      case 'log_lost':
        return {
          title: 'Some of what was saved last is missing',
          body: 'The newest part of the file with your records is gone. Words in a draft may be missing.',
        };
      case 'files_changed':
        return {
          title: 'The files with your records were changed while Waymark was locked',
          body: 'A repair of the laptop, a program that copies files, or a person may have done this. Waymark cannot tell which.',
        };
    }
  },
);

/** What to do about it, in order. */
export const faultSteps = messages('words.faultSteps', (fault: FaultView): string[] => {
  return [
    'Do not delete anything.',
    'Tell your IT or information governance lead what this notice says.',
    'If there is a good backup, restore it: lock Waymark, then choose “Restore from a backup”.',
    'If you have to note something now, use paper or your own system.',
    ...(fault.kind === 'broken'
      ? ['Nothing can be added to this record any more. It stays here to be read.']
      : ['If no backup is newer than this record, you can go on with it.']),
  ];
});

/** What is known about the laptop's clock before something was written. */
export const clockInWords = messages(
  'words.clockInWords',
  (note: ClockNote | null, written: string): string => {
    if (!note) return '';
    const hours = Math.round(note.minutes / 60);
    const by =
      note.minutes < 60
        ? plural(note.minutes, { one: '1 minute', other: `${note.minutes} minutes` })
        : plural(hours, { one: '1 hour', other: `${hours} hours` });
    return note.back
      ? `The laptop’s clock was set back by about ${by} before this was ${written}.`
      : `Before this was ${written}, the laptop’s clock jumped forward by about ${by}, or the laptop slept.`;
  },
);

/** By when something has to be done, in words: the day is the last on which it is in time. */
export const dueInWords = messages('words.dueInWords', (is: Due, day: string): string => {
  switch (is) {
    case 'overdue':
      return `Overdue since ${day}`;
    case 'today':
      return 'Due today';
    case 'later':
      return `By ${day}`;
  }
});

/** Initials and reference, for a list that anyone may see; empty for nobody. */
export function shortName(card: { initials: string; reference: string }): string {
  return list([card.initials, card.reference]);
}
/** What a service of the directory does. An import takes the same words. */
export const serviceKinds: Record<ServiceKind, string> = messages('words.serviceKinds', {
  perpetrator_programme: 'Perpetrator programme',
  survivor_support: 'Support for survivors',
  children_and_families: 'Children and families',
  substance_use: 'Drink or drugs',
  mental_health: 'Mental health or trauma',
  practical_help: 'Housing, money or work',
  statutory: 'Police, safeguarding or social care',
  anger_management: 'Anger management',
  couple_counselling: 'Couple counselling or mediation',
  other: 'Something else',
});

/** Whom a service takes. An import takes the same words. */
export const cohorts: Record<Cohort, string> = messages('words.cohorts', {
  prevention: 'Prevention',
  early_help: 'Early help',
  high_risk: 'High risk',
  complex_needs: 'Complex needs',
  women: 'Women who use violence',
  young_people: 'Young people who use violence',
  same_sex: 'People who abuse a same-sex partner',
});

/** The fields of a service. */
export const columns: Record<Column, string> = messages('words.columns', {
  name: 'Name',
  kind: 'Type',
  area: 'Area',
  phone: 'Phone',
  accredited: 'Accredited',
  survivor_support: 'Survivor support',
  cohorts: 'Takes',
  checked_on: 'Checked on',
  notes: 'Notes',
});

/** The choices of a table of words, in its order. */
export function choices<V extends string>(words: Record<V, string>): { value: V; text: string }[] {
  return (Object.entries(words) as [V, string][]).map(([value, text]) => ({ value, text }));
}
