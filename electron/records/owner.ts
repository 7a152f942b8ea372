import { readFileSync } from 'node:fs'

/** A process, told apart from a later one with the same number by the moment it began. */
export const ownerOf = (pid: number): string => `${pid}:${startOf(pid) ?? 0}`

/** The number of the process that made this mark. */
export const pidOf = (owner: string): number => Number(owner.split(':')[0])

/** False once the process that made this mark has ended, however it ended. */
export function isAlive(owner: string): boolean {
  const [pid = '', start] = owner.split(':')
  if (!Number(pid)) return false
  const now = startOf(Number(pid))
  if (now !== undefined) return now === start
  return start === '0' && isRunning(Number(pid))
}

/** Linux, proc(5): field 22 of stat, clock ticks since boot. The name before it may hold anything, so count from its end. */
export function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}

/** A process that may not be signalled is there all the same. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
