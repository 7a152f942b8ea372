import { giveUp, say } from './say.mjs'
import { setUp } from './setup.mjs'
import { checks, runStage } from './stages.mjs'

// Quick, and stops at the first thing to mend.
await setUp('check').catch(giveUp)
for (const stage of checks) {
  const { failed } = await runStage(stage)
  if (failed === 0) continue
  say(`check failed at: ${stage.name}`)
  process.exit(1)
}
say('check passed')
