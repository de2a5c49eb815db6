import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// They put stand-ins in the place of packages, which works only as long as their process has loaded none of those.
const firstFiles = ['test/electron/desktop/main.test.ts', 'test/electron/desktop/bundle.test.ts']

/** The usual order, but for the files that must come first in their process. */
class FirstFiles extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isFirst = ({ moduleId }: TestSpecification) => firstFiles.some((file) => moduleId.endsWith(file))
    return [...sorted.filter(isFirst), ...sorted.filter((one) => !isFirst(one))]
  }
}

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    tags: [
      { name: 'long', description: 'Heavy beside what it shows: `npm run test:long` runs it, `npm test` does not.' },
    ],
    pool: 'forks',
    // A process takes one file after another: loading the product anew for each was a fifth of the whole.
    isolate: false,
    sequence: { sequencer: FirstFiles },
    // Tests allocate much short-lived memory, and collecting garbage less often is faster.
    execArgv: ['--max-semi-space-size=64'],
    globalSetup: 'test/support/prepared-organisation.ts',
    // Vitest leaves one core free for a person who watches; nobody does. One more, because some tests wait for programs, disks and servers.
    maxWorkers: availableParallelism() + 1,
    // Limits only end what hangs, on a machine that is busy with something else, too.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 240_000 } },
  },
})
