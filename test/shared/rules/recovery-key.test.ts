import { expect, it } from 'vitest'
import { isLastBlock } from '../../../shared/rules/recovery-key.ts'

const key = '7QWX-0A1B-2C3D-4E5F-6G7H-8J9K-MNPQ-01RS'

it.each(['01RS', '01rs', ' 0 1 r s ', 'O1RS', 'olrs', '0Irs', key, key.replaceAll('-', ' ').toLowerCase()])(
  '%j is read as the end of the key',
  (typed) => expect(isLastBlock(typed, key)).toBe(true),
)

it.each(['', '-', '7QWX', 'MNPQ', '1RS', '01R', '01RT', 'Q01RS', key.slice(5)])('%j is not the last block', (typed) =>
  expect(isLastBlock(typed, key)).toBe(false),
)
