// Writes the OpenAPI document of the registration API beside the schemas it is made from; a test holds that it is current.
import { writeFileSync } from 'node:fs'
import { runnerImport } from 'vite'
import { startChild } from './child.mjs'
import { inRoot, root } from './stamp.mjs'

const file = inRoot('shared', 'registration', 'openapi.json')
const { module } = await runnerImport(inRoot('shared', 'registration', 'openapi.ts'), { configFile: false, root })
writeFileSync(file, `${JSON.stringify(module.openApiDocument(), undefined, 2)}\n`)
const biome = inRoot('node_modules', '.bin', 'biome')
const format = ['format', '--write', '--config-path=build/format.json', file]
process.exitCode = await startChild(biome, format, { cwd: root, stdio: 'inherit' }).ended
