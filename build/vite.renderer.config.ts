import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { notePackages, writeLicences, writePackages } from './bundled-packages.ts'

const project = join(import.meta.dirname, '..')
const output = join(project, 'dist/renderer')

const packages = new Set<string>()

export default defineConfig({
  root: join(project, 'renderer'),
  // Relative addresses, so that the same files work behind http:// and keydesk://.
  base: './',
  plugins: [
    react(),
    notePackages(packages),
    {
      name: 'keydesk-list-packages',
      writeBundle: ({ dir = output }) => {
        // Beside the manifest, which no door gives away.
        writePackages(join(dir, '.vite'), packages)
        writeLicences(dir, [...packages])
      },
    },
  ],
  // The doors replace the placeholder by a fresh nonce in every answer.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: output,
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2500,
    // The portal's door reads from it which files its page needs, so that the admin's screens are never on the network.
    manifest: true,
    rolldownOptions: { input: [join(project, 'renderer/index.html'), join(project, 'renderer/portal.html')] },
  },
})
