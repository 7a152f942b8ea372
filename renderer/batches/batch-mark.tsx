import type { BatchState } from '../../shared/batch'
import { Icon, type IconName } from '../parts/icon'
import { text } from '../text'

const icons: Readonly<Record<BatchState, IconName>> = {
  ready: 'hollow',
  running: 'clock',
  paused: 'pause',
  stopped: 'caution',
  closed: 'check',
}

/** How a batch stands: colour only where it stopped itself and wants a person. */
export const BatchMark = ({ state }: { readonly state: BatchState }) => (
  <span className={`mark ${state === 'stopped' ? 'mark-error' : 'mark-idle'}`}>
    <Icon name={icons[state]} />
    {text.batches.states[state]}
  </span>
)
