import { fromHex, hex } from '../../shared/bytes'
import { Failed, type Failure } from '../../shared/failure'
import { isSuccess, swOf } from '../card/status-word'
import type { Link } from './driver'
import type { ReaderProcess } from './reader-process'

const CLOSE_MS = 2000

type LinkDeps = Pick<Link, 'atrHex'> & {
  readonly protocol: Link['protocol']
  readonly onClose: () => void
  readonly blamed: (error: unknown) => Promise<unknown>
  readonly log: (line: string) => void
}

/** A session that is open in a reader process. */
export function linkTo(
  process: ReaderProcess,
  reader: string,
  { atrHex, protocol, onClose, blamed, log }: LinkDeps,
): Link {
  /** `mute`: nothing came back, and its process is to be killed. What the service refused is still given back. */
  let stands: 'open' | 'lost' | 'mute' | 'closed' = 'open'

  const removed = (): Failed => new Failed({ code: 'card.removed', reader })

  async function script(
    commands: readonly Uint8Array[],
    timeoutMs: number,
    onAnswer: (answer: Uint8Array) => void,
  ): Promise<void> {
    if (stands !== 'open') throw removed()
    const answers: Uint8Array[] = []
    const failure = (): Failure => {
      const [command] = commands.slice(answers.length)
      return { code: 'card.mute', reader, command: command ? hex(command.subarray(0, 4)) : '' }
    }
    const told = (answerHex: string): boolean => {
      const answer = fromHex(answerHex)
      answers.push(answer)
      if (answer.length < 2) return false
      onAnswer(answer)
      return answers.length < commands.length && isSuccess(swOf(answer))
    }
    try {
      const late = (): Failure => {
        stands = 'mute'
        return failure()
      }
      const asked = { ms: timeoutMs, late, onAnswer: told }
      await process.ask({ ask: 'transmit', reader, commands: commands.map(hex) }, asked)
      // A card that left in the middle of a command is a success without bytes to some drivers.
      if (answers.some(({ length }) => length < 2)) throw removed()
    } catch (error) {
      if (stands === 'open') stands = 'lost'
      throw await blamed(error)
    }
  }

  async function transmit(command: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    const answers: Uint8Array[] = []
    await script([command], timeoutMs, (answer) => void answers.push(answer))
    const [answer] = answers
    if (!answer) throw removed()
    return answer
  }

  async function close(how: 'leave' | 'unpower'): Promise<void> {
    if (stands === 'closed') return
    const wasMute = stands === 'mute'
    stands = 'closed'
    const failure: Failure = { code: 'reader.lost', reader }
    try {
      const asked = { ms: CLOSE_MS, late: () => failure, onAnswer: () => false }
      if (!wasMute) await process.ask({ ask: 'disconnect', reader, how }, asked)
    } catch (error) {
      log(`closing ${reader}: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      onClose()
    }
  }

  return { atrHex, ...(protocol && { protocol }), transmit, script, close }
}
