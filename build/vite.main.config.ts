import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const project = join(import.meta.dirname, '..')

/** Electron brings itself; the others hold native code that must stay a file of its own. */
const external = ['electron', 'better-sqlite3', '@node-rs/argon2', '@napi-rs/keyring']

/** The store finds its migrations beside its own code: next to electron/db/database.ts, and next to the bundle. */
function copyMigrations(): Plugin {
  return {
    name: 'keydesk-migrations',
    writeBundle: ({ dir }) => {
      if (dir) cpSync(join(project, 'electron/db/migrations'), join(dir, 'migrations'), { recursive: true })
    },
  }
}

export default defineConfig({
  root: project,
  plugins: [copyMigrations()],
  publicDir: false,
  ssr: { noExternal: true, external },
  build: {
    ssr: 'electron/main.ts',
    outDir: join(project, 'dist/main'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    sourcemap: false,
    rolldownOptions: { output: { format: 'es', entryFileNames: 'main.js', codeSplitting: false } },
  },
})
