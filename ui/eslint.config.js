import { existsSync, readdirSync } from 'node:fs';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const features = existsSync('src/features')
  ? readdirSync('src/features', { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
  : [];

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'src/ipc/bindings.ts'] },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    files: ['**/*.ts', '**/*.js', '**/*.svelte'],
    plugins: { 'import-x': importX },
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: {
        parser: ts.parser,
        extraFileExtensions: ['.svelte'],
      },
    },
    settings: {
      'import-x/extensions': ['.ts', '.js', '.svelte'],
      'import-x/parsers': {
        '@typescript-eslint/parser': ['.ts'],
        'svelte-eslint-parser': ['.svelte'],
      },
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.svelte'] })],
    },
    rules: {
      // TypeScript itself knows which names exist.
      'no-undef': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // A `style:` directive, a style attribute and a transition all write inline styles, which
      // the content security policy throws away.
      'svelte/no-inline-styles': ['error', { allowTransitions: false }],
      'svelte/no-at-html-tags': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [
            ...features.map((name) => ({
              target: `./src/features/${name}`,
              from: './src/features',
              except: [`./${name}`],
              message:
                'Features do not import each other; share through src/app or src/components.',
            })),
            {
              target: './src/components',
              from: ['./src/features', './src/app', './src/ipc'],
              message: 'A component is a plain part: it knows no screen, no state and no command.',
            },
            {
              target: './src/app',
              from: './src/features',
              message: 'src/app is what the features stand on.',
            },
            {
              target: './src/messages',
              from: ['./src/features', './src/app', './src/components', './src/ipc'],
              message: 'The messages know no screen: they are what every word goes through.',
            },
            {
              target: './src/ipc',
              from: ['./src/features', './src/app', './src/components'],
              message: 'src/ipc is at the bottom: it imports nothing of the screens.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.svelte'],
    ignores: ['src/ipc/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@tauri-apps/*'], message: 'Only src/ipc talks to Tauri.' },
            { group: ['**/ipc/bindings*'], message: 'Import from src/ipc, not from the bindings.' },
          ],
        },
      ],
      'no-restricted-globals': ['error', 'localStorage', 'sessionStorage', 'indexedDB', 'history'],
    },
  },
  {
    files: ['*.config.*', 'src/**/*.test.ts', 'src/test-setup.ts'],
    languageOptions: { globals: { ...globals.node } },
  },
);
