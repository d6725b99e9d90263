/** The words around the help; its pages are in `pages.ts`. */
export const copy = {
  help: 'Help',
  intro: 'Nothing here needs your records to be open. “Back” leads to where you were.',
  index: 'All pages of the help',
  see: 'See also',
};
