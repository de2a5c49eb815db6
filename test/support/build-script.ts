import {
  type ChildProcess,
  execFileSync,
  type SpawnSyncOptions,
  type SpawnSyncReturns,
  spawn,
  spawnSync,
} from 'node:child_process'
import { isAbsolute } from 'node:path'
import { fileURLToPath } from 'node:url'
import { clockEnvironment } from './test-clocks.ts'

// The one place where tests start processes: a process that is started on a test's store uses that test's clock.

/** The exports of a script in build/, which is plain JavaScript and tells the compiler nothing. */
export async function loadScript<T>(name: string): Promise<T> {
  return (await import(/* @vite-ignore */ new URL(`../../build/${name}`, import.meta.url).href)) as T
}

/** The environment of a Keydesk that a test starts: its own data folder or none, no window, no keychain, English. */
export function testEnvironment(): NodeJS.ProcessEnv {
  const { KEYDESK_DATA_DIR, DISPLAY, WAYLAND_DISPLAY, INIT_CWD, ...env } = process.env
  return { ...env, LC_ALL: 'C.UTF-8', NODE_OPTIONS: `--import=${new URL('./no-keychain.mjs', import.meta.url).href}` }
}

export type Run = { readonly status: number | null; readonly out: string; readonly err: string }

/** Runs a file of the project, or one with its whole path, on this Node until it ends by itself; `input` is all of its standard input. */
export function runFile(
  path: string,
  args: readonly string[],
  options: { input?: string | Uint8Array; env?: NodeJS.ProcessEnv } = {},
): Promise<Run> {
  return ended(startFile(path, args, options.env), options.input ?? '')
}

/** `npm test` runs the programs as they are built, as people do; a test that is run by itself needs no build. */
const bundles: Readonly<Record<string, string>> =
  process.env.KEYDESK_BUILT === '1'
    ? { 'electron/browser.ts': 'dist/main/browser.js', 'electron/cli.ts': 'dist/main/cli.js' }
    : {}

/** Starts a file of the project and leaves it to the caller to end it. */
export function startFile(
  path: string,
  args: readonly string[],
  env = testEnvironment(),
  flags: readonly string[] = [],
): ChildProcess {
  const file = isAbsolute(path) ? path : fileURLToPath(new URL(`../../${bundles[path] ?? path}`, import.meta.url))
  return spawn(process.execPath, [...flags, file, ...args], { env: clockEnvironment(args, env), stdio: 'pipe' })
}

/** Starts a program of the machine and leaves it to the caller to end it; what it complains of can be read. */
export function startProgram(program: string, args: readonly string[], env = process.env): ChildProcess {
  return spawn(program, args, { env: clockEnvironment(args, env), stdio: ['ignore', 'ignore', 'pipe'] })
}

/** Starts a server of the machine that ends by itself when its standard input does, so that none is left behind by a test that is killed. */
export function startTiedProgram(program: string, args: readonly string[]): ChildProcess {
  return spawn(program, args, { env: clockEnvironment(args, process.env), stdio: ['pipe', 'ignore', 'pipe'] })
}

/** Starts Node with arguments of its own, for what is no file of the project. */
export function startNode(args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, args, { env: clockEnvironment(args, env), stdio: ['pipe', 'ignore', 'ignore'] })
}

/** Runs a program of the machine and answers what became of it, whether it is there or not. */
export function tryProgram(
  program: string,
  args: readonly string[],
  options: Pick<SpawnSyncOptions, 'env' | 'stdio' | 'input'> = {},
): SpawnSyncReturns<string> {
  const env = clockEnvironment(args, options.env ?? process.env)
  return spawnSync(program, args, { ...options, env, encoding: 'utf8' })
}

/** Runs a program of the machine and answers its output; throws unless it ends with 0. Its complaints go nowhere. */
export function runProgram(program: string, args: readonly string[], env = process.env): string {
  const stdio = ['ignore', 'pipe', 'ignore'] as const
  return execFileSync(program, args, { env: clockEnvironment(args, env), encoding: 'utf8', stdio: [...stdio] })
}

/** Everything that a program said, once it has ended; with null as input it keeps waiting for some. */
export function ended(child: ChildProcess, input: string | Uint8Array | null = ''): Promise<Run> {
  const said = { out: '', err: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said.out += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said.err += text
  })
  // A program that ends before it has read everything is judged by its status.
  child.stdin?.on('error', () => {})
  if (input !== null) child.stdin?.end(input)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, ...said }))
  })
}
