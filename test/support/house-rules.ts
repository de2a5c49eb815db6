import { importFaults, isSlice } from './import-rules.ts'
import { readSourceFile, type SourceFile } from './source-file.ts'

export const lineLimit = 300
export const functionLimit = 50
const ownLimits: Readonly<Record<string, number>> = { 'electron/main.ts': 79, 'shared/contract.ts': 39 }

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

/** Every rule of the house that one file breaks, as sentences; styles, pages and SQL have only a length. */
export function fileFaults(path: string, source: string): readonly string[] {
  const limit = ownLimits[path] ?? lineLimit
  const lines = source.replace(/\n$/, '').split('\n').length
  const length = lines > limit ? [`${path} has ${lines} lines, more than ${limit}`] : []
  if (!/\.(ts|tsx|mjs)$/.test(path)) return length
  const file = readSourceFile(path, source)
  return [...length, ...functionFaults(file), ...importFaults(file), ...productFaults(file)]
}

function functionFaults({ path, functions }: SourceFile): readonly string[] {
  if (path.startsWith('test/')) return []
  const long = functions.filter(({ ownLines }) => ownLines > functionLimit)
  return long.map(
    ({ line, ownLines }) => `${path}:${line} is a function of ${ownLines} lines, more than ${functionLimit}`,
  )
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
