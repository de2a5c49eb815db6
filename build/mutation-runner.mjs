import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createVitest } from 'vitest/node'

// Started by mutation.mjs in a copy of the project: a Vitest that runs the tests it is asked to, in their order, with one change switched on.
const silent = { onInit() {} }
/** Runs the tests in the order in which they were asked for, the nearest first. */
class AsAsked {
  sort = (files) => files
  shard = (files) => files
}
const isFirstLook = process.argv[2] === 'first-look'
const options = {
  config: 'test/vitest.config.ts',
  watch: false,
  reporters: [silent],
  setupFiles: [join(import.meta.dirname, 'mutation-probe.mjs')],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  ...(isFirstLook ? {} : { maxWorkers: 1, sequence: { sequencer: AsAsked }, bail: 1 }),
}
const vitest = await createVitest('test', options, { server: { watch: null }, logLevel: 'error' })
await vitest.standalone()
const pathOf = (moduleId) => relative(process.cwd(), moduleId).replaceAll('\\', '/')
const specifications = new Map((await vitest.globTestSpecifications()).map((one) => [pathOf(one.moduleId), one]))

/** Runs tests of files, all of them where no names are given; answers which failed, by file and name. */
async function run({ change, tests }) {
  writeFileSync(join(process.cwd(), 'tmp/change'), String(change))
  const asked = tests.map(({ file, names }) => {
    const whole = specifications.get(file)
    return names === undefined ? whole : whole.project.createSpecification(whole.moduleId, { testNames: names })
  })
  // New processes for each run, because modules may keep in memory what an earlier change put there.
  await vitest.pool?.close?.()
  vitest.pool = undefined
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(asked)
  // Vitest also returns the failures of earlier runs, so that only the files of this run are counted.
  const ids = new Set(asked.map(({ moduleId }) => moduleId))
  const failed = testModules
    .filter((module) => ids.has(module.moduleId) && module.state() === 'failed')
    .map((module) => {
      const names = [...module.children.allTests('failed')].map((test) => test.fullName)
      return { file: pathOf(module.moduleId), names }
    })
  return { failed, isBroken: unhandledErrors.length > 0 }
}

process.on('message', async (request) => {
  try {
    process.send(await run(request))
  } catch (error) {
    process.send({ failed: [], isBroken: true, error: String(error?.stack ?? error) })
  }
})
process.on('disconnect', () => process.exit(0))
process.send({ files: [...specifications.keys()] })
