import type { OutlineNode } from '../../shared/outline/schema'
import { Button } from '../parts/button'
import { text } from '../text'
import { litNode, useHere } from './here'
import { revealAsked, useReveal } from './reveal'
import { RevealBar } from './reveal-bar'

const words = text.composer.node
const offset = (at: number): string => at.toString(16).padStart(4, '0')

/** Where one is: the path of the node, its bytes, and the way to its secret. */
export function NodeBar({ nodes }: { readonly nodes: readonly OutlineNode[] }) {
  const at = useHere((view) => view.at)
  const lit = useHere(litNode)
  const { view } = useReveal()
  if (view.step !== 'none') return <RevealBar view={view} name={nodes[view.node]?.path ?? ''} />
  const node = lit === undefined ? undefined : nodes[lit]
  const isSecret = at !== undefined && nodes[at]?.isSecret === true
  return (
    <section className="node-bar" aria-label={words.label}>
      {node === undefined ? (
        <p className="label">{words.none}</p>
      ) : (
        <p className="node-path" aria-live="polite">
          <bdi dir="ltr" className="mono">
            <span className="faint">{parentOf(node)}</span>
            <b>{node.name === '' ? '/' : node.name}</b>
          </bdi>
          <span className="label">{words.bytes(offset(node.from), offset(node.to - 1), node.to - node.from)}</span>
        </p>
      )}
      {isSecret && at !== undefined && (
        <Button keycap="F7" onPress={() => revealAsked(at)}>
          {text.composer.reveal.ask}
        </Button>
      )}
    </section>
  )
}

const parentOf = ({ path, name }: OutlineNode): string => path.slice(0, Math.max(0, path.length - name.length))
