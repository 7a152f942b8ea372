import { expect, test } from 'vitest'
import { batch, batchOrder, failedIn, iccidOf, imeiOf, jobOf, openBatches } from '../../support/batches'

test('a rejected card that comes back takes nothing from the card that got its identity meanwhile', () => {
  const { batches, list, order, note, close } = openBatches()
  batches.create(batchOrder())
  list(1, 4)
  batches.start(batch)
  const claim = (number: number) => batches.claim({ batch, iccid: iccidOf(number), job: jobOf(number) })
  expect(claim(1)).toMatchObject({ claim: 'claimed', unit: { device: imeiOf(1) } })
  order(jobOf(1), imeiOf(1), { iccid: iccidOf(1) })
  note(jobOf(1), ...failedIn('write', { code: 'card.refused', command: 'UPDATE BINARY', sw: '6F00' }))
  expect(claim(2)).toMatchObject({ claim: 'claimed', unit: { device: imeiOf(1) } })
  const again = batches.retry({ batch, iccid: iccidOf(1), job: jobOf(3) })
  expect(again).toMatchObject({ claim: 'claimed', unit: { device: imeiOf(2) } })
  expect(batches.get(batch).counts).toMatchObject({ working: 2, rejects: 0, unused: 2 })
  close()
})
