import type { CardNode } from '../../shared/card-report'
import { text } from '../text'

const words = text.card

/** The files of a card as its own directories name them; every directory folds. */
export const CardTree = ({ node, isOpen = false }: { readonly node: CardNode; readonly isOpen?: boolean }) =>
  node.children.length === 0 ? (
    <p className="leaf">
      <Line node={node} />
    </p>
  ) : (
    <details className="branch" open={isOpen}>
      <summary>
        <Line node={node} />
      </summary>
      {node.children.map((child) => (
        <CardTree key={`${child.path} ${child.name}`} node={child} />
      ))}
    </details>
  )

const Line = ({ node }: { readonly node: CardNode }) => (
  <>
    <bdi className="mono">{fidOf(node)}</bdi>
    <b>{node.name}</b>
    <span>{[sizeOf(node), node.content].filter((part) => part !== '').join(', ')}</span>
    <span>{node.access && words.rights(node.access.read, node.access.update)}</span>
  </>
)

/** An application is known by its name, not by a file identifier. */
const fidOf = ({ path }: CardNode): string => {
  const last = path.split('/').at(-1) ?? ''
  return last.length === 4 ? last : ''
}

function sizeOf({ structure, sizeBytes, records, recordBytes }: CardNode): string {
  if (structure === 'directory') return ''
  return records > 0 ? words.records(records, recordBytes) : words.bytes(sizeBytes)
}
