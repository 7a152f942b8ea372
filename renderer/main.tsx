import './look/look'
import { I18nProvider } from 'react-aria-components'
import { createRoot } from 'react-dom/client'
import { config } from 'zod'
import { usualChoices } from '../shared/choices'
import { App } from './app'
import { acts } from './keys/acts'
import { listen } from './keys/listen'
import { setMm } from './settings/store'
import { startFeeds } from './start-feeds'
import { bugSeen } from './station/store'
import { text } from './text'

// Nothing may be compiled at run time here.
config({ jitless: true })

window.addEventListener('error', bugSeen)
window.addEventListener('unhandledrejection', bugSeen)
document.documentElement.dir = text.direction
setMm(Number(document.documentElement.dataset.mm ?? usualChoices.mm))

const root = document.querySelector('#root')
if (root)
  createRoot(root).render(
    <I18nProvider locale={text.language}>
      <App />
    </I18nProvider>,
  )
listen(window, acts)
startFeeds()
