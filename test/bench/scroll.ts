import type { CDPSession, Page } from '@playwright/test'
import { type BenchRow, benchRow, percentile } from './bench-row.ts'
import { openList, withScreens } from './browser.ts'
import type { PeopleOf } from './imported-people.ts'

/** CSS pixels a second: 60 rows a frame, so that the whole list passes in about half a minute. */
const speed = 144_000
/** Pages of people that have left the window are kept for 8 seconds; what is still held after this is held for good. */
const restMilliseconds = 12_000

/** Milliseconds from frame to frame, and in those over 50 what the page's own scripts took of them. */
type Frames = { readonly times: readonly number[]; readonly scripts: readonly number[] }

/** The whole list from top to bottom in one go: every frame, and the memory before and after. */
export async function scrollRows(peopleOf: PeopleOf): Promise<readonly BenchRow[]> {
  const { dataDir } = await peopleOf(100_000)
  return withScreens(dataDir, async (browser, door) => {
    const page = await openList(browser, door)
    const cdp = await page.context().newCDPSession(page)
    const whole = await page.getByRole('grid', { name: 'Active users' }).evaluate((grid) => grid.scrollHeight)
    await watchFrames(page, () => scrollBy(page, cdp, speed))
    await watchFrames(page, () => scrollBy(page, cdp, -speed))
    await page.waitForTimeout(restMilliseconds)
    const before = await heapOf(cdp)
    const still = await watchFrames(page, () => page.waitForTimeout(5000))
    const frames = await watchFrames(page, () => scrollBy(page, cdp, whole))
    const last = page.locator(`[role="grid"] [aria-rowindex="${100_002}"]`)
    await last.waitFor()
    await page.waitForTimeout(restMilliseconds)
    return rowsOf(frames, still, before, await heapOf(cdp))
  })
}

function rowsOf(frames: Frames, still: Frames, before: number, after: number): readonly BenchRow[] {
  const at = '100,000 users'
  const { times, scripts } = frames
  const slow = times.filter((time) => wholeIntervals(time) > 50).length
  const own = Math.max(0, ...scripts).toFixed(0)
  const share = (of: Frames, part: number) => percentile(of.times, part)
  const longest = { value: wholeIntervals(share(frames, 1)), median: share(frames, 0.5), bare: share(still, 1) }
  const p99 = { value: share(frames, 0.99), bare: share(still, 0.99) }
  return [
    benchRow({
      what: 'scroll through the whole grid, longest frame',
      at,
      limit: 50,
      unit: 'ms',
      ...longest,
      note: `${times.length} frames, ${slow} over 50 ms, the page’s scripts ${own} ms of one at most; bare is standing still`,
    }),
    benchRow({ what: 'the same, p99', at, unit: 'ms', ...p99 }),
    benchRow({
      what: 'the same, growth of the page’s heap',
      at,
      limit: 5,
      unit: 'MB',
      value: after - before,
      note: `${before.toFixed(1)} MB before, ${after.toFixed(1)} after, each after a collection`,
    }),
  ]
}

/** A frame lasts whole intervals of the display, 60 a second; the page's clock reads them up to 0.1 ms too long or too short. */
function wholeIntervals(time: number): number {
  return Math.round((time * 60) / 1000) * (1000 / 60)
}

async function heapOf(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize / 1e6
}

/** Scrolls as the wheel of a mouse does, through the browser's own scrolling. */
async function scrollBy(page: Page, cdp: CDPSession, pixels: number): Promise<void> {
  const box = await page.getByRole('grid', { name: 'Active users' }).boundingBox()
  if (box === null) throw new Error('There is no list on the page.')
  await cdp.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    yDistance: -pixels,
    speed,
    preventFling: true,
    gestureSourceType: 'mouse',
  })
}

type WithFrames = { keydeskFrames: { readonly end: () => Frames } }

/** The frames of the page while something happens. */
async function watchFrames(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    type LongFrame = PerformanceEntry & { readonly scripts: readonly PerformanceEntry[] }
    const times: number[] = []
    const scripts: number[] = []
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LongFrame[])
        scripts.push(entry.scripts.reduce((sum, { duration }) => sum + duration, 0))
    })
    observer.observe({ type: 'long-animation-frame' })
    let last = 0
    let request = 0
    const frame = (now: number) => {
      if (last > 0) times.push(now - last)
      last = now
      request = requestAnimationFrame(frame)
    }
    request = requestAnimationFrame(frame)
    const end = () => {
      cancelAnimationFrame(request)
      observer.disconnect()
      return { times, scripts }
    }
    ;(globalThis as unknown as WithFrames).keydeskFrames = { end }
  })
  await act()
  return page.evaluate(() => (globalThis as unknown as WithFrames).keydeskFrames.end())
}
