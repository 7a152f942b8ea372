import { Button } from '../parts/button'
import { FailureNotice, Notice } from '../parts/notice'
import { useInspection } from '../readers/inspection'
import { isReady, useReaders } from '../readers/store'
import { useStation } from '../station/store'
import { text } from '../text'
import { VariableFields } from '../variables/variable-fields'
import { NoCardKey } from '../wizard/no-card-key'
import { ScanRefused } from '../wizard/scan-refused'
import { fitNow, targetOf } from '../wizard/target'
import { ownTemplates, templateFor, useLastTemplate } from '../wizard/template'
import { TemplateFound } from '../wizard/template-found'
import { Ask } from './ask'
import { DeviceFact, Fact, Facts, NumberFact } from './facts'
import { serverIn, start } from './sale'
import type { CardState } from './state'
import { backFrom } from './store'

const words = text.counter.card

/** Everything in one look, and a yes. Nothing was done before. */
export function CardStep(state: CardState) {
  const readers = useReaders((view) => view.readers)
  const seen = useInspection((view) => view.now)
  const target = targetOf(readers, state, seen)
  const ready = readers.filter(isReady)
  const fit = state.preview && fitNow({ preview: state.preview }, target, seen)
  const kind = target ? 'card' : ready.length > 1 ? 'several' : state.phone === undefined ? 'missing' : 'none'
  const isUnfit = fit !== undefined && fit.fit !== 'ready'
  const isUnread = target !== undefined && seen.state === 'failed'
  const canStart =
    state.preview !== undefined && !state.isStarting && !isUnfit && !isUnread && (kind === 'card' || kind === 'none')
  const question = kind === 'none' ? words.askWithout : kind === 'card' && !isUnfit ? words.ask : undefined
  const below = target && (fit === undefined ? words.reading : fit.fit === 'ready' ? words.ready : undefined)
  return (
    <Ask
      title={
        <>
          {words.title[kind]}
          {question !== undefined && <br />} {question}
        </>
      }
      lead={words.lead[kind]}
      aside={
        <Facts>
          <DeviceFact device={state.device} />
          <NumberFact phone={state.phone} />
          <Fact icon="card" name={words.card} value={target ? endOf(target.iccid) : words.noCard} below={below} />
          <Fact icon="server" name={words.server} value={serverIn(state.preview)} />
        </Facts>
      }
      acts={
        <>
          <Button kind="act" keycap={text.station.keys.enter} isDisabled={!canStart} onPress={() => void start(state)}>
            {state.isStarting ? words.starting : kind === 'none' ? words.startWithout : words.start}
          </Button>
          <Button kind="plain" keycap={text.station.keys.escape} onPress={() => backFrom(state)}>
            {text.wizard.back}
          </Button>
        </>
      }
    >
      <NoCardKey />
      <Choice />
      <VariableFields device={state.device} />
      {seen.state === 'failed' && target && <FailureNotice failure={seen.failure} />}
      {isUnfit && <Notice kind="fail" what={words.unfit} below={words.unfitDo} />}
      {state.failure && <FailureNotice failure={state.failure} />}
      {state.refused && <ScanRefused scan={state.refused} />}
      {canStart && <p className="quiet">{words.scanAgain}</p>}
    </Ask>
  )
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
