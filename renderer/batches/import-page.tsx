import { useEffect } from 'react'
import type { BatchId } from '../../shared/batch'
import { Field } from '../composer/field'
import { Button } from '../parts/button'
import { FailureNotice, Notice } from '../parts/notice'
import { text } from '../text'
import { Choice } from './choice'
import { importOnward } from './import-acts'
import { ImportFound } from './import-found'
import { filePicked } from './read-list'
import { canTake, type ImportView, sourceOf, sourceTyped, useImport } from './reading'

const words = text.batches.import

/** Identities for a batch: looked at first, every fault with its row and column, then taken whole or not at all. */
export function ImportPage({ batch }: { readonly batch: BatchId }) {
  const view = useImport()
  const { reading } = view
  useEffect(() => document.querySelector<HTMLInputElement>('.import input')?.focus(), [])
  return (
    <main className="page">
      <header className="page-head">
        <div>
          <h1 className="h1">{words.title}</h1>
          <p className="quiet">{words.lead(batch)}</p>
        </div>
        <Choice label={words.from} names={words.sources} value={view.from} onChoose={(from) => sourceTyped({ from })} />
      </header>
      <section className="panel import" aria-label={words.title}>
        {view.from === 'file' ? <FileField path={view.path} /> : <RangeFields view={view} />}
        <MainAct view={view} />
      </section>
      {reading.at === 'failed' && <FailureNotice failure={reading.failure} />}
      {reading.at === 'taken' && <Notice kind="note" what={words.done(reading.report.good)} />}
      {(reading.at === 'checked' || reading.at === 'taken') && <ImportFound report={reading.report} />}
    </main>
  )
}

const FileField = ({ path }: { readonly path: string }) => (
  <>
    <Field label={words.file} hint={words.fileHint}>
      {(control) => (
        <input
          {...control}
          className="input mono"
          value={path}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => sourceTyped({ path: target.value })}
        />
      )}
    </Field>
    <Button keycap="F7" onPress={() => void filePicked()}>
      {words.pick}
    </Button>
  </>
)

const RangeFields = ({ view: { first, last } }: { readonly view: ImportView }) => (
  <>
    <RangeEnd label={words.firstOf} value={first} onType={(typed) => sourceTyped({ first: typed })} />
    <RangeEnd label={words.lastOf} value={last} onType={(typed) => sourceTyped({ last: typed })} />
  </>
)

type EndProps = { readonly label: string; readonly value: string; readonly onType: (typed: string) => void }

const RangeEnd = ({ label, value, onType }: EndProps) => (
  <Field label={label} hint={words.rangeHint}>
    {(control) => (
      <input
        {...control}
        className="input mono"
        value={value}
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onType(target.value)}
      />
    )}
  </Field>
)

/** One button, that says what Enter does now. */
function MainAct({ view }: { readonly view: ImportView }) {
  const { reading } = view
  const isReading = reading.at === 'reading'
  const isTaking = canTake(view)
  return (
    <Button
      kind="act"
      keycap={text.station.keys.enter}
      isDisabled={isReading || sourceOf(view) === undefined}
      onPress={importOnward}
    >
      {reading.at === 'reading' &&
        (reading.does === 'import' ? words.taking(reading.rows) : words.checking(reading.rows))}
      {reading.at === 'taken' && words.back}
      {!isReading &&
        reading.at !== 'taken' &&
        (isTaking && reading.at === 'checked' ? words.take(reading.report.good) : words.check)}
    </Button>
  )
}
