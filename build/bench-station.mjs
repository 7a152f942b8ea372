// The training bench in a process of its own and a station in this one, asked as the window asks: for tools that measure
// them or wear them out.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endChild, firstLine, startChild } from './child.mjs'
import { giveUp, SetupFailed, say } from './say.mjs'
import { setUp } from './setup.mjs'
import { inRoot } from './stamp.mjs'

const device = 'imei:490154203237518'

/**
 * Opens a bench with so many readers and a station in a home that is gone afterwards, and works with them. Whatever keeps
 * them from it is told in words, and ends the program with 3.
 */
export const withBenchStation = (name, readers, work) => opened(name, readers, work).catch(giveUp)

async function opened(name, readers, work) {
  await setUp('cli')
  const { load } = await import('./load.mjs')
  const { station, handlers, driver, settings, insertions, client } = await load(
    name,
    {
      station: 'electron/station.ts',
      handlers: 'electron/handlers.ts',
      driver: 'electron/reader/pcsc-driver.ts',
      settings: 'electron/settings/settings.ts',
      insertions: 'electron/job/insertions.ts',
      client: 'electron/bench/client.ts',
    },
    ['@photostructure/sqlite', 'pcsclite', 'pkcs11js'],
  )
  const { createRouterClient } = await import('@orpc/server')
  const home = mkdtempSync(join(tmpdir(), `${name}-`))
  const closing = []
  try {
    const bench = await startBench(home, readers, closing)
    paddedTemplate(home, bench)
    const made = station.createStation({
      home,
      settings: settings.readSettings(home),
      driver: () =>
        driver.createPcscDriver({
          ...{ node: process.execPath, script: inRoot('out', 'pcsc.mjs'), log: say },
          socket: bench.pcsc.socket,
        }),
      token: () => ({ node: process.execPath, script: inRoot('out', 'token.mjs') }),
      now: Date.now,
      log: () => undefined,
    })
    closing.push(() => made.close())
    const ask = createRouterClient(handlers.createHandlers(made))
    const { bytes } = await ask.message.preview({ device, template: 'padded', variables: {} })
    const at = {
      home,
      bench,
      ask,
      order: (what) => client.askBench(bench.control, what),
      meetCards: () => insertions.watchInsertions(made.readers(), made.jobs, () => undefined),
      /** One job to the end of what is done on the card; the message has so many bytes. */
      job: (reader, size) => jobOf(ask, reader, 'x'.repeat(size - bytes + 1)),
    }
    return await Promise.race([work(at), bench.gone])
  } catch (error) {
    throw error.failure ? new SetupFailed(JSON.stringify(error.failure)) : error
  } finally {
    for (const close of closing.reverse()) await close()
    rmSync(home, { recursive: true, force: true })
  }
}

async function startBench(home, readers, closing) {
  const env = { ...process.env, BOOTSTATION_HOME: home }
  const args = [inRoot('build', 'bootstation.mjs'), 'bench', '--readers', String(readers), '--json']
  const child = startChild(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  closing.push(() => endChild(child))
  const gone = child.ended.then((code) => {
    throw new SetupFailed(`the bench ended with ${code}`)
  })
  const ready = await Promise.race([firstLine(child.stdout, JSON.parse), gone])
  const { control } = JSON.parse(readFileSync(join(home, 'bench.json'), 'utf8'))
  return { ...ready, control, gone }
}

/** The training template with room to fill. */
function paddedTemplate(home, { template }) {
  const training = JSON.parse(readFileSync(join(home, 'bench', 'templates', `${template}.json`), 'utf8'))
  const [server, ...others] = training.servers
  const padded = {
    ...training,
    name: 'padded',
    variables: { ...training.variables, pad: { type: 'text', default: 'x' } },
    servers: [{ ...server, name: `${server.name}{pad}` }, ...others],
  }
  mkdirSync(join(home, 'templates'), { recursive: true })
  writeFileSync(join(home, 'templates', 'padded.json'), JSON.stringify(padded))
}

async function jobOf(ask, reader, pad) {
  const started = await ask.job.start({ device, template: 'padded', reader: String(reader), variables: { pad } })
  for await (const record of await ask.job.changes({ job: started }))
    if (record.outcome !== 'running' || record.phases.find((phase) => phase.name === 'rehearse')?.outcome === 'done')
      return record
  throw new Error('the job has no more changes')
}
