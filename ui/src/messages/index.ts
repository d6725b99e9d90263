/**
 * The words of the screens, kept apart from what shows them, for each language.
 *
 * English stands in `copy.ts` beside each feature, in `words.ts` and in `errors.ts`:
 *
 *     export const copy = messages('home.copy', { start: 'Start a contact' });
 *
 * Another language is a file beside it, `copy.cy.ts`, that exports the same names. The compiler holds it to
 * the English one, also to what each message is made of:
 *
 *     import type * as english from './copy';
 *     export const copy: typeof english.copy = { … };
 *
 * A message that depends on something is a function of it, so that a language orders its sentence as it
 * likes, and a kind of thing that is new is a type error in every language. Counts go through
 * {@link plural}, lists through {@link list}. Days and times come from Rust in words.
 *
 * Nothing here knows a screen. A file in which a language has no words yet speaks English.
 */
import { locale, SOURCE, words } from './locale';

export { locale, SOURCE } from './locale';

/** The words of one language, by the id of what they are the words of. */
const translated = new Map<string, unknown>();

/**
 * The words that belong to `id`, in the language of the screens.
 *
 * @param id the name of the file's area, a dot, and the name under which the words are exported.
 */
export function messages(id: string, english: string): string;
export function messages<T>(id: string, english: T): T;
export function messages(id: string, english: unknown): unknown {
  if (words) return through(english, words);
  return translated.has(id) ? translated.get(id) : english;
}

/** Takes in the words of a file of another language. Before the English ones are asked for. */
export function translate(area: string, exported: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(exported)) translated.set(`${area}.${name}`, value);
}

/** Under these names stands what a screen goes by, and no words: a test keeps words away from them. */
export const NO_WORDS: ReadonlySet<string> = new Set(['field', 'see', 'step', 'view']);

/** All texts of a value, whatever they stand in, and all that its functions will say. */
function through(value: unknown, text: (english: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((one) => through(one, text));
  if (typeof value === 'function') {
    const say = value as (...given: unknown[]) => unknown;
    return (...given: unknown[]) => through(say(...given), text);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, NO_WORDS.has(key) ? one : through(one, text)]),
  );
}

/** What is said of a count. English needs `one` and `other`; Welsh has all six. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

let rules: Intl.PluralRules | undefined;
let lists: Intl.ListFormat | undefined;

/** The form that goes with a count. */
export function plural(count: number, forms: Forms): string {
  rules ??= new Intl.PluralRules(locale);
  return forms[rules.select(count)] ?? forms.other;
}

/** Things one after another, "a, b, c". Empty ones are left out. */
export function list(items: readonly (string | null | undefined | false)[]): string {
  lists ??= new Intl.ListFormat(locale, { type: 'unit', style: 'long' });
  return lists.format(items.filter((item): item is string => !!item));
}

/** Things that may hold commas of their own: "a, or b; c". Empty ones are left out. */
export function phrases(items: readonly (string | null | undefined | false)[]): string {
  return items.filter(Boolean).join('; ');
}

/** Whole sentences one after another, each with its own full stop. Empty ones are left out. */
export function sentences(items: readonly (string | null | undefined | false)[]): string {
  return items.filter(Boolean).join(' ');
}

/** A label in the middle of a sentence. */
export function lower(label: string): string {
  return label.toLocaleLowerCase(locale);
}

/** Where the words of another language lie. Its tag stands before the ending. */
const files = import.meta.glob<Readonly<Record<string, unknown>>>([
  '../**/copy.*.ts',
  '../**/words.*.ts',
  '../**/errors.*.ts',
  '!../**/*.test.ts',
]);

/** The area of a file: its feature, or its own name where it belongs to all of them. */
export function areaOf(file: string): string {
  const [, feature] = /\/features\/([^/]+)\//.exec(file) ?? [];
  const [, folder = '', name = ''] = /([^/]*)\/([^/.]+)(?:\.[^/]*)?$/.exec(file) ?? [];
  return feature ?? (name === 'copy' ? folder : name);
}

/** Reads the words of the language of the screens. English is there already. */
export async function loadTranslation(): Promise<void> {
  if (locale === SOURCE) return;
  const own = Object.entries(files).filter(([file]) => file.endsWith(`.${locale}.ts`));
  await Promise.all(
    own.map(async ([file, read]) => {
      translate(areaOf(file), await read());
    }),
  );
}
