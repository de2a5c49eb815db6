import { createHash, randomBytes } from 'node:crypto'
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  open,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBreachFile } from '../../../electron/policies/breach-file.ts'
import {
  type BreachAnswer,
  type BreachReader,
  inspectBreaches,
  searchBreaches,
} from '../../../electron/policies/breach-search.ts'
import { unevenSpread, virtualBreaches } from '../../support/virtual-breaches.ts'

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase()
const notChecked = (reason: string) => ({ state: 'notChecked', reason })
const unusable = (reason: string) => ({ state: 'unusable', reason })
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-breach-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const known = ['password', 'Sommer2024!', 'lösenord', 'пароль', '👍👍👍👍', '', 'a'.repeat(300)]

/** Lines for the known passwords, with counts from 1 on, among others by chance. */
function list(others: number, newline = '\r\n'): string {
  const random = randomBytes(others * 20)
    .toString('hex')
    .toUpperCase()
  const lines = known.map((password, index) => `${sha1(password)}:${index + 1}`)
  for (let at = 0; at < random.length; at += 40) lines.push(`${random.slice(at, at + 40)}:${(at % 9973) + 1}`)
  return lines.sort().join(newline) + newline
}

async function file(name: string, content: string): Promise<string> {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

async function expectSound(path: string): Promise<void> {
  const breaches = createBreachFile(path)
  expect(await breaches.describe()).toEqual({ state: 'ready', bytes: (await stat(path)).size })
  for (const [index, password] of known.entries())
    expect(await breaches.check(password)).toEqual({ state: 'found', count: index + 1 })
  for (let run = 0; run < 50; run += 1)
    expect(await breaches.check(randomBytes(9).toString('base64'))).toEqual({ state: 'notFound' })
  await breaches.close()
}

/** The 95th percentile in milliseconds, printed, since a machine that does other things is slower. */
async function timed(name: string, runs: number, one: (run: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now()
    await one(run)
    taken.push(performance.now() - start)
  }
  const [middle = 0, most = 0] = taken
    .sort((a, b) => a - b)
    .filter((_, at) => [runs >> 1, (runs * 19) / 20].includes(at))
  console.log(`${name}: ${middle.toFixed(2)} ms, 95 % within ${most.toFixed(2)} ms`)
  return middle
}

describe('a downloaded file', () => {
  test('is searched where it lies, small or large, with either line break, in either case', async () => {
    await expectSound(await file('small', list(20)))
    await expectSound(await file('lf', list(5000, '\n')))
    await expectSound(await file('lower', list(5000).toLowerCase()))
  })

  test('of 50 MB', async () => {
    const path = await file('50-mb', list(1_130_000))
    expect((await stat(path)).size).toBeGreaterThan(50_000_000)
    await expectSound(path)
    const breaches = createBreachFile(path)
    const middle = await timed('a check in 50 MB', 100, (run) => breaches.check(`no such password ${run}`))
    expect(middle).toBeLessThan(50)
  })

  test('of 40 GB on the disk', async ({ skip }) => {
    const { reader } = virtualBreaches(unevenSpread)
    const path = join(folder, '40-gb')
    const disk = await open(path, 'w')
    await truncate(path, reader.size).catch(() => skip('this file system has no sparse files of 40 GB'))
    // What a search of the list reads is written there, so that the same search of the file finds the same.
    const recording: BreachReader = {
      size: reader.size,
      read: async (position, length) => {
        const bytes = await reader.read(position, length)
        await disk.write(bytes, 0, bytes.length, position)
        return bytes
      },
    }
    const passwords = Array.from({ length: 100 }, (_, index) => `password ${index}`)
    const answers: BreachAnswer[] = []
    for (const password of passwords) answers.push(await searchBreaches(recording, sha1(password)))
    expect(await inspectBreaches(recording)).toBeUndefined()
    await disk.close()
    const { size, blocks } = await stat(path)
    expect(size).toBe(reader.size)
    if (blocks * 512 > size / 2) skip('this file system has no sparse files')
    const breaches = createBreachFile(path)
    expect(await breaches.describe()).toEqual({ state: 'ready', bytes: reader.size })
    const middle = await timed('a check in 40 GB', 100, async (run) =>
      expect(await breaches.check(passwords[run] as string)).toEqual(answers[run]),
    )
    expect(middle).toBeLessThan(50)
    // The rest of the file is sparse, as of a download that has reserved its space.
    expect(await breaches.check('another password')).toEqual(notChecked('truncated'))
  })
})

describe('a path', () => {
  const expectReason = async (path: string, reason: string) => {
    const breaches = createBreachFile(path)
    expect(await breaches.check('password'), path).toEqual(notChecked(reason))
    expect(await breaches.describe(), path).toEqual(unusable(reason))
  }

  test('where nothing is, or no file, says so', async () => {
    await mkdir(join(folder, 'a-folder'))
    await expectReason(join(folder, 'nothing'), 'missing')
    await expectReason(join(folder, 'a-folder'), 'notAFile')
    await expectReason(await file('empty', ''), 'truncated')
    await expectReason(join(folder, 'with\0zero'), 'notAFile')
    await expectReason('', 'notAFile')
  })

  test('that leads nowhere says so', async ({ skip }) => {
    if (process.platform === 'win32') skip('Windows has other rules for links and long names')
    await symlink(join(folder, 'nowhere'), join(folder, 'broken-link'))
    await symlink('itself', join(folder, 'itself'))
    await expectReason(join(folder, 'broken-link'), 'missing')
    await expectReason(join(folder, 'itself'), 'unreadable')
    await expectReason(join(await file('below', 'x'), 'it'), 'missing')
    await expectReason(join(folder, 'n'.repeat(5000)), 'unreadable')
    await expectReason('/dev/null', 'notAFile')
  })

  test('that may not be read says so', async ({ skip }) => {
    if (process.getuid?.() === 0 || process.platform === 'win32') skip('this user may read everything')
    const path = await file('locked', list(10))
    await chmod(path, 0)
    expect(await createBreachFile(path).check('password')).toEqual(notChecked('unreadable'))
  })
})

describe('a file in use', () => {
  test('may be removed, put back, replaced and cut, and each check notices', async () => {
    const path = await file('changing', list(3000))
    const breaches = createBreachFile(path)
    expect((await breaches.check('password')).state).toBe('found')
    await rename(path, `${path}-away`)
    expect(await breaches.check('password')).toEqual(notChecked('missing'))
    await writeFile(path, 'something else entirely\r\n'.repeat(1000))
    expect(await breaches.check('password')).toEqual(notChecked('unreadable'))
    await rename(`${path}-away`, path)
    expect(await breaches.check('not in it')).toEqual({ state: 'notFound' })
    await truncate(path, 70_003)
    expect(await breaches.check('not in it')).toEqual(notChecked('truncated'))
    await rm(path)
    expect(await breaches.describe()).toEqual(unusable('missing'))
  })

  test('that is written during a check is not taken for whole', async () => {
    const path = await file('growing', list(3000))
    const breaches = createBreachFile(path)
    let isDone = false
    const writing = (async () => {
      while (!isDone) await appendFile(path, `${'F'.repeat(40)}:1\r\n`)
    })()
    const states = new Set<string>()
    for (let run = 0; run < 40; run += 1) states.add((await breaches.check(`not in it ${run}`)).state)
    isDone = true
    await writing
    expect(states).toContain('notChecked')
  })

  test('answers many at once, and none after it was closed', async () => {
    const path = await file('busy', list(3000))
    const breaches = createBreachFile(path)
    const many = Array.from({ length: 200 }, (_, index) => breaches.check(index % 2 === 0 ? 'password' : `no ${index}`))
    const closing = breaches.close()
    const states = (await Promise.all(many)).map((answer) => answer.state)
    expect(states).toEqual(states.map((_, index) => (index % 2 === 0 ? 'found' : 'notFound')))
    await closing
    expect(await breaches.check('password')).toEqual(notChecked('unreadable'))
  })
})
