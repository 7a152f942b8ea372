import { type DeviceId, identityOf } from '../../shared/identity/device'
import type { Receipt } from '../../shared/receipt'
import { languages, textOf } from '../../shared/text/languages'
import { languageChosen, paperLanguages, usePaper } from '../receipt/printing'
import { useSettings } from '../settings/store'
import { text } from '../text'

const words = text.counter.done

type SlipProps = { readonly device: DeviceId; readonly isTraining: boolean; readonly receipt: Receipt }

/** What the customer would take home, in the customer's language. */
export const ReceiptSlip = (props: SlipProps) => (
  <div className="receipt-side">
    <Languages />
    <Slip {...props} />
  </div>
)

function Slip({ device, isTraining, receipt }: SlipProps) {
  const language = usePaper((view) => view.language)
  const shop = useSettings(({ choices }) => choices.name)
  const { receipt: says, identity, direction } = textOf(language)
  const { type, value } = identityOf(device)
  return (
    <aside className="receipt" aria-label={text.receipt.number} lang={language} dir={direction}>
      <h2>{says.title[receipt.verdict]}</h2>
      {isTraining && <p className="receipt-training">{says.training}</p>}
      <dl>
        <Row name={says.device} value={says.deviceEnds(type.toUpperCase(), identity.end(value))} />
        {receipt.server !== undefined && <Row name={says.server} value={receipt.server} />}
        {shop !== '' && <Row name={says.shop} value={shop} />}
        <Row name={says.when} value={says.time(receipt.at)} />
        <Row name={says.number} value={says.numbered(receipt.number)} />
      </dl>
      <svg
        className="qr"
        viewBox={`0 0 ${receipt.qr.size} ${receipt.qr.size}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label={says.check}
      >
        <path d={receipt.qr.path} fill="currentColor" />
      </svg>
      <small>{says.check}</small>
    </aside>
  )
}

const Row = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <bdi>{value}</bdi>
    </dd>
  </div>
)

function Languages() {
  const chosen = usePaper((view) => view.language)
  return (
    <fieldset className="languages" aria-label={words.language}>
      {paperLanguages.map((language, at) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === chosen}
          aria-keyshortcuts={String(at + 1)}
          onClick={() => languageChosen(language)}
        >
          {languages[language]}
        </button>
      ))}
    </fieldset>
  )
}
