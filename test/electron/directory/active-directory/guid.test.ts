import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOfGuid, guidOf } from '../../../../electron/directory/active-directory/guid.ts'

describe('a GUID', () => {
  it('is written as Windows writes it', () => {
    const bytes = Buffer.from('9gVr0JX9YEOjSavJu4fhGg==', 'base64')
    expect(guidOf(bytes)).toBe('d06b05f6-fd95-4360-a349-abc9bb87e11a')
  })

  it('comes back from its text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        expect(bytesOfGuid(guidOf(Buffer.from(bytes)) ?? '')).toEqual(Buffer.from(bytes))
      }),
    )
  })

  it('is nothing else', () => {
    expect(guidOf(Buffer.alloc(15))).toBe(null)
    expect(guidOf(null)).toBe(null)
    for (const text of ['', '*', 'd06b05f6-fd95-4360-a349-abc9bb87e11', 'D06B05F6-FD95-4360-A349-ABC9BB87E11A'])
      expect(bytesOfGuid(text)).toBe(null)
  })
})
