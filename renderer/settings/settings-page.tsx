import { languages } from '../../shared/text/languages'
import { Button } from '../parts/button'
import { ChooseOne } from '../parts/choose-one'
import { FailureNotice } from '../parts/notice'
import { placeChosen } from '../place/store'
import { text } from '../text'
import { Certificate } from './certificate'
import { Glass } from './glass'
import { NameField } from './name-field'
import { Setting } from './setting'
import { choose, useSettings } from './store'
import { ToldList } from './told-list'
import { Volume } from './volume'

const words = text.settings

/** What is chosen at this station; each choice holds at once. */
export function SettingsPage() {
  const { choices, told, failure } = useSettings()
  const { language, theme, density, mm, name } = choices
  return (
    <main className="page settings-page">
      <h1 className="h1">{words.title}</h1>
      {failure && <FailureNotice failure={failure} />}
      <section className="panel settings" aria-label={words.window}>
        <Setting name={words.language} lead={words.languageLead}>
          <ChooseOne
            label={words.language}
            words={{ ...languages, 'en-XA': 'en-XA' }}
            of={['en', 'de', 'ar']}
            chosen={language}
            onChoose={(chosen) => void choose({ language: chosen })}
          />
        </Setting>
        <Setting name={words.theme}>
          <ChooseOne
            label={words.theme}
            words={words.themes}
            of={['system', 'light', 'dark']}
            chosen={theme}
            onChoose={(chosen) => void choose({ theme: chosen })}
          />
        </Setting>
        <Setting name={words.density} lead={words.densityLead}>
          <ChooseOne
            label={words.density}
            words={words.densities}
            of={['mouse', 'glove']}
            chosen={density}
            onChoose={(chosen) => void choose({ density: chosen })}
          />
        </Setting>
        <Volume />
        <Setting name={words.scanner} lead={words.scannerLead}>
          <Button onPress={() => placeChosen('scanner')}>{text.scan.setUp.title}</Button>
        </Setting>
        <Glass mm={mm} />
        <NameField name={name} />
      </section>
      <Certificate />
      {told && <ToldList told={told} />}
    </main>
  )
}
