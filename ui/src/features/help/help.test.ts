import { fireEvent, render, screen } from '@testing-library/svelte';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { HelpPage as PageName } from '../../app/help';
import { navigation } from '../../app/navigation.svelte';
import { steps } from '../../app/words';
import { copy } from './copy';
import Help from './Help.svelte';
import HelpPage from './HelpPage.svelte';
import { groups, pages } from './pages';
import type { PageText } from './text';

const names = Object.keys(pages) as PageName[];
const ofSteps = Object.keys(steps) as PageName[];

/** Words that tell whoever looks over a shoulder what it is about, or that somebody else has spoken. */
const TELLING =
  /abus|violen|perpetrat|victim|surviv|marac|clare|refuge|harm(?!less)|domestic|partner|child|wife|husband|told you|disclos/i;

/** What may stand on the pages that say what Waymark cannot do, and nowhere else. */
const ALLOWED: Partial<Record<PageName, readonly string[]>> = {
  // A wrong word in a record can do harm.
  dictation: ['harm'],
};

const linesOf = (page: PageText): string[] => [
  page.title,
  page.intro,
  ...page.parts.flatMap((part) => [part.heading, ...part.body.flat()]),
  ...(page.leads ?? []).map((lead) => lead.text),
];
const telling = (page: PageText, allowed: readonly string[] = []): string[] =>
  linesOf(page)
    .flatMap((line) => [...line.matchAll(new RegExp(TELLING, 'gi'))].map(([word]) => word))
    .filter((word) => !allowed.includes(word));

/** Roughly how many syllables a word has: its groups of vowels, without a silent e. */
function syllables(word: string): number {
  const groups = word
    .toLowerCase()
    .replace(/e$/, '')
    .match(/[aeiouy]+/g);
  return Math.max(1, groups?.length ?? 0);
}

/** The years of school that a text asks for, after Flesch and Kincaid. */
function grade(lines: readonly string[]): number {
  const sentences = lines.flatMap((line) => line.split(/[.?!:;]\s+/)).filter(Boolean);
  const words = sentences.flatMap((sentence) => sentence.match(/[A-Za-z’]+/g) ?? []);
  const sounds = words.reduce((sum, word) => sum + syllables(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (sounds / words.length) - 15.59;
}

describe('the pages of the help', () => {
  it('stand in the index, each once', () => {
    expect(groups.flatMap((group) => group.pages).sort()).toEqual([...names].sort());
  });

  it.each(ofSteps)('have one for the step %s', (step) => {
    expect(pages[step].title.endsWith(steps[step as keyof typeof steps])).toBe(true);
    expect(pages[step].parts.map((part) => part.heading)).toContain('What to mind');
  });

  it.each(names)('%s can be read over a shoulder', (name) => {
    expect(telling(pages[name], ALLOWED[name])).toEqual([]);
  });

  it.each([
    'What the victim said',
    'Do not say that they told you',
    'a perpetrator programme',
    'Can the partner hear?',
    'MARAC',
  ])('would be found to tell by "%s"', (line) => {
    expect(telling({ title: line, intro: '', parts: [] })).not.toEqual([]);
  });

  it.each(names)('%s is short, and plain enough for a reader of 13', (name) => {
    const lines = linesOf(pages[name]);
    const count = lines.join(' ').split(/\s+/).length;
    expect(count).toBeGreaterThan(30);
    expect(count).toBeLessThan(330);
    expect(grade(lines), lines.join(' ')).toBeLessThan(8.5);
    // No paragraph and no line of a list is a wall.
    for (const line of lines) expect(line.length, line).toBeLessThan(330);
  });

  it.each(names)(
    '%s has no barrier that axe knows, and leads only to other pages',
    async (name) => {
      await navigation.reset({ name: 'help' });
      await navigation.go({ name: 'help-page', page: name });
      const { container } = render(HelpPage, { view: { name: 'help-page', page: name } });
      const faults = await axe.run(container, { runOnly: ['wcag2a', 'wcag2aa', 'best-practice'] });
      expect(faults.violations.filter(({ id }) => id !== 'region')).toEqual([]);
      expect(pages[name].see ?? []).not.toContain(name);
    },
  );
});

describe('the way through the help', () => {
  beforeEach(async () => {
    await navigation.reset({ name: 'home' });
  });

  it('leads from the index to a page and back', async () => {
    await navigation.go({ name: 'help' });
    render(Help);
    await fireEvent.click(screen.getByRole('button', { name: pages.backup.title }));
    await vi.waitFor(() => {
      expect(navigation.current).toEqual({ name: 'help-page', page: 'backup' });
    });
    await navigation.back();
    expect(navigation.current).toEqual({ name: 'help' });
  });

  it('opened from a step leads back to it, by way of the index too', async () => {
    await navigation.go({ name: 'look', contact: 'c1' });
    await navigation.go({ name: 'help-page', page: 'look' });
    expect(navigation.showsDanger).toBe(true);
    render(HelpPage, { view: { name: 'help-page', page: 'look' } });
    await fireEvent.click(screen.getByRole('button', { name: copy.index }));
    await vi.waitFor(() => {
      expect(navigation.current).toEqual({ name: 'help' });
    });
    await navigation.back();
    expect(navigation.current).toEqual({ name: 'look', contact: 'c1' });
  });
});
