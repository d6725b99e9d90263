// The check of `verifier.html` for a terminal: runs the very script of that page.
//
//   node verify.mjs FILE...              what holds and what is shown
//   node verify.mjs --code CODE FILE...  also compares a seal code from a paper
//   node verify.mjs --short FILE...      one line for each file
//
// Ends with 0 when every file holds (and the code is the same), with 1 when one does not, with 2 when it was
// not asked properly or a file cannot be read.

import { readFileSync } from 'node:fs';

const page = readFileSync(new URL('verifier.html', import.meta.url), 'utf8');
const script = page.slice(page.indexOf('<script>') + '<script>'.length, page.lastIndexOf('</script>'));
const { verify, compareCode, whatHolds, CANNOT, CARE, OLD_ONE, clockWords, outline, titleOf, inLondon } = new Function(
  `${script}\nreturn { verify, compareCode, whatHolds, CANNOT, CARE, OLD_ONE, clockWords, outline, titleOf, inLondon };`,
)();

// What stands in the file may hold what a terminal takes for orders.
const asText = (text) => text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
const say = (text = '') => process.stdout.write(`${asText(text)}\n`);

const files = [];
let short = false;
let code = null;
for (let at = 2; at < process.argv.length; at += 1) {
  const word = process.argv[at];
  if (word === '--short') {
    short = true;
  } else if (word === '--code' && at + 1 < process.argv.length) {
    at += 1;
    code = process.argv[at];
  } else {
    files.push(word);
  }
}
if (files.length === 0 || files.some((file) => file.startsWith('--'))) {
  process.stderr.write('Say which file: node verify.mjs [--short] [--code CODE] FILE...\n');
  process.exit(2);
}

let end = 0;
for (const file of files) {
  let bytes;
  try {
    bytes = new Uint8Array(readFileSync(file));
  } catch {
    process.stderr.write('A file could not be read.\n');
    process.exit(2);
  }
  const report = verify(bytes);
  if (!report.holds) {
    end = 1;
    const where = `${report.line === null ? '-' : report.line} ${report.entry === null ? '-' : report.entry}`;
    if (short) {
      say(`broken ${where} ${report.what}`);
    } else {
      say(`The record in ${file} does not hold.`);
      say(report.what);
      if (report.line !== null) say(`First seen at line ${report.line} of the file.`);
      say('Do not rely on anything in this file. A copy that was damaged on its way looks the same.');
    }
    continue;
  }
  const compared = code === null ? null : compareCode(report, code);
  if (compared !== null && !compared.same) end = 1;
  if (short) {
    say(`holds ${report.entries} ${report.shown.length} ${report.closed} ${report.links} ${report.sealCode}`);
    continue;
  }
  say(`The record in ${file} holds.`);
  whatHolds(report).forEach((sentence) => say(`- ${sentence}`));
  say(`Seal code of the last entry: ${report.sealCode}`);
  if (compared !== null) say(compared.what);
  say('\nWhat this cannot show:');
  CANNOT.forEach((sentence) => say(`- ${sentence}`));
  if (report.shown.length > 0) say(`\n${CARE}`);
  for (const entry of report.shown) {
    say(`\n${titleOf(entry)}`);
    say(`Written ${inLondon(entry.written_at)} by ${entry.author || 'somebody who gave no name'}. Seal code ${entry.sealCode}.`);
    const clock = clockWords(entry);
    if (clock) say(clock);
    if (entry.old) say(`${OLD_ONE} ${entry.sealCode}`);
    say(outline(entry.payload));
  }
}
process.exitCode = end;
