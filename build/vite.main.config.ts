import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { build, defineConfig, type Plugin } from 'vite'

const project = join(import.meta.dirname, '..')

/** Not bundled: Electron provides itself, and the others contain native code that must stay in files of its own. */
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

const common = { target: 'node24', minify: false, sourcemap: false } as const

/** A worker is bundled into one file. */
function oneFile(source: string, name: string) {
  return {
    ...common,
    ssr: source,
    rolldownOptions: { output: { format: 'es', entryFileNames: name, codeSplitting: false } },
  } as const
}

/** The desktop window, the browser door and the command line, with what they share beside them. */
const programs = {
  ...common,
  ssr: true,
  rolldownOptions: {
    input: { main: 'electron/main.ts', browser: 'electron/browser.ts', cli: 'electron/cli.ts' },
    output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
  },
} as const

/** A thread is a program of its own; its bundle lies beside the one that starts it. */
function bundleWorker(source: string, name: string): Plugin {
  return {
    name: `keydesk-${name}`,
    writeBundle: async ({ dir }) => {
      const worker = oneFile(source, `${name}.js`)
      const output = { outDir: dir, emptyOutDir: false }
      await build({
        configFile: false,
        root: project,
        publicDir: false,
        logLevel: 'error',
        ssr: { noExternal: true, external },
        build: { ...worker, ...output },
      })
    },
  }
}

export default defineConfig({
  root: project,
  plugins: [
    copyMigrations(),
    bundleWorker('electron/policies/strength-worker.ts', 'strength-worker'),
    bundleWorker('electron/audit/audit-worker.ts', 'audit-worker'),
    bundleWorker('electron/db/check-worker.ts', 'check-worker'),
    bundleWorker('electron/backup/backup-worker.ts', 'backup-worker'),
    bundleWorker('electron/mail/send-worker.ts', 'send-worker'),
    bundleWorker('electron/sms/sms-worker.ts', 'sms-worker'),
  ],
  publicDir: false,
  ssr: { noExternal: true, external },
  build: { ...programs, outDir: join(project, 'dist/main'), emptyOutDir: true },
})
