import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StrengthWords } from '../../../electron/policies/strength.ts'
import { startDesktop } from '../../support/start-desktop.ts'

const project = fileURLToPath(new URL('../../..', import.meta.url))
// `npm test` has built it. By itself, the test builds one inside the project, because the bundle finds its native packages in node_modules above it.
const isThere = process.env.KEYDESK_BUILT === '1'
const output = join(project, ...(isThere ? ['dist', 'main'] : ['test-results', 'main-bundle']))
let folder = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-bundle-'))
  mkdirSync(join(folder, 'dist', 'renderer'), { recursive: true })
  writeFileSync(join(folder, 'dist', 'renderer', 'index.html'), '<!doctype html><title>Keydesk</title>')
  if (isThere) return
  await build({ configFile: join(project, 'build/vite.main.config.ts'), build: { outDir: output }, logLevel: 'error' })
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  if (!isThere) rmSync(output, { recursive: true, force: true })
})

test('the bundles lie beside their workers and import each other, Node and the packages with native code, the window Electron, and nothing else', () => {
  const files = readdirSync(output)
  // Shared chunks have a name with a hash of their contents.
  const shared = files.filter((name) => /-[\w-]{8}\.js$/.test(name))
  expect(files.filter((name) => !shared.includes(name)).sort()).toEqual([
    'audit-worker.js',
    'backup-worker.js',
    'browser.js',
    'check-worker.js',
    'cli.js',
    'licences.json',
    'main.js',
    'migrations',
    'packages.json',
    'send-worker.js',
    'sms-worker.js',
    'strength-worker.js',
  ])
  expect(readdirSync(join(output, 'migrations'))).toEqual(readdirSync(join(project, 'electron/db/migrations')))
  const importsOf = (name: string) =>
    [...readFileSync(join(output, name), 'utf8').matchAll(/^import .*?"([^"]+)";$/gm)]
      .map((found) => String(found[1]))
      .filter((from) => !from.startsWith('node:') && from !== 'stream' && !shared.includes(from.replace('./', '')))
  const native = ['@napi-rs/keyring', '@node-rs/argon2', 'better-sqlite3']
  expect(importsOf('main.js')).toContain('electron')
  const others = ['browser.js', 'cli.js', ...shared].flatMap(importsOf)
  expect([...new Set([...others, ...importsOf('main.js')])].sort()).toEqual([...native, 'electron'])
  expect(others).not.toContain('electron')
})

test('the bundle starts, makes its store from the migrations beside it and answers its window', async () => {
  const main = pathToFileURL(join(output, 'main.js')).href
  const desktop = await startDesktop({
    dataDir: join(folder, 'data'),
    main,
    machine: { appPath: folder, isPackaged: true },
  })
  const status = new Request('keydesk://app/rpc/settings/status', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"json":{}}',
  })
  const response = await desktop.handle(status)
  const body = await response.json()
  await desktop.close()
  expect(response.status).toBe(200)
  expect(body).toMatchObject({ json: { isSetUp: false } })
})

test('the worker beside the bundle estimates a password', async () => {
  const workerData: StrengthWords = { words: ['gulerod'], maximumLength: 64 }
  const worker = new Worker(join(output, 'strength-worker.js'), { workerData })
  worker.postMessage({ id: 1, password: 'gulerod', known: [] })
  const answer = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
  await worker.terminate()
  expect(answer).toMatchObject({ id: 1, score: 0 })
})
