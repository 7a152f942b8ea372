import './look/look'
import { createRoot } from 'react-dom/client'
import { config } from 'zod'
import { App } from './app'
import { acts } from './keys/acts'
import { listen } from './keys/listen'
import { startFeeds } from './start-feeds'
import { bugSeen } from './station/store'
import { text } from './text'

// Nothing may be compiled at run time here.
config({ jitless: true })

window.addEventListener('error', bugSeen)
window.addEventListener('unhandledrejection', bugSeen)
document.documentElement.lang = text.language
document.documentElement.dir = text.direction

const root = document.querySelector('#root')
if (root) createRoot(root).render(<App />)
listen(window, acts)
startFeeds()
