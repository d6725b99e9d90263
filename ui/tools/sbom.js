/**
 * Judges a list of what ships by the published schema of CycloneDX: `node tools/sbom.js FILE`. Called by
 * `cargo xtask`. Reads files of this machine only.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import Ajv from 'ajv';
import formats from 'ajv-formats';

const require = createRequire(import.meta.url);
const folder = join(
  dirname(require.resolve('@cyclonedx/cyclonedx-library/package.json')),
  'res',
  'schema',
);
const schema = (name) =>
  JSON.parse(readFileSync(join(folder, `${name}.SNAPSHOT.schema.json`), 'utf8'));

/** What is wrong with a list, in the words of the schema: empty when nothing is. */
export function faults(list) {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats(ajv);
  // Two formats of addresses that nothing here uses.
  ajv.addFormat('iri-reference', true);
  ajv.addFormat('idn-email', true);
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  }
  const validate = ajv.compile(schema('bom-1.6'));
  if (validate(list)) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

const [file] = process.argv.slice(2);
if (file) {
  const found = faults(JSON.parse(readFileSync(file, 'utf8')));
  for (const fault of found.slice(0, 20)) process.stderr.write(`${file}: ${fault}\n`);
  if (found.length > 0) process.exitCode = 1;
}
