import { describe, expect, it } from 'vitest'
import { runFile, testEnvironment } from '../support/build-script.ts'

/** Runs a file as if this Node were another one. */
function runAs(version: string, path: string, ...args: readonly string[]) {
  const script = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`
  const env = { ...testEnvironment(), NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` }
  return runFile(path, args, { env })
}

describe('a Node that is too old', () => {
  it.each(['electron/cli.ts', 'electron/browser.ts'])(
    'is refused by %s in one sentence, before anything native is loaded',
    async (path) => {
      const { status, out, err } = await runAs('22.18.0', path, '--help')
      expect({ status, out }).toEqual({ status: 2, out: '' })
      expect(err).toBe('Keydesk runs on Node 24 or newer; this is Node 22.18.0. Start it with: npm start\n')
    },
  )

  it.each(['start', 'test', 'test-dates', 'mutation', 'bench', 'keydesk'])(
    'is refused by npm’s script %s',
    async (name) => {
      const { status, err } = await runAs('18.19.0', `build/${name}.mjs`)
      expect(status).toBe(1)
      expect(err).toMatch(/^Keydesk's scripts need Node 20 or newer; this is Node 18\.19\.0\. .*\n$/)
    },
  )
})
