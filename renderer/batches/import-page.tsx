import { useEffect } from 'react'
import type { BatchId } from '../../shared/batch'
import { Button } from '../parts/button'
import { ChooseOne } from '../parts/choose-one'
import { FailureNotice, Notice } from '../parts/notice'
import { text } from '../text'
import { importOnward } from './import-acts'
import { ImportFound } from './import-found'
import { filePicked } from './read-list'
import { canTake, type ImportView, sourceOf, sourceTyped, useImport } from './reading'
import { TextField } from './text-field'

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
        <ChooseOne
          label={words.from}
          words={words.sources}
          of={['file', 'range']}
          chosen={view.from}
          onChoose={(from) => sourceTyped({ from })}
        />
      </header>
      <section className="panel import" aria-label={words.title}>
        {view.from === 'file' ? <FileField path={view.path} /> : <RangeFields view={view} />}
        <MainAct view={view} />
      </section>
      {reading.at === 'failed' && <FailureNotice failure={reading.failure} />}
      {reading.at === 'taken' && <Notice kind="note" what={words.done(reading.report.good)} />}
      {(reading.at === 'checked' || reading.at === 'taken') && <ImportFound batch={batch} report={reading.report} />}
    </main>
  )
}

const FileField = ({ path }: { readonly path: string }) => (
  <>
    <TextField
      label={words.file}
      hint={words.fileHint}
      value={path}
      maxLength={1024}
      onType={(typed) => sourceTyped({ path: typed })}
    />
    <Button keycap="F7" onPress={() => void filePicked()}>
      {words.pick}
    </Button>
  </>
)

const RangeFields = ({ view: { first, last } }: { readonly view: ImportView }) => (
  <>
    <TextField
      label={words.firstOf}
      hint={words.rangeHint}
      value={first}
      maxLength={64}
      onType={(typed) => sourceTyped({ first: typed })}
    />
    <TextField
      label={words.lastOf}
      hint={words.rangeHint}
      value={last}
      maxLength={64}
      onType={(typed) => sourceTyped({ last: typed })}
    />
  </>
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
