import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { say } from './say.mjs'

/** Does work that two processes must not do at once. A lock whose owner died is taken over. */
export async function withLock(dir, work) {
  mkdirSync(dirname(dir), { recursive: true })
  for (let tries = 0; !take(dir); tries++) {
    if (breakIfStale(dir)) continue
    if (tries === 0) say(`waiting for another set-up (process ${ownerOf(dir)?.pid})`)
    await wait(200)
  }
  try {
    return await work()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

// The directory is made complete elsewhere and renamed into place, so a lock without an owner is never seen.
function take(dir) {
  const mine = `${dir}.${process.pid}`
  mkdirSync(mine, { recursive: true })
  writeFileSync(join(mine, 'owner.json'), JSON.stringify({ pid: process.pid, began: beganOf(process.pid) }))
  try {
    renameSync(mine, dir)
    return true
  } catch {
    rmSync(mine, { recursive: true, force: true })
    return false
  }
}

function breakIfStale(dir) {
  const owner = ownerOf(dir)
  if (owner && isAlive(owner)) return false
  const aside = `${dir}.stale.${process.pid}`
  try {
    renameSync(dir, aside)
  } catch {
    return true
  }
  const moved = ownerOf(aside)
  // Somebody else was quicker and this is already the next owner's lock: give it back.
  if (moved && isAlive(moved)) renameSync(aside, dir)
  else rmSync(aside, { recursive: true, force: true })
  return true
}

function ownerOf(dir) {
  try {
    return JSON.parse(readFileSync(join(dir, 'owner.json'), 'utf8'))
  } catch {
    return undefined
  }
}

/** Whether a process still runs and is still the one that wrote its start time down. */
export function isAlive({ pid, began }) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  return began === undefined || began === beganOf(pid)
}

// proc(5): field 22 of stat is the start time; process ids are used again, start times are not.
function beganOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[19]
  } catch {
    return undefined
  }
}
