import type { Channel } from '../card/channel'
import type { Link } from './driver'
import { inTurn } from './in-turn'

/** PC/SC has no deadline of its own. A real UPDATE BINARY takes some 100 ms; five seconds is a card that died. */
const COMMAND_MS = 5000

/** What is sent over the link of the moment, counted. `onLost` is told the command that nothing came back for. */
export function createWire(link: () => Link, onLost: (command: Uint8Array) => void) {
  let count = 0

  async function transmit(command: Uint8Array): Promise<Uint8Array> {
    count++
    try {
      return await link().transmit(command, COMMAND_MS)
    } catch (error) {
      onLost(command)
      throw error
    }
  }

  async function script(commands: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
    const answers: Uint8Array[] = []
    const onAnswer = (answer: Uint8Array): void => void answers.push(answer)
    const here = link()
    if (!here.script) {
      await inTurn(commands, transmit, onAnswer)
      return answers
    }
    try {
      await here.script(commands, COMMAND_MS, onAnswer)
    } catch (error) {
      const [command] = commands.slice(answers.length)
      if (command) onLost(command)
      count++
      throw error
    } finally {
      count += answers.length
    }
    return answers
  }

  const channel: Channel = { transmit, script }
  return { channel, commands: (): number => count }
}
