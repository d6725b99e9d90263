import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { areaOf } from '.';
import type * as library from '.';

const PSEUDO = '../src-tauri/crates/guide/src/pseudo/pseudo';

/** The messages as they are in a window that was told this before its page began. */
async function inLanguage(told: typeof globalThis.waymarkLocale): Promise<typeof library> {
  vi.resetModules();
  globalThis.waymarkLocale = told;
  return import('.');
}

/** What the pseudo-language is told by. */
function pseudo(): NonNullable<typeof globalThis.waymarkLocale> {
  // A script of a page and no module, as the window runs it.
  (0, eval)(readFileSync(`${PSEUDO}.js`, 'utf8'));
  if (!globalThis.waymarkLocale) throw new Error('the script tells nothing');
  return globalThis.waymarkLocale;
}

beforeEach(() => {
  globalThis.waymarkLocale = undefined;
});
afterEach(() => {
  globalThis.waymarkLocale = undefined;
  vi.resetModules();
});

describe('messages', () => {
  it('are English where nothing else was told', async () => {
    const { locale, messages } = await inLanguage(undefined);
    expect(locale).toBe('en-GB');
    const english = { home: 'Home' };
    expect(messages('home.copy', english)).toBe(english);
  });

  it('are those of another language where it has them, and English where it has none', async () => {
    const { messages, translate } = await inLanguage({ tag: 'cy' });
    translate('home', { copy: { home: 'one' } });
    expect(messages('home.copy', { home: 'Home' })).toEqual({ home: 'one' });
    expect(messages('find.copy', { find: 'Search' })).toEqual({ find: 'Search' });
  });

  it('are of the area of their file', () => {
    expect(areaOf('../features/home/copy.cy.ts')).toBe('home');
    expect(areaOf('src/features/home/copy.ts')).toBe('home');
    expect(areaOf('../app/words.cy.ts')).toBe('words');
    expect(areaOf('../app/errors.ts')).toBe('errors');
    expect(areaOf('../app/copy.ts')).toBe('app');
    expect(areaOf('src/components/copy.ts')).toBe('components');
  });
});

describe('a count', () => {
  const all = { zero: '0', one: '1', two: '2', few: 'few', many: 'many', other: 'other' };

  it('has two forms in English', async () => {
    const { plural } = await inLanguage(undefined);
    expect([0, 1, 2, 3, 6, 21].map((count) => plural(count, all)).join()).toBe(
      'other,1,other,other,other,other',
    );
  });

  it('has six in Welsh, and falls back where a form is not there', async () => {
    const { plural } = await inLanguage({ tag: 'cy' });
    expect([0, 1, 2, 3, 6, 4, 21].map((count) => plural(count, all)).join()).toBe(
      '0,1,2,few,many,other,other',
    );
    expect(plural(6, { one: 'a', other: 'b' })).toBe('b');
  });
});

describe('a list', () => {
  it('leaves out what is empty', async () => {
    const { list, phrases, sentences } = await inLanguage(undefined);
    expect(list(['J M', '', null, 'H-12'])).toBe('J M, H-12');
    expect(list([])).toBe('');
    expect(phrases(['a, b', false, 'c'])).toBe('a, b; c');
    expect(sentences(['One.', undefined, 'Two.'])).toBe('One. Two.');
  });
});

describe('the pseudo-language', () => {
  const examples = readFileSync(`${PSEUDO}.tsv`, 'utf8')
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => line.split('\t') as [string, string]);

  it.each(examples)('makes of "%s" "%s"', (english, made) => {
    expect(pseudo().text?.(english)).toBe(made);
  });

  it('makes a text once, also of such that were made before', () => {
    const { text = String } = pseudo();
    expect(text(`${text('Home')}: ${text('Not said')}.`)).toBe(text('Home: Not said.'));
    expect(text(text('Home').toLowerCase())).toBe(text('home'));
  });

  it('takes all that a message says, and leaves what a screen goes by', async () => {
    const { messages } = await inLanguage(pseudo());
    const text = pseudo().text ?? String;
    const copy = messages('a.copy', {
      lines: ['One', 'Two'],
      none: '',
      count: (count: number) => `${String(count)} found`,
      fault: () => ({ text: 'No name', field: 'name' }),
    });
    expect(copy.lines).toEqual([text('One'), text('Two')]);
    expect(copy.none).toBe('');
    expect(copy.count(3)).toBe(text('3 found'));
    expect(copy.fault()).toEqual({ text: text('No name'), field: 'name' });
  });

  it('is longer by two fifths', () => {
    const { text = String } = pseudo();
    const long = 'Everything in it is deleted for good.';
    expect(text(long).length).toBeGreaterThanOrEqual(long.length * 1.4);
  });
});
