import { messages, plural } from '../../messages';
import type { GuideStep, HitKind, Nation, SnippetFrom } from '../../ipc';

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
  ask: 'To ask or do: ',
  avoid: 'Not to do: ',
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
  browse: 'Browse',
  checklist: 'The imminent-risk checklist',
  indicators: 'Eight indicators',
  signs: 'Further warning signs',
  laws: 'Law cards',
  services: 'Services',
  figures: 'Figures',
  kinds,
  from,
  steps,
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
  neverSay: 'Never mention this to the person',
  area: 'Area',
  notAdvice: 'For your own information. Not legal advice.',
});
