import { expect, test } from 'vitest'
import { optionsOfKind } from '../../../../electron/bench/kinds'
import { hexCard } from './exchange'

const fileOf = (card: ReturnType<typeof hexCard>, end: string) =>
  card.dump().files.find(({ path }) => path.endsWith(end))

test('each file is dumped with its structure, its rules in words and its state', () => {
  const card = hexCard(optionsOfKind('arr'))
  expect(fileOf(card, '/2F00')).toMatchObject({
    structure: 'linear',
    recordBytes: 38,
    sfi: 0x1e,
    lifeCycle: 'activated',
    access: { read: 'always', update: 'adm1', resize: 'adm1', deactivate: 'adm1', delete: 'never' },
  })
  expect(fileOf(card, '/6420')?.access).toMatchObject({ read: 'always', update: 'adm1 or adm2', resize: 'adm1' })
  expect(fileOf(card, '/6430')?.access).toMatchObject({ read: 'pin1 and adm2', update: 'never' })
  expect(fileOf(card, '/6431')?.access).toMatchObject({ read: 'never', update: 'adm2' })
  expect(card.dump().directories.find(({ path }) => path === '3F00/7F50')).toMatchObject({
    aid: 'A000000063504B43532D3135',
    access: { createEf: 'adm1', createDf: 'adm1', deleteChild: 'adm1', delete: 'never' },
  })
})

test('a file wears by what becomes another byte, page by page', () => {
  const card = hexCard()
  card.send('00A4080C047F506421')
  card.showAdm()
  card.send('00D6000003FF01FF')
  card.send('00D6000003FF01FF')
  card.send(`00D6003E04${'02'.repeat(4)}`)
  expect(fileOf(card, '/6421')?.wear).toEqual({ updates: 3, bytes: 5, pages: 3 })
  expect(fileOf(card, '/6420')?.wear).toEqual({ updates: 0, bytes: 0, pages: 0 })
})

test('a reset gives no memory back and takes none', () => {
  const card = hexCard({ freeBytes: 100 })
  card.showAdm()
  card.send('00E0000018621682024121830264308A01058B032F0601800200088800')
  card.reset()
  expect(card.dump().freeBytes).toBe(100 - 8 - 16)
})
