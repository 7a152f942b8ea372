import { readFileSync } from 'node:fs'
import { expect, picture, test } from './app'
import { imei, scan, startJob, verdict } from './hands'

test('a record is found by a scan and read phase by phase', async ({ station }) => {
  await startJob(station, imei, 1)
  await expect(verdict(station, 'PASS')).toBeVisible()
  await station.keyboard.press('Enter')
  await startJob(station, '352099001761481', 2)
  await expect(verdict(station, 'PASS')).toBeVisible()

  await station.keyboard.press('F4')
  await expect(station.getByText('2 records', { exact: true })).toBeVisible()
  await scan(station, imei)
  await expect(station.getByText('1 record', { exact: true })).toBeVisible()
  const record = station.getByRole('region', { name: 'One record' })
  await expect(record).toContainText('IMEI 49 015420 323751 8')
  await expect(record).toContainText('PASS')
  await expect(record).toContainText('dms.bench.example')
  await expect(record.getByRole('region', { name: 'Phases' })).toContainText('Rehearse')
  await picture(station, 'records')
  await record.getByRole('button', { name: 'What the card was asked' }).click()
  await record.getByRole('radio', { name: 'All' }).click()
  const asked = record.getByRole('region', { name: 'What the card was asked' })
  await expect(asked.getByRole('row', { name: /UPDATE BINARY 9000 done/ }).first()).toBeVisible()
  await picture(station, 'records-trace')

  await station.keyboard.press('F7')
  const bar = station.getByRole('region', { name: 'Export' })
  await station.keyboard.press('Enter')
  await expect(bar.getByRole('status')).toContainText(/^1 record: .*\.csv$/)
  const saved = async (end: string) => {
    const path = /: (.*)$/.exec((await bar.getByRole('status').textContent()) ?? '')?.[1] ?? ''
    expect(path.endsWith(end)).toBe(true)
    return readFileSync(path, 'utf8')
  }
  expect(await saved('.csv')).not.toContain(imei)
  await bar.getByRole('radio', { name: 'JSON' }).click()
  await bar.getByRole('radio', { name: 'In full' }).click()
  await expect(bar.getByRole('button', { name: 'Save' })).toBeDisabled()
  await bar.getByLabel('Why they are shown in full').pressSequentially('asked for by the operator', { delay: 60 })
  await picture(station, 'records-export')
  await bar.getByRole('button', { name: 'Save' }).click()
  await expect(bar.getByRole('status')).toContainText(/\.jsonl$/)
  expect(await saved('.jsonl')).toContain(imei)
  await station.keyboard.press('Escape')
  await expect(bar).toBeHidden()

  await scan(station, '990000862471854')
  await expect(station.getByText('No record fits.')).toBeVisible()
  await station.keyboard.press('Escape')
  await expect(station.getByText('2 records', { exact: true })).toBeVisible()
  await station.keyboard.press('Escape')
  await expect(station.getByText('2 records', { exact: true })).toBeHidden()
  await expect(verdict(station, 'PASS')).toBeVisible()
})

test('records are kept apart by outcome', async ({ station }) => {
  await startJob(station, imei, 1)
  await expect(verdict(station, 'PASS')).toBeVisible()
  await station.keyboard.press('F4')
  await expect(station.getByText('1 record', { exact: true })).toBeVisible()
  await station.getByRole('radio', { name: 'FAIL' }).click()
  await expect(station.getByText('No record fits.')).toBeVisible()
  await station.getByRole('radio', { name: 'PASS' }).click()
  await expect(station.getByText('1 record', { exact: true })).toBeVisible()
})
