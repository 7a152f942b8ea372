import type { Failure } from '../../shared/failure'
import { blameOf } from '../../shared/failure'
import { useWords } from '../readers/words'
import { text } from '../text'
import { Icon, type IconName } from './icon'

export type NoticeKind = 'fail' | 'error' | 'wait' | 'act' | 'ask' | 'note'

type NoticeProps = {
  readonly kind: NoticeKind
  readonly what: string
  readonly below?: React.ReactNode
  /** What only a technician needs, in English in every language. */
  readonly detail?: string | undefined
  readonly children?: React.ReactNode
}

const icons: Readonly<Record<NoticeKind, IconName>> = {
  fail: 'fail',
  error: 'error',
  wait: 'wait',
  act: 'insert',
  ask: 'help',
  note: 'note',
}

/** What happened, and below it what to do. */
export const Notice = ({ kind, what, below, detail, children }: NoticeProps) => (
  <div className={`notice notice-${kind}`} role={kind === 'note' ? 'note' : 'status'}>
    <Icon name={icons[kind]} />
    <div>
      <p className="notice-what">{what}</p>
      {below !== undefined && <p className="notice-below">{below}</p>}
      {detail !== undefined && (
        <p className="notice-detail">
          {text.station.forTechnician} <bdi lang="en">{detail}</bdi>
        </p>
      )}
    </div>
    {children}
  </div>
)

export function FailureNotice({ failure }: { readonly failure: Failure }) {
  const { what, doNow, goOn, detail } = useWords(failure)
  return (
    <Notice
      kind={blameOf(failure) === 'FAIL' ? 'fail' : 'error'}
      what={what}
      below={`${doNow} ${goOn}`}
      detail={detail}
    />
  )
}
