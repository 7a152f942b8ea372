import { useState } from 'react'
import { type Exchange, exchangesIn, isPlain } from '../../shared/exchange'
import type { JobId } from '../../shared/job'
import { Button } from '../parts/button'
import { ChooseOne } from '../parts/choose-one'
import { FailureNotice } from '../parts/notice'
import { type Answer, answerOf } from '../station/answer'
import { station } from '../station/client'
import { text } from '../text'

const words = text.records.trace
const choices = ['odd', 'all'] as const

/** What passed between the station and the card, read when somebody asks for it: status words in words. */
export function CardTrace({ job }: { readonly job: JobId }) {
  const [told, setTold] = useState<Answer<readonly Exchange[]>>()
  const [chosen, choose] = useState<(typeof choices)[number]>('odd')
  const read = async () => {
    const answer = await answerOf(station.job.trace({ job }))
    setTold(answer.ok ? { ok: true, value: exchangesIn(answer.value) } : answer)
  }
  if (!told?.ok)
    return (
      <div>
        {told && <FailureNotice failure={told.failure} />}
        <Button onPress={() => void read()}>{words.open}</Button>
      </div>
    )
  const exchanges = told.value
  const shown = chosen === 'all' ? exchanges : exchanges.filter((one) => !isPlain(one))
  return (
    <section className="card-trace" aria-label={words.open}>
      <h2 className="label">{words.open}</h2>
      {exchanges.length === 0 ? (
        <p className="faint">{words.none}</p>
      ) : (
        <>
          <ChooseOne label={words.which} of={choices} chosen={chosen} words={words.choices} onChoose={choose} />
          {shown.length === 0 ? <p className="faint">{words.allPlain(exchanges.length)}</p> : <Exchanges of={shown} />}
        </>
      )}
    </section>
  )
}

const Exchanges = ({ of }: { readonly of: readonly Exchange[] }) => (
  <table>
    <thead>
      <tr>
        <th className="num">{words.columns.at}</th>
        <th>{words.columns.command}</th>
        <th>{words.columns.status}</th>
        <th>{words.columns.says}</th>
      </tr>
    </thead>
    <tbody>
      {of.map(({ ms, command, sw }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a trace does not change
        <tr key={at}>
          <td className="num quiet">{words.took(ms)}</td>
          <td>
            <bdi dir="ltr">{command}</bdi>
          </td>
          <td>
            <bdi dir="ltr" className="mono">
              {sw ?? '–'}
            </bdi>
          </td>
          <td>{sw === undefined ? words.noAnswer : words.status(sw)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
