// The command line of an installed station.
import { run } from './cli.mjs'

const code = await run(process.argv.slice(2))
// Whatever still holds the process open must not: the last line is out, so it may end.
process.stdout.write('', () => process.exit(code))
