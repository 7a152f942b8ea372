/** What it is and what is known of it: where nothing is, there is no row. */
export type Fact = readonly [label: string, value: string | undefined]

export const Facts = ({ rows }: { readonly rows: readonly Fact[] }) => (
  <dl className="meta">
    {rows.map(
      ([label, value]) =>
        value !== undefined && (
          <div key={label}>
            <dt className="label">{label}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ),
    )}
  </dl>
)
