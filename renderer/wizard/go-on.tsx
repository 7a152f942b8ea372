import type { JobRecord } from '../../shared/job'
import { shortestReason } from '../../shared/outline/composition'
import { askedFor } from '../jobs/way-on'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { text } from '../text'
import { ToldLine } from './told-line'

type GoOnProps = { readonly record: JobRecord; readonly resume: (record: JobRecord) => Promise<void> }

const { typeKey, allowTries } = text.station

/** What a job stopped for that a person can say: the PIN of the card, or that its key may be tried. Then it goes on. */
export function GoOn({ record, resume }: GoOnProps) {
  const { iccid } = record
  const asked = askedFor(record)
  if (asked === undefined || iccid === undefined) return null
  const then = async <T,>(asking: Promise<T>) => {
    const answer = await answerOf(asking)
    if (answer.ok) await resume(record)
    return answer
  }
  if (asked === 'pin')
    return (
      <ToldLine
        isMain
        isSecret
        {...typeKey['card-pin']}
        below={`${typeKey['card-pin'].takes} ${typeKey.pinLead}`}
        give={(typed) => then(station.keys.givePin({ iccid, typed }))}
      />
    )
  return (
    <ToldLine
      isSecret={false}
      {...allowTries}
      below={allowTries.takes(shortestReason)}
      give={(reason) => then(station.keys.allowLastTries({ iccid, reason }))}
    />
  )
}
