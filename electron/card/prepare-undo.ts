// A preparation that the card ends: what it made goes again, where the card lets its key do that.
import { areEqual, hex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { deleteFile } from './administer'
import type { Pkcs15 } from './application'
import { type Channel, type Command, send } from './channel'
import { isMissing, selectMf } from './commands'
import type { Step } from './prepare-step'
import { isSuccess } from './status-word'

type Making = Extract<Step, { does: 'make' | 'create' }>

/**
 * The same failure, with the paths of what stays. Only what these steps made is deleted, and only while nothing that was
 * there before names it; a later preparation goes on from what stays.
 */
export async function takenBack(
  channel: Channel,
  pkcs15: Pkcs15 | undefined,
  done: readonly Step[],
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof Failed) || error.failure.code !== 'card.cannot-prepare') return error
  const made = done.filter((step): step is Making => step.does === 'make' || step.does === 'create')
  const left = isNamed(done, made) ? made : await withoutThose(channel, pkcs15, made)
  return left.length === 0 ? error : new Failed({ ...error.failure, left: left.map(({ path }) => hex(path)) })
}

/** Whether something was written into a file that was there before. */
const isNamed = (done: readonly Step[], made: readonly Making[]): boolean =>
  done.some(
    (step) => (step.does === 'enter' || step.does === 'list') && !made.some((one) => areEqual(one.path, step.path)),
  )

/** The last one first. With a directory goes all that is in it. */
async function withoutThose(
  channel: Channel,
  pkcs15: Pkcs15 | undefined,
  made: readonly Making[],
): Promise<readonly Making[]> {
  const [first] = made
  if (!first) return []
  if (first.does === 'make') {
    await send(channel, selectMf)
    if (await send(channel, isGone(first.fid))) return []
  }
  const left: Making[] = first.does === 'make' ? [first] : []
  await pkcs15?.enter()
  for (const file of made.filter(({ does }) => does === 'create').reverse())
    if (!(await send(pkcs15?.channel ?? channel, isGone(file.fid)))) left.push(file)
  return left
}

const isGone = (fid: number): Command<boolean> => ({
  ...deleteFile(fid),
  knows: () => true,
  parse: (_, sw) => isSuccess(sw) || isMissing(sw),
})
