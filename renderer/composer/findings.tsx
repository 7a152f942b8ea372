import type { Failure } from '../../shared/failure'
import type { Composition } from '../../shared/outline/composition'
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
  const warnings = composition?.warnings ?? []
  const isTold = found.some(({ code }) => code === 'too-large')
  const isTooLarge = composition !== undefined && room !== undefined && composition.bytes > room && !isTold
  const errors = found.filter(({ level }) => level === 'error').length + (isTooLarge || failure ? 1 : 0)
  const told = words.count(
    errors,
    found.length + warnings.length - found.filter(({ level }) => level === 'error').length,
  )
  const isGood = !isTooLarge && failure === undefined && found.length + warnings.length === 0
  return (
    <section className="panel findings" aria-label={words.label}>
      {found.length + warnings.length > 2 && <h2 className="findings-count label">{told}</h2>}
      <ul>
        {failure && <FailureFinding failure={failure} />}
        {isTooLarge && (
          <Finding level="error" what={words.tooLarge(composition.bytes, room)} below={words.tooLargeDo} />
        )}
        {found.map((finding) => (
          <Finding
            key={`${finding.code} ${finding.path}`}
            level={finding.level}
            what={text.lint(finding)}
            place={finding.path}
          />
        ))}
        {warnings.map((warning) => (
          <Finding key={warning} level="warning" what={text.wizard.review.warning(warning)} />
        ))}
        {isGood && composition !== undefined && (
          <Finding
            level="good"
            what={words.good}
            below={words.goodAside(composition.outline.nodes.length, text.wizard.format[composition.format])}
          />
        )}
        {composition === undefined && failure === undefined && <Finding level="note" what={words.waiting} />}
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
    return <Finding level="error" what={words.field(field.variable.label ?? field.name)} below={words.fieldDo} />
  return <Finding level="error" what={what} below={doNow} />
}

const icons = { error: 'fail', warning: 'caution', good: 'pass', note: 'note' } as const

const Finding = ({ level, what, below, place }: FindingProps) => (
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
