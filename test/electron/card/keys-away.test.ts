// A card whose file reads in a secure channel only, and says so in EF.ARR, while its keys are away.
import { expect, test } from 'vitest'
import { optionsOfKind } from '../../../electron/bench/kinds'
import { writeBootstrap } from '../../../electron/card/bootstrap'
import type { Channel } from '../../../electron/card/channel'
import { heldBy } from '../../../electron/card/pin'
import { securing } from '../../../electron/card/securing'
import { fromHex, hex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'
import { utf8 } from '../../../shared/utf8'
import { testCard } from '../../support/station'
import { sessionOn, writeTo } from '../../support/writing'

const away = { code: 'token.absent', reason: 'it was taken out' } as const
const isRecord = (command: Uint8Array): boolean => command[1] === 0xb2

/** `arr`: what the card says where EF.ARR wants PIN1. */
async function written(arr: (answer: string) => string, open: () => Promise<undefined>) {
  const card = testCard(optionsOfKind('pin'))
  const asArr: Channel = {
    transmit: async (command) => {
      const answer = await card.transmit(command)
      return isRecord(command) ? fromHex(arr(hex(answer))) : answer
    },
  }
  const { channel, secure } = securing(asArr, open)
  const session = { ...(await sessionOn(card)), channel, secure }
  const pins = { pinOf: async () => undefined, forgetPin: () => undefined }
  return heldBy(session, pins).reading(() => writeBootstrap(session, utf8('{}'), writeTo()))
}

const wantsSecure = (answer: string) => answer.replaceAll('A406830101950108', 'B406830101950108')
const saysNothing = () => '6A83'

test('the keys are told of, not the card', async () => {
  const open = async () => {
    throw new Failed(away)
  }
  await expect(written(wantsSecure, open)).rejects.toMatchObject({ failure: away })
  await expect(written(saysNothing, open)).rejects.toMatchObject({ failure: away })
  await expect(written((answer) => answer, open)).rejects.toMatchObject({ failure: { code: 'card.needs-pin' } })
})

test('without keys for it the card is told of', async () => {
  const open = async () => undefined
  await expect(written(wantsSecure, open)).rejects.toMatchObject({ failure: { code: 'card.unsuitable' } })
  await expect(written(saysNothing, open)).rejects.toMatchObject({ failure: { code: 'card.needs-pin' } })
})
