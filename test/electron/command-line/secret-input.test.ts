import { describe, expect, it } from 'vitest'
import { mayHaveLostLetters } from '../../../electron/command-line/secret-input.ts'

describe('a secret on standard input', () => {
  it('may have lost letters on Windows where there is a question mark and nothing beyond ASCII', () => {
    expect(['S?ren', '?', 'why?'].map((text) => mayHaveLostLetters(text, 'win32'))).toEqual([true, true, true])
    expect(['Søren', 'Søren?', 'Soren', ''].map((text) => mayHaveLostLetters(text, 'win32'))).toEqual(
      Array(4).fill(false),
    )
    expect(mayHaveLostLetters('S?ren', 'linux')).toBe(false)
  })
})
