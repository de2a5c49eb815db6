import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let folder: string | null = null

/** A folder with one page, for tests of the door that need no screens. */
export function pagesFolder(): string {
  if (folder === null) {
    folder = mkdtempSync(join(tmpdir(), 'keydesk-pages-'))
    const html =
      '<!doctype html><html lang="en"><head><meta property="csp-nonce" nonce="__CSP_NONCE__"><title>Keydesk</title></head></html>'
    writeFileSync(join(folder, 'index.html'), html)
    writeFileSync(join(folder, 'app.js'), '')
    writeFileSync(join(folder, 'portal.html'), html)
    writeFileSync(join(folder, 'portal.js'), '')
    mkdirSync(join(folder, '.vite'))
    const manifest = { 'index.html': { file: 'app.js' }, 'portal.html': { file: 'portal.js' } }
    writeFileSync(join(folder, '.vite', 'manifest.json'), JSON.stringify(manifest))
  }
  return folder
}
