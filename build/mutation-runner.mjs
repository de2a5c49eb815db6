import { join, relative } from 'node:path'
import { createVitest } from 'vitest/node'

// Started by mutation.mjs in a copy of the project: a Vitest that runs the tests it is asked to, in their order.
const silent = { onInit() {} }
/** Runs the tests in the order in which they were asked for, the nearest first. */
class AsAsked {
  sort = (files) => files
  shard = (files) => files
}
const options = {
  config: 'test/vitest.config.ts',
  watch: false,
  reporters: [silent],
  maxWorkers: 1,
  sequence: { sequencer: AsAsked },
  bail: 1,
  testTimeout: 180_000,
  hookTimeout: 180_000,
}
const vitest = await createVitest('test', options, { server: { watch: null }, logLevel: 'error' })
await vitest.standalone()
const specifications = new Map(
  (await vitest.globTestSpecifications()).map((one) => [
    relative(process.cwd(), one.moduleId).replaceAll('\\', '/'),
    one,
  ]),
)

async function run({ changed, tests }) {
  vitest.invalidateFile(join(process.cwd(), changed).replaceAll('\\', '/'))
  const asked = tests.map((test) => specifications.get(test))
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(asked)
  const failed = testModules.filter(
    (one) => asked.some(({ moduleId }) => moduleId === one.moduleId) && one.state() === 'failed',
  )
  const names = failed.map((one) => tests[asked.findIndex(({ moduleId }) => moduleId === one.moduleId)])
  const test = failed.flatMap((one) => [...one.children.allTests('failed')])[0]
  return { failed: names, by: test?.fullName ?? '', isBroken: unhandledErrors.length > 0 }
}

process.on('message', async (request) => {
  try {
    process.send(await run(request))
  } catch (error) {
    process.send({ failed: [], by: String(error?.stack ?? error), isBroken: true })
  }
})
process.on('disconnect', () => process.exit(0))
process.send({ tests: [...specifications.keys()] })
