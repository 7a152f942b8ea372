import type { CardReport } from '../../shared/card-report'
import type { Life } from '../../shared/life'
import { Icon } from '../parts/icon'
import { type Check, checksOf } from '../readers/card-words'
import { text } from '../text'
import { holderOf } from './card'

const words = text.repair

type StoryProps = { readonly report: CardReport; readonly life: Life | undefined }

/** The card in words, and beside it what a person looks for first. */
export const CardStory = ({ report, life }: StoryProps) => (
  <section className="bench-story repair-story" aria-label={text.readers.inspect.title}>
    <p>{whole(storyOf(report, life).join(' '))}</p>
    <ul>
      {[...checksOf(report), ...findingsOf(report), ...registrationOf(report, life)].map(({ look, icon, says }) => (
        <li key={says} className={`mark mark-${look}`}>
          <Icon name={icon} />
          {says}
        </li>
      ))}
    </ul>
  </section>
)

/** A number that is grouped stays on one line. */
const whole = (story: string): string => story.replace(/(?<=[\dA-F]) (?=[\dA-F])/g, '\u00a0')

/** Who wrote it and for whom, and whom a device would obey. */
function storyOf(report: CardReport, life: Life | undefined): readonly string[] {
  const { bootstrap, iccid } = report
  const device = holderOf(report, life)
  const written = life?.events.findLast(
    (event) => event.is === 'job' && event.iccid === iccid && event.device === device && event.accounts.length > 0,
  )
  const servers = bootstrap.flatMap((file) => file.servers.map(({ serverId }) => serverId))
  const isUnread = bootstrap.some(({ problem }) => problem !== undefined)
  return [
    ...(written !== undefined && device !== undefined
      ? [words.written(new Date(written.at).toISOString(), device)]
      : [...(life ? [words.elsewhere] : []), ...(device === undefined ? [] : [words.namedIn(device)])]),
    ...(bootstrap.some(({ isTorn }) => isTorn) ? [words.torn] : []),
    ...(isUnread ? [words.unreadable] : []),
    servers.length > 0 ? words.obeys([...new Set(servers)]) : words.obeysNobody,
  ]
}

/** What a device would stumble over, in words. */
const findingsOf = ({ bootstrap }: CardReport): readonly Check[] =>
  bootstrap.flatMap(({ findings = [] }) =>
    findings.map((finding): Check => {
      const says = text.lint(finding)
      return finding.level === 'error' ? { look: 'fail', icon: 'fail', says } : { look: 'idle', icon: 'caution', says }
    }),
  )

/** Where the device of the card stands at the DM Server. */
function registrationOf(report: CardReport, life: Life | undefined): readonly Check[] {
  const device = holderOf(report, life)
  if (life === undefined || device === undefined) return []
  const last = life.events.findLast((event) => event.is === 'registration' && event.device === device)
  const quiet = { look: 'idle', icon: 'server' } as const
  if (last?.is !== 'registration') return [{ ...quiet, says: words.unregistered }]
  return [
    { ...quiet, says: words.registered(last.at, last.state) },
    ...(life.told === 'station' ? [{ look: 'idle', icon: 'clock', says: words.unheard } as const] : []),
  ]
}
