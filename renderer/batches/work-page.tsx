import { LinePage } from '../line/line-page'
import { BatchesPage } from './batches-page'
import { ImportPage } from './import-page'
import { NewPage } from './new-page'
import { useWork } from './view'

/** The place of the line: its lanes, and the batches they work on. */
export function WorkPage() {
  const view = useWork((work) => work.view)
  switch (view.at) {
    case 'line':
      return <LinePage />
    case 'batches':
      return <BatchesPage />
    case 'new':
      return <NewPage />
    case 'import':
      return <ImportPage batch={view.batch} />
  }
}
