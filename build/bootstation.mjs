#!/usr/bin/env node
import module from 'node:module'
import { giveUp } from './say.mjs'
import { setUp } from './setup.mjs'

await setUp('cli').catch(giveUp)
module.enableCompileCache?.()
const { run } = await import('../out/cli.mjs')
const code = await run(process.argv.slice(2))
// Whatever still holds the process open must not: the last line is out, so it may end.
process.stdout.write('', () => process.exit(code))
