// The page on a stand-in station, for a browser: node test/renderer/stand-in/serve.mjs, then open ?scene=torn.
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { createServer } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))
const project = fileURLToPath(new URL('../../..', import.meta.url))
const server = await createServer({
  configFile: false,
  root,
  plugins: [react()],
  cacheDir: `${project}/out/stand-in`,
  server: { port: Number(process.env.PORT ?? 5199), fs: { allow: [project] } },
})
await server.listen()
server.printUrls()
