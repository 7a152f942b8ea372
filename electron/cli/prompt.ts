import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { Failed } from '../../shared/failure'

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })

/** Asks at the terminal; what is typed is not shown. Without a terminal, one line of what comes in. Fails with `job.cancelled`. */
export function askHidden(question: string, input: NodeJS.ReadStream = process.stdin): Promise<string> {
  const { isTTY } = input
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
