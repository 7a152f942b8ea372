import { isSuccess, swOf } from '../card/channel'

/**
 * While the card works on a command the next is on its way: it waits there for as long as the card may take, and the
 * card not for us. The answers up to the first that is no success; the command behind that one is answered by then.
 */
export async function oneAhead(
  commands: readonly Uint8Array[],
  transmit: (command: Uint8Array, timeoutMs: number) => Promise<Uint8Array>,
  timeoutMs: number,
): Promise<readonly Uint8Array[]> {
  const answers: Uint8Array[] = []
  let next: Promise<Uint8Array> | undefined
  for (const [at, command] of commands.entries()) {
    const current = next ?? transmit(command, timeoutMs)
    const behind = commands[at + 1]
    next = behind && transmit(behind, 2 * timeoutMs)
    // Whatever ends it has ended the one before, which says so.
    const nextEnded = next?.then(nothing, nothing)
    const answer = await current
    answers.push(answer)
    if (isSuccess(swOf(answer))) continue
    await nextEnded
    break
  }
  return answers
}

const nothing = (): void => undefined
