import { expect, it } from 'vitest'
import { draftOf, rebaseDraft, typedGroup } from '../../../renderer/groups/group-draft.ts'

it('departments are read one a line, without empty lines and the spaces around them', () => {
  const typed = typedGroup({ name: ' Shops ', kind: 'departments', departments: ' Salg \n\nLager\n' })
  expect(typed).toEqual({ fields: { name: 'Shops', kind: 'departments', departments: ['Salg', 'Lager'] }, faults: {} })
})

it('picked people leave departments out, so that a change of mind loses nothing on the screen', () => {
  expect(typedGroup({ name: 'Shops', kind: 'picked', departments: 'Salg' }).fields.departments).toEqual([])
})

it('says what the service would refuse', () => {
  expect(typedGroup({ name: '  ', kind: 'departments', departments: ' \n' }).faults).toEqual({
    name: 'unfit',
    departments: 'unfit',
  })
  expect(typedGroup({ name: '😀'.repeat(64), kind: 'picked', departments: '' }).faults).toEqual({})
  expect(typedGroup({ name: 'x'.repeat(65), kind: 'picked', departments: '' }).faults).toEqual({ name: 'unfit' })
  const tooMany = Array.from({ length: 101 }, (_, at) => `D${at}`).join('\n')
  expect(typedGroup({ name: 'Shops', kind: 'departments', departments: tooMany }).faults).toEqual({
    departments: 'unfit',
  })
})

it('the form of a group begins with its stored values', () => {
  expect(draftOf({ name: 'A', kind: 'departments', departments: ['x', 'y'] })).toEqual({
    name: 'A',
    kind: 'departments',
    departments: 'x\ny',
  })
})

it('departments that were typed stay, and follow what somebody else has saved', () => {
  const draft = { name: 'Sales', kind: 'departments', departments: 'Salg\nLager' } as const
  const typed = { ...draft, departments: 'Salg\n\nIndkøb \n' }
  const renamed = { ...draft, name: 'Shops' }
  expect(rebaseDraft(typed, draft, renamed)).toEqual({ ...typed, name: 'Shops' })
  const after = { ...renamed, departments: 'Butik\nLager\nSalg' }
  expect(rebaseDraft(typed, draft, after)).toEqual({ ...renamed, departments: 'Butik\nSalg\nIndkøb' })
  expect(rebaseDraft(draft, draft, after)).toEqual(after)
})
