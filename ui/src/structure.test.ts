import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Which file imports which, types left out: they are gone when the program runs.
 *
 * The linter sees a cycle through at most one Svelte file; this sees all of them.
 */
function importsOf(file: string, text: string, exists: (path: string) => boolean): string[] {
  const named = [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)\s+(?!type\b)([^;'"]*)['"](\.[^'"]+)['"]/g),
  ];
  return named
    .filter(([, what = '']) => !onlyTypes(what))
    .map(([, , target = '']) => normalize(join(dirname(file), target)))
    .map((path) => ['', '.ts', '/index.ts'].map((end) => path + end).find(exists))
    .filter((path): path is string => path !== undefined);
}

/** True for `{ type A, type B } from`. */
function onlyTypes(what: string): boolean {
  const braces = /^\s*\{([^}]*)\}/.exec(what)?.[1];
  return braces
    ? braces
        .split(',')
        .map((name) => name.trim())
        .every((name) => name === '' || name.startsWith('type '))
    : false;
}

/** The first cycle found, as the files along it; undefined when there is none. */
function cycle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const walk = (file: string, path: string[]): string[] | undefined => {
    const at = path.indexOf(file);
    if (at >= 0) return [...path.slice(at), file];
    if (done.has(file)) return undefined;
    for (const next of graph.get(file) ?? []) {
      const found = walk(next, [...path, file]);
      if (found) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const found = walk(file, []);
    if (found) return found;
  }
  return undefined;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => join('src', file))
  .filter((file) => /\.(ts|svelte)$/.test(file));

describe('the files of the screens', () => {
  it('do not import each other in a circle', () => {
    const isFile = (path: string): boolean => /\.(ts|svelte)$/.test(path) && existsSync(path);
    const graph = new Map(
      files.map((file) => [file, importsOf(file, readFileSync(file, 'utf8'), isFile)]),
    );
    const edges = [...graph.values()].flat();
    expect(edges).toContain('src/components/types.ts');
    expect(edges).toContain('src/app/Page.svelte');
    expect(cycle(graph)).toBeUndefined();
  });

  it('would be seen to import each other in a circle, through Svelte files too', () => {
    const texts = new Map([
      ['src/A.svelte', `<script>\n  import { b } from './b';\n</script>`],
      ['src/b.ts', `import C from './C.svelte';\nimport type { D } from './d';`],
      ['src/C.svelte', `<script>\n  import A from './A.svelte';\n</script>`],
      ['src/d.ts', `import { type E } from './b';`],
    ]);
    const graph = new Map(
      [...texts].map(([file, text]) => [file, importsOf(file, text, (path) => texts.has(path))]),
    );
    expect(cycle(graph)).toEqual(['src/A.svelte', 'src/b.ts', 'src/C.svelte', 'src/A.svelte']);
    expect(graph.get('src/d.ts')).toEqual([]);
  });
});

describe('the pages', () => {
  const pages = ['index.html', 'cover.html'];

  it.each(pages)('%s hands no typed word to a spell checker or a translator', (page) => {
    const html = new DOMParser().parseFromString(readFileSync(page, 'utf8'), 'text/html');
    expect(html.body.getAttribute('spellcheck')).toBe('false');
    expect(html.documentElement.getAttribute('translate')).toBe('no');
  });

  it('turn neither on again in any part', () => {
    const parts = files.filter((file) => file.endsWith('.svelte'));
    expect(parts.length).toBeGreaterThan(40);
    for (const part of parts) {
      expect(readFileSync(part, 'utf8'), part).not.toMatch(/spellcheck|translate=|autocorrect/);
    }
  });
});
