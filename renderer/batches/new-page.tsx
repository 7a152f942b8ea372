import { useEffect } from 'react'
import { Button } from '../parts/button'
import { FailureNotice } from '../parts/notice'
import { useStation } from '../station/store'
import { text } from '../text'
import { ownTemplates } from '../wizard/template'
import { faultsOf, orderTyped, useOrder } from './draft'
import { makeBatch } from './make'
import { OrderChoices } from './order-choices'
import { OrderFields } from './order-fields'
import { useBatches } from './store'

const words = text.batches

/** A work order: what is written, on how many cards, and what counts as done. */
export function NewPage() {
  const draft = useOrder()
  const batches = useBatches((view) => view.batches) ?? []
  const templates = ownTemplates(useStation((view) => view.state))
  const only = templates.length === 1 ? templates[0]?.name : undefined
  useEffect(() => {
    if (only !== undefined && draft.template === undefined) orderTyped({ template: only })
  }, [only, draft.template])
  useEffect(() => document.querySelector<HTMLInputElement>('.order input')?.focus(), [])
  const faults = faultsOf(draft, batches)
  return (
    <main className="page order-page">
      <header className="page-head">
        <h1 className="h1">{words.make.title}</h1>
        <p className="quiet">{words.make.lead}</p>
      </header>
      <section className="panel order" aria-label={words.make.title}>
        <OrderFields draft={draft} faults={faults} templates={templates} />
        <OrderChoices draft={draft} faults={faults} />
      </section>
      {draft.refused && <FailureNotice failure={draft.refused} />}
      <div className="acts page-acts">
        <Button
          kind="act"
          keycap={text.station.keys.enter}
          isDisabled={draft.isMaking || Object.keys(faults).length > 0}
          onPress={() => void makeBatch()}
        >
          {words.make.create}
        </Button>
      </div>
    </main>
  )
}
