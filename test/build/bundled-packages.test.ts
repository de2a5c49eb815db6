import { describe, expect, it } from 'vitest'
import { packageOf } from '../../build/bundled-packages.ts'

describe('the package that a module comes from', () => {
  it('is the folder that the lock file names, with those around it', () => {
    expect(packageOf('/home/anna/keydesk/node_modules/zod/v4/core.js')).toBe('node_modules/zod')
    expect(packageOf('/keydesk/node_modules/@orpc/client/dist/index.mjs?query')).toBe('node_modules/@orpc/client')
    expect(packageOf('C:\\keydesk\\node_modules\\a\\node_modules\\@b\\c\\index.js')).toBe(
      'node_modules/a/node_modules/@b/c',
    )
    expect(packageOf('\0/keydesk/node_modules/ajv/dist/core.js?commonjs-module')).toBe('node_modules/ajv')
  })

  it('is none for code of Keydesk’s own and for what the bundler adds', () => {
    for (const id of ['/keydesk/electron/users/users.ts', '\0rolldown/runtime.js', '/keydesk/node_modules/x']) {
      expect(packageOf(id)).toBeNull()
    }
  })
})
