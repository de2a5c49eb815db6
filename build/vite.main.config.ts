import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { build, defineConfig, type Plugin } from 'vite'
import { notePackages, writeLicences, writePackages } from './bundled-packages.ts'

const project = join(import.meta.dirname, '..')

/** Not bundled: Electron provides itself, and the others contain native code that must stay in files of its own. */
const external = ['electron', 'better-sqlite3', '@node-rs/argon2', '@napi-rs/keyring']

/** Not bundled either, but beside the program in every package. */
const beside = [...external, 'node'].map((name) => `node_modules/${name}`)
const output = join(project, 'dist/main')

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

/** A worker is bundled into one file, without the comments and the indents of its packages, for which there is no room in the package for Linux. */
function oneFile(source: string, name: string) {
  return {
    ...common,
    ssr: source,
    rolldownOptions: {
      output: {
        format: 'es',
        entryFileNames: name,
        codeSplitting: false,
        minify: { mangle: false, compress: false, codegen: true },
      },
    },
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

const packages = new Set<string>()

/** Runs after the workers, whose packages are noted too. */
function listPackages(): Plugin {
  return {
    name: 'keydesk-list-packages',
    writeBundle: {
      order: 'post',
      sequential: true,
      handler: ({ dir = output }) => {
        writePackages(dir, packages)
        writeLicences(dir, [...packages, ...beside])
      },
    },
  }
}

/** A thread is a program of its own; its bundle lies beside the one that starts it. */
function bundleWorker(source: string, name: string): Plugin {
  return {
    name: `keydesk-${name}`,
    writeBundle: {
      sequential: true,
      handler: async ({ dir }) => {
        const worker = oneFile(source, `${name}.js`)
        await build({
          configFile: false,
          root: project,
          plugins: [notePackages(packages)],
          publicDir: false,
          logLevel: 'error',
          ssr: { noExternal: true, external },
          build: { ...worker, outDir: dir, emptyOutDir: false },
        })
      },
    },
  }
}

export default defineConfig({
  root: project,
  plugins: [
    notePackages(packages),
    copyMigrations(),
    bundleWorker('electron/policies/strength-worker.ts', 'strength-worker'),
    bundleWorker('electron/audit/audit-worker.ts', 'audit-worker'),
    bundleWorker('electron/db/check-worker.ts', 'check-worker'),
    bundleWorker('electron/backup/backup-worker.ts', 'backup-worker'),
    bundleWorker('electron/mail/send-worker.ts', 'send-worker'),
    bundleWorker('electron/sms/sms-worker.ts', 'sms-worker'),
    listPackages(),
  ],
  publicDir: false,
  ssr: { noExternal: true, external },
  build: { ...programs, outDir: output, emptyOutDir: true },
})
