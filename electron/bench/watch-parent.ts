import { readFileSync } from 'node:fs'
import { startOf } from '../records/owner'

/** What can be known of processes; a test has its own. */
export type Processes = {
  readonly self: number
  parentOf(pid: number): number | undefined
  startOf(pid: number): string | undefined
  commandLineOf(pid: number): string
}

type Link = { readonly pid: number; readonly start: string | undefined; readonly parent: number }

const everyMs = 300

/**
 * Calls back once when whoever started this process is gone. npm, npx and `sh -c` stand between and may live on or die
 * alone, so each link of the chain up to the first real ancestor is watched. Returns the way to stop.
 */
export function watchParent(onGone: () => void, processes: Processes = linux): () => void {
  const links = linksOf(processes)
  const timer = setInterval(() => {
    if (links.every((link) => isUnbroken(processes, link))) return
    clearInterval(timer)
    onGone()
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** A process whose parent is 1 was left alone on purpose: nobody above it is waited for. */
export function linksOf(processes: Processes): readonly Link[] {
  const links: Link[] = []
  let pid = processes.self
  for (;;) {
    const parent = processes.parentOf(pid)
    if (parent === undefined || parent <= 1) return links
    links.push({ pid, start: processes.startOf(pid), parent })
    if (!isWrapper(processes.commandLineOf(parent))) return links
    pid = parent
  }
}

const isUnbroken = (processes: Processes, { pid, start, parent }: Link): boolean =>
  processes.parentOf(pid) === parent && processes.startOf(pid) === start

/** npm writes its title over its arguments; a shell counts only with -c, for else somebody sits at it. */
export function isWrapper(commandLine: string): boolean {
  const words = commandLine.split('\0').filter((word) => word !== '')
  const [program = '', ...rest] = words
  if (/^(.*\/)?(npm|npx)(\s|$)/.test(program)) return true
  if (/^-?(.*\/)?(sh|bash|dash|ash|zsh)$/.test(program)) return rest.some((word) => /^-[a-z]*c$/.test(word))
  return /^(.*\/)?node$/.test(program) && rest.some((word) => /(^|\/)(npm|npx)(-cli\.js)?$/.test(word))
}

const linux: Processes = {
  self: process.pid,
  startOf,
  parentOf: (pid) => {
    const text = read(`/proc/${pid}/stat`)
    const state = text.slice(text.lastIndexOf(')') + 2).split(' ')
    // proc(5): field 3 is the state, 4 the parent; a zombie is gone
    return text === '' || state[0] === 'Z' ? undefined : Number(state[1])
  },
  commandLineOf: (pid) => read(`/proc/${pid}/cmdline`),
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
