/**
 * What ships and is not ours, as `cargo xtask licences` wrote it down.
 *
 * There are some 600 parts and 400 texts, so the list is read when the page opens, and the texts when the first
 * one is looked at.
 */
import { copy } from './copy';

/** One part. */
export interface Part {
  name: string;
  /** Empty for a font. */
  version: string;
  /** An SPDX expression. */
  licence: string;
  /** The numbers of its texts. */
  texts: number[];
}

/** The parts that have the same texts. */
export interface Shared {
  texts: number[];
  parts: Part[];
}

/** The parts that name the same licence. */
export interface Group {
  /** In words. */
  licence: string;
  parts: number;
  shared: Shared[];
}

/** Every part. */
export async function readParts(): Promise<Part[]> {
  return (await import('../../../../assets/licences/parts.json')).default;
}

/** The number of the text of Waymark's own licence. */
export const OWN = 0;

/** Every text, by its number. */
export async function readTexts(): Promise<string[]> {
  return (await import('../../../../assets/licences/texts.json')).default;
}

/** The parts by licence, the commonest first, and in each by what they share. */
export function group(parts: readonly Part[]): Group[] {
  const groups = new Map<string, Map<string, Shared>>();
  for (const part of parts) {
    const licence = inWords(part.licence);
    const shared = groups.get(licence) ?? new Map<string, Shared>();
    groups.set(licence, shared);
    const key = part.texts.join();
    const same = shared.get(key) ?? { texts: part.texts, parts: [] };
    shared.set(key, same);
    same.parts.push(part);
  }
  return [...groups]
    .map(([licence, shared]) => ({
      licence,
      parts: [...shared.values()].reduce((sum, same) => sum + same.parts.length, 0),
      shared: [...shared.values()],
    }))
    .sort((a, b) => b.parts - a.parts || a.licence.localeCompare(b.licence));
}

/** An SPDX expression as a person reads it: the choices in one order, so that they are not told apart. */
export function inWords(expression: string): string {
  const choices = expression.includes('(') ? [expression] : expression.split(' OR ').sort();
  return choices
    .join(` ${copy.or} `)
    .replaceAll(' OR ', ` ${copy.or} `)
    .replaceAll(' AND ', ` ${copy.and} `)
    .replaceAll(' WITH ', ` ${copy.with} `);
}

/** The names of the first few parts, to know them by. */
export function few(parts: readonly Part[]): string {
  const first = parts.slice(0, 3).map((part) => copy.part(part.name, part.version));
  return copy.few(first.join(', '), parts.length - first.length);
}
