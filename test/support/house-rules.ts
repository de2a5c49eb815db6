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
  return [...importFaults(file), ...productFaults(file), ...processFaults(file)]
}

/** Where tests start processes, and what only asks for a browser before there is any test. */
const starters = ['test/support/build-script.ts', 'test/playwright.config.ts']

/** A process that a test starts in its own way goes by the machine's clock, not by the test's. */
function processFaults({ path, imports }: SourceFile): readonly string[] {
  if (!path.startsWith('test/') || starters.includes(path)) return []
  const ways = imports.filter((one) => !one.isType && /^(node:)?(child_process|cluster)$/.test(one.specifier))
  return ways.map((one) => `${path} imports ${one.specifier}: processes start in test/support/build-script.ts`)
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
export function untested(paths: readonly string[]): readonly string[] {
  const present = new Set(paths)
  return paths.flatMap((path) => {
    const slice = /^electron\/([\w-]+)\/\1\.ts$/.exec(path)?.[1] ?? ''
    const test = `test/electron/${slice}/${slice}.test.ts`
    return !isSlice(slice) || present.has(test) ? [] : [`${path} has no ${test}`]
  })
}
