import { FailureNotice } from '../parts/notice'
import { text } from '../text'
import { type PaperOf, usePaper } from './printing'

type WentProps = { readonly of: PaperOf; readonly saved?: (path: string) => string }

/** Where the paper went, and what was saved where there is no printer. */
export function PaperWent({ of, saved = text.receipt.saved }: WentProps) {
  const paper = usePaper(({ papers }) => papers.get(of))
  if (paper === undefined || paper.state === 'printing') return null
  if (paper.state === 'failed') return <FailureNotice failure={paper.failure} />
  return (
    <p className="quiet paper-went" role="status">
      {paper.state === 'printed' ? text.receipt.printed(paper.printer) : saved(paper.path)}
    </p>
  )
}

/** Papers that failed when their customer was no longer on the screen. */
export function PaperLost() {
  const papers = usePaper((view) => view.papers)
  return [...papers].map(
    ([of, paper]) => paper.state === 'failed' && <FailureNotice key={of} failure={paper.failure} />,
  )
}
