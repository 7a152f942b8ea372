import { usePlace } from '../place/store'
import { inspect, useInspection } from '../readers/inspection'
import { useReaders } from '../readers/store'
import { targetOf } from '../readers/target'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { variablesFor } from '../variables/store'
import { templateNow } from '../wizard/template'
import { comparisonOf, deviceFor } from './card'
import { type Asked, bench, useRepair } from './store'

/** While the bench is on the screen, the card on it is read, and then its life and what would change on it. */
export function lookAtBench(): void {
  const view = bench()
  if (usePlace.getState().place !== 'repair' || view.at.step !== 'card') return
  const seen = useInspection.getState().now
  const reader = targetOf(useReaders.getState().readers, view, seen)
  if (reader === undefined) return
  if (seen.state === 'none' || seen.reader !== reader.name) return void lookAt(reader.name)
  if (seen.state !== 'read') return
  const { iccid } = seen.report
  if (iccid !== undefined && view.life?.of !== iccid) void askLife(iccid)
  compare(reader.name, iccid ?? '')
}

/** What was known of the card before is not so any more. */
function lookAt(reader: string): void {
  void inspect(reader)
  useRepair.setState({ life: undefined, difference: undefined })
}

export async function askLife(identity: string): Promise<void> {
  const asking = { of: identity }
  useRepair.setState({ life: asking })
  const answer = await answerOf(station.device.life({ identity }))
  if (bench().life !== asking) return
  useRepair.setState({ life: answered(asking, answer) })
}

function compare(reader: string, iccid: string): void {
  const view = bench()
  const seen = useInspection.getState().now
  const template = templateNow()?.name
  if (seen.state !== 'read' || template === undefined || (view.life?.value === undefined && !view.life?.failure)) return
  const device = deviceFor(view, seen.report)
  const variables = device && variablesFor(device)
  if (device === undefined || variables === undefined) return
  const of = comparisonOf(device, template, iccid)
  if (view.difference?.of === of) return
  void ask(of, () => station.message.diff({ device, template, variables, against: { reader } }))
}

async function ask(of: string, diff: () => ReturnType<typeof station.message.diff>): Promise<void> {
  const asking = { of }
  useRepair.setState({ difference: asking })
  const answer = await answerOf(diff())
  if (bench().difference === asking) useRepair.setState({ difference: answered(asking, answer) })
}

const answered = <Value>({ of }: Asked<Value>, answer: Awaited<ReturnType<typeof answerOf<Value>>>): Asked<Value> =>
  answer.ok ? { of, value: answer.value } : { of, failure: answer.failure }
