import { FailureNotice } from '../parts/notice'
import { text } from '../text'
import { usePaper } from './printing'

/** Where the paper went, and what was saved where there is no printer. */
export function PaperWent({ saved = text.receipt.saved }: { readonly saved?: (path: string) => string }) {
  const paper = usePaper((view) => view.paper)
  if (paper.state === 'failed') return <FailureNotice failure={paper.failure} />
  if (paper.state !== 'printed' && paper.state !== 'saved') return null
  return (
    <p className="quiet paper-went" role="status">
      {paper.state === 'printed' ? text.receipt.printed(paper.printer) : saved(paper.path)}
    </p>
  )
}
