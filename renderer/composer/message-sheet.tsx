import type { Composition } from '../../shared/outline/composition'
import { Button } from '../parts/button'
import { text } from '../text'
import { isStale, useComposed } from './composed'
import { deviceTyped, sampleDevice } from './draft'
import { HexPane } from './hex-pane'
import { NodeBar } from './node-bar'
import { TextPane } from './text-pane'

const words = text.composer.panes

/** The message in three forms side by side, and below them the node one is at. */
export function MessageSheet() {
  const view = useComposed()
  return (
    <section className={isStale(view) ? 'panel sheets is-stale' : 'panel sheets'} aria-label={words.label}>
      {isStale(view) && <p className="sheets-stale">{words.stale}</p>}
      {view.composition ? (
        <Sheets composition={view.composition} />
      ) : (
        <NoMessage isAsked={view.failure !== undefined} />
      )}
      {view.composition && <NodeBar nodes={view.composition.outline.nodes} />}
    </section>
  )
}

const NoMessage = ({ isAsked }: { readonly isAsked: boolean }) => (
  <div className="sheets-empty">
    <p className="lead">{isAsked ? words.unmade : words.empty}</p>
    {!isAsked && <Button onPress={() => deviceTyped(sampleDevice)}>{text.composer.form.sample}</Button>}
  </div>
)

const Sheets = ({ composition: { outline, format } }: { readonly composition: Composition }) => (
  <div className="panes">
    <TextPane name="xml" title={words.xml} aside={words.xmlAside} nodes={outline.nodes} lines={outline.xml} step={1} />
    <TextPane
      name="json"
      title={words.json}
      aside={words.jsonAside[format]}
      nodes={outline.nodes}
      lines={outline.json}
      step={2}
    />
    <HexPane title={words.hex} aside={words.hexAside[format]} nodes={outline.nodes} hex={outline.hex} />
  </div>
)
