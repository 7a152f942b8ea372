import type { Failure } from '../../shared/failure'
import type { Finding } from '../../shared/lint/finding'
import type { Composition } from '../../shared/outline/composition'
import { labelIn } from '../../shared/template/label'
import { Icon } from '../parts/icon'
import { useWords } from '../readers/words'
import { text } from '../text'
import { useComposed } from './composed'
import { useDraft } from './draft'
import { limitNow, useLimit } from './limit'

const words = text.composer.findings
const none: Composition['findings'] = []

type FindingProps = {
  readonly level: 'error' | 'warning' | 'good' | 'note'
  readonly what: string
  readonly below?: string | undefined
  /** The field of the template that it is about. */
  readonly place?: string | undefined
}

/** What a device will make of the message, the gravest first. */
export function Findings() {
  const { composition, failure } = useComposed()
  const limit = useLimit()
  const room = limitNow(
    limit,
    useDraft(({ form }) => form?.sizeLimit),
  )
  const found = composition?.findings ?? none
  const isTold = found.some(({ code }) => code === 'too-large')
  const isTooLarge = composition !== undefined && room !== undefined && composition.bytes > room && !isTold
  const count = (level: Finding['level']): number => found.filter((one) => one.level === level).length
  const errors = count('error') + (isTooLarge || failure ? 1 : 0)
  const warnings = count('warning')
  return (
    <section className="panel findings" aria-label={words.label} tabIndex={0}>
      {errors + warnings > 2 && <h2 className="findings-count label">{words.count(errors, warnings)}</h2>}
      <ul>
        {failure && <FailureFinding failure={failure} />}
        {isTooLarge && (
          <FindingLine level="error" what={words.tooLarge(composition.bytes, room)} below={words.tooLargeDo} />
        )}
        {errors + warnings === 0 && composition !== undefined && (
          <FindingLine
            level="good"
            what={words.good}
            below={words.goodAside(composition.outline.nodes.length, text.wizard.format[composition.format])}
          />
        )}
        {found.map((finding) => (
          <FindingLine
            key={`${finding.code} ${finding.path}`}
            level={finding.level}
            what={text.lint(finding)}
            place={finding.path}
          />
        ))}
        {composition === undefined && failure === undefined && <FindingLine level="note" what={words.waiting} />}
      </ul>
    </section>
  )
}

function FailureFinding({ failure }: { readonly failure: Failure }) {
  const variables = useDraft(({ form }) => form?.variables)
  const { what, doNow } = useWords(failure)
  const path = failure.code === 'message.invalid' ? failure.path : ''
  const field = variables?.find(({ name }) => path === `variables.${name}`)
  if (field)
    return <FindingLine level="error" what={words.field(labelIn(text.language, field))} below={words.fieldDo} />
  return <FindingLine level="error" what={what} below={doNow} />
}

const icons = { error: 'fail', warning: 'caution', good: 'pass', note: 'note' } as const

const FindingLine = ({ level, what, below, place }: FindingProps) => (
  <li className={`finding finding-${level}`}>
    <Icon name={icons[level]} />
    <p>
      <b>{what}</b> {below !== undefined && <span className="quiet">{below}</span>}
    </p>
    {place !== undefined && place !== '' && (
      <bdi dir="ltr" className="finding-place mono">
        {place}
      </bdi>
    )}
  </li>
)
