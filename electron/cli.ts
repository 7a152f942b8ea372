// The command line: the same station without a window. Words go to stderr, JSON and documents to stdout.
import { parseArgs } from 'node:util'
import { blameOf, Failed } from '../shared/failure'
import { faultLine } from '../shared/fault-line'
import { nearest } from '../shared/near'
import { en } from '../shared/text/en'
import { wordsOf } from '../shared/text/words'
import {
  batchClose,
  batchCreate,
  batchList,
  batchPause,
  batchReject,
  batchReport,
  batchShow,
  batchStart,
  batchStatus,
} from './cli/batch'
import { batchImport } from './cli/batch-import'
import { batchRun } from './cli/batch-run'
import { benchCommands } from './cli/bench-commands'
import { cardRehearse, cardWrite } from './cli/card'
import { cardBlank, cardPrepare } from './cli/card-files'
import { cardInspect } from './cli/card-inspect'
import { cardRebootstrap } from './cli/card-rebootstrap'
import { type Command, exit, exitOfFailure, failedOf, type Io, usage } from './cli/command'
import { messageDecode } from './cli/decode'
import { deviceLife } from './cli/device-life'
import { enrol } from './cli/enrol'
import { factoryBuild, factoryPlace, factoryVerify } from './cli/factory'
import { intakeAllow, intakeList, intakeRefuse, intakeServe, intakeShow } from './cli/intake'
import { jobList, jobResume, jobShow } from './cli/job'
import { keysAllow, keysCheck, keysEncrypt, keysList } from './cli/keys'
import { messageLint } from './cli/lint'
import { messageCompose } from './cli/message'
import { messageNotify } from './cli/notify'
import { messagePush } from './cli/push'
import { readersCommand } from './cli/readers'
import { receiptKeyCommand, receiptShow, receiptVerify } from './cli/receipt'
import { recordsExport, recordsReport } from './cli/records'
import { register, registrationResolve, release, status, transfer } from './cli/registration'
import { scanRead } from './cli/scan'
import { templateCheck, templateImport, templateList, templateShow } from './cli/template'
import { templateDiff } from './cli/template-diff'
import { jobTrace } from './cli/trace'
import { untilEnded } from './cli/until-ended'
import { homeOf } from './home'
import { log } from './log'

const commands: readonly Command[] = [
  readersCommand,
  cardInspect,
  cardWrite,
  cardPrepare,
  cardBlank,
  cardRebootstrap,
  cardRehearse,
  messageCompose,
  messageDecode,
  messageLint,
  messagePush,
  messageNotify,
  deviceLife,
  factoryBuild,
  factoryVerify,
  factoryPlace,
  enrol,
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
  jobTrace,
  templateList,
  templateShow,
  templateCheck,
  templateDiff,
  templateImport,
  recordsExport,
  recordsReport,
  receiptShow,
  receiptVerify,
  receiptKeyCommand,
  scanRead,
  keysCheck,
  keysEncrypt,
  keysList,
  keysAllow,
  batchCreate,
  batchImport,
  batchList,
  batchShow,
  batchStatus,
  batchStart,
  batchRun,
  batchPause,
  batchReject,
  batchClose,
  batchReport,
  ...benchCommands,
]

/** Runs one command line and answers with the exit code: 0 done, 1 FAIL, 2 wrong usage, 3 ERROR, 4 not settled. */
export async function run(argv: readonly string[]): Promise<number> {
  const isJson = argv.includes('--json')
  const io: Omit<Io, 'signal'> = {
    home: homeOf(process.env),
    isJson,
    out: (object) => void (isJson && process.stdout.write(`${JSON.stringify(object)}\n`)),
    print: (text) => void process.stdout.write(text),
    say: log,
    answer: (line) => (isJson ? log(line) : void process.stdout.write(`${line}\n`)),
  }
  try {
    return await untilEnded(process, (signal) => runCommand(argv, { ...io, signal }))
  } catch (error) {
    return refuse(failedOf(error), io)
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
  if (!named) return groupOf(argv, io)
  const rest = argv.slice(named.name.split(' ').length)
  if (rest.includes('--help') || rest.includes('-h')) {
    io.print(`${[`bootstation ${named.name} ${named.usage}`, named.does, ...(named.more ?? [])].join('\n  ')}\n`)
    return exit.pass
  }
  return named.run(parsed(named, rest), io)
}

/** A word that several commands begin with: those commands. */
function groupOf(argv: readonly string[], io: Io): number {
  const [group = '', next] = argv.filter((word) => word !== '--json')
  const members = commands.filter(({ name }) => name.startsWith(`${group} `))
  const isAsked = next === undefined || next === '--help' || next === '-h' || next === 'help'
  if (members.length === 0 || !isAsked) throw usage(unknownCommand([group, next ?? ''], members))
  io.print(`${members.map(({ name, does }) => `bootstation ${name.padEnd(18)} ${does}`).join('\n')}\n`)
  io.say(en.commandLine.helpOf(group))
  return next === undefined ? exit.usage : exit.pass
}

function unknownCommand([group, next]: readonly [string, string], members: readonly Command[]): string {
  const words = [...new Set((members.length === 0 ? commands : members).map(({ name }) => name.split(' ')))]
  const at = members.length === 0 ? 0 : 1
  const near = nearest(at === 0 ? group : next, [...new Set(words.flatMap((name) => name[at] ?? []))])
  const meant = near === undefined ? '' : `; did you mean ${at === 0 ? near : `${group} ${near}`}`
  return `there is no command "${`${group} ${next}`.trim()}"${meant || `; see bootstation ${at === 0 ? '' : `${group} `}--help`}`
}

function parsed({ options, positionals = false }: Command, args: readonly string[]) {
  const known = { ...options, json: { type: 'boolean' } } as const satisfies Command['options']
  const { tokens, ...given } = parsedBy(known, positionals, args)
  const named = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []))
  const again = named.find((name, at) => named.indexOf(name) < at && !isMultiple(known, name))
  if (again !== undefined) throw usage(`--${again} is there twice; name it once`, again)
  return given
}

const isMultiple = (options: Command['options'], name: string): boolean => options[name]?.multiple === true

function parsedBy(options: Command['options'], allowPositionals: boolean, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals, strict: true, tokens: true })
  } catch (error) {
    throw usage(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error))
  }
}

/** A bug is the station's fault and no card's; its own words may hold what somebody sent. */
function refuse(error: unknown, { out, say }: Pick<Io, 'out' | 'say'>): number {
  if (!(error instanceof Failed)) {
    const fault = faultLine('bootstation', error)
    out({ outcome: 'ERROR', fault })
    say(`${en.station.bug}\n${fault}`)
    return exit.error
  }
  const { failure } = error
  const blame = blameOf(failure)
  out({ outcome: blame, failure })
  const { what, doNow } = wordsOf(failure)
  say(`${what}\n${en.commandLine.doNow(en.commandLine.withoutJob(doNow))}`)
  return exitOfFailure(failure)
}

const help = (): string =>
  [
    'bootstation COMMAND [--json]',
    ...commands.map(({ name, usage, does }) => `  ${name} ${usage}\n      ${does}`),
    'Exit codes: 0 PASS or done, 1 FAIL, 2 wrong usage, 3 ERROR, 4 not settled.',
    '',
  ].join('\n\n')
