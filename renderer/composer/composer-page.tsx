import { Button } from '../parts/button'
import { Notice } from '../parts/notice'
import { useStation } from '../station/store'
import { text } from '../text'
import { compareToggled, useCompare } from './compare'
import { CompareSheet } from './compare-sheet'
import { useDraft } from './draft'
import { DraftForm } from './draft-form'
import { Findings } from './findings'
import { MessageSheet } from './message-sheet'
import { Meter } from './meter'

const words = text.composer

/** A template, one device, and the message they make: as XML, as JSON and as bytes. */
export function ComposerPage() {
  const hasTemplates = useStation(({ state }) => state === undefined || state.templates.length > 0)
  const title = useDraft(({ form }) => form?.title)
  const isComparing = useCompare(({ isOpen }) => isOpen)
  if (!hasTemplates)
    return (
      <main className="page">
        <h1 className="h1">{words.title}</h1>
        <Notice kind="note" what={words.noTemplate} below={words.noTemplateDo} />
      </main>
    )
  return (
    <main className="page composer">
      <header className="page-head">
        <div>
          <p className="label">{words.lead}</p>
          <h1 className="h1">{title ?? words.title}</h1>
        </div>
        <Button keycap="F8" onPress={compareToggled}>
          {isComparing ? words.diff.close : words.compare}
        </Button>
      </header>
      <Meter />
      <div className="composing">
        <DraftForm />
        {isComparing ? (
          <CompareSheet />
        ) : (
          <div className="composed">
            <MessageSheet />
            <Findings />
          </div>
        )}
      </div>
    </main>
  )
}
