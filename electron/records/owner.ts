import { readFileSync } from 'node:fs'

/** A process, told apart from a later one with the same number by the moment it began. */
export const ownerOf = (pid: number): string => `${pid}:${startOf(pid) ?? 0}`

/** False once the process that made this mark has ended, however it ended. */
export function isAlive(owner: string): boolean {
  const [pid, start] = owner.split(':').map(Number)
  if (!pid) return false
  const now = startOf(pid)
  if (now !== undefined) return now === start
  return start === 0 && exists(pid)
}

/** Linux, proc(5): field 22 of stat, clock ticks since boot. The name before it may hold anything, so count from its end. */
function startOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19])
  } catch {
    return undefined
  }
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
