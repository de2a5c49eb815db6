import type { Locator, Page } from '@playwright/test'

/** What must appear on the screen: an element, optionally with this text or with a changed attribute. */
export type ExpectedElement = {
  readonly selector: string
  readonly text?: string
  readonly attribute?: string
  readonly otherThan?: string | null
}

type Clock = {
  readonly arm: (event: string, expected: ExpectedElement) => void
  readonly painted: () => Promise<number>
}
type WithClock = { keydeskClock: Clock }

/** Puts a clock into every page: milliseconds from an event's own time stamp to the first frame painted with what is waited for. */
export async function installClock(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let painted = Promise.resolve(0)
    let stop = () => {}
    const isSeen = ({ selector, text, attribute, otherThan }: ExpectedElement) =>
      [...document.querySelectorAll(selector)].some((element) => {
        if (attribute !== undefined) return element.getAttribute(attribute) !== otherThan
        return text === undefined || element.textContent?.trim() === text
      })
    const arm = (event: string, expected: ExpectedElement) => {
      stop()
      let start = Number.NaN
      addEventListener(
        event,
        ({ timeStamp }) => {
          start = timeStamp
        },
        { capture: true, once: true },
      )
      painted = new Promise((resolve) => {
        const look = () => {
          if (Number.isNaN(start) || !isSeen(expected)) return
          observer.disconnect()
          // The message comes after the frame that this callback belongs to has been painted.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => resolve(performance.now() - start)
            port2.postMessage(null)
          })
        }
        const observer = new MutationObserver(look)
        stop = () => observer.disconnect()
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
      })
    }
    ;(globalThis as unknown as WithClock).keydeskClock = { arm, painted: () => painted }
  })
}

/** Milliseconds from the first `event` of an action until the expected element was painted; null if it was not within the time. */
export async function timePaint(
  page: Page,
  event: string,
  expected: ExpectedElement,
  act: () => Promise<unknown>,
  patience: number,
): Promise<number | null> {
  const wanted = [event, expected] as const
  await page.evaluate(([name, what]) => (globalThis as unknown as WithClock).keydeskClock.arm(name, what), wanted)
  await act()
  const painted = page.evaluate(() => (globalThis as unknown as WithClock).keydeskClock.painted())
  const gaveUp = new Promise<null>((resolve) => setTimeout(() => resolve(null), patience).unref())
  return Promise.race([painted, gaveUp])
}

/** The same for a click, after which the element must appear. */
export async function timeClick(page: Page, button: Locator, expected: ExpectedElement): Promise<number> {
  const time = await timePaint(page, 'click', expected, () => button.click(), 20_000)
  if (time === null) throw new Error(`Not painted: ${JSON.stringify(expected)}`)
  return time
}
