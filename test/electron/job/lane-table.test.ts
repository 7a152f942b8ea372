import { expect, test } from 'vitest'
import { createTable } from '../../../electron/job/lane-table'
import type { ReadersState } from '../../../shared/station-state'

/** Readers as the station numbers them: by the names of all that were ever there. */
function tableOf() {
  let names: readonly string[] = []
  const numberOf = (reader: string) => names.indexOf(reader) + 1
  const table = createTable({ stayOf: () => 1, numberOf }, () => 1)
  const look = (...there: readonly string[]) => {
    names = [...new Set([...names, ...there])].sort()
    const readers = there.map((name) => ({ name, number: numberOf(name), card: 'present', held: 'free' }) as const)
    const state: ReadersState = { service: 'up', readers: [...readers] }
    table.look(state)
  }
  return { table, look }
}

test('no two places have one number, when a reader comes in before one that is lost', () => {
  const { table, look } = tableOf()
  look('B', 'C')
  look('C')
  look('A', 'C')
  expect(table.seats().map(({ reader, number }) => [reader, number])).toEqual([
    ['A', 1],
    ['B', 2],
    ['C', 3],
  ])
})

test('what was asked about a card for another batch is asked anew', () => {
  const { table, look } = tableOf()
  look('A')
  table.put('A', { is: 'wanting', iccid: '1', since: 1 })
  table.tidy()
  expect(table.seats()[0]?.stay).toEqual({ is: 'met', iccid: '1' })
})
