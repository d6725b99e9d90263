import { messages, plural } from '../../messages';

/** The words of the licences. */
export const copy = messages('licences.copy', {
  licences: 'Licences',
  own: 'Waymark is free software under the MIT licence. You may use it, copy it and change it.',
  ownText: 'The licence of Waymark',
  others: (parts: number) =>
    `It stands on ${String(parts)} parts by other people: packages, libraries and fonts. Here is what each is called, and the licence that it comes under.`,
  group: (licence: string, parts: number) =>
    `${licence}: ${plural(parts, { one: '1 part', other: `${String(parts)} parts` })}`,
  few: (names: string, others: number) =>
    others === 0 ? names : `${names} and ${String(others)} more`,
  part: (name: string, version: string) => (version ? `${name} ${version}` : name),
  or: 'or',
  and: 'and',
  with: 'with',
});
