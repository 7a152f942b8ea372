import { type PointerEvent, type RefObject, useEffect } from 'react'
import { nodeChosen, nodePointedAt, useHere } from './here'

type PaneProps = {
  readonly name: string
  readonly title: string
  readonly aside: string
  readonly body: RefObject<HTMLDivElement | null>
  readonly active?: string | undefined
  readonly children: React.ReactNode
}

/** One form of the message. Whatever in it carries a node's number can be pointed at and chosen. */
export const Pane = ({ name, title, aside, body, active, children }: PaneProps) => (
  <div className={`pane pane-${name}`}>
    <h2>
      {title}
      <small>{aside}</small>
    </h2>
    <div
      ref={body}
      className="pane-body mono"
      data-pane={name}
      role="tree"
      aria-label={title}
      aria-activedescendant={active}
      tabIndex={0}
      dir="ltr"
      onPointerOver={(event) => nodePointedAt(nodeUnder(event))}
      onPointerLeave={() => nodePointedAt(undefined)}
      onPointerDown={(event) => {
        const node = nodeUnder(event)
        if (node !== undefined) nodeChosen(node)
      }}
    >
      {children}
    </div>
  </div>
)

function nodeUnder({ target }: PointerEvent<HTMLElement>): number | undefined {
  if (!(target instanceof Element)) return undefined
  const node = target.closest('[data-node]')?.getAttribute('data-node')
  return node === null || node === undefined ? undefined : Number(node)
}

/** Brings what is lit into view, but not in the pane that is being pointed into. */
export function useInView(body: RefObject<HTMLDivElement | null>, lit: string): void {
  const over = useHere((view) => view.over)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what is lit
  useEffect(() => {
    const pane = body.current
    const first = pane?.querySelector('[data-lit]')
    if (!pane || !first || (over !== undefined && pane.matches(':hover'))) return
    const frame = pane.getBoundingClientRect()
    const { top, bottom } = first.getBoundingClientRect()
    if (top < frame.top || bottom > frame.bottom - bottom + top) pane.scrollTop += top - frame.top - frame.height / 3
  }, [body, lit, over])
}
