import { Outcome } from '../../shared/job'
import { LaneTile } from '../line/lane-tile'
import { spotsOf } from '../line/map'
import { Button } from '../parts/button'
import { ChooseOne } from '../parts/choose-one'
import { HoldButton } from '../parts/hold-button'
import { Icon, type IconName, iconNames } from '../parts/icon'
import { Keycap } from '../parts/keycap'
import { OutcomeMark } from '../parts/mark'
import { Notice, type NoticeKind } from '../parts/notice'
import { Steps } from '../parts/steps'
import { text } from '../text'
import { inks, kinds, lanes, samples, sizes } from './samples'

const nothing = (): void => undefined
const { fields } = text.batches
/** In the language of the window, as every sample; the parts have their names in the code. */
const acts = { usual: text.wizard.result.next, act: text.wizard.review.write, plain: text.wizard.back } as const

/** Every part of the kit in every state, for whoever builds with it: `app://bootstation/#style`, on a bench only. */
export const StylePage = () => (
  <main className="page style-page">
    <h1 className="h1" lang="en">
      Style
    </h1>
    <Part name="Button">
      {kinds.map((kind) => (
        <Button key={kind ?? 'usual'} {...(kind && { kind })} keycap={text.station.keys.enter} onPress={nothing}>
          {acts[kind ?? 'usual']}
        </Button>
      ))}
      {kinds.map((kind) => (
        <Button key={kind ?? 'usual'} {...(kind && { kind })} isDisabled onPress={nothing}>
          {acts[kind ?? 'usual']}
        </Button>
      ))}
      <Button onPress={nothing}>{samples.long}</Button>
    </Part>
    <Part name="Button under a finger, with the focus, held">
      {kinds.map((kind) => (
        <span key={kind ?? 'usual'} className={kind ? `btn btn-${kind}` : 'btn'} data-pressed>
          {acts[kind ?? 'usual']}
        </span>
      ))}
      {kinds.map((kind) => (
        <span key={kind ?? 'usual'} className={kind ? `btn btn-${kind} has-focus` : 'btn has-focus'}>
          {acts[kind ?? 'usual']}
        </span>
      ))}
      <HoldButton again={text.batches.acts.closeAgain} onHeld={nothing}>
        {text.batches.acts.close}
      </HoldButton>
    </Part>
    <Part name="Field: empty, with the focus, refused, disabled">
      <input className="input" aria-label={fields.name} placeholder={text.records.search} />
      <input className="input has-focus" aria-label={fields.name} defaultValue={fields.name} />
      <input className="input" aria-label={fields.name} aria-invalid="true" defaultValue={fields.name} />
      <input className="input" aria-label={fields.name} disabled defaultValue={fields.name} />
    </Part>
    <Part name="Waiting">
      <span className="spin" />
      {[0, 1, 2, 3, 4].map((phase) => (
        <i key={phase} className="ring sample-ring" data-phase={phase} />
      ))}
      <p className="lead">{text.charts.waiting}</p>
    </Part>
    <Part name="Lane" isStacked>
      <ol className="lanes sample-lanes" data-columns={4}>
        {spotsOf(lanes.length).map((spot, at) => {
          const lane = lanes[at]
          return lane && <LaneTile key={lane.number} lane={lane} spot={spot} isNext={at === 0} isMore open="nothing" />
        })}
      </ol>
    </Part>
    <Part name="ChooseOne">
      <ChooseOne
        label={text.batches.fields.carrier}
        words={text.batches.carriers}
        of={['card', 'file', 'card-and-file']}
        chosen="file"
        onChoose={nothing}
      />
    </Part>
    <Part name="Keycap">
      {[text.station.keys.enter, text.station.keys.escape, 'F1', '7'].map((key) => (
        <Keycap key={key}>{key}</Keycap>
      ))}
    </Part>
    <Part name="OutcomeMark">
      {Outcome.options.map((outcome) => (
        <OutcomeMark key={outcome} outcome={outcome} />
      ))}
    </Part>
    <Part name="Notice" isStacked>
      {samples.notices.map((kind: NoticeKind) => (
        <Notice key={kind} kind={kind} what={text.station.lost} below={text.station.lostDo} />
      ))}
      <Notice kind="fail" what={samples.long} below={samples.long} />
    </Part>
    <Part name="Steps" isStacked>
      {[0, 2, 3].map((at) => (
        <Steps key={at} names={Object.values(text.wizard.steps)} at={at} />
      ))}
    </Part>
    <Part name="Icon">
      {iconNames.map((name: IconName) => (
        <span key={name} className="chip">
          <Icon name={name} />
          {name}
        </span>
      ))}
    </Part>
    <Part name="Ink on its ground">
      {inks.map(({ ink, on }) => (
        <span key={`${ink} ${on}`} className={`swatch swatch-${ink} swatch-on-${on}`}>
          {ink} on {on}
        </span>
      ))}
    </Part>
    <Part name="Type" isStacked>
      {sizes.map((size) => (
        <span key={size} className={`sample-${size}`}>
          {size}: 35 693803 564380 9
        </span>
      ))}
    </Part>
  </main>
)

type PartProps = { readonly name: string; readonly isStacked?: boolean; readonly children: React.ReactNode }

const Part = ({ name, isStacked = false, children }: PartProps) => (
  <section className="panel style-part" aria-label={name}>
    <h2 className="h2" lang="en" dir="ltr">
      {name}
    </h2>
    <div className={isStacked ? 'style-stack' : 'style-row'}>{children}</div>
  </section>
)
