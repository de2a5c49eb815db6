// Walks through every screen in every language, takes a picture of each stop in each look, and lays them out on contact sheets:
//   npm run screens [-- WALK…]

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ended, startFile, testEnvironment } from './build-script.ts'
import { walks } from './walks.ts'

const folder = fileURLToPath(new URL('../../test-results/screens/', import.meta.url))
const cli = fileURLToPath(new URL('../../node_modules/@playwright/test/cli.js', import.meta.url))

const style = `body { font: 14px system-ui; margin: 16px; background: #888 } h2 { margin: 24px 0 8px }
div { display: flex; flex-wrap: wrap; gap: 8px } figure { margin: 0 } img { width: 480px; display: block } figcaption { padding: 2px }`

/** One page with all pictures of all screens, by screen. */
function sheet(screens: readonly string[]): string {
  const parts = screens.map((screen) => {
    const pictures = readdirSync(join(folder, screen)).sort()
    const figures = pictures.map(
      (file) =>
        `<figure><a href="${screen}/${file}"><img loading="lazy" src="${screen}/${file}" alt=""></a><figcaption>${file}</figcaption></figure>`,
    )
    return `<h2>${screen}</h2><div>${figures.join('')}</div>`
  })
  return `<!doctype html><html lang="en"><title>Screens</title><style>${style}</style>${parts.join('')}</html>`
}

const asked = process.argv.slice(2)
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const { NODE_OPTIONS, ...env } = testEnvironment()
const specs = (asked.length > 0 ? asked : walks).map((name) => `e2e/${name}.spec`)
const args = ['test', '--config', 'test/playwright.config.ts', ...specs]
const child = startFile(cli, args, { ...env, KEYDESK_APPEARANCES: 'all', KEYDESK_SCREENS: folder, KEYDESK_BUILT: '1' })
child.stdout?.pipe(process.stdout)
const { status } = await ended(child, '')
const screens = readdirSync(folder).sort()
writeFileSync(join(folder, 'index.html'), sheet(screens))
const count = screens.reduce((sum, screen) => sum + readdirSync(join(folder, screen)).length, 0)
process.stdout.write(`${count} pictures of ${screens.length} screens: ${join(folder, 'index.html')}\n`)
process.exitCode = status ?? 1
