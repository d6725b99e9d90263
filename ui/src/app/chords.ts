/**
 * Every chord there is: its keys and where it works; its words stand in `copy.chords`. The keys are heard
 * and the page of F1 is made from this list, so that no chord is unlisted.
 *
 * Alt with a letter or a digit, and nothing else: single letters belong to screen readers, Ctrl with a
 * letter to the web view and to typing, Ctrl+Alt is how a British keyboard types á and €, Alt+Shift is
 * Orca's, Alt with arrows goes back in a web view, Alt with F keys belongs to the desktop. A seal cannot be
 * undone, so no chord makes one.
 */
import { copy } from './copy';

/**
 * Where a chord works.
 *
 * - `anywhere`: on the lock screen too.
 * - `open`: while the records are open.
 * - `outside`: while they are open, and not within a draft. Beside the person a slip of the hand must not
 *   lead away from what is being written.
 * - `contact`: in a contact that is not sealed.
 * - `steps`: in a contact that has its steps, so not on the one page of a quick contact.
 */
export type Where = 'anywhere' | 'open' | 'outside' | 'contact' | 'steps';

interface Chord {
  /** As `aria-keyshortcuts` has it. */
  keys: string;
  where: Where;
}

/** Three times Shift is no chord and is heard elsewhere (`session.key`); it stands here to be listed. */
const SHIFTS = 'Shift Shift Shift';

const list = {
  keys: { keys: 'F1', where: 'anywhere' },
  hide: { keys: SHIFTS, where: 'anywhere' },
  back: { keys: 'Alt+B', where: 'anywhere' },
  guide: { keys: 'Alt+G', where: 'anywhere' },
  home: { keys: 'Alt+H', where: 'open' },
  records: { keys: 'Alt+R', where: 'open' },
  lock: { keys: 'Alt+L', where: 'open' },
  start: { keys: 'Alt+S', where: 'outside' },
  quick: { keys: 'Alt+Q', where: 'outside' },
  find: { keys: 'Alt+F', where: 'contact' },
  notepad: { keys: 'Alt+J', where: 'contact' },
  yes: { keys: 'Alt+Y', where: 'contact' },
  no: { keys: 'Alt+N', where: 'contact' },
  undo: { keys: 'Alt+Z', where: 'contact' },
  check: { keys: 'Alt+C', where: 'contact' },
  before: { keys: 'Alt+0', where: 'contact' },
  look: { keys: 'Alt+1', where: 'contact' },
  ask: { keys: 'Alt+2', where: 'contact' },
  assess: { keys: 'Alt+3', where: 'contact' },
  respond: { keys: 'Alt+4', where: 'steps' },
  refer: { keys: 'Alt+5', where: 'contact' },
  record: { keys: 'Alt+6', where: 'contact' },
  next: { keys: 'Alt+X', where: 'steps' },
  previous: { keys: 'Alt+P', where: 'steps' },
  steps: { keys: 'Alt+T', where: 'steps' },
} as const satisfies Record<string, Chord>;

export type ChordId = keyof typeof list;

/** The chords, in the order of the page. */
export const chordIds = Object.keys(list) as ChordId[];

/** What a screen reader is told: "Alt+H". Nothing for what is not pressed together. */
export const keysOf = (id: ChordId): string | undefined =>
  list[id].keys === SHIFTS ? undefined : list[id].keys;

/** What the page of keys shows. */
export const keysInWords = (id: ChordId): string => keysOf(id) ?? copy.threeShifts;

/** Where it works. */
export const whereOf = (id: ChordId): Where => list[id].where;

/** The chord that was pressed; undefined for every other key. */
export function chordOf(event: KeyboardEvent): ChordId | undefined {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return undefined;
  const name = event.altKey ? `Alt+${letterOf(event)}` : event.key;
  return chordIds.find((id) => list[id].keys === name);
}

/** The letter or digit of a key. Where Alt writes other letters, the key itself counts. */
function letterOf({ key, code }: KeyboardEvent): string {
  const letter = /^[a-z0-9]$/i.test(key) ? key : code.replace(/^(Key|Digit)/, '');
  return letter.toUpperCase();
}
