import type { JobId } from '../../shared/job'
import { Button } from '../parts/button'
import { text } from '../text'
import { print, useIsPrinting } from './printing'

const words = text.counter.done

/** The receipt of a job, on paper. */
export function PrintButton({ job }: { readonly job: JobId }) {
  const isPrinting = useIsPrinting(job)
  return (
    <Button keycap="F7" isDisabled={isPrinting} onPress={() => void print(job)}>
      {isPrinting ? words.printing : words.print}
    </Button>
  )
}
