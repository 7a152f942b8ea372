import type { JobId } from '../../shared/job'
import { Button } from '../parts/button'
import { text } from '../text'
import { print, usePaper } from './printing'

const words = text.counter.done

/** The receipt of a job, on paper. */
export function PrintButton({ job }: { readonly job: JobId }) {
  const isPrinting = usePaper(({ paper }) => paper.state === 'printing')
  return (
    <Button keycap="F7" isDisabled={isPrinting} onPress={() => void print(job)}>
      {isPrinting ? words.printing : words.print}
    </Button>
  )
}
