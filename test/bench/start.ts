import { runFile, testEnvironment } from '../support/build-script.ts'
import { type BenchRow, benchRow, median, spread } from './bench-row.ts'
import { launchBrowser, signInButton } from './browser.ts'
import type { PeopleOf } from './imported-people.ts'
import { startDoor } from './running-door.ts'
import type { Watched } from './watched.ts'

const rounds = 5
/** Started with this, a door never looks through its store. */
const noCheck = `--import=${new URL('./no-check.mjs', import.meta.url).href}`

type Starts = { readonly usual: readonly number[]; readonly unchecked: readonly number[] }

/**
 * Seconds from the start of the program to the sign-in page in a browser that runs already; in turns with the check of the store and without it.
 * The first start, which compiles, is not counted.
 */
async function timeStarts(dataDir: string, mustCompare: boolean): Promise<Starts> {
  const browser = await launchBrowser()
  const start = async (flags: readonly string[]): Promise<number> => {
    const page = await browser.newPage()
    const begun = performance.now()
    const door = await startDoor(dataDir, flags)
    try {
      await page.goto(door.address, { waitUntil: 'commit' })
      await signInButton(page).waitFor()
      return (performance.now() - begun) / 1000
    } finally {
      await page.close()
      await door.stop()
    }
  }
  const times = { usual: [] as number[], unchecked: [] as number[] }
  try {
    await start([])
    for (let round = 0; round < rounds; round += 1) {
      times.usual.push(await start([]))
      if (mustCompare) times.unchecked.push(await start([noCheck]))
    }
  } finally {
    await browser.close()
  }
  return times
}

function startRow(times: readonly number[], at: string): BenchRow {
  const facts = { at, limit: 1.5, unit: 's', value: median(times), ...spread(times) }
  return benchRow({ what: 'start to sign-in page, built, browser door', ...facts, note: `${rounds} starts` })
}

/** How long a store like this lets its office wait for the sign-in page. */
export async function startRowOf(dataDir: string, at: string): Promise<BenchRow> {
  return startRow((await timeStarts(dataDir, false)).usual, at)
}

/** The start of a large office, and what the look through its store costs it. */
export async function startRows(peopleOf: PeopleOf): Promise<readonly BenchRow[]> {
  const { dataDir } = await peopleOf(100_000)
  const at = '100,000 users'
  const { usual, unchecked } = await timeStarts(dataDir, true)
  const [checked, bare] = [median(usual) * 1000, median(unchecked) * 1000]
  const env = { ...testEnvironment(), NODE_NO_WARNINGS: '1' }
  const run = await runFile('test/bench/check-in-service.ts', [dataDir], { env })
  if (run.status !== 0) throw new Error(run.err)
  const looks = JSON.parse(run.out) as readonly Watched[]
  return [
    startRow(usual, at),
    benchRow({
      what: 'start, later because the store is looked through',
      ...{ at, limit: 100, unit: 'ms', value: checked - bare, bare, ratio: checked / bare },
      note: `${checked.toFixed(0)} ms against ${bare.toFixed(0)} ms, ${rounds} starts each in turns`,
    }),
    benchRow({
      what: 'main thread blocked while the store is looked through',
      ...{ at, limit: 50, unit: 'ms', value: Math.max(...looks.map(({ blocked }) => blocked)) },
      note: `${median(looks.map(({ took }) => took)).toFixed(0)} ms long, ${looks.length} times; own work at most ${Math.max(...looks.map(({ own }) => own)).toFixed(0)} ms`,
    }),
  ]
}
