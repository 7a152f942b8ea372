// The command line: the same station without a window. Words go to stderr, JSON and documents to stdout.
import { parseArgs } from 'node:util'
import { blameOf, Failed } from '../shared/failure'
import { en } from '../shared/text/en'
import { wordsOf } from '../shared/text/words'
import { bench, benchCard, benchServer } from './cli/bench'
import { benchDevice } from './cli/bench-device'
import { benchDevices } from './cli/bench-devices'
import { benchTour } from './cli/bench-tour'
import { cardBlank, cardInspect, cardRehearse, cardWrite } from './cli/card'
import { type Command, exit, exitOfFailure, failedOf, type Io, usage } from './cli/command'
import { factoryBuild, factoryPlace, factoryVerify } from './cli/factory'
import { intakeAllow, intakeList, intakeRefuse, intakeServe, intakeShow } from './cli/intake'
import { jobList, jobResume, jobShow } from './cli/job'
import { messageLint } from './cli/lint'
import { messageCompose, messageDecode } from './cli/message'
import { messagePush } from './cli/push'
import { readersCommand } from './cli/readers'
import { recordsExport } from './cli/records'
import { register, registrationResolve, release, status, transfer } from './cli/registration'
import { templateCheck, templateImport, templateList, templateShow } from './cli/template'
import { templateDiff } from './cli/template-diff'
import { homeOf } from './home'
import { log } from './log'

const commands: readonly Command[] = [
  readersCommand,
  cardInspect,
  cardWrite,
  cardBlank,
  cardRehearse,
  messageCompose,
  messageDecode,
  messageLint,
  messagePush,
  factoryBuild,
  factoryVerify,
  factoryPlace,
  register,
  status,
  release,
  transfer,
  registrationResolve,
  intakeServe,
  intakeList,
  intakeShow,
  intakeAllow,
  intakeRefuse,
  jobList,
  jobShow,
  jobResume,
  templateList,
  templateShow,
  templateCheck,
  templateDiff,
  templateImport,
  recordsExport,
  bench,
  benchCard,
  benchServer,
  benchDevice,
  benchDevices,
  benchTour,
]

/** Runs one command line and answers with the exit code: 0 done, 1 FAIL, 2 wrong usage, 3 ERROR, 4 not settled. */
export async function run(argv: readonly string[]): Promise<number> {
  const ending = new AbortController()
  const end = () => ending.abort()
  process.on('SIGINT', end).on('SIGTERM', end)
  const isJson = argv.includes('--json')
  const io: Io = {
    home: homeOf(process.env),
    isJson,
    out: (object) => void (isJson && process.stdout.write(`${JSON.stringify(object)}\n`)),
    print: (text) => void process.stdout.write(text),
    say: log,
    answer: (line) => (isJson ? log(line) : void process.stdout.write(`${line}\n`)),
    signal: ending.signal,
  }
  try {
    return await runCommand(argv, io)
  } catch (error) {
    return refuse(failedOf(error), io)
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end)
  }
}

async function runCommand(argv: readonly string[], io: Io): Promise<number> {
  if (argv.length === 0 || ['--help', '-h', 'help'].includes(argv[0] ?? '')) {
    io.print(help())
    return argv.length === 0 ? exit.usage : exit.pass
  }
  const named = commands
    .filter(({ name }) => name.split(' ').every((word, at) => argv[at] === word))
    .sort((left, right) => right.name.length - left.name.length)[0]
  if (!named) throw usage(`there is no command "${argv.slice(0, 2).join(' ')}"; see bootstation --help`)
  const rest = argv.slice(named.name.split(' ').length)
  if (rest.includes('--help')) {
    io.print(`bootstation ${named.name} ${named.usage}\n  ${named.does}\n`)
    return exit.pass
  }
  return named.run(parsed(named, rest), io)
}

function parsed({ options, positionals = false }: Command, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...options, json: { type: 'boolean' } },
      allowPositionals: positionals,
      strict: true,
    })
  } catch (error) {
    throw usage(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error))
  }
}

function refuse(error: unknown, { out, say }: Io): number {
  if (!(error instanceof Failed)) throw error
  const { failure } = error
  const blame = blameOf(failure)
  out({ outcome: blame, failure })
  const { what, doNow } = wordsOf(failure)
  say(`${what}\n${en.commandLine.doNow(doNow)}`)
  return exitOfFailure(failure)
}

const help = (): string =>
  [
    'bootstation COMMAND [--json]',
    ...commands.map(({ name, usage, does }) => `  ${name} ${usage}\n      ${does}`),
    'Exit codes: 0 PASS or done, 1 FAIL, 2 wrong usage, 3 ERROR, 4 not settled.',
    '',
  ].join('\n\n')
