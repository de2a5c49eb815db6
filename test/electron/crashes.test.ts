import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lastCrash, lastLines, logFolder } from '../../electron/log.ts'
import { runFile } from '../support/build-script.ts'
import { temporaryFolder } from '../support/test-services.ts'

async function crash(way: string) {
  const dataDir = temporaryFolder()
  const run = await runFile('test/support/crash-child.ts', [dataDir, way])
  const text = readdirSync(logFolder(dataDir)).map((name) => readFileSync(join(logFolder(dataDir), name), 'utf8'))
  for (const said of [run.out, run.err, ...text]) expect(said).not.toContain('Blue-Harbour')
  return { ...run, dataDir, record: lastCrash(dataDir) }
}

describe('an error that nobody caught', () => {
  it.each([
    ['throws', { name: 'SyntaxError' }],
    ['rejects', { name: 'Error', code: 'ERR_X' }],
    ['rejectsWithText', { name: 'string' }],
  ])('that %s ends the program with one sentence and a record, and its message goes nowhere', async (way, facts) => {
    const { status, out, err, record } = await crash(way)
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(record).toMatchObject({ ...facts, where: 'browser', isTold: false })
    expect(err).toBe(`log ${record?.id}\n`)
  })

  it('counts once, although others follow from it', async () => {
    const { dataDir, record } = await crash('throwsTwice')
    expect(record).toMatchObject({ name: 'TypeError' })
    expect(lastLines(dataDir, 9)).toHaveLength(1)
  })
})

it.each([
  ['thread', { name: 'SyntaxError' }],
  ['threadWithoutMemory', { name: 'Error', code: 'ERR_WORKER_OUT_OF_MEMORY' }],
])('a %s that dies leaves a record, and whoever started it goes on', async (way, facts) => {
  const { status, out, record } = await crash(way)
  expect({ status, out }).toEqual({ status: 0, out: 'handled\n' })
  expect(record).toMatchObject({ ...facts, where: 'thread' })
})
