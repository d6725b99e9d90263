import { messages, plural } from '../../messages';
import type { Answer, Nation, PackField, PackPart, ReadIn } from '../../ipc';

const many = (count: number, one: string, more: string): string =>
  plural(count, { one: `1 ${one}`, other: `${count} ${more}` });

const answers: Record<Answer, string> = { yes: 'yes', no: 'no', not_sure: 'not sure' };

const readIn: Record<ReadIn, string> = {
  statute: 'the law itself',
  official: 'an official page',
  secondary: 'a secondary source',
};

const fields: Record<PackField, string> = {
  name: 'Name',
  kind: 'What it does',
  phone: 'Telephone',
  when: 'When it is answered',
  place: 'Where it is',
  area: 'Area',
  accredited: 'Accredited',
  survivor_support: 'Support for survivors runs with it',
  cohorts: 'Takes',
  text: 'Text',
  who: 'Who can ask for it',
  breach: 'If it is broken',
  say: 'You could say',
  never_say: 'Never mention it to the person',
  caution: 'Take care',
  notes: 'Notes',
  source: 'Source',
  read_in: 'Read in',
  checked_on: 'Checked on',
  check_again_by: 'Check again by',
};

const parts: Record<PackPart, string> = {
  lead: 'Who to ring',
  policy: 'Safeguarding policy',
  service: 'Local services',
  law: 'Law cards',
};

const nations: Record<Nation, string> = {
  'england-and-wales': 'England and Wales',
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
};

/** The words of the content from an organisation. */
export const copy = messages('pack.copy', {
  pack: 'Content from your organisation',
  what: 'Your organisation may give you a content pack: one signed file with its safeguarding policy, who to ring, local services and law cards that it has checked.',
  none: 'No content pack is loaded.',
  noneNext:
    'If your organisation has one, it sends you the file, and gives you its key by another way: by telephone, on paper or in a meeting. Without a pack, enter your safeguarding lead under Settings and your services under Local services.',
  beside:
    'What you entered yourself stays. What the pack brings stands beside it and says whose it is.',
  whenOpen: 'It is kept in your vault, and shown only while that is open.',

  loadedNow: 'Loaded now',
  organisation: 'Organisation',
  title: 'Pack',
  serial: 'Number',
  madeOn: 'Made on',
  loadedAt: 'Loaded',
  key: 'Key that you trust',
  holds: 'What it brings',
  lead: 'Who to ring',
  leadLine: (name: string, phone: string, when: string): string =>
    [`${name}, ${phone}`, when].filter(Boolean).join('. '),
  policy: 'Safeguarding policy',
  services: (count: number) => many(count, 'local service', 'local services'),
  toServices: 'See local services',
  laws: 'Law cards',
  trusted: (organisation: string) => `Key that you trust for ${organisation}`,

  load: 'Load a content pack',
  which: 'Which file',
  noFiles:
    'No content pack was found in your documents, in your downloads or on a stick or drive. Look again, or enter the file.',
  writtenAt: (at: string | null) => (at ? `Last changed ${at}` : ''),
  otherFile: 'Another file',
  file: 'The whole path of the file',
  fileHint: 'Its name usually ends in “.waypack”.',
  lookForFiles: 'Look for files again',
  chooseFile: 'Choose a file',
  look: 'Check this file',
  looking: 'Checking the file',

  keyTitle: 'Type the key of your organisation',
  keyWhy: [
    'Anybody can make a file like this. Its key shows that your organisation made it.',
    'Your organisation gives you the key by another way than the file: by telephone, on paper or in a meeting. It has six groups of four letters and digits.',
    'Waymark does not show the key of this file, so that it is not copied from the screen.',
  ],
  keyNew:
    'You trust another key now. Go on only when your organisation has told you, on a number that you know, that it has a new one.',
  keyLabel: 'Key',
  keyHint: 'For example 7KQ2-M4XD-0RTE-9WHA-CB31-ZN8P',
  keyMissing: 'Enter the key that you were given',
  keyCheck: 'Check the key',
  newKey: 'My organisation has told me its new key',
  otherPack: 'Choose another file',

  preview: 'Check before you load',
  changesLead: 'Nothing is changed before you load it.',
  newKeyWarning:
    'This pack has a new key. From now on only packs with this key are taken. That is entered in the record.',
  sameAsNow: 'Nothing would change: all of this is there already.',
  parts,
  named: (name: string, nation: Nation | null) => {
    if (!name) return 'Your organisation’s policy:';
    return nation ? `${name} (${nations[nation]}):` : `${name}:`;
  },
  change: {
    added: 'new',
    changed: 'changed',
    removed: 'goes',
    unused: 'stays as it is. Waymark’s own card was checked later',
  },
  fields,
  answers,
  readIn,
  was: 'Now:',
  becomes: 'After loading:',
  nothing: 'nothing',
  loadIt: 'Load this pack',
  loading: 'Loading',
  again: 'Check the file again',
  loadedDone: 'Content pack loaded',

  remove: 'Remove this content',
  removeWhat:
    'Who to ring, the policy, its services and its law cards are taken away. What you entered yourself stays, and so do sealed records. It is entered in the record.',
  removeYes: 'Remove it',
  removeNo: 'Keep it',
  removed: 'Content removed',
});
