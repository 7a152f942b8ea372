import { ipcRenderer } from 'electron'

// Hands one port of the page to the main process. It never grows: a new ability is a new procedure.
type PortMessage = {
  readonly source: unknown
  readonly data: unknown
  readonly ports: readonly InstanceType<typeof MessagePort>[]
}
declare const window: {
  addEventListener(type: 'message', listener: (event: PortMessage) => void): void
  removeEventListener(type: 'message', listener: (event: PortMessage) => void): void
}

function handOver({ source, data, ports: [port] }: PortMessage): void {
  if (source !== window || data !== 'station' || port === undefined) return
  window.removeEventListener('message', handOver)
  ipcRenderer.postMessage('station', null, [port])
}

window.addEventListener('message', handOver)
