// The DM Server of the bench with all that is round it: a message centre for what it sends, and a page that shows who comes.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { secret } from '../../shared/secret'
import { wordsOf } from '../../shared/text/words'
import { serveArrivals } from './arrivals/serve'
import type { BenchServer } from './bench'
import { openMessageCentre } from './message-centre'
import { keptText } from './server/pem-files'
import { queuePush } from './server/push/plan'
import { openPushSide } from './server/push/push-side'
import { type DmServerOptions, startDmServer } from './server/server'
import { imsiOfNumber } from './subscribers'

export type TrainingServerDeps = Pick<DmServerOptions, 'dir' | 'now'> & { readonly log: (line: string) => void }

const systemId = 'bench'

/** Fails as its parts do, and leaves none of them open. */
export async function startTrainingServer({ dir, now, log }: TrainingServerDeps): Promise<BenchServer> {
  const closing: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).reverse()) await end()
  }
  try {
    const server = await startDmServer({ dir, now, sendBootstrap: queuePush, log })
    closing.push(server.close)
    // SMPP 3.4, 5.2.2: eight characters at most.
    const passwordFile = join(dir, 'smpp-password.txt')
    const password = keptText(passwordFile, () => `${randomBytes(4).toString('hex')}\n`).trim()
    const centre = await openMessageCentre({ systemId, password, log })
    closing.push(centre.close)
    const arrivals = await serveArrivals({ registry: server.registry, log })
    closing.push(arrivals.close)
    const begin = async (): Promise<void> => {
      const push = await openPushSide({
        dir,
        registry: server.registry,
        ca: server.ca,
        centre: { host: '127.0.0.1', port: centre.port, systemId, password: secret(password) },
        imsiOf: imsiOfNumber,
        onTrouble: (told) => {
          arrivals.trouble(told)
          log(`push: ${wordsOf(told.failure).what}`)
        },
        log,
      })
      closing.push(push.close)
    }
    const smpp = { host: '127.0.0.1', port: centre.port, systemId, passwordFile }
    return { ...server, arrivals: arrivals.url, phone: centre.phone, smpp, begin, close }
  } catch (error) {
    await close()
    throw error
  }
}
