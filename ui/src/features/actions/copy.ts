import { messages } from '../../messages';
import type { ActionCounts, ActionEvent } from '../../ipc';

/** "3", or "more than 999" where counting ended. */
const number = (count: number, most: number): string =>
  count < most ? String(count) : `more than ${String(most - 1)}`;

/** The words of actions and reviews. */
export const copy = messages('actions.copy', {
  actions: 'Actions and reviews',
  sendsNothing:
    'Waymark sends nothing and reminds nobody else. An action stays open until somebody says here that it was done.',
  add: 'Add an action',
  open: 'Open actions',
  counts: ({ open, overdue, most }: ActionCounts) =>
    overdue > 0 ? `${number(open, most)} open, ${number(overdue, most)} overdue.` : '',
  noOpen:
    'No open actions. What you decide in a contact stands here; you can also add an action by itself.',
  more: (shown: number) =>
    `These are the first ${String(shown)}. The others follow when these are done.`,
  reviews: 'Reviews',
  reviewsWhy:
    'Due until the next contact with the same person is sealed. Reviews of the next two weeks are listed too.',
  noReviews: 'No reviews in the next two weeks. You set the day at the end of a contact.',
  done: 'Done lately',
  noDone: 'Nothing yet.',

  action: 'Action',
  what: 'What',
  state: 'State',
  isOpen: (due: string) => `Open. ${due}.`,
  isDone: (day: string) => `Done on ${day}`,
  outcome: 'What came of it',
  who: 'Who',
  notSaid: 'Not said',
  by: 'By when',
  about: 'About',
  nobody: 'Nobody in particular',
  decided: 'Decided on',
  record: 'Read the contact in which this was decided',
  staysOpen:
    'Waymark sends nothing. This action stays open until somebody says here that it was done.',

  finish: 'Say that it was done',
  doneOn: 'When was it done?',
  doneOns: { today: 'Today', day: 'On another day' },
  doneOnMissing: 'Choose when it was done',
  day: 'Day',
  dayHint: 'For example 23 11 2026',
  dayWrong: 'Enter a day that exists, with the year in four figures',
  outcomeHint:
    'For example who was told and what they will do. If it is no longer needed, say why.',
  finishYes: 'Say that it was done',
  finished: 'It is noted that this was done.',

  move: 'It needs another time',
  moveBy: 'By when now?',
  moveWhy: 'Why it needs another time',
  moveYes: 'Save the new time',
  moved: 'The new time is saved.',

  reopen: 'It was not done after all',
  reopenWhy: 'Why it is open again',
  reopenYes: 'Open it again',
  reopened: 'The action is open again.',

  history: 'What happened',
  event: (event: ActionEvent): string => {
    switch (event.event) {
      case 'decided':
        return 'Decided in a contact';
      case 'added':
        return event.due === null ? 'Added' : `Added, to be done by ${event.due}`;
      case 'moved':
        return `Moved, to be done by ${event.due}`;
      case 'done':
        return `Done on ${event.on}`;
      case 'reopened':
        return 'Opened again';
    }
  },
  eventWords: (event: ActionEvent): string => {
    switch (event.event) {
      case 'decided':
      case 'added':
        return '';
      case 'moved':
      case 'reopened':
        return event.why;
      case 'done':
        return event.outcome;
    }
  },
  entered: (at: string, author: string) =>
    `Entered on ${at}, by ${author || 'somebody whose name was not entered'}.`,

  form: 'Add an action',
  whatLabel: 'What is to be done?',
  whatHint: 'Write no more than whoever does it needs. It stands on Home, where others may see it.',
  whoLabel: 'Who does it?',
  whoHint: 'For example me, or the safeguarding lead.',
  byLabel: 'By when?',
  bys: { now: 'Now', today: 'Today', this_week: 'This week', date: 'On a date' },
  aboutLabel: 'Who is it about?',
  people: 'People',
  addYes: 'Add the action',
  saving: 'Saving',
  unsaved:
    'This is not saved until you choose the button. If Waymark locks before, Home offers to go on with it.',
});
