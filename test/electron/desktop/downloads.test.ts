import { join } from 'node:path'
import { expect, test } from 'vitest'
import { offerDownloads } from '../../../electron/desktop/downloads.ts'
import { createSession } from '../../support/electron-stand-in-parts.ts'

const own = { initiator: 'keydesk://app', url: 'blob:keydesk://app/3f0c', name: 'results.csv' }

function offering() {
  const made = createSession('persist:keydesk', undefined)
  offerDownloads(made.session, { folder: '/home/anna/Downloads', title: () => 'Save file' })
  return made
}

test('an export asks where to go, starting in Downloads with its own name, and stays out of the recent files', () => {
  expect(offering().download(own)).toEqual({
    isRefused: false,
    asked: {
      title: 'Save file',
      defaultPath: join('/home/anna/Downloads', 'results.csv'),
      filters: [{ name: 'CSV', extensions: ['csv'] }],
      properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
    },
  })
})

test('a name can not lead out of Downloads', () => {
  const { asked } = offering().download({ ...own, name: '../../.bashrc' })
  expect(asked?.defaultPath).toBe(join('/home/anna/Downloads', '.bashrc'))
})

test.each([
  { ...own, initiator: 'https://evil.test' },
  { ...own, initiator: 'null' },
  { ...own, initiator: '' },
  { ...own, url: 'https://evil.test/setup.exe' },
  { ...own, url: 'blob:https://evil.test/3f0c' },
  { ...own, url: 'data:text/csv,a' },
])('a download that the screens did not make is refused: $initiator $url', (file) => {
  expect(offering().download(file)).toEqual({ isRefused: true, asked: null })
})
