import { areModulesReady } from './modules.mjs'
import { SetupFailed, say } from './say.mjs'
import { setUp } from './setup.mjs'
import { checks, runStage, tests } from './stages.mjs'

// Runs all that can run, even if something fails early. The last line on stdout is for machines.
const problem = await setUp('test').catch((error) => error)
const isUnready = problem instanceof SetupFailed
if (problem) say(isUnready ? problem.message : problem.stack)

const total = { passed: 0, failed: problem ? 1 : 0 }
for (const stage of stagesNow()) {
  const { passed, failed } = await runStage(stage)
  total.passed += passed
  total.failed += failed
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`, () =>
  process.exit(isUnready ? 3 : total.failed === 0 ? 0 : 1),
)

function stagesNow() {
  if (!problem) return [...checks, ...tests]
  return areModulesReady() ? checks : []
}
