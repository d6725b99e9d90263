import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { copy } from './copy';
import Licences from './Licences.svelte';
import { few, group, inWords, readParts, readTexts, type Part } from './licences';

function part(name: string, licence: string, texts: number[]): Part {
  return { name, version: '1.0.0', licence, texts };
}

describe('the list of licences', () => {
  it('says a choice the same whichever way round it was written', () => {
    expect(inWords('MIT OR Apache-2.0')).toBe('Apache-2.0 or MIT');
    expect(inWords('Apache-2.0 OR MIT')).toBe('Apache-2.0 or MIT');
    expect(inWords('(MIT OR Apache-2.0) AND Unicode-3.0')).toBe(
      '(MIT or Apache-2.0) and Unicode-3.0',
    );
    expect(inWords('Apache-2.0 WITH LLVM-exception')).toBe('Apache-2.0 with LLVM-exception');
  });

  it('puts together what names one licence, and in there what has one text', () => {
    const groups = group([
      part('a', 'ISC', [1]),
      part('b', 'MIT', [2]),
      part('c', 'MIT', [3]),
      part('d', 'MIT', [2]),
    ]);
    expect(groups.map((one) => [one.licence, one.parts])).toEqual([
      ['MIT', 3],
      ['ISC', 1],
    ]);
    expect(groups[0]?.shared.map((one) => one.parts.map((two) => two.name))).toEqual([
      ['b', 'd'],
      ['c'],
    ]);
  });

  it('names the first three parts and how many more there are', () => {
    const all = ['a', 'b', 'c', 'd', 'e'].map((name) => part(name, 'MIT', [0]));
    expect(few(all)).toBe('a 1.0.0, b 1.0.0, c 1.0.0 and 2 more');
    expect(few(all.slice(0, 2))).toBe('a 1.0.0, b 1.0.0');
  });

  it('has a text for every part that ships', async () => {
    const [parts, texts] = [await readParts(), await readTexts()];
    expect(parts.length).toBeGreaterThan(400);
    for (const name of ['tauri', 'OpenSSL', 'svelte', 'govuk-frontend', 'Noto Sans']) {
      expect(parts.map((one) => one.name)).toContain(name);
    }
    for (const one of parts) {
      expect(one.texts.length, one.name).toBeGreaterThan(0);
      for (const number of one.texts) {
        expect(texts[number]?.length ?? 0, one.name).toBeGreaterThan(100);
      }
    }
  });
});

describe('the page of licences', () => {
  it('makes the texts only when somebody opens them', async () => {
    render(Licences);
    await screen.findByText(/^It stands on/);
    expect(document.querySelectorAll('pre')).toHaveLength(0);
    const closed = document.querySelectorAll('.govuk-details').length;
    expect(closed).toBeLessThan(60);

    await open(screen.getByText(/^Unicode-3.0:/));
    await waitFor(() => {
      expect(document.querySelectorAll('.govuk-details').length).toBeGreaterThan(closed);
    });
    expect(document.querySelectorAll('pre')).toHaveLength(0);

    const inner = document.querySelector('.govuk-details .govuk-details button');
    if (!inner) throw new Error('a group has parts');
    await open(inner);
    await waitFor(() => {
      expect(document.querySelector('pre')?.textContent).toContain('UNICODE LICENSE V3');
    });

    await open(screen.getByText(copy.ownText));
    await waitFor(() => {
      expect(document.querySelector('pre')?.textContent).toContain('The Waymark authors');
    });
  });
});

async function open(summary: Element): Promise<void> {
  await fireEvent.click(summary);
}
