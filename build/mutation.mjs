import { execFileSync, fork, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
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

// Checks the tests by mutation: small random changes, one switched on at a time in a copy of the project, each before the tests that reach its place.
// Stryker was looked at: it draws no sample by a seed, and its check of types needs the compiler's API, which TypeScript 7 does not have.

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
/** How long one change may keep the tests busy before it counts as one that never ends, in milliseconds. */
const limit = 600_000
/** The longest that the tests which are asked first may take together without any change, in milliseconds. */
const enough = 30_000

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: process.env.KEYDESK_SEED ?? String(Math.floor(Math.random() * 2 ** 32)) },
    count: { type: 'string', default: '100' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    only: { type: 'string', multiple: true, default: [] },
    all: { type: 'boolean', default: false },
    // Only changes of these kinds: operator, condition, literal, call, early exit, removed.
    kind: { type: 'string', multiple: true, default: [] },
  },
})
setUp()
// Imported only now, because it needs the installed packages.
const { instrument, mayBreakTypes, mutate, mutationPoints, namesOf, seeded } = await import('./mutation-points.mjs')
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

/** As Map.groupBy, which Node 20 does not have. */
function groupedBy(list, keyOf) {
  const groups = new Map()
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return groups
}

/** Every change of the wanted kinds, numbered. */
function allChanges() {
  const paths = [...sources.keys()].filter(
    (path) => path.startsWith('shared/rules/') || slices.some((slice) => path.startsWith(`electron/${slice}/`)),
  )
  return paths
    .sort()
    .flatMap((path) =>
      mutationPoints(path, sources.get(path)).map((point) => ({ path, point, ...namesOf(sources.get(path), point) })),
    )
    .map((one, at) => ({ ...one, point: { ...one.point, id: at + 1 } }))
    .filter(({ point }) => values.kind.length === 0 || values.kind.includes(point.kind))
}

/** The changes to try, in the order of the seed. */
function drawn() {
  const points = changes.filter(
    ({ path }) => values.only.length === 0 || values.only.some((part) => path.includes(part)),
  )
  for (let at = points.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    ;[points[at], points[other]] = [points[other], points[at]]
  }
  return points
}

// ── which tests look at a file

const importsOf = (path) => {
  const imports = [...sources.get(path).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, name]) => name)
  return imports.map((name) => posix.join(posix.dirname(path), name)).filter((name) => sources.has(name))
}

/** How far a test file is from a file: its own test, its folder's, one that uses it, one of the whole contract, any other. */
function distance(test, path) {
  const name = posix.basename(path, '.ts')
  const slice = posix.basename(posix.dirname(path))
  if (test.startsWith(`test/${posix.dirname(path)}/`)) return posix.basename(test).startsWith(name) ? 0 : 1
  if (posix.basename(test).startsWith(`${name}.`) || importsOf(test).includes(path)) return 2
  if (['test/contract.test.ts', 'test/audit-coverage.test.ts'].includes(test)) return 3
  if (test.startsWith('test/attacks/') || test.includes('kill')) return 6
  return new RegExp(`services\\.${slice}\\.|electron/${slice}/`).test(sources.get(test)) ? 4 : 5
}

// ── a copy of the project and the tests that run in it

function makeCopy(name, points) {
  const folder = join(home, name)
  for (const path of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(join(root, path), join(folder, path))
  }
  const changed = groupedBy(points, ({ path }) => path)
  for (const [path, ofFile] of changed) {
    const switches = ofFile.map(({ point }) => point)
    writeFileSync(join(folder, path), instrument(sources.get(path), switches))
  }
  symlinkSync(realpathSync(join(root, 'node_modules')), join(folder, 'node_modules'), 'junction')
  mkdirSync(join(folder, 'tmp'))
  return folder
}

/** Vitest in a copy, kept for many runs; one that hangs is ended with all its children. */
function createRunner(folder, args = []) {
  let child = null
  const answer = (within) =>
    new Promise((resolve) => {
      const timer = setTimeout(() => settle(null), within)
      const onMessage = (message) => settle(message)
      const onExit = () => settle({ failed: [], isBroken: true })
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
    const stdio = ['ignore', 'ignore', 2, 'ipc']
    child = fork(script, args, { cwd: folder, env, detached: true, execPath: node24(), stdio })
    const ready = await answer(limit)
    return ready?.files ?? fail('Vitest does not start in the copy.')
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
    start,
    stop,
    /** Which tests failed; null if the run did not end in time. */
    run: async (request, within = limit) => {
      if (child === null) await start()
      child.send(request)
      const result = await answer(within)
      if (result === null || result.isBroken) stop()
      return result
    },
  }
}

/** The files of a copy in which the compiler finds errors; incremental, so that a second run takes about a second. */
function faultyFiles(folder) {
  const info = join(folder, 'tmp/electron.tsbuildinfo')
  const args = ['-p', 'electron', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', info]
  // This also compiles what electron/ uses of shared/, so that shared/ needs no run of its own.
  const { stdout } = spawnSync(node24(), [join(root, 'node_modules/typescript/bin/tsc'), ...args], {
    cwd: folder,
    encoding: 'utf8',
  })
  return new Set([...stdout.matchAll(/^(\S+?)\(\d+,\d+\): error/gm)].map(([, path]) => path))
}

/** The changes that the compiler refuses, asked in rounds of one change of each file. */
function refusedOf(mutants) {
  const folder = makeCopy('types', [])
  const refused = new Set()
  const write = (mutant, text) => writeFileSync(join(folder, mutant.path), text)
  const restore = (mutant) => write(mutant, sources.get(mutant.path))
  const waiting = groupedBy(
    mutants.filter(({ point }) => mayBreakTypes(point)),
    ({ path }) => path,
  )
  if (faultyFiles(folder).size > 0) fail('The compiler refuses the project without a change.')
  for (let at = 0; [...waiting.values()].some((ofFile) => ofFile.length > at); at += 1) {
    let round = [...waiting.values()].flatMap((ofFile) => ofFile.slice(at, at + 1))
    for (const one of round) write(one, mutate(sources.get(one.path), one.point))
    for (let isClean = false; !isClean; ) {
      const faulty = faultyFiles(folder)
      const own = round.filter(({ path }) => faulty.has(path))
      isClean = own.length === faulty.size
      // Where a change breaks only other files, the changes are taken back one by one until the number of broken files falls.
      const out = own.length > 0 || isClean ? own : round.slice(0, 1)
      for (const one of out) {
        restore(one)
        if (own.length > 0 || faultyFiles(folder).size < faulty.size) refused.add(one)
      }
      round = round.filter((one) => !out.includes(one))
    }
    for (const one of round) restore(one)
  }
  return refused
}

/** What the tests reach without a change, kept on disk for the next run over the same files. */
async function firstLook(folder) {
  const key = createHash('sha256').update(JSON.stringify(values.kind))
  for (const path of files) key.update(path).update(readFileSync(join(root, path)))
  const cache = join(root, 'node_modules/.cache/mutation-look.json')
  const name = key.digest('hex')
  const known = existsSync(cache) ? JSON.parse(readFileSync(cache, 'utf8')) : null
  const { testFiles, red, reached, loaded } = known?.name === name ? known : await lookOnce(folder)
  mkdirSync(dirname(cache), { recursive: true })
  writeFileSync(cache, JSON.stringify({ name, testFiles, red, reached, loaded }))
  for (const test of red) say(`left out, because it fails without any change: ${test}`)
  return { testFiles, red: new Set(red), reached: new Map(reached), loaded: new Set(loaded) }
}

/** Runs all tests without a change; answers which tests reach which place, and which fail by themselves. */
async function lookOnce(folder) {
  const runner = createRunner(folder, ['first-look'])
  runners.push(runner)
  const testFiles = await runner.start()
  const result = await runner.run({ change: -1, tests: testFiles.map((file) => ({ file })) }, 3 * limit)
  runner.stop()
  if (result === null) fail('The tests do not end without a change.')
  const red = new Set(result.failed.flatMap(({ file, names }) => names.map((test) => `${file} > ${test}`)))
  const reached = new Map()
  const loaded = new Set()
  const lines = readdirSync(join(folder, 'tmp'))
    .filter((name) => name.startsWith('met-'))
    .flatMap((name) =>
      readFileSync(join(folder, 'tmp', name), 'utf8')
        .split('\n')
        .filter(Boolean),
    )
  for (const { file, test, ms, met } of lines.map((line) => JSON.parse(line))) {
    for (const id of met) {
      if (test === null) loaded.add(id)
      else if (!red.has(`${file} > ${test}`)) reached.set(id, [...(reached.get(id) ?? []), { file, test, ms }])
    }
  }
  return { testFiles, red: [...red], reached: [...reached], loaded: [...loaded] }
}

/**
 * The tests that look at a change, by file, the nearest first. The tests of the changed file itself run whole: what a module keeps in memory
 * is computed once, so that only the first of several tests that depend on it is seen to reach it.
 */
function testsFor({ path, point }, { testFiles, reached, loaded }) {
  const rankOf = new Map(testFiles.map((file) => [file, distance(file, path)]))
  const reaching = reached.get(point.id) ?? []
  const isEveryones = loaded.has(point.id) || reaching.length === 0
  const whole = testFiles.filter((file) => rankOf.get(file) < (isEveryones ? 3 : 1) || rankOf.get(file) === 2)
  const some = groupedBy(
    reaching.filter(({ file }) => !whole.includes(file)),
    ({ file }) => file,
  )
  const byFile = [...some].map(([file, tests]) => {
    const ms = tests.reduce((sum, one) => sum + one.ms, 0)
    const names = tests.map(({ test }) => test)
    // An empty name stands for what a file does before its tests: then all of it is run.
    return names.includes('') ? { file, ms } : { file, names, ms }
  })
  const all = [...whole.map((file) => ({ file, ms: 0 })), ...byFile]
  return all.sort((a, b) => rankOf.get(a.file) - rankOf.get(b.file) || a.ms - b.ms)
}

/** Asks the near and quick tests first, and all others that reach the change only if those still pass. */
async function tryOne(mutant, runner, look) {
  let spent = 0
  const [first, rest] = [[], []]
  for (const one of testsFor(mutant, look)) {
    spent += one.ms
    ;(spent <= enough ? first : rest).push(one)
  }
  for (const tests of [first, rest].filter(({ length }) => length > 0)) {
    const result = await runner.run({ change: mutant.point.id, tests })
    if (result === null) return { outcome: 'endless' }
    const failed = result.failed.flatMap(({ file, names }) =>
      names.length === 0 ? [file] : names.filter((name) => !look.red.has(`${file} > ${name}`)),
    )
    if (failed.length > 0 || result.isBroken) return { outcome: 'noticed', by: failed[0] }
  }
  return { outcome: 'survived', by: `${first.length + rest.length} files` }
}

// ── the run

const changes = allChanges()
const points = drawn()
const count = values.all ? points.length : Math.min(Number(values.count), points.length)
const isAnswered = ({ path, was, becomes }) =>
  answers.some((one) => one.file === path && one.was === was && one.becomes === becomes)
say(
  `Seed ${seed}: ${count} of ${points.length} possible changes. To repeat: npm run test:mutation -- --seed ${seed} --count ${count}`,
)
// Not in /dev/shm: Keydesk refuses files below /dev, so that tests about such files would fail there.
const home = mkdtempSync(join(tmpdir(), 'keydesk-mutation-'))
const counts = { noticed: 0, survived: 0, endless: 0, answered: 0 }
/** How many of each kind were tried and how many noticed. */
const kinds = new Map()
const survivors = []
const runners = []

function clear() {
  for (const runner of runners) runner.stop()
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
}
process.on('exit', clear)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

const begun = Date.now()
const folders = Array.from({ length: Number(values.jobs) }, (_, at) => makeCopy(String(at), changes))
const look = await firstLook(folders[0])
say(`Places reached: ${look.reached.size} of ${changes.length} in ${Math.round((Date.now() - begun) / 1000)} s.`)

// A change that the compiler refuses tests nothing, so that more changes are drawn than are needed.
const some = points.slice(0, Math.ceil(count * 1.3) + 10)
const refused = refusedOf(some)
const chosen = some.filter((one) => !refused.has(one)).slice(0, count)
say(`Refused by the compiler: ${refused.size} of ${some.length}.`)

async function work(at) {
  const runner = createRunner(folders[at])
  runners.push(runner)
  for (let mutant = chosen.shift(); mutant !== undefined; mutant = chosen.shift()) {
    const start = Date.now()
    const { outcome, by = '' } = isAnswered(mutant) ? { outcome: 'answered' } : await tryOne(mutant, runner, look)
    counts[outcome] += 1
    say(`${outcome.padEnd(9)}${mutant.path}:${mutant.line}  (${Math.round((Date.now() - start) / 1000)} s) ${by}`)
    if (outcome !== 'answered') {
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
    `${counts.endless} without end, ${counts.survived} survived, ${counts.answered} answered before.`,
)
process.exit(percent >= wanted ? 0 : 1)
