import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startBench } from '../../../electron/bench/bench'
import { askBench } from '../../../electron/bench/client'
import { createSocketDriver } from '../../../electron/bench/socket-driver'
import type { DriverState } from '../../../electron/reader/driver'
import { silentServer } from '../../support/bench-server'
import { driverConformance } from '../../support/driver-conformance'

const setUp = async () => {
  const home = await mkdtemp(join(tmpdir(), 'bench-home-'))
  const bench = await startBench({ home, readers: 2, server: silentServer(), pcscd: 'never' })
  const { control, readers } = bench.file
  return {
    readers: [readers[0] ?? '', readers[1] ?? ''] as const,
    createDriver: () => createSocketDriver(control),
    ask: (order: Parameters<typeof askBench>[1]) => askBench(control, order),
    close: async () => {
      await bench.close()
      await rm(home, { recursive: true })
    },
  }
}

driverConformance('the driver of a bench without pcscd', setUp)

test('when the bench ends the driver says that the service is down, and a connect fails', async () => {
  const rig = await setUp()
  const driver = rig.createDriver()
  const states: DriverState['service'][] = []
  const down = new Promise<void>((resolve) =>
    driver.watch(({ service }) => {
      states.push(service)
      if (service === 'down') resolve()
    }),
  )
  await (await driver.connect(rig.readers[0])).close('leave')
  await rig.close()
  await down
  expect(states[0]).toBe('starting')
  await expect(driver.connect(rig.readers[0])).rejects.toMatchObject({ failure: { code: 'reader.service-down' } })
  await driver.close()
})
