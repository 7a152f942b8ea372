// A station that is killed at the n-th note of its journal, while it orders what its inbox was told of. Told: its home, n, a device.
import { parseDevice } from '../../shared/identity/device'
import { rulesWith } from '../shared/intake/support'
import { openTestStation } from './station'

const [home = '', nth = '1', device = ''] = process.argv.slice(2)
const { station } = openTestStation({ home, cards: {}, intake: rulesWith({ template: 'training' }) })
let notes = 0
station.journal.watch(() => {
  if (++notes === Number(nth)) process.kill(process.pid, 'SIGKILL')
})
station.inbox().take({ evidence: 'caller', reference: device, device: parseDevice(device), marks: [], seenAt: 0 })
await station.inbox().settled()
await new Promise((resolve) => setTimeout(resolve, 60_000))
