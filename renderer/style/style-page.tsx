import { Outcome } from '../../shared/job'
import { Button } from '../parts/button'
import { ChooseOne } from '../parts/choose-one'
import { Icon, type IconName, iconNames } from '../parts/icon'
import { Keycap } from '../parts/keycap'
import { OutcomeMark } from '../parts/mark'
import { Notice, type NoticeKind } from '../parts/notice'
import { Steps } from '../parts/steps'
import { inks, kinds, samples, sizes } from './samples'

const nothing = (): void => undefined

/** Every part of the kit in every state, for whoever builds with it: `app://bootstation/#style`, on a bench only. */
export const StylePage = () => (
  <main className="page style-page">
    <h1 className="h1">Style</h1>
    <Part name="Button">
      {kinds.map((kind) => (
        <Button key={kind ?? 'usual'} {...(kind && { kind })} keycap="Enter" onPress={nothing}>
          {kind ?? 'usual'}
        </Button>
      ))}
      {kinds.map((kind) => (
        <Button key={kind ?? 'usual'} {...(kind && { kind })} isDisabled onPress={nothing}>
          {kind ?? 'usual'}, disabled
        </Button>
      ))}
      <Button onPress={nothing}>{samples.long}</Button>
    </Part>
    <Part name="ChooseOne">
      <ChooseOne
        label="Sample"
        words={{ one: 'One', two: 'Two', three: 'Three' }}
        of={['one', 'two', 'three']}
        chosen="two"
        onChoose={nothing}
      />
    </Part>
    <Part name="Keycap">
      {['Enter', 'Esc', 'F1', '7'].map((key) => (
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
        <Notice key={kind} kind={kind} what={`${kind}: what happened.`} below="What to do, and what happens then." />
      ))}
      <Notice kind="fail" what={samples.long} below={samples.long} />
    </Part>
    <Part name="Steps" isStacked>
      {[0, 2, 3].map((at) => (
        <Steps key={at} names={['First', 'Second', 'Third', 'Fourth']} at={at} />
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
    <h2 className="h2">{name}</h2>
    <div className={isStacked ? 'style-stack' : 'style-row'}>{children}</div>
  </section>
)
