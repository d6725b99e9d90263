/**
 * All pages of the help, and their order.
 *
 * Any page may be open in the person's own kitchen, and the index is one press away from every screen. So
 * nothing here names a victim, says what the person may have done, or hints that somebody else has spoken;
 * a test holds the words that must not stand here. Only what is certain is said: no product is named.
 */
import type { HelpPage } from '../../app/help';
import { about } from './about/copy';
import { contact } from './contact/copy';
import { copy } from './copy';
import { records } from './records/copy';
import type { PageText } from './text';
import { work } from './work/copy';

/** Every page. */
export const pages: Record<HelpPage, PageText> = { ...contact, ...work, ...records, ...about };

/** Pages in groups, as the index shows them. */
export const groups: readonly { heading: string; pages: readonly HelpPage[] }[] = [
  {
    heading: copy.groups.contact,
    pages: ['before', 'look', 'ask', 'assess', 'respond', 'refer', 'record', 'quick'],
  },
  { heading: copy.groups.work, pages: ['rehearse', 'keyboard', 'screen-reader', 'dictation'] },
  {
    heading: copy.groups.records,
    pages: ['stored', 'leaves', 'lock-and-hide', 'backup', 'passphrase', 'no-false-vault'],
  },
  { heading: copy.groups.about, pages: ['promises', 'accessibility', 'licences'] },
];
