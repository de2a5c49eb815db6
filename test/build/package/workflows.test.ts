import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { installPackers, readYaml, targets } from '../../support/packed.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = `${root}.github/workflows/`
const { scripts, devDependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  scripts: Record<string, string>
  devDependencies: Record<string, string>
}

type Step = { name?: string; uses?: string; run?: string; env?: Record<string, string>; with?: Record<string, string> }
type Job = {
  'runs-on': string
  'timeout-minutes'?: number
  permissions?: Record<string, string>
  strategy?: { matrix: { include: Record<string, string>[] } }
  needs?: string
  steps: Step[]
}
type Workflow = {
  name: string
  on: Record<string, unknown>
  permissions: Record<string, string>
  jobs: Record<string, Job>
}

const names = readdirSync(folder)

it('there are the two workflows', () => {
  expect(names.toSorted()).toEqual(['ci.yml', 'release.yml'])
})

describe.each(names)('%s', (name) => {
  const text = readFileSync(`${folder}${name}`, 'utf8')
  let workflow: Workflow
  let steps: readonly Step[]
  beforeAll(() => {
    installPackers()
    workflow = readYaml(text) as Workflow
    steps = Object.values(workflow.jobs).flatMap((job) => job.steps)
  })

  it('may read, and no more, unless a job says what it writes', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    const more = Object.entries(workflow.jobs).flatMap(([job, { permissions }]) =>
      permissions ? [[job, permissions]] : [],
    )
    expect(more).toEqual(name === 'release.yml' ? [['publish', { contents: 'write' }]] : [])
  })

  it('is not started by a stranger with the rights of the owner', () => {
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target')
    expect(Object.keys(workflow.on)).not.toContain('workflow_run')
    if (name === 'release.yml') expect(Object.keys(workflow.on).toSorted()).toEqual(['push', 'workflow_dispatch'])
  })

  it('uses only actions of GitHub by version, others by their whole commit', () => {
    const used = steps.flatMap(({ uses }) => uses ?? [])
    expect(used.length).toBeGreaterThan(1)
    expect(
      used.filter((one) => !/^actions\/[\w-]+@v\d+$/.test(one) && !/^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/.test(one)),
    ).toEqual([])
  })

  it('keeps no credentials in the checkout, and ends what hangs', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false))
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(120)
  })

  it('puts no secret and no name from outside into a command, where it would be run or printed', () => {
    const commands = steps.flatMap(({ run }) => run ?? [])
    const filled = commands.flatMap((run) => run.match(/\$\{\{[^}]*\}\}/g) ?? [])
    expect(filled.filter((one) => !/^\$\{\{ matrix\.target \}\}$/.test(one))).toEqual([])
    const secret = /\$\{?(?:env:)?(?:CERTIFICATE|CERTIFICATE_PASSWORD|KEY|CSC_\w+|GH_TOKEN)\b/
    const printed = commands
      .flatMap((run) => run.split('\n'))
      .filter((line) => /\b(echo|Write-Host|Write-Output)\b/.test(line) && secret.test(line))
    expect(printed).toEqual([])
    expect(commands.filter((run) => /set -\w*x|GIT_TRACE|ACTIONS_STEP_DEBUG/.test(run))).toEqual([])
  })

  it('gives each secret to the one step that needs it', () => {
    const given = steps.flatMap(({ env, with: inputs }) =>
      Object.values({ ...env, ...inputs }).filter((one) => /secrets\./.test(String(one))),
    )
    expect(given.length).toBe(new Set(given).size)
    // None stands anywhere else, such as in the environment of a job.
    expect(text.match(/\$\{\{ secrets\./g) ?? []).toHaveLength(given.length)
    if (name === 'ci.yml') expect(given).toEqual([])
  })

  it('runs scripts that are there, on the pinned Node', () => {
    const commands = steps.flatMap(({ run }) => run ?? []).join('\n')
    const files = [...commands.matchAll(/node (build\/[\w./-]+\.mjs)/g)].map(([, file = '']) => file)
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter((file) => !existsSync(root + file))).toEqual([])
    const run = [...commands.matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script)
    expect(run.filter((script) => scripts[script] === undefined)).toEqual([])
    const nodes = steps.flatMap((step) =>
      step.uses?.startsWith('actions/setup-node@') ? [step.with?.['node-version']] : [],
    )
    expect([...new Set(nodes)]).toEqual([devDependencies.node])
  })
})

describe('the release', () => {
  const release = () => readYaml(readFileSync(`${folder}release.yml`, 'utf8')) as Workflow

  it('packs every target that there is, on a machine of its kind', () => {
    const rows = release().jobs.package?.strategy?.matrix.include ?? []
    expect(rows.map(({ target }) => target).toSorted()).toEqual(targets.map((target) => target.name).toSorted())
    const kinds: Readonly<Record<string, RegExp>> = { win32: /^windows-/, darwin: /^macos-/, linux: /^ubuntu-/ }
    const wrong = rows.filter(({ target = '', runner = '' }) => !kinds[target.split('-')[0] ?? '']?.test(runner))
    expect(wrong).toEqual([])
  })

  it('tests before it packs, and tries what it packed before it is published', () => {
    const steps = release().jobs.package?.steps.map(({ run = '' }) => run) ?? []
    const at = (what: RegExp) => steps.findIndex((run) => what.test(run))
    expect(at(/electron-runtime/)).toBeLessThan(at(/npm test/))
    expect(at(/npm test/)).toBeLessThan(at(/build\/package\.mjs/))
    expect(at(/build\/package\.mjs/)).toBeLessThan(at(/try-packed/))
    expect(release().jobs.publish?.needs).toBe('package')
  })

  it('says what there is, then sums it all up, then publishes', () => {
    const steps = release().jobs.publish?.steps.map(({ run = '' }) => run) ?? []
    const order = [/update-manifest\.mjs files$/, /sums\.mjs files$/, /gh release create .* files\/\*$/]
    const places = order.map((what) => steps.findIndex((run) => what.test(run)))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places).not.toContain(-1)
  })
})
