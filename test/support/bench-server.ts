import type { BenchServer } from '../../electron/bench/bench'

/** A DM Server that is never asked: for tests of cards and readers. */
export const silentServer = (): BenchServer & { readonly modes: readonly string[] } => {
  const modes: string[] = []
  return {
    url: 'https://127.0.0.1:9',
    ca: '/nonexistent/ca.pem',
    cert: '/nonexistent/cert.pem',
    key: '/nonexistent/key.pem',
    modes,
    setMode: async (mode) => {
      modes.push(mode)
    },
    close: async () => undefined,
  }
}
