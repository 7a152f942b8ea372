import { secondsOf } from './card'
import { type Command, exitOf, needed, withCards } from './command'
import { follow, tell } from './follow'
import { keyOptions, keyUsage, pinOptions, pinUsage } from './key-source'
import { draftOf } from './order'
import { variableOptions, variableUsage } from './variables'

export const cardRebootstrap: Command = {
  name: 'card rebootstrap',
  does: 'empties a card that came back, writes it anew, and gives its old registration back for the new one',
  usage:
    `--reader R --template T --device imei:… ${keyUsage} ${pinUsage} ${variableUsage} ` +
    '[--format dm2|dm1|cp] [--wait seconds for the DM Server]',
  more: ['All is checked before anything is changed; what did not come to its end goes on with `job resume`.'],
  options: {
    ...keyOptions,
    ...pinOptions,
    reader: { type: 'string' },
    device: { type: 'string' },
    template: { type: 'string' },
    ...variableOptions,
    format: { type: 'string' },
    wait: { type: 'string' },
  },
  run: (args, io) => {
    const { values } = args
    const { draft } = draftOf(values, io)
    const reader = needed(values, 'reader')
    const waitMs = secondsOf(values) * 1000
    return withCards(args, io, async (ask) => {
      const record = await follow(ask, await ask.card.rebootstrap({ ...draft, reader }), waitMs, io)
      tell(record, io)
      return exitOf(record)
    })
  },
}
