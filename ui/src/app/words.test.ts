import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type {
  Counts,
  ItemList,
  Missing,
  MissingView,
  OutcomeKind,
  OutcomeView,
  Presence,
  Protection,
  Reason,
  ReasonView,
  Source,
} from '../ipc';

import type * as english from './words';

type Words = typeof english;

/** How many outcomes are made up. */
const CASES = 10_000;

/** The one sentence that may name the word, to deny it. */
const STANDING_SENTENCE = 'This is not a finding of low risk.';

/** What ends a message of the pseudo-language, and the marks over its letters. */
const unmarked = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/(?: ~+)+⟧/g, '')
    .replace(/[⟦⟧]/g, '');

/**
 * Words that reassure, in each language there is. None of them may stand in what is said about an
 * outcome. A language without its own list is not ready: the tests fail for it.
 */
const REASSURING: Readonly<Record<string, RegExp>> = {
  'en-GB': /\b(?:low(?:er|est)?|safer?|safest|standard|green|no(?:t at)? risk)\b/i,
  'en-XA': /\b(?:low(?:er|est)?|safer?|safest|standard|green|no(?:t at)? risk)\b/i,
};

/** The languages that the words of the screens are in, and the one that journeys are walked in. */
const languages = [
  'en-GB',
  'en-XA',
  ...readdirSync('src/app')
    .map((file) => /^words\.(?!test\.)([a-z-]+)\.ts$/i.exec(file)?.[1])
    .filter((tag) => tag !== undefined),
];

/** True when a text reassures; the one sentence that names the word to deny it does not. */
function reassures(text: string, language = 'en-GB', denial = STANDING_SENTENCE): boolean {
  const plain = language === 'en-XA' ? unmarked : String;
  const list = REASSURING[language];
  return !list || list.test(plain(text).replaceAll(plain(denial), ''));
}

/** Numbers that look random and are the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Item {
  id: string;
  list: ItemList;
  label: string;
  find_out: string;
  agencies: string[];
}

/** The items of the released checklist, with the words that reach an outcome. */
function items(): Item[] {
  const text = readFileSync('../assets/checklists/imminent-risk-1.toml', 'utf8');
  return text
    .split(/^(?=\[\[)/m)
    .slice(1)
    .map((part) => {
      const value = (key: string): string =>
        new RegExp(`^${key} = "(.*)"$`, 'm').exec(part)?.[1] ?? '';
      const [, agencies = ''] = /^agencies = \[(.*)\]$/m.exec(part) ?? [];
      return {
        id: value('id'),
        list: part.startsWith('[[indicator]]') ? 'indicator' : 'warning_sign',
        label: value('label'),
        find_out: value('find_out'),
        agencies: [...agencies.matchAll(/"([^"]*)"/g)].map(([, agency = '']) => agency),
      };
    });
}

/** Makes up outcomes; also such as the program would never make. */
class Outcomes {
  readonly #next: () => number;
  readonly #items: readonly Item[];

  readonly #words: Words;

  constructor(seed: number, known: readonly Item[], words: Words) {
    this.#words = words;
    this.#next = numbers(seed);
    this.#items = known;
  }

  #below(end: number): number {
    return Math.floor(this.#next() * end);
  }

  #one<T>(of: readonly T[]): T {
    return of[this.#below(of.length)] as T;
  }

  #some<T>(of: readonly T[]): T[] {
    return of.filter(() => this.#next() < 0.5);
  }

  #kind(): OutcomeKind {
    return this.#one(Object.keys(this.#words.outcomes) as OutcomeKind[]);
  }

  #counts(total: number): Counts {
    const counts: Counts = { present: 0, not_present: 0, not_known: 0, not_asked: 0 };
    for (let item = 0; item < total; item += 1) {
      counts[this.#one(Object.keys(counts) as (keyof Counts)[])] += 1;
    }
    return counts;
  }

  // Every rule has its maker: one that is added to the program is a type error here.
  readonly #rules: { [R in Reason['rule']]: (item: Item) => Extract<Reason, { rule: R }> } = {
    item_present: ({ id, list }) => ({
      rule: 'item_present',
      item: id,
      list,
      sources: this.#some(Object.keys(this.#words.sources) as Source[]),
      protection: this.#one(Object.keys(this.#words.protections) as Protection[]),
    }),
    judgement_yes: () => ({ rule: 'judgement_yes' }),
    judgement_not_sure: () => ({ rule: 'judgement_not_sure' }),
    items_open: () => ({ rule: 'items_open', count: 1 + this.#below(14) }),
    cleared_on_their_word_alone: ({ id }) => ({
      rule: 'cleared_on_their_word_alone',
      item: id,
      on: this.#one(['on_their_word_alone', 'source_missing', 'otherwise'] as const),
    }),
    more_than_last_time: () => ({
      rule: 'more_than_last_time',
      present: 1 + this.#below(14),
      last_time: this.#below(14),
    }),
    nothing_present: () => ({ rule: 'nothing_present' }),
  };

  #reason(): ReasonView {
    const item = this.#one(this.#items);
    const rule = this.#one(Object.keys(this.#rules) as Reason['rule'][]);
    return {
      reason: this.#rules[rule](item),
      label: this.#next() < 0.9 ? item.label : null,
    };
  }

  #missing(): MissingView {
    const item = this.#one(this.#items);
    const missing: Missing = {
      item: item.id,
      list: item.list,
      presence: this.#one<Presence>(['not_known', 'not_asked']),
      if_present: this.#kind(),
      if_not_present: this.#kind(),
    };
    const view = {
      missing,
      label: item.label,
      find_out: item.find_out,
      changes: '',
      questions: [],
    };
    return { ...view, agencies: this.#some(item.agencies) };
  }

  next(): OutcomeView {
    return {
      kind: this.#kind(),
      indicators: this.#counts(8),
      warning_signs: this.#counts(6),
      reasons: Array.from({ length: 1 + this.#below(4) }, () => this.#reason()),
      missing: Array.from({ length: this.#below(4) }, () => this.#missing()),
    } satisfies Partial<OutcomeView> as OutcomeView;
  }
}

/** Every text that is made of an outcome. */
function texts(view: OutcomeView, words: Words): string[] {
  return [
    words.outcomes[view.kind],
    words.outcomeLead[view.kind],
    words.countsInWords(view.indicators, view.warning_signs),
    ...view.reasons.map(words.reasonInWords),
    ...view.reasons.map(({ reason }) =>
      reason.rule === 'item_present'
        ? words.protectionInWords(reason.sources, reason.protection)
        : '',
    ),
    ...view.missing.map(
      ({ label, missing }) => `${label} (${words.presences[missing.presence].toLowerCase()})`,
    ),
    ...view.missing.map(words.missingInWords),
  ];
}

describe.each(languages)('the words of an outcome in %s', (language) => {
  const known = items();
  let words: Words;
  beforeAll(async () => {
    vi.resetModules();
    globalThis.waymarkLocale = undefined;
    if (language === 'en-XA') {
      // A script of a page and no module, as the window runs it.
      const script = '../src-tauri/crates/guide/src/pseudo/pseudo.js';
      (0, eval)(readFileSync(script, 'utf8'));
    } else {
      globalThis.waymarkLocale = { tag: language };
    }
    await (await import('../messages')).loadTranslation();
    words = await import('./words');
  });
  afterAll(() => {
    globalThis.waymarkLocale = undefined;
    vi.resetModules();
  });
  const doubtful = (text: string): boolean => reassures(text, language, words.STANDING_SENTENCE);

  it('have a list of what reassures', () => {
    expect(Object.keys(REASSURING)).toContain(language);
    expect(words.outcomes.act_now === 'Act now').toBe(language === 'en-GB');
  });

  it('are made of the fourteen items that ship', () => {
    expect(known).toHaveLength(14);
    for (const item of known) expect(item.label && item.find_out && item.agencies[0]).toBeTruthy();
  });

  it(`never reassure, in ${CASES} outcomes`, () => {
    const made = new Outcomes(20261123, known, words);
    const seen = new Set<string>();
    for (let round = 0; round < CASES; round += 1) {
      for (const text of texts(made.next(), words)) seen.add(text);
    }
    // Many different ones: a generator that always makes the same would prove nothing.
    expect(seen.size).toBeGreaterThan(1_000);
    expect([...seen].filter(doubtful)).toEqual([]);
  }, 60_000);

  it('deny a finding of low risk in one sentence, and only where nothing was found', () => {
    const leads = Object.entries(words.outcomeLead).filter(([, lead]) =>
      lead.includes(
        language === 'en-XA' ? words.STANDING_SENTENCE.slice(0, 20) : words.STANDING_SENTENCE,
      ),
    );
    expect(leads.map(([kind]) => kind)).toEqual(['none_identified_so_far']);
    expect(
      unmarked(words.outcomeLead.none_identified_so_far).startsWith(
        unmarked(words.STANDING_SENTENCE),
      ),
    ).toBe(true);
  });

  it('reassure nowhere in a table or a timeline over time', () => {
    const marks = (Object.keys(words.presences) as Presence[]).flatMap((presence) =>
      [true, false].flatMap((isNew) =>
        ([null, 'on_their_word_alone', 'source_missing', 'otherwise'] as const).map((cleared) => ({
          presence,
          new: isNew,
          cleared,
        })),
      ),
    );
    const counts = [0, 1, 3].flatMap((present) =>
      [0, 2].map((cleared) => ({
        present,
        new: present,
        cleared,
        cleared_on_their_word: cleared,
      })),
    );
    const said = [
      words.OVER_TIME_CAUTION,
      ...marks.map(words.changeSince),
      ...counts.map(words.countsOfAssessment),
    ];
    expect(said.filter(doubtful)).toEqual([]);
    // Cleared by nobody but the person is never said without what follows from it.
    for (const cleared of ['on_their_word_alone', 'source_missing'] as const) {
      expect(unmarked(words.changeSince({ presence: 'not_present', cleared }))).toMatch(
        /treat as open$/,
      );
    }
    expect(
      unmarked(
        words.countsOfAssessment({ present: 0, new: 0, cleared: 0, cleared_on_their_word: 1 }),
      ),
    ).toMatch(/^0 present\. 1 cleared on the person’s word alone, .*: treat as open\.$/);
    expect(unmarked(words.OVER_TIME_CAUTION)).toMatch(/does not mean that the danger has passed/);
  });
});

describe('a reassuring word', () => {
  it.each(['Low risk', 'It is safe now.', 'standard', 'GREEN', 'There is no risk', 'a lower risk'])(
    'would be found out by "%s"',
    (text) => {
      expect(reassures(text)).toBe(true);
    },
  );

  it.each([STANDING_SENTENCE, 'Follow your safeguarding policy', 'the victim, safely'])(
    'may say "%s"',
    (text) => {
      expect(reassures(text)).toBe(false);
    },
  );
});
