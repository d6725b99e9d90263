import { list, lower, messages, plural } from '../../messages';
import { cohorts, columns, serviceKinds } from '../../app/words';
import type {
  Answer,
  Column,
  ImportCounts,
  LocalServiceView,
  OfPackView,
  RowChangeView,
  ServiceFault,
} from '../../ipc';

const many = (count: number, one: string, more: string): string =>
  plural(count, { one: `1 ${one}`, other: `${count} ${more}` });

const answered: Record<Answer, string> = { yes: 'yes', no: 'no', not_sure: 'not sure' };

const columnList = (fields: readonly Column[]): string =>
  list(fields.map((field) => lower(columns[field])));

/** How long ago somebody last looked, and what that means. */
function checked({ checked: day, checked_months_ago: months, stale }: LocalServiceView): string {
  if (day === null) return 'Nobody has noted checking this: check before use.';
  const ago =
    months === null || months === 0 ? '' : ` (${many(months, 'month ago', 'months ago')})`;
  return stale ? `Checked on ${day}${ago}: check before use.` : `Checked on ${day}${ago}.`;
}

/** What an import does with a row. */
function rowChange(change: RowChangeView): string {
  const of = (row: number | null): string =>
    row === null ? 'already there' : `already there from row ${row}`;
  switch (change.does) {
    case 'adds':
      return 'new';
    case 'updates':
      return `${of(change.of_row)}: will be brought up to date (${columnList(change.fields)})`;
    case 'nothing':
      return `${of(change.of_row)}, nothing changes`;
  }
}

/** The words of the directory. */
export const copy = messages('directory.copy', {
  services: 'Local services',
  what: 'Services near you, as you or your organisation entered them. Waymark has not checked them.',
  empty: 'No services are entered yet.',
  emptyNext:
    'Ask your organisation for its list of local services and import it, or add the services that you use one at a time.',
  add: 'Add a service',
  importList: 'Import a list',
  search: 'Search by name or area',
  kind: 'What it does',
  allKinds: 'Everything',
  found: (count: number) => many(count, 'service', 'services'),
  nothing: 'Nothing found. Try another word, or everything.',
  first: (shown: number, count: number) =>
    `The first ${shown} of ${count}. Search to see the others.`,
  notAdvised: 'Not advised',
  notAdvisedWhat: 'Do not refer anyone who may be abusive to these.',
  inGuide: 'Read this in the guide',
  area: (area: string) => `Area: ${area}`,
  phone: (phone: string) => `Phone: ${phone}`,
  accredited: ({ accredited, survivor_support }: LocalServiceView) =>
    `Accredited: ${answered[accredited ?? 'not_sure']}. Support for survivors runs with it: ${answered[survivor_support ?? 'not_sure']}.`,
  takes: (service: LocalServiceView) =>
    `Takes: ${list(service.cohorts.map((cohort) => lower(cohorts[cohort])))}.`,
  checked,
  ofPack: ({ organisation, source, check_again_by }: OfPackView) =>
    `From ${organisation}’s content pack. Source: ${source}. Check again by ${check_again_by}.`,
  change: 'Change',

  formNew: 'Add a service',
  formChange: 'Change a service',
  name: 'Name of the service',
  areaLabel: 'Area that it works in',
  areaHint: 'For instance a county, a borough or “all of England”. Never where a refuge is.',
  phoneLabel: 'Phone number',
  accreditedLabel: 'Is it accredited?',
  accreditedHint:
    'For a perpetrator programme: by Respect, or to a standard that your organisation accepts.',
  survivorLabel: 'Does support for survivors run with it?',
  cohortsLabel: 'Who it takes',
  cohortsHint: 'Tick all that apply. Leave it open if you do not know.',
  day: 'When somebody last checked this',
  dayHint: 'For instance 23 11 2026. After six months Waymark says “check before use”.',
  dayWrong: 'Enter a day that exists, with day, month and year',
  notes: 'Notes',
  notesHint:
    'For instance how to refer. Nothing about a person, and never the address of a refuge.',
  save: 'Save the service',
  saving: 'Saving',
  saved: 'Service saved',
  remove: 'Remove this service',
  removeWhat:
    'It is taken out of your list. A contact that names it keeps its name. This cannot be undone.',
  removeYes: 'Remove it',
  removeNo: 'Keep it',
  removed: 'Service removed',

  importWhat: [
    'Take in a list from a spreadsheet, saved as a CSV file.',
    'First you see what it would change. Nothing is changed before you say so.',
    'The file stays where it is, as it is.',
  ],
  needs: 'What the file needs',
  needsHeadings:
    'One row of headings, and below it one row for each service. The headings may be in any order:',
  needed: 'needed',
  needsKinds: 'Under “Type”, write one of these:',
  needsTakes: 'Under “Takes”, write any of these, with a semicolon between them:',
  needsAnswers: 'Under “Accredited” and “Survivor support”, write yes, no or not sure.',
  needsDates: 'Write a date as 23/11/2026, 23 November 2026 or 2026-11-23.',
  needsSave: 'In Excel, choose “Save as”, then “CSV UTF-8”.',
  headings: [
    ['Name', true],
    ['Type', true],
    ['Area', false],
    ['Phone', false],
    ['Accredited', false],
    ['Survivor support', false],
    ['Takes', false],
    ['Checked on', false],
    ['Notes', false],
  ] as const,
  which: 'Which file',
  none: 'No CSV file was found in your documents, in your downloads or on a stick or drive. Look again, or enter the file.',
  otherFile: 'Another file',
  file: 'The whole path of the file',
  fileHint: 'Its name usually ends in “.csv”.',
  lookForFiles: 'Look for files again',
  chooseFile: 'Choose a file',
  look: 'Check this file',
  looking: 'Checking the file',

  preview: 'Check before you import',
  counts: ({ new: added, updated, unchanged, refused }: ImportCounts) =>
    [
      added > 0 ? `${many(added, 'service is', 'services are')} new.` : '',
      updated > 0
        ? `${many(updated, 'is', 'are')} already there and will be brought up to date.`
        : '',
      unchanged > 0 ? `${many(unchanged, 'row changes', 'rows change')} nothing.` : '',
      refused > 0 ? `${many(refused, 'row is', 'rows are')} refused.` : '',
    ].filter(Boolean),
  headingsIn: (row: number) =>
    `The headings were found in row ${row}. What stands above them is not taken.`,
  notTaken: (headings: readonly string[]) =>
    `These columns are not taken: ${list(headings.map((one) => `“${one}”`))}.`,
  refused: (count: number) => `Refused: ${many(count, 'row', 'rows')}`,
  refusedNext:
    'These rows are left out. Correct them in your spreadsheet, save it and check the file again, or import without them.',
  taken: (count: number) => `Taken: ${many(count, 'row', 'rows')}`,
  row: (row: number, name: string) => `Row ${row}: ${name || 'no name'}`,
  foundHint: (at: string | null, path: string) => (at ? `Last changed ${at}. ${path}` : path),
  rowSays: (kind: string, area: string, change: RowChangeView): string =>
    `${list([kind, area])}: ${rowChange(change)}`,
  more: (count: number) => `Show ${many(count, 'more row', 'more rows')}`,
  import: (count: number) => `Import ${many(count, 'service', 'services')}`,
  importing: 'Importing',
  nothingToImport: 'There is nothing to import: no row would change your list.',
  again: 'Check the file again',
  other: 'Choose another file',

  imported: (count: number) => `${many(count, 'service', 'services')} imported`,
  importedCounts: ({ new: added, updated, refused }: ImportCounts) =>
    [
      added > 0 ? `${many(added, 'service is', 'services are')} new.` : '',
      updated > 0 ? `${many(updated, 'was', 'were')} there already and brought up to date.` : '',
      refused > 0
        ? plural(refused, {
            one: '1 row was refused and is not in your list.',
            other: `${refused} rows were refused and are not in your list.`,
          })
        : '',
    ].filter(Boolean),
  toServices: 'Go to local services',
});

/** Why a service was not saved or a row not taken: one plain sentence. */
export const faultInWords = messages('directory.faultInWords', (fault: ServiceFault): string => {
  switch (fault.fault) {
    case 'name_missing':
      return 'Enter the name of the service.';
    case 'kind_missing':
      return 'What it does is missing.';
    case 'kind_unknown':
      return `“${fault.said}” is not a type that Waymark knows.`;
    case 'answer_unknown':
      return `${columns[fault.column]}: “${fault.said}” is not yes, no or not sure.`;
    case 'cohort_unknown':
      return `Takes: “${fault.said}” is not a group that Waymark knows.`;
    case 'date_unreadable':
      return `“${fault.said}” is not a date that exists. Write it as 23/11/2026.`;
    case 'checked_in_future':
      return 'The day of the last check is still to come.';
    case 'checked_too_long_ago':
      return 'The day of the last check is before the year 2000.';
    case 'phone_wrong':
      return 'The phone number does not look like one. Put other words in the notes.';
    case 'phone_shortened':
      return 'The spreadsheet has shortened the phone number. Format the column as text and type it again.';
    case 'phone_lost_zero':
      return 'The 0 or + at the front of the phone number is missing. Format the column as text and type it again.';
    case 'too_long':
      return `${columns[fault.column]}: the text is too long.`;
    case 'unreadable':
      return `${columns[fault.column]}: a character cannot be read. Type it again.`;
    case 'address':
      return `${columns[fault.column]}: an address or postcode. Waymark does not keep where support for survivors is.`;
    case 'too_many_cells':
      return 'The row has more cells than there are headings. There may be a comma too many.';
    case 'quotes_do_not_match':
      return 'The quotation marks in this row do not match.';
  }
});

/** The field of the form that a fault belongs to. */
export function fieldOf(fault: ServiceFault): string {
  switch (fault.fault) {
    case 'name_missing':
      return 'name';
    case 'kind_missing':
    case 'kind_unknown':
      return 'kind';
    case 'cohort_unknown':
      return 'cohorts';
    case 'date_unreadable':
    case 'checked_in_future':
    case 'checked_too_long_ago':
      return 'checked_on';
    case 'phone_wrong':
    case 'phone_shortened':
    case 'phone_lost_zero':
      return 'phone';
    case 'answer_unknown':
    case 'too_long':
    case 'unreadable':
    case 'address':
      return fault.column;
    case 'too_many_cells':
    case 'quotes_do_not_match':
      return 'name';
  }
}

export const kinds = serviceKinds;
