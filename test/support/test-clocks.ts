/** What a test's services take for the time, in milliseconds since 1970. */
export type Clock = { now: number }

const clocks = new Map<string, Clock>()
const preload = new URL('./shifted-clock.mjs', import.meta.url).href

/** Notes which clock the store in a folder was written by, for every process that is started on it. */
export function rememberClock(dataDir: string, clock: Clock): void {
  clocks.set(dataDir, clock)
}

/** What a process needs in its environment to go by the clock of the store that its arguments name; nothing where no test turned it. */
export function clockEnvironment(args: readonly string[], env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const clock = args.map((arg) => clocks.get(arg)).find((found) => found !== undefined)
  if (clock === undefined) return env
  return {
    ...env,
    KEYDESK_TEST_CLOCK: String(clock.now),
    NODE_OPTIONS: [env.NODE_OPTIONS, `--import=${preload}`].filter(Boolean).join(' '),
  }
}
