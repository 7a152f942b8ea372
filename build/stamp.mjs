import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const inRoot = (...path) => join(root, ...path)

/** What costs a download and is the same for every clone lives here. */
export const inCache = (...path) =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'bootstation', ...path)

/** The same key means that installed modules still fit: same lock file, same Node, same machine type. */
export const modulesKey = () =>
  digest([readFileSync(inRoot('package-lock.json')), process.version, process.platform, process.arch])

/** The same key means that out/ was made from these sources, here, for this Node. Size and time tell enough, in milliseconds. */
export function sourceKey() {
  const trees = ['shared', 'electron', 'renderer'].flatMap((name) => filesIn(inRoot(name)))
  const files = [...trees, inRoot('build', 'bundle.mjs'), inRoot('package-lock.json')]
  const facts = files
    .map((file) => [file, statSync(file)])
    .map(([file, { size, mtimeMs }]) => `${file} ${size} ${mtimeMs}`)
  return digest([...facts, process.execPath, process.version])
}

export function isStamped(file, key) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).key === key
  } catch {
    return false
  }
}

export function stamp(file, key) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ key })}\n`)
}

function filesIn(dir) {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

function digest(parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('hex')
}
