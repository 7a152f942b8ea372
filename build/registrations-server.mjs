// A DM Server in a process of its own: `node build/registrations-server.mjs MODULE DIR`. It says where it is, tells its
// memory and its work for every line that comes in, and ends with its parent.
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const [module, dir] = process.argv.slice(2)
const { startDmServer } = await import(pathToFileURL(module).href)
const unlimited = { perSecond: 1e6, burst: 1e6 }
const { url, ca, cert, key, close } = await startDmServer({ dir, now: Date.now, rate: unlimited })
const say = (object) => process.stdout.write(`${JSON.stringify(object)}\n`)
say({ url, ca, cert, key })
function cpuSeconds() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
const lines = createInterface({ input: process.stdin })
lines.on('line', () => say({ rssMB: process.memoryUsage.rss() / 2 ** 20, cpuSeconds: cpuSeconds() }))
lines.on('close', () => void close().then(() => process.exit(0)))
