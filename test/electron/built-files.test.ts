import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compiledFolder } from '../../electron/built-files.ts'

const packed = new URL('file:///opt/Keydesk/resources/app.asar.unpacked/dist/')

describe('the compiled code', () => {
  it('lies beside what is built in a checkout', () => {
    expect(compiledFolder(new URL('file:///home/anna/keydesk/dist/'), 'linux', {})).toBe(
      '/home/anna/keydesk/dist/compiled/',
    )
  })

  it('never lies in an installed program, but where the system keeps what can be made again', () => {
    expect(compiledFolder(packed, 'linux', {})).toBe(join(homedir(), '.cache', 'Keydesk', 'compiled'))
    expect(compiledFolder(packed, 'linux', { XDG_CACHE_HOME: '/var/cache/anna' })).toBe(
      '/var/cache/anna/Keydesk/compiled',
    )
    expect(compiledFolder(packed, 'linux', { XDG_CACHE_HOME: 'relative' })).toBe(
      join(homedir(), '.cache', 'Keydesk', 'compiled'),
    )
    expect(compiledFolder(packed, 'darwin', {})).toBe(join(homedir(), 'Library', 'Caches', 'Keydesk', 'compiled'))
    const window = new URL('file:///Applications/Keydesk.app/Contents/Resources/app.asar/dist/')
    expect(compiledFolder(window, 'darwin', {})).toBe(join(homedir(), 'Library', 'Caches', 'Keydesk', 'compiled'))
  })

  it('is not kept where the system names no such place', () => {
    expect(compiledFolder(packed, 'win32', {})).toBeNull()
    expect(compiledFolder(packed, 'win32', { LOCALAPPDATA: 'relative' })).toBeNull()
  })
})
