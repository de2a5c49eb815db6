import { posix } from 'node:path'
import { importFaults, isSlice } from './import-rules.ts'
import { readSourceFile, type SourceFile } from './source-file.ts'

const isProduct = (path: string) => /^(shared|electron|renderer)\//.test(path)
const entries = [
  'electron/main.ts',
  'electron/browser.ts',
  'electron/browser-door.ts',
  'electron/cli.ts',
  'renderer/app/main.tsx',
]
const speakers = [...entries, 'electron/log.ts', 'electron/require-node-24.ts']
const maySpeak = (path: string) => speakers.includes(path) || path.startsWith('electron/command-line/')

/** Every rule of the house that one file breaks, as sentences; styles, pages and SQL have none. */
export function fileFaults(path: string, source: string): readonly string[] {
  if (!/\.(ts|tsx|mjs)$/.test(path)) return []
  const file = readSourceFile(path, source)
  return [
    ...importFaults(file),
    ...productFaults(file),
    ...processFaults(file),
    ...deniedFaults(path, source),
    ...confirmationFaults(file),
    ...nameFaults(path, source),
    ...limitFaults(path, source),
  ]
}

/**
 * What the desktop window denies to its page (lockdown.ts, `disableDialogs`): code that uses it does nothing there and says nothing. The clipboard
 * has a room that knows the other ways.
 */
const denied =
  /\bnavigator\.(?:clipboard|share|permissions|mediaDevices|geolocation|serviceWorker|usb|hid|serial|bluetooth|wakeLock|storage)\b|\bnew Notification\(|\bNotification\.requestPermission\b|\bwindow\.(?:open|alert|confirm|prompt)\(|(?<![\w.])alert\(|\brequestFullscreen\(|\bshow(?:Open|Save)FilePicker\(/g

function deniedFaults(path: string, source: string): readonly string[] {
  if (!path.startsWith('renderer/') || path.startsWith('renderer/base/clipboard/')) return []
  return [...source.matchAll(denied)].map(([use]) => `${path} uses ${use}, which the desktop window denies`)
}

/** A function called must… refuses with an error; one that answers yes or no would read like a refusal that is not heeded. */
function nameFaults(path: string, source: string): readonly string[] {
  if (!isProduct(path)) return []
  const answers = source.matchAll(/\b(must[A-Z]\w*)(?:: | = )?\([^()]*\)(?:: boolean| => boolean\b)/g)
  return [...answers].map(([, name]) => `${path} answers yes or no with ${name}: is, has, may or needs`)
}

/** The limit of every test (test/vitest.config.ts), milliseconds. */
const usualLimit = 300_000

/** A test with less time than others fails on a busy machine, although nothing hangs. */
function limitFaults(path: string, source: string): readonly string[] {
  if (!/^test\/.*\.test\.ts$/.test(path)) return []
  const limits = [...source.matchAll(/(?:^\s*\}, |\btimeout: )([\d_]+)/gm)].map(([, limit = '']) => limit)
  const short = limits.filter((limit) => Number(limit.replaceAll('_', '')) < usualLimit && limit !== '0')
  return short.map((limit) => `${path} gives a test only ${limit} ms`)
}

/** Where tests start processes, and what only asks for a browser before there is any test. */
const starters = ['test/support/build-script.ts', 'test/playwright.config.ts']

/** A process that a test starts in another way would use the machine's clock instead of the test's. */
function processFaults({ path, imports }: SourceFile): readonly string[] {
  if (!path.startsWith('test/') || starters.includes(path)) return []
  const ways = imports.filter((one) => !one.isType && /^(node:)?(child_process|cluster)$/.test(one.specifier))
  return ways.map((one) => `${path} imports ${one.specifier}: processes start in test/support/build-script.ts`)
}

/** The only files that may ask for the own password again, and count it. */
const asking = ['electron/rpc/invoke.ts', 'electron/rpc/refusals.ts']

/** A service that asks for the own password by itself asks only those who come through it. */
function confirmationFaults({ path, reads, texts }: SourceFile): readonly string[] {
  if (!path.startsWith('electron/') || asking.includes(path)) return []
  const isDeciding = reads.includes('isConfirmed') || texts.includes('CONFIRMATION_NEEDED')
  return isDeciding ? [`${path} decides whether the own password is asked again: electron/rpc/invoke.ts does`] : []
}

function productFaults({ path, calls, hasDefaultExport, hasEnum }: SourceFile): readonly string[] {
  if (!isProduct(path)) return []
  const speech = calls.filter((call) => /^(console\.|process\.std(out|err)\.write)/.test(call))
  return [
    ...(hasDefaultExport ? [`${path} has a default export`] : []),
    ...(hasEnum ? [`${path} has an enum`] : []),
    ...(path.startsWith('shared/') && calls.includes('z.union') ? [`${path} has a z.union`] : []),
    ...(maySpeak(path) ? [] : speech.map((call) => `${path} calls ${call}`)),
  ]
}

/** Services without a test of their name: `electron/users/users.ts` is proved by `test/electron/users/users.test.ts`. */
export function servicesWithoutTests(paths: readonly string[]): readonly string[] {
  const present = new Set(paths)
  return paths.flatMap((path) => {
    const slice = /^electron\/([\w-]+)\/\1\.ts$/.exec(path)?.[1] ?? ''
    const test = `test/electron/${slice}/${slice}.test.ts`
    return !isSlice(slice) || present.has(test) ? [] : [`${path} has no ${test}`]
  })
}

/** Tests of the screens that prove no file of the same folder: `grid/selection-model.test.ts` needs `grid/selection.ts` or the like. */
export function misplacedTests(paths: readonly string[]): readonly string[] {
  const names = paths.map((path) => path.replace(/\.tsx?$/, ''))
  return paths.flatMap((path) => {
    const proved = /^test\/(renderer\/.*\/[^/]+)\.test\.ts$/.exec(path)?.[1]
    if (proved === undefined) return []
    const hasFile = names.some((name) => proved === name || proved.startsWith(`${name}-`))
    return hasFile ? [] : [`${path} proves nothing in ${posix.dirname(proved)}`]
  })
}

/**
 * Slices of a contract that are called otherwise elsewhere: `twoPerson` needs `shared/two-person.ts` and `electron/two-person/`. What is a
 * person's own at the portal is called `my` and the slice.
 */
export function misnamedSlices(keys: readonly string[], paths: readonly string[]): readonly string[] {
  return keys.flatMap((key) => {
    const word = key
      .replace(/^my(?=[A-Z])/, '')
      .replace(/[A-Z]/g, (letter, at) => `${at > 0 ? '-' : ''}${letter.toLowerCase()}`)
    const isThere = paths.includes(`shared/${word}.ts`) && paths.includes(`electron/${word}/${word}.ts`)
    return isThere ? [] : [`${key} is no shared/${word}.ts that electron/${word}/${word}.ts does`]
  })
}

/** Which rooms of the renderer need which others to run: its folders, and within one of them the folders side by side. */
function roomArrows(path: string, source: string): readonly (readonly [from: string, to: string])[] {
  const values = readSourceFile(path, source).imports.filter((one) => !one.isType && one.specifier.startsWith('.'))
  return values.flatMap(({ specifier }) => {
    const target = posix.join(posix.dirname(path), specifier)
    const [from, to] = [path, target].map((one) => posix.dirname(one).split('/'))
    if (from === undefined || to === undefined || to[0] !== 'renderer') return []
    const depth = from[1] === to[1] ? 3 : 2
    const [here, there] = [from.slice(0, depth).join('/'), to.slice(0, depth).join('/')]
    const isBetweenRooms = from.length >= depth && to.length >= depth && here !== there
    return isBetweenRooms ? [[here, there] as const] : []
  })
}

/** Circles of rooms of the renderer in which each needs the next one to run. */
export function roomCycles(files: readonly (readonly [path: string, source: string])[]): readonly string[] {
  const screens = files.filter(([path]) => /^renderer\/.*\.tsx?$/.test(path))
  const arrows = screens.flatMap(([path, source]) => roomArrows(path, source))
  const next = (room: string) => [...new Set(arrows.filter(([from]) => from === room).map(([, to]) => to))]
  const done = new Set<string>()
  const look = (room: string, way: readonly string[]): readonly string[] => {
    if (way.includes(room)) return [[...way.slice(way.indexOf(room)), room].join(' needs ')]
    if (done.has(room)) return []
    const found = next(room).flatMap((other) => look(other, [...way, room]))
    done.add(room)
    return found
  }
  return [...new Set(arrows.map(([from]) => from))].flatMap((room) => look(room, []))
}
