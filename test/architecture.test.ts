import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { adminContract } from '../shared/contract.ts'
import { portalContract } from '../shared/portal-contract.ts'
import { tryProgram } from './support/build-script.ts'
import { fileFaults, misnamedSlices, misplacedTests, roomCycles, servicesWithoutTests } from './support/house-rules.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folders = ['shared', 'electron', 'renderer', 'build', 'test']

function allFiles(): readonly string[] {
  const found = folders.flatMap((folder) => {
    const entries = readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`)
  })
  return found
    .map((path) => path.slice(root.length).replaceAll('\\', '/'))
    .filter((path) => /\.(tsx?|mjs|css|html|sql)$/.test(path) && !path.includes('/node_modules/'))
}

describe('the house keeps its rules', () => {
  const files = allFiles()

  it('reads the whole project', () => {
    expect(files.length).toBeGreaterThan(50)
  })

  it('finds no fault in the imports and words of any file', () => {
    expect(files.flatMap((path) => fileFaults(path, readFileSync(`${root}${path}`, 'utf8')))).toEqual([])
  })

  it('finds a test of its own for every service', () => {
    expect(servicesWithoutTests(files)).toEqual([])
  })

  it('finds each test of a screen in the folder of what it proves', () => {
    expect(misplacedTests(files)).toEqual([])
  })

  it('finds one name for each slice: in both contracts, in shared and in electron', () => {
    expect(misnamedSlices([...Object.keys(adminContract), ...Object.keys(portalContract)], files)).toEqual([])
  })

  it('finds no circle of imports between the rooms of the screens', () => {
    expect(roomCycles(files.map((path) => [path, readFileSync(`${root}${path}`, 'utf8')]))).toEqual([])
  })

  it('finds no line of git’s that another system would write otherwise', ({ skip }) => {
    const { status, stdout } = tryProgram('git', ['-C', root, 'ls-files', '--eol'])
    if (status !== 0) skip('this is no checkout of git')
    const kept = /attr\/-text|^i\/-text/
    const lines = stdout.split('\n').filter((line) => line !== '' && !kept.test(line))
    expect(
      lines.filter(
        (line) => !/\.cmd$/.test(line) && !/^i\/(?:lf|none) +w\/(?:lf|none) +attr\/text=auto eol=lf/.test(line),
      ),
    ).toEqual([])
    expect(lines.filter((line) => /\.cmd$/.test(line) && !/^i\/lf +w\/crlf +attr\/text eol=crlf/.test(line))).toEqual(
      [],
    )
  })

  it('finds only the files at the root that npm, git and readers look for there', () => {
    const allowed = ['package.json', 'package-lock.json', 'tsconfig.json', 'README.md', 'LICENSE', ...folders]
    // What people start who have no terminal, or a PowerShell that forbids npm's script.
    const starters = ['start.cmd', 'keydesk.cmd', 'start.command']
    const produced = ['node_modules', 'dist', 'release', 'test-results']
    const others = readdirSync(root).filter(
      (name) => !name.startsWith('.') && ![...allowed, ...starters, ...produced].includes(name),
    )
    expect(others).toEqual([])
  })
})

const users = 'electron/users/users.ts'

// Each rule must be able to fail: one bad sample for each, and beside it what is still good.
const bad: readonly (readonly [rule: string, path: string, source: string])[] = [
  ['z.union in the contract', 'shared/users.ts', 'export const either = z.union([z.string(), z.number()])'],
  ['an enum', users, 'export enum Colour { Red }'],
  ['a default export', users, 'export default function users() {}'],
  ['a renamed default export', users, 'const users = 1\nexport { users as default }'],
  ['a test with little time', 'test/x.test.ts', "it('is fast', () => {\n}, 60_000)"],
  ['a question with little time', 'test/x.test.ts', `expect.poll(state, { timeout${': 8000'} })`],
  ['a must… that answers yes or no', users, 'function mustRenew(until: number): boolean {\n  return until < 0\n}'],
  ['the same as a method', users, 'const deps = { mustAsk: (id: number): boolean => id > 0 }'],
  ['the same as a type', users, 'type Deps = { readonly mustAsk: (id: number) => boolean }'],
  ["the page's own clipboard in a screen", 'renderer/users/table.tsx', "await navigator.clipboard.writeText('x')"],
  ["a box of the browser's in a screen", 'renderer/users/table.tsx', "if (window.confirm('Sure?')) go()"],
  ["a notification of the page's", 'renderer/app/app.tsx', "new Notification('x')"],
  ['console output', users, "console.log('here')"],
  ['writing to standard output', users, "process.stdout.write('here')"],
  ['Node in the contract', 'shared/users.ts', "import { join } from 'node:path'"],
  ['a library in the contract', 'shared/users.ts', "import { x } from 'hono'"],
  ['i18next outside the words', 'shared/users.ts', "import i18next from 'i18next'"],
  ['oRPC in a slice of the contract', 'shared/users.ts', "import { oc } from '@orpc/contract'"],
  ['the oRPC server in the contract', 'shared/operation.ts', "import { os } from '@orpc/server'"],
  ['the main process in the contract', 'shared/users.ts', "import { x } from '../electron/users/users.ts'"],
  ['Electron in a slice', users, "import { app } from 'electron'"],
  ['Electron by dynamic import', users, "export const load = () => import('electron')"],
  ['Electron in a door', 'electron/doors/admin-app.ts', "import { app } from 'electron'"],
  ['electron-store in a slice', users, "import Store from 'electron-store'"],
  ['oRPC in a slice', users, "import { os } from '@orpc/server'"],
  ["another slice's values", users, "import { createVault } from '../vault/vault.ts'"],
  ["another slice's store", 'electron/cli.ts', "import { x } from './users/users-store.ts'"],
  ["a slice's value in rpc", 'electron/rpc/serve.ts', "import { x } from '../users/users.ts'"],
  ["a slice's value passed on", users, "export { createVault } from '../vault/vault.ts'"],
  ['a screen in the main process', users, "import { x } from '../../renderer/app/app.tsx'"],
  ['a door in the services', 'electron/services.ts', "import { x } from './doors/admin-app.ts'"],
  [
    'the admin contract in the portal door',
    'electron/doors/portal-app.ts',
    "import { adminContract } from '../../shared/contract.ts'",
  ],
  ['the admin app in the portal door', 'electron/doors/portal-server.ts', "import { x } from './admin-app.ts'"],
  [
    'the admin contract in the portal',
    'renderer/portal/portal.tsx',
    "import type { AdminContract } from '../../shared/contract.ts'",
  ],
  ["the admin's client in the portal", 'renderer/portal/portal.tsx', "import { client } from '../base/api.ts'"],
  [
    "the admin's client on a page of both doors",
    'renderer/own/recovery/page.tsx',
    "import { client } from '../../base/api.ts'",
  ],
  ["the admin's screens in the portal", 'renderer/portal/portal.tsx', "import { x } from '../users/table.tsx'"],
  ['a slice in another slice of the screen', 'renderer/users/table.tsx', "import { x } from '../passwords/dialog.tsx'"],
  [
    'a type of another slice of the screen',
    'renderer/users/table.tsx',
    "import type { X } from '../passwords/dialog.tsx'",
  ],
  ['a slice in the small pieces', 'renderer/ui/badge.tsx', "import { x } from '../users/table.tsx'"],
  ['the client in the small pieces', 'renderer/ui/badge.tsx', "import { client } from '../base/api.ts'"],
  ['the session in the small pieces', 'renderer/ui/badge.tsx', "import { useMay } from '../base/session.ts'"],
  ['a word of the product in the small pieces', 'renderer/ui/badge.tsx', "import { x } from '../../shared/users.ts'"],
  ['a frame in the small pieces', 'renderer/ui/badge.tsx', "import { x } from '../app/frame.tsx'"],
  ['a small piece in the base', 'renderer/base/errors.ts', "import { x } from '../ui/badge.tsx'"],
  ['a frame in the base', 'renderer/base/errors.ts', "import type { X } from '../app/frame.tsx'"],
  ['a slice in the base', 'renderer/base/errors.ts', "import { x } from '../users/table.tsx'"],
  ['a frame in a slice', 'renderer/users/table.tsx', "import { x } from '../app/frame.tsx'"],
  ['a frame on a page of both doors', 'renderer/own/recovery/page.tsx', "import { x } from '../../portal/card.tsx'"],
  ['a slice on a page of both doors', 'renderer/own/recovery/page.tsx', "import { x } from '../../users/table.tsx'"],
  ["the portal's frame in the admin's", 'renderer/app/app.tsx', "import { x } from '../portal/card.tsx'"],
  ["the admin's frame in the portal's", 'renderer/portal/portal.tsx', "import { x } from '../app/frame.tsx'"],
  ["Fluent's table cells in a slice", 'renderer/mail/table.tsx', "import { Table } from '@fluentui/react-components'"],
  [
    "Fluent's grid cells in another folder of the users",
    'renderer/users/deleted/table.tsx',
    "import { DataGridRow } from '@fluentui/react-components'",
  ],
  ['Node in a screen', 'renderer/users/table.tsx', "import { join } from 'node:path'"],
  [
    'the main process in a screen',
    'renderer/users/table.tsx',
    "import type { X } from '../../electron/users/users.ts'",
  ],
  ['oRPC in a screen', 'renderer/users/table.tsx', "import { x } from '@orpc/client'"],
  ['a service that asks for the own password', users, "throw new DomainError('CONFIRMATION_NEEDED')"],
  ['a service that waits for that error', users, "if (isDomainError(error, 'CONFIRMATION_NEEDED')) again()"],
  ['a service that looks whether it was given', users, 'if (!call.isConfirmed) refuse()'],
  ['a service that takes that out of the call', users, 'const { actor, isConfirmed } = call'],
  ['a service that is handed it', users, 'export const work = ({ isConfirmed }: Call) => isConfirmed'],
  [
    'a question that looks at more than the input',
    'electron/rpc/confirm-when.ts',
    'const all = (call) => call.isConfirmed',
  ],
  [
    'a process that a test starts by itself',
    'test/electron/kill.test.ts',
    "import { spawn } from 'node:child_process'",
  ],
  ['a process in its own way, late', 'test/e2e/kill.spec.ts', "const { fork } = await import('node:child_process')"],
]

const good: readonly (readonly [what: string, path: string, source: string])[] = [
  ['a must… that refuses', users, 'function mustBeOpen(id: number): void {\n  if (id < 0) throw new Error()\n}'],
  [
    "another slice's types",
    users,
    "import type { Vault } from '../vault/vault.ts'\nimport { type Job } from '../jobs/jobs.ts'",
  ],
  ['a slice and the database', users, "import { open } from '../db/database.ts'\nimport { x } from './users-store.ts'"],
  ['a slice and the words of a language', users, "import { languageWords } from '../language/language.ts'"],
  [
    'Electron in its room',
    'electron/desktop/window.ts',
    "import { app } from 'electron'\nimport Store from 'electron-store'",
  ],
  ['oRPC at the borders', 'renderer/base/api.ts', "import { x } from '@orpc/client'"],
  ['a page of both doors in the portal', 'renderer/portal/portal.tsx', "import { X } from '../own/recovery/page.tsx'"],
  ['a page of both doors in a slice', 'renderer/users/table.tsx', "import { X } from '../own/password-rules.tsx'"],
  [
    'words and looks in the small pieces',
    'renderer/ui/badge.tsx',
    "import { useWords } from '../base/words/words.ts'\nimport { useTheme } from '../base/theme.ts'",
  ],
  [
    "Fluent's table cells in the small pieces",
    'renderer/ui/data-table.tsx',
    "import { TableCell } from '@fluentui/react-components'",
  ],
  ["Fluent's tabs in a slice", 'renderer/mail/tabs.tsx', "import { Tab, TabList } from '@fluentui/react-components'"],
  ['another folder of the same slice', 'renderer/users/grid/row.tsx', "import { x } from '../details/panel.tsx'"],
  ['a page that the frame shows', 'renderer/app/app.tsx', "import { UsersPage } from '../users/users-page.tsx'"],
  [
    'the type of a process in a test',
    'test/electron/kill.test.ts',
    "import type { ChildProcess } from 'node:child_process'",
  ],
  ['the own password in its place', 'electron/rpc/invoke.ts', "if (!call.isConfirmed) throw E('CONFIRMATION_NEEDED')"],
  ['a call that says it was given', users, 'export const call = { actor, isConfirmed: true }'],
  ['the clipboard in its room', 'renderer/base/clipboard/page-clipboard.ts', "navigator.clipboard.writeText('x')"],
  ['the command line speaking', 'electron/command-line/output.ts', "process.stdout.write('here')"],
]

describe('the rules find a fault that is there', () => {
  it.each(bad)('%s is found', (_, path, source) => {
    expect(fileFaults(path, source)).toHaveLength(1)
  })

  it.each(good)('%s is allowed', (_, path, source) => {
    expect(fileFaults(path, source)).toEqual([])
  })

  it('a service without a test is found, one with a test is not', () => {
    expect(servicesWithoutTests(['electron/users/users.ts', 'electron/users/users-store.ts'])).toHaveLength(1)
    expect(servicesWithoutTests(['electron/users/users.ts', 'test/electron/users/users.test.ts'])).toEqual([])
  })

  it('a slice that has another name on one side is found', () => {
    const recovery = ['shared/recovery.ts', 'electron/recovery/recovery.ts']
    expect(misnamedSlices(['recovery', 'myRecovery'], recovery)).toEqual([])
    expect(misnamedSlices(['forgotPassword'], recovery)).toHaveLength(1)
    expect(misnamedSlices(['recovery'], ['shared/recovery.ts', 'electron/forgot/forgot.ts'])).toHaveLength(1)
    expect(misnamedSlices(['twoPerson'], ['shared/two-person.ts', 'electron/two-person/two-person.ts'])).toEqual([])
  })

  it('a test of a screen in another folder than its code is found', () => {
    expect(misplacedTests(['renderer/users/grid/row.tsx', 'test/renderer/users/row.test.ts'])).toHaveLength(1)
    expect(misplacedTests(['renderer/users/grid/row.tsx', 'test/renderer/users/grid/row-model.test.ts'])).toEqual([])
  })

  it('a circle of rooms is found, between folders and within one of them, and one of types is none', () => {
    const a = ['renderer/users/grid/row.tsx', "import { x } from '../../mail/form.tsx'"] as const
    const b = ['renderer/mail/form.tsx', "import { y } from '../users/grid/row.tsx'"] as const
    expect(roomCycles([a, b])).toHaveLength(1)
    const c = ['renderer/users/grid/row.tsx', "import { x } from '../details/panel.tsx'"] as const
    const d = ['renderer/users/details/panel.tsx', "import { y } from '../grid/row.tsx'"] as const
    expect(roomCycles([c, d])).toEqual(['renderer/users/grid needs renderer/users/details needs renderer/users/grid'])
    const e = ['renderer/users/details/panel.tsx', "import type { Y } from '../grid/row.tsx'"] as const
    const page = ['renderer/users/page.tsx', "import { x } from './grid/row.tsx'"] as const
    expect(roomCycles([c, e, page])).toEqual([])
  })
})
