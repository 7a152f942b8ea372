type AskProps = {
  readonly title: React.ReactNode
  readonly lead: string
  readonly acts: React.ReactNode
  /** What stands beside the question: what is known so far. */
  readonly aside: React.ReactNode
  readonly children?: React.ReactNode
}

/** One question a screen. */
export const Ask = ({ title, lead, acts, aside, children }: AskProps) => (
  <main className="ask">
    <div className="ask-what">
      <h1>{title}</h1>
      <p className="lead">{lead}</p>
      {children}
      <div className="acts">{acts}</div>
    </div>
    {aside}
  </main>
)
