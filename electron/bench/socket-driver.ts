import { z } from 'zod'
import { fromHex, hex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import type { Driver, DriverState, Link } from '../reader/driver'
import { type BenchClient, connectBench } from './client'

const Connected = z.object({ link: z.number(), atrHex: z.string() })
const State = z.object({
  service: z.enum(['starting', 'up', 'down']),
  readers: z.array(
    z.object({
      name: z.string(),
      card: z.enum(['none', 'present', 'unreadable']),
      use: z.enum(['free', 'shared', 'exclusive']),
      atrHex: z.string().optional(),
    }),
  ),
})

const retryMs = 250
const down: DriverState = { service: 'down', readers: [] }

/** The readers of a bench where pcscd cannot run: the same behaviour, over the bench's own socket. */
export function createSocketDriver(control: string): Driver {
  const watchers = new Set<(state: DriverState) => void>()
  let state: DriverState = { service: 'starting', readers: [] }
  let isClosed = false
  let retry: NodeJS.Timeout | undefined
  const tell = (next: DriverState) => {
    state = next
    for (const watcher of watchers) watcher(next)
  }
  const again = () => {
    if (isClosed) return
    tell(down)
    retry = setTimeout(() => {
      client = open()
    }, retryMs)
    retry.unref()
  }
  const open = (): Promise<BenchClient | undefined> =>
    connectBench(control, { onState: (next) => tell(stateOf(next)), onClose: again }).then(
      async (opened) => {
        await opened.ask({ do: 'watch' }).catch(() => undefined)
        if (isClosed) opened.close()
        return opened
      },
      () => {
        again()
        return undefined
      },
    )
  let client = open()

  return {
    watch: (onState) => {
      watchers.add(onState)
      onState(state)
    },
    connect: async (reader) => {
      const opened = await client
      if (!opened) throw new Failed({ code: 'reader.service-down', reason: 'the training bench does not answer' })
      const { link, atrHex } = Connected.parse(await opened.ask({ do: 'connect', reader }))
      return linkOf(opened, reader, link, atrHex)
    },
    close: async () => {
      isClosed = true
      clearTimeout(retry)
      watchers.clear()
      ;(await client)?.close()
    },
  }
}

const stateOf = (value: unknown): DriverState => {
  const { service, readers } = State.parse(value)
  return {
    service,
    readers: readers.map(({ atrHex, ...reader }) => (atrHex === undefined ? reader : { ...reader, atrHex })),
  }
}

function linkOf(client: BenchClient, reader: string, link: number, atrHex: string): Link {
  let isDead = false
  return {
    atrHex,
    transmit: async (command, timeoutMs) => {
      if (isDead) throw new Failed({ code: 'card.removed', reader })
      try {
        const asked = client.ask({ do: 'transmit', link, hex: hex(command) })
        const late = new Failed({ code: 'card.mute', reader, command: hex(command.subarray(0, 4)) })
        return fromHex(z.string().parse(await within(asked, timeoutMs, late)))
      } catch (error) {
        isDead = true
        throw error
      }
    },
    close: async (how) => {
      isDead = true
      await client.ask({ do: 'close', link, how }).catch(() => undefined)
    },
  }
}

async function within<T>(work: Promise<T>, timeoutMs: number, late: Failed): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late), timeoutMs)
  })
  work.catch(() => undefined)
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer))
}
