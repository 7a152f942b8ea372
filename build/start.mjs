import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { endChild, firstLine, startChild } from './child.mjs'
import { hasDisplay } from './display.mjs'
import { asRoot, electronBinary } from './electron.mjs'
import { isAlive } from './lock.mjs'
import { giveUp, SetupFailed, say } from './say.mjs'
import { setUp } from './setup.mjs'
import { inRoot, root } from './stamp.mjs'

const bootstation = inRoot('build', 'bootstation.mjs')
const children = []

const isWithReaders = process.argv.includes('--readers')
const isWindowed = await hasDisplay()
const ending = new Promise((resolve) => {
  process.once('SIGINT', () => resolve(130))
  process.once('SIGTERM', () => resolve(143))
})
const code = await Promise.race([work().catch(giveUpAfterwards), ending])
for (const child of children.reverse()) await endChild(child)
process.exit(code)

async function work() {
  await setUp(isWindowed ? 'window' : 'cli')
  const bench = isWithReaders ? undefined : (runningBench() ?? (await startBench()))
  if (isWindowed) return openWindow()
  say('there is no display here, so the same job is done in the terminal')
  return bench ? showJob(bench) : shown('readers')
}

/** The station's window, until it is closed. Chromium's own remarks (no D-Bus, no GPU) would only alarm. */
function openWindow() {
  say('opening the window')
  const { ELECTRON_RUN_AS_NODE, ...env } = process.env
  const window = run(electronBinary(), ['.', ...asRoot, ...process.argv.slice(2)], {
    env,
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  void firstLine(window.stderr, (line) => {
    if (!/^\[\d+:\d+\/[\d.]+:\w+:|^\s*$/.test(line)) process.stderr.write(`${line}\n`)
  })
  return window.ended
}

/** One training job from order to record: what the window's first screen offers, for those who have no screen. */
async function showJob({ readers, template, adm }) {
  const job = ['--reader', readers[0], '--template', template, '--device', 'imei:490154203237518', '--adm-file', adm]
  say(`bootstation card write ${job.map((part) => (/\s/.test(part) ? `"${part}"` : part)).join(' ')}`)
  const writing = command('card', 'write', ...job, '--json')
  const id = await firstLine(writing.stdout, (line) => parse(line)?.job)
  const code = await writing.ended
  if (id === undefined) return code || 3
  say(`bootstation job show ${id}`)
  return (await shown('job', 'show', id)) || code
}

function shown(...args) {
  const child = command(...args)
  child.stdout.pipe(process.stdout)
  return child.ended
}

function runningBench() {
  const home =
    process.env.BOOTSTATION_HOME || join(process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'bootstation')
  try {
    const bench = JSON.parse(readFileSync(join(home, 'bench.json'), 'utf8'))
    if (!isAlive(bench)) return undefined
    say(`using the training bench that runs already (process ${bench.pid})`)
    return bench
  } catch {
    return undefined
  }
}

async function startBench() {
  say('starting the training bench: four readers with cards, and a DM Server')
  const bench = run(process.execPath, [bootstation, 'bench', '--readers', '4', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const words = []
  void firstLine(bench.stderr, (line) => void words.push(line))
  const ready = await firstLine(bench.stdout, (line) => (parse(line)?.ready ? parse(line) : undefined))
  if (ready) return ready
  throw new SetupFailed(`the training bench did not start:\n${words.slice(-10).join('\n')}`)
}

function command(...args) {
  return run(process.execPath, [bootstation, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
}

function run(program, args, options) {
  const child = startChild(program, args, { cwd: root, ...options })
  children.push(child)
  return child
}

function parse(line) {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Like `giveUp`, but what was started is ended first. */
async function giveUpAfterwards(error) {
  for (const child of children.reverse()) await endChild(child)
  giveUp(error)
}
