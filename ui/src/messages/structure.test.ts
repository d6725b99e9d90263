import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'svelte/compiler';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { areaOf, NO_WORDS as NOT_FOR_WORDS } from '.';

/** Words as somebody reads them: a capital at the front, or two words with a space between. */
const isProse = (text: string): boolean => /^\W*[A-Z][A-Za-z]|[a-zA-Z] [a-zA-Z]/.test(text);

/** What looks like words and is none, with the reason. */
const NO_WORDS: Readonly<Record<string, string>> = {
  Escape: 'a key',
  Enter: 'a key',
  Shift: 'a key',
  ArrowDown: 'a key',
  ArrowUp: 'a key',
  ERASE: 'what is typed to confirm; Rust compares it',
  AppError: 'the name of a type',
  'Shift Shift Shift': 'keys',
  'main h1': 'what finds an element',
  OR: 'between licences, in what names them',
  AND: 'between licences, in what names them',
  WITH: 'between licences, in what names them',
  "1em 'Atkinson Hyperlegible Next'": 'a size and the name of a font',
};
const isCode = (text: string): boolean =>
  text.trim() in NO_WORDS ||
  // Names of classes, what finds an element, ids of the guide, keys pressed together.
  /^[a-z-]+\.[a-z.-]+$|^(?:Alt|Control|Shift)\+|^(?:govuk|wm)-|^[.#[]|^"\]| ~ |-hint $/.test(
    text.trim(),
  );

/** Attributes that somebody reads or hears. */
const READ = new Set(
  'about alt aria-label caption heading hint label legend placeholder summary text title'.split(
    ' ',
  ),
);

interface Node {
  type: string;
  start: number;
  [key: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Words that stand in a Svelte file itself. */
function wordsIn(svelte: string): string[] {
  const found: string[] = [];
  const walk = (value: unknown, attribute: string | undefined): void => {
    if (Array.isArray(value)) {
      for (const one of value) walk(one, attribute);
      return;
    }
    if (!isNode(value)) return;
    const { type } = value;
    if (type === 'ImportDeclaration' || type.startsWith('TS') || type === 'StyleSheet') return;
    const [text, everyWord] =
      type === 'Text'
        ? [String(value['data']), attribute === undefined || READ.has(attribute)]
        : type === 'Literal' && typeof value['value'] === 'string'
          ? [value['value'], attribute !== undefined && READ.has(attribute)]
          : type === 'TemplateElement'
            ? [(value['value'] as { raw: string }).raw, false]
            : ['', false];
    const isWords = everyWord ? /\p{L}{2}/u.test(text) : attribute !== 'class' && isProse(text);
    if (isWords && !isCode(text)) found.push(text.trim().replace(/\s+/g, ' '));
    const inside = type === 'Attribute' ? String(value['name']) : attribute;
    for (const [key, child] of Object.entries(value)) if (key !== 'parent') walk(child, inside);
  };
  const root = parse(svelte, { modern: true });
  walk(root.fragment, undefined);
  walk(root.instance?.content, 'script');
  walk(root.module?.content, 'script');
  return found;
}

/** Texts of a TypeScript file, types and imports left out. */
function textsOf(node: ts.Node): string[] {
  if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return [];
  const own =
    ts.isStringLiteralLike(node) ||
    node.kind === ts.SyntaxKind.TemplateHead ||
    node.kind === ts.SyntaxKind.TemplateMiddle ||
    node.kind === ts.SyntaxKind.TemplateTail
      ? [(node as ts.LiteralLikeNode).text]
      : [];
  const below: string[] = [];
  ts.forEachChild(node, (child) => {
    below.push(...textsOf(child));
  });
  return [...own, ...below];
}
const source = (file: string, text: string): ts.SourceFile =>
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);

/** The names that stand in something. */
function namesIn(node: ts.Node): string[] {
  const names = ts.isIdentifier(node) ? [node.text] : [];
  ts.forEachChild(node, (child) => {
    names.push(...namesIn(child));
  });
  return names;
}

const isExported = (statement: ts.Statement): boolean =>
  (ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []).some(
    ({ kind }) => kind === ts.SyntaxKind.ExportKeyword,
  );

/** Exports with words in them that do not go through the messages, or not under their own name. */
function strays(file: string, text: string): string[] {
  const area = areaOf(file);
  const { statements } = source(file, text);
  // Words that a function gives out by a name go through nothing either.
  const own = statements
    .filter((one) => ts.isVariableStatement(one) && !isExported(one) && textsOf(one).some(isProse))
    .flatMap((one) => (one as ts.VariableStatement).declarationList.declarations)
    .map(({ name }) => name.getText());
  return statements.flatMap((statement) => {
    if (!isExported(statement)) return [];
    if (!ts.isVariableStatement(statement)) {
      const gives = namesIn(statement).some((name) => own.includes(name));
      return gives || textsOf(statement).some(isProse) ? [statement.getText().slice(0, 60)] : [];
    }
    if (!textsOf(statement).some(isProse)) return [];
    return statement.declarationList.declarations
      .filter(({ name, initializer }) => {
        const call = initializer && ts.isCallExpression(initializer) ? initializer : undefined;
        const [id] = call?.arguments ?? [];
        const goes = call?.expression.getText() === 'messages';
        return !(goes && id && ts.isStringLiteral(id) && id.text === `${area}.${name.getText()}`);
      })
      .map(({ name }) => name.getText());
  });
}

/** Counts, lists and small letters that a language has no say in. */
function fixedToEnglish(file: string, text: string): string[] {
  const found: string[] = [];
  const walk = (node: ts.Node): void => {
    const said = node.getText();
    if (ts.isConditionalExpression(node) && /=== 1$/.test(node.condition.getText())) {
      found.push(said);
    }
    if (ts.isCallExpression(node) && /\.join\('[,;] '\)$|\.toLowerCase\(\)$/.test(said)) {
      found.push(said);
    }
    ts.forEachChild(node, walk);
  };
  walk(source(file, text));
  return found;
}

/** Words under a name of what a screen goes by, where no language is asked for them. */
function hiddenWords(file: string, text: string): string[] {
  const found: string[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && NOT_FOR_WORDS.has(node.name.getText())) {
      const says = ts.isFunctionLike(node.initializer) || textsOf(node.initializer).some(isProse);
      if (says) found.push(node.getText());
    }
    ts.forEachChild(node, walk);
  };
  walk(source(file, text));
  return found;
}

/** The names of what a file exports. */
function exportsOf(text: string): string[] {
  return [...text.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name = '']) => name);
}

/** The names of those that go through the messages. */
function messagesOf(text: string): string[] {
  return [...text.matchAll(/^export const (\w+)[^;]*?= messages\(/gm)].map(([, name = '']) => name);
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => join('src', file))
  .filter((file) => !file.startsWith('src/messages'));
const read = (file: string): string => readFileSync(file, 'utf8');
const ofWords = files.filter((file) => /\/(?:copy|words|errors)\.ts$/.test(file));
const translated = files.filter((file) =>
  /\/(?:copy|words|errors)\.(?!test\.)[a-z-]+\.ts$/i.test(file),
);
const others = files.filter(
  (file) =>
    file.endsWith('.ts') &&
    !ofWords.includes(file) &&
    !translated.includes(file) &&
    // Tests, made-up data for them, and what Rust generates.
    !/\.test\.ts$|\/(?:test-\w+|views|examples?|bindings)\.ts$/.test(file),
);

/** Shown in no window that ships. */
const NOT_SHIPPED = ['src/examples/Examples.svelte', 'src/app/FrameTest.svelte'];
const screens = files.filter((file) => file.endsWith('.svelte') && !NOT_SHIPPED.includes(file));

describe('the words of the screens', () => {
  it('are looked for in every file', () => {
    expect(ofWords.length).toBeGreaterThan(15);
    expect(screens.length).toBeGreaterThan(90);
    expect(others.length).toBeGreaterThan(20);
  });

  it.each(ofWords)('of %s go through the messages, under their own names', (file) => {
    expect(strays(file, read(file))).toEqual([]);
    expect(fixedToEnglish(file, read(file))).toEqual([]);
    expect(hiddenWords(file, read(file))).toEqual([]);
  });

  it.each(screens)('do not stand in %s', (file) => {
    expect(wordsIn(read(file))).toEqual([]);
    expect(read(file)).not.toMatch(/\.join\('[,;] '\)|toLowerCase\(\)/);
  });

  it.each(others)('do not stand in %s', (file) => {
    const texts = textsOf(source(file, read(file)));
    expect(texts.filter((text) => isProse(text) && !isCode(text))).toEqual([]);
  });

  it('are all there in a file of another language, and no others', () => {
    for (const file of translated) {
      const english = read(file.replace(/\.[a-z-]+\.ts$/i, '.ts'));
      expect(exportsOf(read(file)).sort(), file).toEqual(messagesOf(english).sort());
    }
  });
});

describe('the search for hard-coded words', () => {
  it.each([
    ['<p>Sealed</p>', 'Sealed'],
    ['<Button text="save" />', 'save'],
    ['<Button text={on ? "Save" : copy.save} />', 'Save'],
    ['<p>{copy.who}: not said</p>', ': not said'],
    ['<button aria-label="Hide {name}"></button>', 'Hide'],
    ['<script>const a = `Overdue since ${day}`;</script>', 'Overdue since'],
    ['<script>const a = b || "no name";</script>', 'no name'],
  ])('finds those in %s', (svelte, words) => {
    expect(wordsIn(svelte)).toEqual([words]);
  });

  it.each([
    '<p class="govuk-body wm-words">{copy.sealed}</p>',
    '<section aria-labelledby="outcome"><input type="text" /></section>',
    '<script>if (event.key === "Escape") place = "look";</script>',
  ])('finds none in %s', (svelte) => {
    expect(wordsIn(svelte)).toEqual([]);
  });

  it('finds words that do not go through the messages', () => {
    const file = 'src/features/home/copy.ts';
    expect(strays(file, `export const copy = { home: 'Home' };`)).toEqual(['copy']);
    expect(strays(file, `export const copy = messages('find.copy', { a: 'Home' });`)).toEqual([
      'copy',
    ]);
    expect(strays(file, `export function a() { return 'No name'; }`)).toHaveLength(1);
    const given = `const answers = { no: 'No' }; export function a() { return answers.no; }`;
    expect(strays(file, given)).toHaveLength(1);
    expect(strays(file, `export const copy = messages('home.copy', { a: 'Home' });`)).toEqual([]);
    expect(strays(file, `export const fields = ['name', 'kind'];`)).toEqual([]);
  });

  it('finds words under a name of what a screen goes by', () => {
    const found = (text: string): number => hiddenWords('copy.ts', text).length;
    expect(found(`const copy = { see: 'See also' };`)).toBe(1);
    expect(found('const copy = { field: (field) => fields[field] };')).toBe(1);
    expect(found(`const fault = { text: 'No name', field: 'name', see: ['stored'] };`)).toBe(0);
  });

  it('finds counts and lists that only English has', () => {
    const found = (text: string): number => fixedToEnglish('a.ts', text).length;
    expect(found('n === 1 ? "a" : "b"')).toBe(1);
    expect(found(`all.join(', ')`)).toBe(1);
    expect(found(`all.join('; ') + one.toLowerCase()`)).toBe(2);
    expect(found('plural(n, { other: "b" })')).toBe(0);
  });

  it('finds what a file of another language leaves out', () => {
    const english = read('src/app/words.ts');
    expect(messagesOf(english)).toContain('outcomes');
    expect(messagesOf(english)).not.toContain('choices');
    expect(exportsOf(`export const outcomes: typeof english.outcomes = {};`)).toEqual(['outcomes']);
  });
});
