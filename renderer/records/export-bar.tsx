import { useEffect, useRef } from 'react'
import { Button } from '../parts/button'
import { ChooseOne } from '../parts/choose-one'
import { FailureNotice } from '../parts/notice'
import { text } from '../text'
import { exportChosen, exportClosed, exportNow, formats, identities, reasonLacks, useExport } from './export'

const words = text.records.export

/** What the list finds into a file: masked, unless somebody says why not. */
export function ExportBar() {
  const view = useExport()
  const { as, became } = view
  const lacks = reasonLacks(view)
  const bar = useRef<HTMLElement>(null)
  useEffect(() => bar.current?.focus(), [])
  return (
    <section ref={bar} tabIndex={-1} className="panel export-bar" aria-label={words.open}>
      <ChooseOne
        label={words.format}
        of={formats}
        chosen={as}
        words={words.formats}
        onChoose={(chosen) => exportChosen({ as: chosen })}
      />
      <ChooseOne
        label={words.identities}
        of={identities}
        chosen={view.identities}
        words={words.shown}
        onChoose={(chosen) => exportChosen({ identities: chosen })}
      />
      {view.identities === 'full' && (
        <input
          className="input"
          aria-label={words.reason}
          placeholder={words.reason}
          value={view.reason}
          maxLength={500}
          autoComplete="off"
          onChange={({ target }) => exportChosen({ reason: target.value })}
        />
      )}
      <Button
        kind="act"
        keycap={text.station.keys.enter}
        isDisabled={lacks > 0 || became.at === 'writing'}
        onPress={() => void exportNow()}
      >
        {words.save}
      </Button>
      <Button keycap={text.station.keys.escape} onPress={exportClosed}>
        {words.close}
      </Button>
      <p className="label" role="status">
        {became.at === 'written' && <bdi>{words.saved(became.count, became.path)}</bdi>}
        {became.at === 'asked' && lacks > 0 && text.composer.reveal.needs(lacks)}
      </p>
      {became.at === 'failed' && <FailureNotice failure={became.failure} />}
    </section>
  )
}
