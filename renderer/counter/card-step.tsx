import { Button } from '../parts/button'
import { FailureNotice, Notice } from '../parts/notice'
import { useInspection } from '../readers/inspection'
import { useReaders } from '../readers/store'
import { useStation } from '../station/store'
import { text } from '../text'
import { VariableFields } from '../variables/variable-fields'
import { NoCardKey } from '../wizard/no-card-key'
import { ScanRefused } from '../wizard/scan-refused'
import { ownTemplates, templateFor, useLastTemplate } from '../wizard/template'
import { TemplateFound } from '../wizard/template-found'
import { Ask } from './ask'
import { CardPin } from './card-pin'
import { DeviceFact, Fact, Facts, NumberFact } from './facts'
import { answerOn, type Readiness, readinessOf } from './readiness'
import { serverIn } from './sale'
import type { CardState } from './state'
import { backFrom } from './store'
import { start } from './yes'

const words = text.counter.card

/** Everything in one look, and a yes. Nothing was done before. */
export function CardStep(state: CardState) {
  const readers = useReaders((view) => view.readers)
  const seen = useInspection((view) => view.now)
  const ready = readinessOf(state, readers, seen)
  const card = 'reader' in ready ? ready.reader : undefined
  const kind = 'reader' in ready ? 'card' : ready.is === 'number' ? 'none' : ready.is
  const canStart = state.yes === undefined && answerOn(state, ready) !== 'no'
  const canPress = canStart || ready.is === 'failed'
  const question = questionOn(ready)
  return (
    <Ask
      title={
        <>
          {words.title[kind]}
          {question !== undefined && <br />} {question}
        </>
      }
      lead={words.lead[ready.is === 'pin' ? 'pin' : kind]}
      aside={
        <Facts>
          <DeviceFact device={state.device} />
          <NumberFact phone={state.phone} />
          <Fact icon="card" name={words.card} value={card ? endOf(card.iccid) : words.noCard} below={belowOf(ready)} />
          <Fact icon="server" name={words.server} value={serverIn(state.preview)} />
        </Facts>
      }
      acts={
        <>
          <Button kind="act" keycap={text.station.keys.enter} isDisabled={!canPress} onPress={start}>
            {actOf(state, ready)}
          </Button>
          <Button
            kind="plain"
            keycap={text.station.keys.escape}
            isDisabled={state.yes === 'ordered'}
            onPress={() => backFrom(state)}
          >
            {text.wizard.back}
          </Button>
        </>
      }
    >
      <NoCardKey />
      <Choice />
      <VariableFields device={state.device} />
      {ready.is === 'failed' && <FailureNotice failure={ready.failure} />}
      {ready.is === 'pin' && <CardPin sale={state} iccid={ready.iccid} />}
      {ready.is === 'unfit' && <Notice kind="fail" what={words.unfit} below={words.unfitDo} />}
      {state.failure && <FailureNotice failure={state.failure} />}
      {state.refused && <ScanRefused scan={state.refused} />}
      {canStart && <p className="quiet">{words.scanAgain}</p>}
    </Ask>
  )
}

function questionOn({ is }: Readiness): string | undefined {
  if (is === 'number') return words.askWithout
  if (is === 'pin') return words.askPin
  return is === 'card' || is === 'reading' ? words.ask : undefined
}

const belowOf = ({ is }: Readiness): string | undefined =>
  is === 'reading' ? words.reading : is === 'card' ? words.ready : undefined

function actOf({ yes }: CardState, { is }: Readiness): string {
  if (yes === 'ordered') return words.starting
  if (yes !== undefined) return words.waiting
  if (is === 'failed') return words.readAgain
  return is === 'number' ? words.startWithout : words.start
}

const endOf = (iccid: string | undefined): string =>
  iccid === undefined ? text.readers.cardIn : words.ends(text.identity.end(iccid))

/** With several templates and none used yet, one has to be chosen. */
function Choice() {
  const templates = ownTemplates(useStation((view) => view.state))
  const last = useLastTemplate(({ name }) => name)
  if (templateFor(templates, last) !== undefined) return null
  return (
    <dl className="found found-one">
      <TemplateFound isChoosing />
    </dl>
  )
}
