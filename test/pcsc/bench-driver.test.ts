import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBench } from '../../electron/bench/bench'
import { askBench } from '../../electron/bench/client'
import type { BenchOrder } from '../../electron/bench/order'
import { createPcscDriver } from '../../electron/reader/pcsc-driver'
import { silentServer } from '../support/bench-server'
import { driverConformance } from '../support/driver-conformance'

const script = join(import.meta.dirname, '..', '..', 'out', 'pcsc.mjs')

driverConformance('the PC/SC driver on a private pcscd', async () => {
  const home = await mkdtemp(join(tmpdir(), 'bench-home-'))
  const bench = await startBench({ home, readers: 2, server: silentServer() })
  const { control, readers, pcsc } = bench.file
  if (!pcsc) throw new Error('there is no pcscd here')
  const driverDeps = { node: process.execPath, script, socket: pcsc.socket, log: () => undefined }
  return {
    readers: [readers[0] ?? '', readers[1] ?? ''],
    createDriver: () => createPcscDriver(driverDeps),
    ask: (order: BenchOrder) => askBench(control, order),
    close: async () => {
      await bench.close()
      await rm(home, { recursive: true })
    },
  }
})
