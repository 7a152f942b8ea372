import type { Account } from '../../shared/job'

type AccountsProps = {
  readonly title: string
  /** Said where there is none. */
  readonly none: string
  readonly accounts: readonly Account[]
}

/** DM accounts that a device would have from a card. */
export const Accounts = ({ title, none, accounts }: AccountsProps) => (
  <section className="accounts" aria-label={title}>
    <h2 className="label">{title}</h2>
    {accounts.length === 0 ? (
      <p className="faint">{none}</p>
    ) : (
      <ul>
        {accounts.map(({ serverId, url, name }) => (
          <li key={serverId}>
            <b>{name ?? serverId}</b>
            <bdi dir="ltr" className="quiet">
              {url}
            </bdi>
          </li>
        ))}
      </ul>
    )}
  </section>
)
