import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseDevice } from '../../../shared/identity/device'
import { imeiNumber } from '../../shared/intake/support'
import { freshDir, openInbox, phone, sold } from './support'

const number = (n: number) => parseDevice(`imei:${imeiNumber(n)}`)

describe('numbers of people', () => {
  const dayMs = 24 * 3600 * 1000
  test('are taken out after so many days, and what waited for a person is refused', async () => {
    const dir = freshDir()
    const first = openInbox({ keepNumbersDays: 30 }, dir)
    first.inbox.take(sold())
    first.inbox.take(
      sold({ evidence: 'network', reference: 'a-hash', device: number(3), phone: undefined, imsi: '262011234567890' }),
    )
    first.inbox.take(sold({ reference: 'A-2', device: number(1), evidence: 'caller-unproven' }))
    await first.inbox.settled()
    await first.inbox.close()
    const early = openInbox({ keepNumbersDays: 31 }, dir)
    expect(early.all().filter((entry) => entry.phone ?? entry.imsi)).toHaveLength(3)
    await early.inbox.close()

    const later = openInbox({ keepNumbersDays: 30 }, dir, 31 * dayMs)
    expect(later.all().filter((entry) => entry.phone ?? entry.imsi)).toEqual([])
    expect(later.all().map(({ state, why }) => `${state} ${why}`)).toEqual([
      'refused waited-too-long',
      'ordered trusted',
      'ordered trusted',
    ])
    expect(later.audited).toMatchObject([{ act: 'intake.forgot', detail: '{"entries":3,"days":30}' }])
    expect(later.forgotten).toEqual([later.clock.at - 30 * dayMs])
    expect(later.inbox.take(sold())).toMatchObject({ is: 'again' })
    expect(later.inbox.take(sold({ device: number(9) }))).toEqual({ is: 'conflict' })
    await later.inbox.close()
    expect(readFileSync(join(dir, 'intake.db'), 'latin1')).not.toMatch(/491701234567|262011234567890/)
  })

  test('of very many are taken out some at a time, until none is left', async () => {
    const dir = freshDir()
    const first = openInbox({ keepNumbersDays: 30 }, dir)
    first.store.atomically(() => {
      for (let n = 1; n <= 650; n++)
        first.store.add(sold({ reference: `R${n}` }), { state: 'ordered', why: 'trusted' }, first.clock.at)
    })
    await first.inbox.close()
    const later = openInbox({ keepNumbersDays: 30 }, dir, 31 * dayMs)
    const named = () => later.inbox.ofPhone(phone, 999).length
    expect(named()).toBe(350)
    await expect.poll(named).toBe(0)
    expect(later.audited.map(({ detail }) => JSON.parse(detail).entries)).toEqual([300, 300, 50])
    await later.inbox.close()
  })
})
