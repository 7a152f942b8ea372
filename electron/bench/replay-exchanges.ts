import { filled, partsOf, type TraceLine } from '../../shared/trace'

export type Inside = Extract<TraceLine, { trace: 'inside' }>
type Apdu = Extract<TraceLine, { trace: 'apdu' }>

/** A line of a trace that the station has a part in; an exchange with all that belongs to it. */
export type Spoken =
  | Extract<TraceLine, { trace: 'lost' | 'power' }>
  | (Apdu & {
      /** The answer with what GET RESPONSE fetched of it, hidden bytes as 00. */
      readonly whole: Uint8Array
      /** What was inside, if it was wrapped and the card opened it. */
      readonly inside: Inside | undefined
    })

export function exchangesOf(lines: readonly TraceLine[]): readonly Spoken[] {
  return lines.flatMap((line, at): readonly Spoken[] => {
    if (line.trace === 'lost' || line.trace === 'power') return [line]
    if (line.trace !== 'apdu') return []
    const rest = lines.slice(at + 1)
    const end = rest.findIndex((next) => !isFetch(next))
    const fetched = rest.slice(0, end < 0 ? rest.length : end).filter(isFetch)
    const next = isFetch(line) ? undefined : rest[fetched.length]
    return [{ ...line, whole: joined([line, ...fetched]), inside: next?.trace === 'inside' ? next : undefined }]
  })
}

const isFetch = (line: TraceLine): line is Apdu => line.trace === 'apdu' && /^..C0/.test(line.c)

/** The data of all, and the status word of the last. */
function joined(lines: readonly Apdu[]): Uint8Array {
  const answers = lines.map(({ r }) => filled(partsOf(r)))
  return Uint8Array.from([
    ...answers.flatMap((bytes) => [...bytes.subarray(0, -2)]),
    ...(answers.at(-1) ?? []).slice(-2),
  ])
}
