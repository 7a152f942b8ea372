import { Icon } from '../parts/icon'

type PanelProps = {
  readonly name: string
  readonly title: string
  readonly finding: string
  /** A finding that needs a person. */
  readonly isAlarm?: boolean
  /** Undefined where there is nothing to draw: then the finding says so. */
  readonly children?: React.ReactNode
}

/** A chart with what it says in words above it. */
export const Panel = ({ name, title, finding, isAlarm = false, children }: PanelProps) => (
  <figure className={`panel chart chart-${name}`} aria-label={title}>
    <figcaption>
      <h2 className="label">{title}</h2>
      <p className={isAlarm ? 'says says-alarm' : 'says'}>
        {isAlarm && <Icon name="fail" />}
        {finding}
      </p>
    </figcaption>
    {children}
  </figure>
)

type TableProps = {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The same as a drawing, for those who do not see it. */
export const Told = ({ name, columns, rows }: TableProps) => (
  <table className="unseen" aria-label={name}>
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column}>{column}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr key={row.join()}>
          {row.map((cell, at) => (
            <td key={columns[at]}>{cell}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)

/** A part of a whole as a bar in a row. */
export const Bar = ({ share, className }: { readonly share: number; readonly className?: string | undefined }) => (
  <svg className="share" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
    <rect className={className ?? 'bar'} width={share > 0 ? Math.max(0.6, 100 * share) : 0} height="16" />
  </svg>
)
