import { beforeEach, expect, test } from 'vitest'
import { recordGone } from '../../../electron/desktop/gone.ts'
import { standIn } from '../../support/electron-records.ts'
import { app } from '../../support/electron-stand-in.ts'
import { createEvent } from '../../support/electron-stand-in-parts.ts'

let crashes: [string, unknown][] = []

beforeEach(() => {
  standIn.reset()
  crashes = []
  recordGone(app, {
    crash: (where, error) => {
      crashes.push([where, (error as { code?: string }).code])
      return '1a2b3c4d'
    },
  })
})

test('the page’s process that dies is recorded with its reason, one that ends as it should is not', () => {
  for (const reason of ['crashed', 'oom', 'clean-exit', 'killed'])
    standIn.appEvents.emit('render-process-gone', createEvent(), {}, { reason, exitCode: 1 })
  expect(crashes).toEqual([
    ['window', 'CRASHED'],
    ['window', 'OOM'],
    ['window', 'KILLED'],
  ])
})

test('another process of Electron that dies is recorded with its kind, one that Electron ends is not', () => {
  for (const reason of ['crashed', 'launch-failed', 'clean-exit', 'killed'])
    standIn.appEvents.emit('child-process-gone', createEvent(), { reason, type: 'GPU', exitCode: 1, name: 'secret' })
  standIn.appEvents.emit('child-process-gone', createEvent(), { reason: 'oom', type: 'Sandbox helper', exitCode: 1 })
  expect(crashes).toEqual([
    ['helper', 'GPU_CRASHED'],
    ['helper', 'GPU_LAUNCH_FAILED'],
    ['helper', 'SANDBOX_HELPER_OOM'],
  ])
})
