import { isSuccess, swOf } from '../card/status-word'

/** Tells each answer, and sends no command before the one in front of it succeeded. */
export async function inTurn(
  commands: readonly Uint8Array[],
  transmit: (command: Uint8Array) => Promise<Uint8Array>,
  onAnswer: (answer: Uint8Array) => void,
): Promise<void> {
  for (const command of commands) {
    const answer = await transmit(command)
    onAnswer(answer)
    if (!isSuccess(swOf(answer))) return
  }
}
