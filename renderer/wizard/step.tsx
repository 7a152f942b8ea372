import { Steps } from '../parts/steps'
import { ReaderStrip } from '../readers/reader-strip'
import { ServiceNotice } from '../readers/service-notice'
import { text } from '../text'

const names = ['scan', 'review', 'job', 'result'] as const
export type StepName = (typeof names)[number]
const words = names.map((name) => text.wizard.steps[name])

type StepProps = {
  readonly now: StepName
  /** How many steps have come to their end; usually all before this one. */
  readonly done?: number | undefined
  /** Said quietly at the foot, beside the buttons. */
  readonly note: React.ReactNode
  readonly acts: React.ReactNode
  readonly chosen?: string | undefined
  readonly job?: string | undefined
  /** Set where the operator may name a reader. */
  readonly onChoose?: ((reader: string) => void) | undefined
  readonly children: React.ReactNode
}

/** What every step of the wizard has: where one is, the matter itself, the readers, and the way on. */
export const Step = ({ now, done, note, acts, chosen, job, onChoose, children }: StepProps) => (
  <div className="step">
    <Steps names={words} at={names.indexOf(now)} done={done} />
    <main className={`work work-${now}`} {...(now === 'review' && { tabIndex: 0 })}>
      {children}
    </main>
    <aside className="table-map">
      <ServiceNotice />
      <ReaderStrip chosen={chosen} job={job} onChoose={onChoose} />
    </aside>
    <footer className="foot">
      <div>
        <span className="quiet" role="status">
          {note}
        </span>
        <div className="acts">{acts}</div>
      </div>
    </footer>
  </div>
)
