// Short messages as they come in, in any order and with others between: whole pushes go out.
import { ByteReader, hex } from '../bytes'
import { Failed } from '../failure'
import { type Reassembled, reassemble } from './reassemble'
import { userDataHeader } from './user-data-header'

/** Messages that never become whole are bounded: the oldest is forgotten. */
const mostUnfinished = 16

/** Takes one segment; answers with the push that it makes whole. What is no segment is passed over. */
export function collectPushes(): (segment: Uint8Array) => Reassembled | undefined {
  const unfinished = new Map<string, readonly Uint8Array[]>()
  return (segment) => {
    const key = keyOf(segment)
    if (key === undefined) return undefined
    const parts = [...(unfinished.get(key) ?? []), segment]
    unfinished.delete(key)
    const whole = attempted(() => reassemble(parts))
    if (whole) return whole
    unfinished.set(key, parts.slice(-255))
    const [oldest] = unfinished.keys()
    if (unfinished.size > mostUnfinished && oldest !== undefined) unfinished.delete(oldest)
    return undefined
  }
}

/** 3GPP TS 23.040, 9.2.3.24.1: parts of one message have its reference and its number of parts. */
const keyOf = (segment: Uint8Array): string | undefined =>
  attempted(() => {
    const { part, ports } = userDataHeader.read(new ByteReader(segment))
    return JSON.stringify([part?.reference ?? hex(segment), part?.total, ports])
  })

function attempted<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return undefined
  }
}
