import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { render } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { Examples } from './example';

const files = import.meta.glob<Examples>('./*/examples.ts', { eager: true, import: 'default' });
const all = Object.values(files);

interface Fixture {
  name: string;
  html: string;
}

function fixture(folder: string, name: string): Document {
  const path = join('node_modules/govuk-frontend/dist/govuk/components', folder, 'fixtures.json');
  const { fixtures } = JSON.parse(readFileSync(path, 'utf8')) as { fixtures: Fixture[] };
  const found = fixtures.find((one) => one.name === name);
  if (!found) throw new Error(`govuk-frontend has no ${folder} "${name}"`);
  return new DOMParser().parseFromString(found.html, 'text/html');
}

/** What we leave out of, or add to, govuk-frontend's markup on purpose, with the reason. */
const OURS = new Set([
  // Its scripts are not used.
  'data-module',
  // Nothing may correct, complete or look up what is typed.
  'spellcheck',
  'autocomplete',
  'autocapitalize',
  'autocorrect',
  // Said besides the text of the error.
  'aria-invalid',
  // The chord that does the same.
  'aria-keyshortcuts',
  // Focus is given by the program.
  'tabindex',
  // The names of fields are never sent anywhere.
  'name',
]);

/** A tree as lines, so that a difference reads as one. */
function shape(element: Element, depth = 0): string[] {
  // There are no addresses in the app: what is a link there is a button here.
  const link = element.matches('button.wm-link-button') || element.matches('a[href="#"]');
  const attributes = [...element.attributes]
    .filter(({ name }) => !OURS.has(name) && name !== 'checked')
    .filter(({ name }) => !(link && (name === 'href' || name === 'type')))
    .filter(({ name }) => !(element.matches('a') && name === 'draggable'))
    .map(({ name, value }) => {
      if (name !== 'class') return `${name}=${value}`;
      const classes = value.split(/\s+/).filter((one) => !/^(govuk-js|wm)-/.test(one));
      return `class=${classes.sort().join(' ')}`;
    })
    .concat(element.matches(':checked') ? ['checked'] : [])
    .sort();
  const text = [...element.childNodes]
    .filter((node) => node.nodeType === Node.TEXT_NODE)
    .map((node) => (node.textContent ?? '').trim())
    .filter(Boolean)
    .join(' ');
  const own = `${'  '.repeat(depth)}${link ? 'link' : element.localName} [${attributes.join(', ')}] ${text}`;
  return [own, ...[...element.children].flatMap((child) => shape(child, depth + 1))];
}

/** Differences of single components that are wanted, taken out on the side they stand on. */
function withoutWanted(folder: string, root: Element): void {
  // Blue is the colour of a tag without a colour, under another name.
  for (const tag of root.querySelectorAll('.govuk-tag--blue'))
    tag.classList.remove('govuk-tag--blue');
  if (folder === 'password-input') {
    // Its script unhides the button and adds a status for screen readers; ours has both from the start.
    root.querySelector('button')?.removeAttribute('hidden');
    root.querySelector('[role=status]')?.remove();
  }
  if (folder === 'error-summary') {
    // Ours is named: it takes the focus, and a screen reader would have nothing to say of it.
    root.querySelector('h2')?.removeAttribute('id');
    const summary = root.querySelector('.govuk-error-summary');
    summary?.removeAttribute('aria-labelledby');
    summary?.removeAttribute('role');
  }
  if (folder === 'notification-banner') {
    // Two banners on one page must not share an id.
    root.querySelector('h2')?.setAttribute('id', 'title');
    root.firstElementChild?.setAttribute('aria-labelledby', 'title');
  }
}

describe('every component', () => {
  it('has examples', () => {
    const folders = readdirSync('src/components', { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'waymark-mark')
      .map((entry) => `./${entry.name}/examples.ts`);
    expect(Object.keys(files).sort()).toEqual(folders.sort());
  });
});

describe.each(all)('$folder', ({ folder, component, examples }) => {
  it.each(examples)('$name has no accessibility fault', async ({ props }) => {
    // Some text around it, as on a page: a heading of its own level must not be the first.
    const main = document.createElement('main');
    main.innerHTML = '<h1>Examples</h1>';
    document.body.append(main);
    render(component, { target: main, props });
    const { violations, passes } = await axe.run(main, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // jsdom has no layout and no colours: contrast is measured in the real window.
      rules: {
        'color-contrast': { enabled: false },
        'target-size': { enabled: false },
        region: { enabled: false },
      },
    });
    main.remove();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join()}`),
    ).toEqual([]);
    expect(passes.length).toBeGreaterThan(0);
  });

  const same = examples.filter((example) => example.fixture);
  if (same.length > 0) {
    it.each(same)('$name is built as govuk-frontend builds it', ({ props, fixture: name }) => {
      const { container } = render(component, { props });
      const theirs = fixture(folder, name ?? '').body;
      withoutWanted(folder, container);
      withoutWanted(folder, theirs);
      const lines = (root: Element): string[] =>
        [...root.children].flatMap((child) => shape(child));
      expect(lines(container)).toEqual(lines(theirs));
    });
  }
});
