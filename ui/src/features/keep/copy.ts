import { list, messages, plural } from '../../messages';
import type { ErasureView, KeepView } from '../../ipc';

const contacts = (count: number): string =>
  plural(count, { one: '1 contact', other: `${count} contacts` });

/** The words of keeping, erasing and checking the record. */
export const copy = messages('keep.copy', {
  keep: 'Keep or erase',
  who: (keep: KeepView) => `${list([keep.name, keep.reference])}: ${contacts(keep.contacts)}`,
  askFirst:
    'Ask your safeguarding or information governance lead first: the record may be needed to protect someone.',
  retention: 'Review date',
  retentionWhat:
    'On this day Home lists these records, by initials, so that you decide whether they are still kept. Nothing is erased by itself.',
  day: 'Look at it again on',
  dayHint:
    'How long records are kept is for your organisation to say. Leave it empty to take a date back.',
  dayWrong: 'Enter a day that exists, with the year in four figures',
  dayWhy: 'Why this day',
  dayWhyHint: 'For example the name of the policy.',
  saveDay: 'Save the review date',
  saved: 'Review date saved',
  erase: 'Erase',
  what: 'What to erase',
  whats: {
    contact: 'This contact, with everything that was added to it',
    person: 'Everything about this person: all contacts, drafts and the name',
  },
  goes: 'What goes',
  goesLines: [
    'Every word of it, from this vault. This cannot be undone.',
    'When it is the only contact about the person, their name goes with it.',
  ],
  stays: 'What stays',
  staysLines: [
    'That there was a record, when it was erased, why, and by whom.',
    'Backups made before still hold it. So do copies in your own system or on paper.',
  ],
  reason: 'For which reason',
  reasonMissing: 'Choose a reason',
  why: 'More about why',
  whyHint: 'For example the number of an order. Do not write names: this stays for good.',
  whyMissing: 'Enter more about why',
  confirm: 'Type ERASE to confirm',
  eraseYes: 'Erase for good',
  erasing: 'Erasing',
  erased: 'Erased',
  erasedWhat: (erasure: ErasureView) =>
    `${contacts(erasure.contacts)} erased on ${erasure.at}. That this was done, and why, stays in the record.`,
  erasedNext:
    'Backups made before still hold it. Ask your information governance lead what is to happen to them.',
  home: 'Home',
  check: 'Check the record',
  checking: 'Reading every entry',
  checked:
    'Waymark has read every entry from the first to the last, and compared each with the mark that was noted when it was written.',
  holds: 'Every entry is as it was written.',
  entries: 'Entries',
  code: 'Seal code',
  compare:
    'Write the seal code down somewhere else, with the day. It shows later that nothing before it was changed.',
  wrong: 'Important',
  holdsAllTheSame:
    'Every entry that is there is as it was written. What the notice says still has to be settled.',
  todo: 'What to do',
  erasures: 'What was erased',
  noErasures: 'Nothing was erased.',
  noErasuresFound: 'No entry about an erasure was found.',
  erasure: (erasure: ErasureView) => `${erasure.at}: ${contacts(erasure.contacts)}`,
  by: (erasure: ErasureView) => {
    const by = list([erasure.author.name, erasure.author.role]);
    return `By ${by || 'somebody whose name was not entered'}.`;
  },
});
