import { expect, it } from 'vitest'
import { ended, startFile } from '../support/build-script.ts'
import { hasSmsProgram, smsProgram } from '../support/self-service.ts'
import { setUp, temporaryFolder } from '../support/test-services.ts'

/** Milliseconds after which a program counts as one that never ends. */
const patience = 60_000

it.each([...(hasSmsProgram ? ['sms'] : []), 'strength', 'check'])(
  'a program that has started the thread for %s ends when nothing is left to do',
  async (kind) => {
    const { dataDir } = await setUp()
    const file = kind === 'sms' ? smsProgram(temporaryFolder()).path : `${dataDir}/keydesk.db`
    const child = startFile('test/support/idle-threads-child.ts', [kind, file])
    const timer = setTimeout(() => child.kill('SIGKILL'), patience)
    const { status, err } = await ended(child)
    clearTimeout(timer)
    expect({ status, err }).toEqual({ status: 0, err: '' })
  },
)
