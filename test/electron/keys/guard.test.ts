import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createGuard } from '../../../electron/keys/guard'
import { hasSpentTry, type LoggedIn } from '../../../electron/keys/token'
import { schema } from '../../../electron/records/journal'
import { createKeySets, type KeySets } from '../../../electron/records/key-sets'
import { ownerOf } from '../../../electron/records/owner'
import { migrate, openDatabase } from '../../../electron/records/sqlite'
import { Failed } from '../../../shared/failure'

const home = mkdtempSync(join(tmpdir(), 'bootstation-guard-'))
afterAll(() => rmSync(home, { recursive: true }))

const keySet = 'file-1'
const card = (number: number) => ({ reader: `R${number}`, iccid: `894900000000000000${number}`, atrHex: '' })
const refusing = async () => ({ result: 'refused', triesLeft: 2 }) as const
const taking = async () => ({ result: 'verified' }) as const
const full = { code: 'disk.failed', path: 'station.db', reason: 'full' } as const

let stores = 0
function openStore() {
  const disk = { isFull: false }
  const clock = { ms: 0 }
  const db = openDatabase(join(home, `${stores++}.db`))
  migrate(db, schema)
  const kept = createKeySets(db, () => clock.ms, ownerOf(process.pid))
  const keySets: KeySets = {
    ...kept,
    end: (id, result) => {
      if (disk.isFull) throw new Failed(full)
      kept.end(id, result)
    },
  }
  return { disk, clock, keySets, db }
}

test('what a card said counts though the disk does not take it, and no other key is tried before it does', async () => {
  const { disk, keySets, db } = openStore()
  const { once } = createGuard({ keySets, stayOf: () => 'pcsc:1' })
  await once(keySet, card(0))(taking)
  disk.isFull = true
  expect(await once(keySet, card(1))(refusing)).toEqual({ result: 'refused', triesLeft: 2 })
  await expect(once(keySet, card(2))(refusing)).rejects.toMatchObject({ failure: full })
  expect(keySets.refusals(keySet)).toBe(0)
  disk.isFull = false
  await once(keySet, card(3))(refusing)
  expect(keySets.refusals(keySet)).toBe(2)
  await expect(once(keySet, card(4))(refusing)).rejects.toMatchObject({ failure: { code: 'key.stopped', refusals: 2 } })
  db.close()
})

test('a try does not wait for ever for one that nobody notes', async () => {
  const { keySets, db } = openStore()
  const begun = [1, 2].map((number) => keySets.begin({ ...card(number), keySet, stay: 'pcsc:1' }, 2))
  expect(begun).toMatchObject([{ state: 'begun' }, { state: 'begun' }])
  const { once } = createGuard({ keySets, stayOf: () => 'pcsc:1', patienceMs: 1 })
  let isTried = false
  const attempt = async () => {
    isTried = true
    return taking()
  }
  await expect(once(keySet, card(3))(attempt)).rejects.toMatchObject({ failure: { code: 'disk.failed' } })
  expect(isTried).toBe(false)
  db.close()
})

test('a card that was refused is tried again in another stay, also when PC/SC gives that the same name the next day', async () => {
  const { clock, keySets, db } = openStore()
  const { once } = createGuard({ keySets, stayOf: () => 'pcsc:1' })
  await once(keySet, card(1))(refusing)
  await expect(once(keySet, card(1))(refusing)).rejects.toMatchObject({ failure: { code: 'key.tried' } })
  clock.ms = 24 * 3600_000
  expect(await once(keySet, card(1))(taking)).toEqual({ result: 'verified' })
  db.close()
})

test('a wrong PIN of a token is given once, also by two that begin at one moment', async () => {
  const { keySets, db } = openStore()
  const { pinOnce } = createGuard({ keySets, stayOf: () => '' })
  let given = 0
  const login = async (): Promise<LoggedIn> => {
    given++
    return { failure: { code: 'token.pin', state: 'refused' } }
  }
  const wrong = () => pinOnce('pin-1', login, hasSpentTry)
  expect(await Promise.allSettled([wrong(), wrong()])).toMatchObject([
    { status: 'fulfilled' },
    { status: 'rejected', reason: { failure: { code: 'token.pin', state: 'refused', keySet: 'pin-1' } } },
  ])
  expect([given, keySets.refusals('pin-1')]).toEqual([1, 1])
  db.close()
})

test('a PIN that a token did not get to, or took, is given again; one that it never answered to is not', async () => {
  const { keySets, db } = openStore()
  const { pinOnce } = createGuard({ keySets, stayOf: () => '' })
  const give = (said: LoggedIn) => pinOnce('pin-1', async () => said, hasSpentTry)
  await give({ failure: { code: 'token.absent', reason: 'it was taken out or does not work' } })
  await give({ failure: { code: 'token.pin', state: 'few-tries' } })
  await give({ bytes: new Uint8Array() })
  expect(keySets.refusals('pin-1')).toBe(0)
  await give(undefined)
  await expect(give(undefined)).rejects.toMatchObject({ failure: { code: 'token.pin' } })
  db.close()
})
