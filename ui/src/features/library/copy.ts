import { messages, plural } from '../../messages';
import type { EntryKind, GuideStep, HitKind, Nation, QuestionSet, SnippetFrom } from '../../ipc';

const kinds: Record<HitKind, string> = {
  statement: 'Something they may say',
  presentation: 'How someone may present',
  behaviour: 'Something to notice',
  injury: 'Injury',
  question: 'Question',
  listening: 'If they start to talk',
  note: 'Good to know',
  principle: 'Principle',
  rule: 'Rule',
  practice: 'What helps',
  safety: 'Safety',
  'self-care': 'Looking after yourself',
  route: 'Where to refer',
  'not-advised': 'Not advised',
  caution: 'Caution',
  'risk-indicator': 'Indicator',
  'warning-sign': 'Further warning sign',
  law: 'Law card',
  service: 'Service',
  figure: 'Figure',
};

const from: Record<SnippetFrom, string> = {
  text: '',
  means: 'May mean: ',
  ask: 'What to ask or do: ',
  avoid: 'What not to do: ',
  why: 'Why: ',
  more: '',
};

const steps: Record<GuideStep, string> = {
  frame: 'Principles',
  look: '1 Look and listen',
  ask: '2 Ask',
  assess: '3 Assess risk',
  respond: '4 Respond',
  refer: '5 Refer',
  record: '6 Record',
};

/** What stands on the page of a step, in a line. */
const stepAbout: Record<GuideStep, string> = {
  frame: 'What holds for every step: what this guide is for, and what comes first.',
  look: 'How someone may present, what they may say, what to notice.',
  ask: 'When it may be asked, and questions to ask.',
  assess: 'How to weigh what you know, and what you do not know.',
  respond: 'What helps in the talk, what keeps people from harm, and looking after yourself.',
  refer: 'Where to refer, whom to tell, and what is not advised.',
  record: 'What to write down, and how.',
};

/** What stands above the entries of a step. */
const stepIntro: Record<GuideStep, string> = {
  frame: 'Read these first. They hold for everything that follows.',
  look: 'What you see and hear may mean little or a lot. Open one to see what it may mean, what to ask and what not to do.',
  ask: 'Ask only where nobody else can see or hear you. Use your own words.',
  assess: 'One indicator is enough to act on. What nobody knows stays open.',
  respond: 'What you say can help or do harm. Choose what fits; you need not do it all.',
  refer: 'A referral does not end the risk. Go on until somebody else has taken over.',
  record:
    'Write what was said, by whom, and what you did. Keep it where the person and the family cannot read it.',
};

/** The headings on the page of a step. */
const groups: Record<EntryKind, string> = {
  statement: 'What they may say',
  presentation: 'How someone may present',
  behaviour: 'What to notice',
  injury: 'Injuries',
  question: 'Questions',
  listening: 'If they start to talk',
  note: 'Good to know',
  principle: 'Principles',
  rule: 'Rules',
  practice: 'What helps',
  safety: 'Safety',
  'self-care': 'Looking after yourself',
  route: 'Where to refer',
  'not-advised': 'Not advised',
  caution: 'Take care',
};

const sets: Record<QuestionSet, string> = {
  'ask.other-issue': 'Questions when they come about something else',
  'ask.disclosed': 'Questions when they speak of abuse',
  'ask.direct': 'Direct questions',
};

const nations: Record<Nation, string> = {
  'england-and-wales': 'England and Wales',
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
};

/** The words of the guide's own screens; its content is data in the program. */
export const copy = messages('library.copy', {
  notNow: 'Not now',
  notNowWhy:
    'This is a question, and it is look and listen only in this contact. If something has changed, change the answers under “Before you start”.',
  card: 'Print a card with questions',
  guide: 'Guide',
  search: 'Search the guide',
  searchHint: 'Try what they said: “anger”, “it’s the drink”, “my ex”.',
  none: 'Nothing found. Try another word, or browse below.',
  results: (count: number) => plural(count, { one: '1 result', other: `${count} results` }),
  browse: 'Read the guide step by step',
  checklist: 'The imminent-risk checklist',
  indicators: 'Eight indicators',
  signs: 'Further warning signs',
  checklistAbout: 'Eight indicators and six further warning signs, with how to find out.',
  laws: 'The law',
  lawOf: (nation: string) => `The law: ${nation}`,
  more: 'More',
  services: 'Services',
  servicesAbout: 'Helplines and services that answer across a nation or the whole UK.',
  localServices: 'Services near you',
  figures: 'Figures with their sources',
  figuresAbout: 'The only figures to quote, each with where it comes from.',
  cardAbout: 'One page without anything about anybody, to print or keep.',
  locked: 'Waymark is locked. What your organisation added is shown once you have unlocked it.',
  previous: 'Previous:',
  next: 'Next:',
  otherSteps: 'Other steps',
  otherEntries: 'Others on this page of the guide',
  ofPack: (organisation: string) => `From ${organisation}’s content pack.`,
  kinds,
  from,
  steps,
  stepAbout,
  stepIntro,
  groups,
  sets,
  nations,
  means: 'What it may mean',
  ask: 'What to ask or do',
  avoid: 'What not to do',
  why: 'Why',
  say: 'You could say',
  leadIn: 'How to begin',
  forWhom: 'For whom',
  findOut: 'How to find out',
  agencies: 'Who may know',
  questions: 'Questions that may show it',
  changes: 'What it changes',
  who: 'Who can ask for it',
  breach: 'If it is broken',
  caution: 'Take care',
  seeAlso: 'See also',
  source: 'Source',
  reviewed: (day: string) => `Reviewed on ${day}`,
  checked: (on: string, by: string) => `Checked on ${on}. Check again by ${by}.`,
  checkFirst: 'Check before use',
  checkFirstWhy: 'The day for the next check is past, or it was not read in the source itself.',
  neverSay: 'Never mention this to the person',
  area: 'Area',
  notAdvice: 'For your own information. Not legal advice.',
});
