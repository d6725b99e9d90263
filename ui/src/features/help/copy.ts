import { messages } from '../../messages';

/** The words around the help; its pages are in `pages.ts`. */
export const copy = messages('help.copy', {
  help: 'Help',
  intro: 'Nothing here needs your records to be open. “Back” leads to where you were.',
  index: 'All pages of the help',
  seeAlso: 'See also',
  groups: {
    contact: 'A contact, step by step',
    work: 'Ways to work',
    records: 'Your records',
    about: 'About Waymark',
  },
});

/** The headings that pages share. */
export const headings = messages('help.headings', {
  how: 'How to use it',
  mind: 'What to mind',
});
