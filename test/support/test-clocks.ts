/**
 * What a test's services take for the time, in milliseconds since 1970. Moving it forward means that time passes; moving it back means that the clock
 * was set back.
 */
export type Clock = { now: number }

/** What a test's clock has seen of itself: where it stood at the last look, and how much of its way was time that passed. */
type Way = { last: number; passed: number }
const ways = new WeakMap<Clock, Way>()

function wayOf(clock: Clock): Way {
  const way = ways.get(clock) ?? { last: clock.now, passed: 0 }
  ways.set(clock, way)
  way.passed += Math.max(0, clock.now - way.last)
  way.last = clock.now
  return way
}

/** Milliseconds of a monotonic clock, as a process counts them. */
export function ticksOf(clock: Clock): () => number {
  wayOf(clock)
  return () => wayOf(clock).passed
}

/** Sets the machine's clock without any time passing: by a hand, by an empty battery, or while the machine was off. */
export function jump(clock: Clock, milliseconds: number): void {
  wayOf(clock).last += milliseconds
  clock.now += milliseconds
}

const clocks = new Map<string, Clock>()
const preload = new URL('./shifted-clock.mjs', import.meta.url).href

/** Notes which clock the store in a folder was written by, for every process that is started on it. */
export function rememberClock(dataDir: string, clock: Clock): void {
  clocks.set(dataDir, clock)
}

/** What a process needs in its environment to go by the clock of the store that its arguments name; nothing where no test turned it. */
export function clockEnvironment(args: readonly string[], env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const clock = args.map((arg) => clocks.get(arg)).find((found) => found !== undefined)
  // A whole run at another date says so to each process that it starts.
  if (clock === undefined && env.KEYDESK_TEST_OFFSET === undefined) return env
  const options = [env.NODE_OPTIONS, `--import=${preload}`].filter(Boolean).join(' ')
  return { ...env, ...(clock && { KEYDESK_TEST_CLOCK: String(clock.now) }), NODE_OPTIONS: options }
}
