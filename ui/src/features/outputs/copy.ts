import { list, messages, plural, sentences } from '../../messages';
import { outcomes, settings } from '../../app/words';
import type { ExportWhat, LeakKind, OutputContact, OutputReader, PlaceView } from '../../ipc';

const readers: Record<OutputReader, string> = {
  hand_over: 'Someone who must act',
  own_agency: 'My own system',
  safe_copy: 'The person',
};

const titles: Record<OutputReader, string> = {
  hand_over: 'Hand-over',
  own_agency: 'Text for your own system',
  safe_copy: 'Copy for the person',
};

/** What has to be known before it is used: the first thing on its page. */
const warnings: Record<OutputReader, string> = {
  hand_over: 'Never give this to the person or their family. It holds what others said about them.',
  own_agency:
    'Two entries, kept apart. The second one must be hidden from online access before you save it.',
  safe_copy:
    'Read it as the person would. Do not hand it over before you have thought about the victim’s safety. If in doubt, ask your safeguarding lead first.',
};

const kinds: Record<LeakKind, string> = {
  name: 'A name of somebody else. This sentence:',
  initials: 'Initials of somebody else. This sentence:',
  phone: 'A phone number of somebody else. This sentence:',
  postcode: 'A postcode of somebody else. This sentence:',
  address: 'An address of somebody else. This sentence:',
  words: 'Words that somebody else used. This sentence:',
};

/** The words of what leaves the laptop. */
export const copy = messages('outputs.copy', {
  problem: 'There is a problem',
  home: 'Home',
  goOn: 'Continue',
  who: 'Who is this for?',
  readers,
  readerHints: {
    hand_over:
      'Safeguarding, police, social care, MARAC. Everything you have recorded, with what came from a victim marked.',
    own_agency: 'Two texts to paste: one the person may read online, one that you hide from them.',
    safe_copy: 'Only what they said themselves and what you did openly. The person asked for it.',
  } satisfies Record<OutputReader, string>,
  chooseReader: 'Choose who it is for',
  which: 'What goes in',
  this: 'This contact',
  choose: 'Some contacts',
  whole: 'All contacts with this person',
  wholeHint: 'With what happened in between, and what is still open.',
  contacts: 'Which contacts',
  chooseWhich: 'Choose what goes in',
  chooseContacts: 'Choose at least one contact',
  contact: ({ sealed }: OutputContact) => `Sealed ${sealed}`,
  contactHint: ({ setting, outcome }: OutputContact) =>
    [setting ? settings[setting] : '', outcomes[outcome]].filter(Boolean).join('. '),
  none: 'There is no sealed contact yet. Seal a contact first, then come back.',
  about: (name: string, reference: string) => list([name, reference]),
  titles,
  warnings,
  leftOut: 'What was left out and why',
  nothingLeftOut: 'Nothing was left out.',
  seenCode: (code: string) => `Seal code: ${code}`,
  preview: 'This is what it will say',
  marked: 'Marked “Protected”: it could lead back to a victim.',
  protected: 'Protected',
  everyPage: 'On every page:',
  made: (at: string, by: string) => sentences([`Made ${at}`, by ? `by ${by}` : '']),
  leaks: {
    title: 'Look at these first',
    lead: 'They could tell the person what somebody else said, or who it was.',
    kinds,
    leaveOut: 'Leave it out',
    stays: 'It can stay',
    open: (count: number) =>
      plural(count, {
        one: 'The text is shown when you have answered the one that is left.',
        other: `The text is shown when you have answered the ${String(count)} that are left.`,
      }),
    openError: (count: number) =>
      plural(count, {
        one: 'Answer the one that is left',
        other: `Answer the ${String(count)} that are left`,
      }),
  },
  entry: 'Entry',
  entryHint: 'What the person said and what they were offered. They may read this online.',
  noEntry:
    'The person said nothing and was offered nothing. Make no entry that they can see online.',
  hidden: 'Separate entry, hidden from online access',
  hiddenHint:
    'Mark it hidden in your system before you save it. SystmOne: use Next for a separate entry; marking it private does not hide it.',
  copyEntry: 'Copy the entry',
  copyHidden: 'Copy the hidden entry',
  copySafe: 'Copy the text',
  copied: (seconds: number) =>
    `Copied. It is taken off the clipboard after ${String(seconds)} seconds. Paste it now.`,
  copiedFrom:
    'Other programs can read the clipboard while it is there. Waymark has noted that you copied it.',
  terms: 'Terms you could choose in your system',
  termsHint: 'Suggestions only. Choose one only where it is what you found.',
  advanced: {
    title: 'Advanced',
    lead: 'For those who know what to do with it. None of these is for the person.',
    sealed: 'Save a sealed export',
    sealedHint:
      'Shows later that this record was not changed. Others can check it without Waymark.',
    verifier: 'Save the page that checks a sealed export',
    fhir: 'Save data for another system (FHIR)',
    fhirHint: 'The checklists as HL7 FHIR, for your system’s supplier.',
    counts: 'Counts for supervision',
    countsHint: 'By quarter, with nobody in them.',
    titles: {
      sealed_export: 'Save a sealed export',
      fhir: 'Save data for another system (FHIR)',
      counts: 'Save the counts',
      verifier: 'Save the page that checks a sealed export',
    } satisfies Record<ExportWhat['what'], string>,
    leads: {
      sealed_export:
        'Never give this to the person or their family. It holds every word of the contacts you chose. Anyone who gets the file can read it.',
      fhir: 'Never give this to the person or their family. It holds the checklists with their sources. Anyone who gets the file can read it.',
      counts: 'Nobody can be found in the counts: groups of fewer than five are not shown.',
      verifier:
        'Open this page in a browser, without a network, and choose a sealed export. It says what it can prove and what it cannot. Nothing of any record is in it.',
    } satisfies Record<ExportWhat['what'], string>,
  },
  counts: {
    title: 'Counts for supervision',
    counting: 'Counting',
    none: 'There is nothing to show yet. A quarter is shown when it is over and enough contacts were sealed in it.',
    quarter: ({ name, contacts }: { name: string; contacts: number }) =>
      `${name}: ${plural(contacts, { one: '1 contact', other: `${String(contacts)} contacts` })}`,
    what: 'What',
    many: 'Contacts',
    hidden: 'Not shown',
    allHidden: (groups: readonly string[]) => `Not shown: ${list(groups)}.`,
    save: 'Save the counts',
  },
  done: 'Done',
  save: {
    title: 'Save it as a file',
    how: 'How it is saved',
    locked: 'With a password',
    lockedHint: 'Waymark makes six words. The file opens with them alone.',
    plain: 'Without a password',
    plainHint: 'Anyone who gets the file can read it.',
    where: 'Where to put it',
    place: (place: PlaceView) =>
      place.kind === 'documents' ? 'Documents on this laptop' : 'Stick or drive',
    placeHint: (place: PlaceView) =>
      [place.path, place.synced ? 'Probably copied to a company’s computers.' : '']
        .filter(Boolean)
        .join('. '),
    other: 'Another folder',
    folder: 'The whole path of the folder',
    look: 'Look for sticks and drives again',
    chooseFolder: 'Choose where to put the file',
    make: 'Save the file',
    saving: 'Saving',
    name: 'The name of the file says the day and nothing about anybody.',
    synced: 'This folder is probably copied to a company’s computers',
    syncedBody:
      'A copy of the file would leave this laptop, and others may be able to open it. Ask your information governance lead first.',
    syncedYes: 'I have asked: save it here',
    syncedNo: 'Choose another folder',
    exists: 'There is a file of this name already',
    existsBody: 'If you replace it, what is in it now is gone.',
    existsYes: 'Replace it',
    existsNo: 'Do not replace it',
    own: 'Choose another folder: this one is for the records of Waymark',
    orCopy: 'Or take the text',
    orCopyHint: 'To paste into a letter. Read it again there before you give it to anybody.',
  },
  saved: {
    title: 'File saved',
    where: 'It is in this file:',
    words: 'The words that open it',
    wordsOnce: 'They are shown now and never again. Waymark does not keep them.',
    wordsHow:
      'Tell them by another way than the file: by phone, to somebody you know. Never in the same email, and never on the same stick.',
    wordsLost: 'If they are lost, save the file again: it gets new words.',
    plain: 'Anyone who gets this file can read it. Delete it when it has arrived.',
    locked: 'Delete the file when it has arrived.',
    code: 'Seal code',
    next: 'If it is on a stick, use “eject” or “remove safely” before you take the stick out.',
  },
  card: {
    title: 'Print a card with questions',
    lead: 'One page of questions and prompts to take along. Nothing of any record is on it, and nothing that says what it is for.',
    make: 'Save the card',
    saved: 'Card saved',
    savedNext: 'Open the file and print it.',
  },
});
