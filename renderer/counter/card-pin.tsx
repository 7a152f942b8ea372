import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { text } from '../text'
import { ToldLine } from '../wizard/told-line'
import type { CardState } from './state'
import { pinTold } from './yes'

const { typeKey } = text.station

/** The PIN of the card that is shown: whoever knows it types it, and the sale begins with it. */
export function CardPin({ sale, iccid }: { readonly sale: CardState; readonly iccid: string }) {
  return (
    <ToldLine
      key={`${sale.device} ${iccid}`}
      isMain
      isSecret
      {...typeKey['card-pin']}
      below={`${typeKey['card-pin'].takes} ${typeKey.pinLead}`}
      give={async (typed) => {
        const answer = await answerOf(station.keys.givePin({ iccid, typed }))
        if (answer.ok) pinTold(sale, iccid)
        return answer
      }}
    />
  )
}
