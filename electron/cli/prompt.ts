import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failed } from '../../shared/failure'

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })

/** For as long as a terminal may take to hand over what was typed before the question. */
const AHEAD_MS = 100

/** What was typed before the question is no answer to it. */
async function dropAhead(input: NodeJS.ReadStream): Promise<void> {
  const drop = (): void => undefined
  input.setRawMode(true)
  input.on('data', drop)
  await sleep(AHEAD_MS)
  input.off('data', drop)
  input.pause()
}

/** Asks at the terminal; what is typed is not shown. Without a terminal, one line of what comes in. Fails with `job.cancelled`. */
export async function askHidden(question: string, input: NodeJS.ReadStream = process.stdin): Promise<string> {
  const { isTTY } = input
  if (isTTY) await dropAhead(input)
  const lines = createInterface({ input, output: nowhere(), terminal: isTTY, historySize: 0 })
  // From here on the terminal does not echo.
  if (isTTY) process.stderr.write(question)
  return new Promise<string>((resolve, reject) => {
    lines.once('line', resolve)
    lines.once('SIGINT', () => lines.close())
    lines.once('close', () => reject(new Failed({ code: 'job.cancelled' })))
  }).finally(() => {
    lines.close()
    if (isTTY) process.stderr.write('\n')
  })
}
