import { messages } from '../../messages';

/** The words of the page of keys. */
export const copy = messages('keys.copy', {
  title: 'Keys',
  intro:
    'Everything here works without a mouse. F1 or Alt+B takes you back to where you were. Nothing is lost.',
  locked: 'While your records are locked, these work:',
  anywhere: 'Anywhere',
  open: 'While your records are open',
  outside: 'Not while you write a contact: a slip would lead you away from it.',
  contact: 'In a contact',
  quick: (keys: string) =>
    `A quick contact has all steps on one page, so these do not work there: ${keys}.`,
  moving: 'To get about',
  alt: 'Alt is the key beside the space bar. On a Mac it is Option.',
  plain: [
    { keys: 'Tab, Shift+Tab', does: 'Go on, go back' },
    { keys: 'Space', does: 'Tick a box, choose an answer' },
    { keys: 'Enter', does: 'Press a button' },
    { keys: 'Arrows', does: 'Go through the answers of one question, or what a search found' },
    { keys: 'Escape', does: 'From what a search found, or the notepad: back to where you typed' },
  ],
});
