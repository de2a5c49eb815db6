import { expect, it } from 'vitest'
import { clockText } from '../../../renderer/recovery/use-seconds-left.ts'

it('what is left is written as a clock writes it', () => {
  expect([300, 65, 60, 9, 0].map(clockText)).toEqual(['5:00', '1:05', '1:00', '0:09', '0:00'])
})
