export type IconName =
  | 'bench'
  | 'card'
  | 'caution'
  | 'check'
  | 'clock'
  | 'compose'
  | 'device'
  | 'error'
  | 'fail'
  | 'flask'
  | 'globe'
  | 'hollow'
  | 'insert'
  | 'key'
  | 'mast'
  | 'note'
  | 'outbox'
  | 'pass'
  | 'pause'
  | 'reader'
  | 'records'
  | 'scan'
  | 'search'
  | 'server'
  | 'till'
  | 'voice'
  | 'wait'

/** A sign beside a word; it takes the ink of its word and says nothing of its own. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <span className={`icon icon-${name}`} aria-hidden="true" />
)
