import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { createRouterClient } from '@orpc/server'
import { load } from '../../build/load.mjs'
import { inRoot } from '../../build/stamp.mjs'

const program = inRoot('build', 'bootstation.mjs')

/** A training bench in a home of its own, and everything that hands and supervisors ask of it. */
export async function withBench(readers, work) {
  const { client, station, handlers, settings } = await load(
    'shift-bench',
    {
      client: 'electron/bench/client.ts',
      station: 'electron/station.ts',
      handlers: 'electron/handlers.ts',
      settings: 'electron/settings/settings.ts',
    },
    ['@photostructure/sqlite'],
  )
  const home = mkdtempSync(join(tmpdir(), 'bootstation-shift-'))
  const env = { ...process.env, BOOTSTATION_HOME: home }
  const child = spawn(process.execPath, [program, 'bench', '--readers', String(readers), '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const gone = new Promise((resolve) => child.once('close', resolve))
  try {
    const ready = await firstLine(child)
    const { control } = JSON.parse(readFileSync(join(home, 'bench.json'), 'utf8'))
    const hands = await client.connectBench(control)
    try {
      return await work({
        home,
        ready,
        order: (what) => hands.ask(what),
        /** The office: another program of this home, asked by procedure name. It has no reader. */
        ask: async (what) => {
          const office = station.createStation({
            home,
            settings: settings.readSettings(home),
            driver: () => ({ watch: () => undefined }),
            token: () => ({ node: process.execPath, script: inRoot('out', 'token.mjs') }),
            now: Date.now,
            log: () => undefined,
          })
          try {
            return await what(createRouterClient(handlers.createHandlers(office)), office)
          } finally {
            await office.close()
          }
        },
        /** One command line of this home; its JSON lines. */
        run: async (...args) => {
          const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, '--json'], {
            env,
            maxBuffer: 1e9,
          })
          return stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))
        },
        /** What one command line prints as CSV: an object a row. No value of a record has a comma in it. */
        table: async (...args) => {
          const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], { env, maxBuffer: 1e9 })
          const [columns, ...rows] = stdout.trimEnd().split('\n')
          const names = columns.split(',')
          return rows.map((row) => Object.fromEntries(row.split(',').map((value, at) => [names[at], value])))
        },
        /** A supervisor's word on a card that falls silent again and again. */
        setAside: (batch, iccid) =>
          promisify(execFile)(
            process.execPath,
            [program, 'batch', 'reject', batch, '--iccid', iccid, '--reason', 'damaged'],
            { env },
          ),
        /** The PC/SC service ends, as one that crashes; the bench starts another. */
        killService: () => process.kill(serviceOf(ready.pid), 'SIGKILL'),
      })
    } finally {
      hands.close()
    }
  } finally {
    child.kill('SIGTERM')
    await gone
    rmSync(home, { recursive: true, force: true })
  }
}

async function firstLine({ stdout }) {
  for await (const line of createInterface({ input: stdout })) return JSON.parse(line)
  throw new Error('the bench did not start')
}

/** The daemon that this bench, or what it started, has started. */
function serviceOf(bench) {
  const all = readdirSync('/proc').flatMap((pid) => (/^\d+$/.test(pid) ? processOf(Number(pid)) : []))
  const below = (pid) => all.filter(({ parent }) => parent === pid).flatMap((one) => [one, ...below(one.pid)])
  const service = below(bench).find(({ name }) => name === 'pcscd')
  if (!service) throw new Error('this bench has no PC/SC service')
  return service.pid
}

function processOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return [{ pid, parent: Number(/^PPid:\s+(\d+)/m.exec(status)[1]), name: /^Name:\s+(.*)/m.exec(status)[1] }]
  } catch {
    return []
  }
}
