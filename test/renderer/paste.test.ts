import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const renderer = fileURLToPath(new URL('../../renderer/', import.meta.url))

test('no screen keeps anybody from pasting a password or from filling it in with a password manager', () => {
  const screens = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tsx'))
  expect(screens.length).toBeGreaterThan(50)
  for (const path of screens) {
    const text = readFileSync(`${renderer}${path}`, 'utf8')
    expect(text, path).not.toMatch(/onPaste|onBeforeInput|['"](paste|beforeinput)['"]/)
  }
})
