import type { JobRecord } from '../../shared/job'
import { Icon } from '../parts/icon'
import { useNow } from '../parts/now'
import { lookOf } from '../parts/verdict'
import { useOptionalWords } from '../readers/words'
import { Dial } from '../wizard/dial'
import { ForTechnician } from '../wizard/tile'
import { saidOfSale, shownOf, wordOf } from './sale-words'

type TileProps = { readonly record: JobRecord; readonly server: string | undefined }

/** The verdict of a sale, to be read from both sides of the counter. */
export function SaleTile({ record, server }: TileProps) {
  const { look, icon } = lookOf(shownOf(record))
  const words = useOptionalWords(record.failure)
  const { what, doNow } = saidOfSale(record, words, server, useNow())
  const isAtCard = record.outcome === 'running' && record.kind === 'write'
  return (
    <section className={`verdict verdict-${look}`} role="status" data-outcome={record.outcome}>
      {isAtCard ? <Dial record={record} /> : <Icon name={icon} />}
      <div>
        <h1>{wordOf(record)}</h1>
        <p>{what}</p>
        {doNow !== '' && <p className="verdict-do">{doNow}</p>}
        <ForTechnician detail={words?.detail} />
      </div>
    </section>
  )
}
