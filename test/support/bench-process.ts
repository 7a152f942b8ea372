// A program that is nothing but a bench with a silent DM Server: for tests that kill it. Arguments: home, readers.
import { startBench } from '../../electron/bench/bench'
import { watchParent } from '../../electron/bench/watch-parent'
import { silentServer } from './bench-server'

const [home = '', readers = '2'] = process.argv.slice(2)
const bench = startBench({ home, readers: Number(readers), server: silentServer() })
const end = () =>
  void bench.then(async ({ close }) => {
    await close()
    process.exit(0)
  })
process.once('SIGTERM', end)
watchParent(end)
bench.then(
  ({ file, remarks }) => console.log(JSON.stringify({ ...file, remarks })),
  (error: unknown) => {
    console.log(JSON.stringify(error))
    process.exit(2)
  },
)
