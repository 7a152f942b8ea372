import type { CardReport } from '../../shared/card-report'

type File = CardReport['bootstrap'][number]

/** Whether a message would find its place on a card, and what would stop it. */
export type Fit =
  | { readonly fit: 'ready'; readonly roomBytes: number; readonly triesLeft: number | null }
  | { readonly fit: 'unprepared' }
  | { readonly fit: 'too-small'; readonly roomBytes: number }
  /** Its holder is asked for the PIN when the job stops for it. */
  | { readonly fit: 'pin' }
  | { readonly fit: 'stopped'; readonly why: 'several' | 'secure-channel' | 'blocked' }

/** Whether a job may be started with it. */
export const isStartable = ({ fit }: Fit): boolean => fit === 'ready' || fit === 'pin'

/** `needBytes`: the message; 0 where none is meant yet. */
export function fitOf({ bootstrap, keys }: CardReport, needBytes: number): Fit {
  const [file, ...more] = bootstrap.filter(({ use }) => use === 'dm')
  if (file?.needs === 'secure-channel') return { fit: 'stopped', why: 'secure-channel' }
  if (file === undefined) return { fit: 'unprepared' }
  if (more.length > 0) return { fit: 'stopped', why: 'several' }
  if (keys.adm1.triesLeft === 0 && isGuardedByAdm1(file)) return { fit: 'stopped', why: 'blocked' }
  if (file.needs === 'pin') return { fit: 'pin' }
  if (file.sizeBytes < needBytes) return { fit: 'too-small', roomBytes: file.sizeBytes }
  return { fit: 'ready', roomBytes: file.sizeBytes, triesLeft: keys.adm1.triesLeft }
}

/** Another key than ADM1 may be the one that counts. */
const isGuardedByAdm1 = ({ access }: File): boolean => access === undefined || access.update.includes('ADM1')
