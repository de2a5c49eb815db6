import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { expect, it } from 'vitest'
import { readSourceFile } from '../../support/source-file.ts'

/** Every file of ours that the portal's page brings to a browser, by following what its entry imports. */
function reached(entry: string): readonly string[] {
  const seen = new Set<string>()
  const follow = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    if (!/\.tsx?$/.test(path)) return
    for (const { specifier, isType } of readSourceFile(path, readFileSync(path, 'utf8')).imports) {
      if (!isType && specifier.startsWith('.')) follow(posix.join(posix.dirname(path), specifier))
    }
  }
  follow(entry)
  return [...seen].sort()
}

it('the portal’s bundle holds none of the admin’s screens, operations or client', () => {
  const files = reached('renderer/portal/main.tsx')
  expect(files).toContain('renderer/portal/portal-api.ts')
  expect(files.filter((path) => /^electron\//.test(path))).toEqual([])
  const rooms = files.filter((path) => path.startsWith('renderer/')).map((path) => path.split('/')[1])
  expect([...new Set(rooms)].filter((room) => !['base', 'own', 'portal', 'ui'].includes(room ?? ''))).toEqual([])
  // Of the contract only what both sides share: errors, ids, languages, rules and words.
  const contract = files.filter((path) => path.startsWith('shared/') && !/^shared\/(rules|i18n)\//.test(path))
  expect(contract).toEqual(['shared/errors.ts', 'shared/ids.ts', 'shared/languages.ts'])
  expect(files.filter((path) => /api\.ts$|signed-in|frame|navigation/.test(path))).toEqual([
    'renderer/portal/portal-api.ts',
  ])
})
