import { execFileSync, fork, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import { parseArgs } from 'node:util'
import { fail, node24, root, setUp } from './setup.mjs'

// Checks the tests by mutation: makes small random changes, one at a time in a copy of the project, and runs the tests of the changed file. Stryker
// was looked at: it draws no sample by a seed, and its check of types needs the compiler's API, which TypeScript 7 does not have.

const slices = [
  'passwords',
  'roles',
  'requests',
  'sessions',
  'recovery',
  'registration',
  'passes',
  'two-person',
  'vouching',
  'links',
  'vault',
  'jobs',
  'directory',
]
/** How many of the drawn changes the tests must notice, in percent. */
const wanted = 95
/** How long one change may keep the tests busy before it counts as one that never ends. */
const limit = 1_200_000

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: process.env.KEYDESK_SEED ?? String(Math.floor(Math.random() * 2 ** 32)) },
    count: { type: 'string', default: '100' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    only: { type: 'string', multiple: true, default: [] },
    all: { type: 'boolean', default: false },
    // Only changes of these kinds: operator, condition, literal, call, early exit, removed.
    kind: { type: 'string', multiple: true, default: [] },
    // Runs only the tests of the file's own folder, which is faster and asks more of them.
    near: { type: 'boolean', default: false },
  },
})
setUp()
// Imported only now, because it needs the installed packages.
const { mayBreakTypes, mutate, mutationPoints, namesOf, seeded } = await import('./mutation-points.mjs')
const seed = Number(values.seed)
const random = seeded(seed)
const say = (line) => process.stdout.write(`${line}\n`)
const answers = JSON.parse(readFileSync(join(root, 'build/mutation-answers.json'), 'utf8'))
const files = listFiles()
const sources = new Map(
  files.filter((path) => path.endsWith('.ts') || path.endsWith('.tsx')).map((path) => [path, read(path)]),
)

function listFiles() {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\0')
  return listed.filter((path) => path !== '' && existsSync(join(root, path)))
}

function read(path) {
  return readFileSync(join(root, path), 'utf8')
}

function drawn() {
  const paths = [...sources.keys()].filter(
    (path) =>
      (path.startsWith('shared/rules/') || slices.some((slice) => path.startsWith(`electron/${slice}/`))) &&
      (values.only.length === 0 || values.only.some((part) => path.includes(part))),
  )
  const points = paths.sort().flatMap((path) => {
    const source = sources.get(path)
    const ofKinds = mutationPoints(path, source).filter(
      ({ kind }) => values.kind.length === 0 || values.kind.includes(kind),
    )
    return ofKinds.map((point) => ({ path, point, ...namesOf(source, point) }))
  })
  for (let at = points.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    ;[points[at], points[other]] = [points[other], points[at]]
  }
  return points
}

// ── which tests look at a file

const importsOf = (path) => {
  const source = sources.get(path)
  const imports = [...source.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, name]) => name)
  // A worker is started by the address of its file.
  const threads = [...source.matchAll(/new URL\(`(\.\/[\w-]+)\$\{/g)].map(([, name]) => `${name}.ts`)
  return [...imports, ...threads]
    .map((name) => posix.join(posix.dirname(path), name))
    .filter((name) => sources.has(name))
}
const reached = new Map()

function reachedFrom(path) {
  const known = reached.get(path)
  if (known) return known
  const seen = new Set([path])
  for (const one of seen) for (const next of importsOf(one)) seen.add(next)
  reached.set(path, seen)
  return seen
}

/** The tests of a file, the nearest first: of its name, of its folder, of those who use it, of the whole contract. */
function testsOf(path, tests) {
  const looking = tests.filter((test) => reachedFrom(test).has(path))
  const name = posix.basename(path, '.ts')
  const home = `test/${posix.dirname(path)}/`
  const slice = posix.basename(posix.dirname(path))
  const users = path.startsWith('shared/')
    ? new Set(
        [...sources.keys()].filter((one) => importsOf(one).includes(path)).map((one) => `test/${posix.dirname(one)}/`),
      )
    : new Set()
  const mentions = (test) => new RegExp(`services\\.${slice}\\.|electron/${slice}/`).test(sources.get(test))
  const distance = (test) => {
    if (test.startsWith(home)) return posix.basename(test).startsWith(name) ? 0 : 1
    if (posix.basename(test).startsWith(`${name}.`) || [...users].some((folder) => test.startsWith(folder))) return 2
    if (['test/contract.test.ts', 'test/audit-coverage.test.ts'].includes(test)) return 3
    if (test.startsWith('test/attacks/') || test.includes('kill')) return mentions(test) ? 5 : 9
    return mentions(test) || importsOf(test).includes(path) ? 4 : 9
  }
  const ranked = looking
    .map((test) => ({ test, rank: distance(test) }))
    .filter(({ rank }) => rank < (values.near ? 2 : 9))
  return ranked.sort((a, b) => a.rank - b.rank || a.test.localeCompare(b.test)).map(({ test }) => test)
}

// ── a copy of the project and the tests that run in it

function makeCopy(parent, name) {
  const folder = join(parent, name)
  for (const path of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(join(root, path), join(folder, path))
  }
  symlinkSync(realpathSync(join(root, 'node_modules')), join(folder, 'node_modules'), 'junction')
  mkdirSync(join(folder, 'tmp'))
  return folder
}

/** Vitest in a copy, started for each question; one that hangs is ended with all its children. */
function createRunner(folder) {
  let child = null
  let tests = []
  const answer = () =>
    new Promise((resolve) => {
      const timer = setTimeout(() => settle(null), limit)
      const onMessage = (message) => settle(message)
      const onExit = () => settle({ failed: [], by: 'the run of the tests ended', isBroken: true })
      const settle = (value) => {
        clearTimeout(timer)
        child.off('message', onMessage).off('exit', onExit)
        resolve(value)
      }
      child.on('message', onMessage).on('exit', onExit)
    })

  async function start() {
    const { KEYDESK_DATA_DIR, ...rest } = process.env
    const env = { ...rest, TMPDIR: join(folder, 'tmp'), NODE_ENV: 'test' }
    const script = join(folder, 'build/mutation-runner.mjs')
    child = fork(script, [], {
      cwd: folder,
      env,
      detached: true,
      execPath: node24(),
      stdio: ['ignore', 'ignore', 2, 'ipc'],
    })
    tests = (await answer())?.tests ?? fail('Vitest does not start in the copy.')
  }

  function stop() {
    if (child === null) return
    const { pid } = child
    child = null
    try {
      if (process.platform === 'win32') execFileSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' })
      else process.kill(-pid, 'SIGKILL')
    } catch {
      // The process has ended already.
    }
  }

  return {
    stop,
    /** What failed; null if the tests never ended. */
    run: async (changed, wantedTests) => {
      // Starts a new Vitest each time, because a running one has been seen to answer for the change before.
      await start()
      child.send({ changed, tests: wantedTests(tests) })
      const result = await answer()
      stop()
      return result
    },
  }
}

/** Whether the compiler takes the copy as it is now; incremental, so that a second look at a file takes a second. */
function compiles(folder, project) {
  const args = ['-p', project, '--incremental', '--tsBuildInfoFile', join(folder, `tmp/${project}.tsbuildinfo`)]
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  return new Promise((resolve) => {
    spawn(node24(), [tsc, ...args], { cwd: folder, stdio: 'ignore' }).on('exit', (status) => resolve(status === 0))
  })
}

const green = new Set()
const red = new Set()

/** A test that also fails without a change has noticed nothing; it is printed, and left out from then on. */
async function isGreen(runner, path, test) {
  if (green.has(test)) return true
  const result = await runner.run(path, () => [test])
  const isRed = result === null || result.isBroken || result.failed.length > 0
  if (isRed) say(`         left out, because it fails without any change: ${test} ${result?.by ?? ''}`)
  ;(isRed ? red : green).add(test)
  return !isRed
}

async function tryOne({ path, point }, folder, runner) {
  const file = join(folder, path)
  const source = sources.get(path)
  writeFileSync(file, mutate(source, point))
  try {
    // Every rule of shared/ is compiled again by those who use it.
    if (mayBreakTypes(point) && !(await compiles(folder, 'electron'))) return { outcome: 'refused' }
    for (;;) {
      const result = await runner.run(path, (tests) => testsOf(path, tests).filter((test) => !red.has(test)))
      if (result === null) return { outcome: 'endless' }
      if (result.failed.length === 0) return { outcome: result.isBroken ? 'noticed' : 'survived', by: result.by }
      writeFileSync(file, source)
      const isSeen = await isGreen(runner, path, result.failed[0])
      if (isSeen) return { outcome: 'noticed', by: result.by }
      writeFileSync(file, mutate(source, point))
    }
  } finally {
    writeFileSync(file, source)
  }
}

// ── the run

const points = drawn()
const count = values.all ? points.length : Math.min(Number(values.count), points.length)
const isAnswered = ({ path, was, becomes }) =>
  answers.some((one) => one.file === path && one.was === was && one.becomes === becomes)
say(
  `Seed ${seed}: ${count} of ${points.length} possible changes. To repeat: npm run test:mutation -- --seed ${seed} --count ${count}`,
)
// Not in memory: Keydesk takes no file below /dev, so that tests of it would fail there.
const home = mkdtempSync(join(tmpdir(), 'keydesk-mutation-'))
const counts = { noticed: 0, survived: 0, endless: 0, answered: 0, refused: 0 }
/** How many of each kind were tried and how many noticed. */
const kinds = new Map()
const survivors = []
const runners = []
const begun = Date.now()
let done = 0

function clear() {
  for (const runner of runners) runner.stop()
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
}
process.on('exit', clear)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

async function work(at) {
  const folder = makeCopy(home, String(at))
  const runner = createRunner(folder)
  runners.push(runner)
  await compiles(folder, 'electron')
  while (done < count && points.length > 0) {
    done += 1
    const mutant = points.shift()
    const start = Date.now()
    const { outcome, by = '' } = isAnswered(mutant) ? { outcome: 'answered' } : await tryOne(mutant, folder, runner)
    counts[outcome] += 1
    // A change that the compiler refuses tests nothing, so that another one is drawn in its place.
    if (outcome === 'refused') done -= 1
    else say(`${outcome.padEnd(9)}${mutant.path}:${mutant.line}  (${Math.round((Date.now() - start) / 1000)} s) ${by}`)
    if (outcome === 'noticed' || outcome === 'endless' || outcome === 'survived') {
      const { tried, noticed } = kinds.get(mutant.point.kind) ?? { tried: 0, noticed: 0 }
      kinds.set(mutant.point.kind, { tried: tried + 1, noticed: noticed + (outcome === 'survived' ? 0 : 1) })
    }
    if (outcome !== 'survived') continue
    survivors.push(mutant)
    say(`         - ${mutant.was}\n         + ${mutant.becomes}`)
  }
}

await Promise.all(Array.from({ length: Number(values.jobs) }, (_, at) => work(at)))
const judged = counts.noticed + counts.endless + counts.survived
const percent = judged === 0 ? 100 : (100 * (counts.noticed + counts.endless)) / judged
for (const { path, line, was, becomes } of survivors) say(`\nsurvived ${path}:${line}\n  - ${was}\n  + ${becomes}`)
say(`\n${[...kinds].map(([kind, { tried, noticed }]) => `${kind}: ${noticed} of ${tried}`).join('; ')}`)
say(
  `Seed ${seed}: ${percent.toFixed(1)} % noticed in ${Math.round((Date.now() - begun) / 1000)} s: ${counts.noticed} noticed, ` +
    `${counts.endless} without end, ${counts.survived} survived, ${counts.answered} answered before; ${counts.refused} more refused by the compiler.`,
)
process.exit(percent >= wanted ? 0 : 1)
