import type { Account } from '../../shared/job'
import { text } from '../text'

const words = text.records

/** The DM accounts that a device would have, as the rehearsal found them. */
export const Accounts = ({ accounts }: { readonly accounts: readonly Account[] }) => (
  <section className="accounts" aria-label={words.accounts}>
    <h2 className="label">{words.accounts}</h2>
    {accounts.length === 0 ? (
      <p className="faint">{words.noAccounts}</p>
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
