import { appendFile, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Failed } from '../../shared/failure'

/** The phone of the bench: every text message that would be sent is a JSON line of a file of its owner alone. */
export const createBenchPhone =
  (path: string, now: () => number) =>
  async (to: string, text: string): Promise<void> => {
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await appendFile(path, `${JSON.stringify({ at: now(), to, text })}\n`, { mode: 0o600 })
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
      throw new Failed({ code: 'disk.failed', path, reason: `cannot be written (${code})` })
    }
  }
