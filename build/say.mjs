import { spawn } from 'node:child_process'

/** Words for the person at the terminal. Always on stderr: stdout belongs to results. */
export const say = (words) => process.stderr.write(`bootstation: ${words}\n`)

/** The set-up cannot go on. The message says what to do, so it is shown without a stack. */
export class SetupFailed extends Error {}

/** Says what takes long, that it still lasts, and how long it took: nobody should think that it hangs. */
export async function step(words, work) {
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 100) / 10
  say(`${words} …`)
  const reminder = setInterval(() => say(`${words} … ${Math.round(seconds())} s`), 10_000)
  try {
    const result = await work()
    say(`${words}: done, ${seconds()} s`)
    return result
  } finally {
    clearInterval(reminder)
  }
}

/** Runs a program to its end and gives its stdout. If it fails, the end of what it said goes into the failure. */
export function output(command, args, options = {}) {
  const { promise, resolve, reject } = withResolvers()
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let all = ''
  child.stdout.on('data', (data) => {
    out += data
    all += data
  })
  child.stderr.on('data', (data) => {
    all += data
  })
  child.on('error', (error) => reject(new SetupFailed(`${command}: ${error.message}`)))
  child.on('close', (code, signal) => {
    if (code === 0) return resolve(out)
    const end = all.trimEnd().split('\n').slice(-25).join('\n')
    reject(new SetupFailed(`"${command} ${args.join(' ')}" ended with ${signal ?? code}:\n${end}`))
  })
  return promise
}

/** Ends a command line program with 3, "the station cannot", and words instead of a stack. Bugs keep their stack. */
export function giveUp(error) {
  if (!(error instanceof SetupFailed)) throw error
  say(error.message)
  process.exit(3)
}

// Promise.withResolvers, which Node 20 does not have.
function withResolvers() {
  const parts = {}
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }))
  return parts
}
