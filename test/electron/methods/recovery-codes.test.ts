import { describe, expect, it } from 'vitest'
import { codeMaterial, createCodes } from '../../../electron/methods/recovery-codes.ts'

describe('recovery codes', () => {
  it('are ten different ones of 50 random bits each', () => {
    const codes = createCodes()
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
  })

  it('use every character alike', () => {
    const counts = new Map<string, number>()
    for (let round = 0; round < 400; round += 1) {
      for (const sign of createCodes().join('').replaceAll('-', '')) counts.set(sign, (counts.get(sign) ?? 0) + 1)
    }
    // 40,000 characters, 1,250 expected of each: five standard deviations are 174.
    expect(counts.size).toBe(32)
    for (const count of counts.values()) expect(Math.abs(count - 1250)).toBeLessThan(180)
  })

  it.each([
    ['7K3QM-0XW9D', '7K3QM0XW9D'],
    [' 7k3qm 0xw9d ', '7K3QM0XW9D'],
    ['7K3QM–OXW9D', '7K3QM0XW9D'],
    ['LI3QM-0XW9D', '113QM0XW9D'],
    ['7K3QM-0XW9', null],
    ['7K3QM-0XW9DD', null],
    ['7K3QM-0XW9U', null],
    ['', null],
  ])('%j is read as %j', (typed, material) => {
    expect(codeMaterial(typed)).toBe(material)
  })
})
