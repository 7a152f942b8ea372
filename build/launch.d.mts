import type { ElectronApplication } from '@playwright/test'

export function launchElectron(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ElectronApplication>
