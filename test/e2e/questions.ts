import type { ElectronApplication } from '@playwright/test'

/** Questions of the program are not put on the screen, where nobody would answer: each gets its first answer, and is told. */
export async function answered(app: ElectronApplication): Promise<() => Promise<readonly string[] | undefined>> {
  await app.evaluate(({ dialog }) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = (async (_window: unknown, { message }: { readonly message: string }) => {
      asked.push(message)
      return { response: 0, checkboxChecked: false }
    }) as typeof dialog.showMessageBox
  })
  return () => app.evaluate(() => (globalThis as { asked?: readonly string[] }).asked)
}
