import { expect, it } from 'vitest'
import { type Command, found } from '../../../renderer/palette/commands.ts'

const command = (group: Command['group'], label: string): Command => ({ key: label, group, label, run: () => {} })
const commands = [
  command('pages', 'Överblick'),
  command('actions', 'Reset password'),
  command('settings', 'Password protection'),
  command('actions', 'Lock'),
]

it('finds what has every word, with letters folded as in the list of users, in the order of the groups', () => {
  const names = (search: string) => found(commands, search).map(({ label }) => label)
  expect(names('overblick')).toEqual(['Överblick'])
  expect(names('pass')).toEqual(['Reset password', 'Password protection'])
  expect(names('pass reset')).toEqual(['Reset password'])
  expect(names('')).toEqual(['Reset password', 'Lock', 'Överblick', 'Password protection'])
  expect(names('nothing like it')).toEqual([])
})
