import { once } from 'node:events'
import { registerHooks } from 'node:module'
import { type Machine, standIn } from './electron-records.ts'

const mainUrl = new URL('../../electron/main.ts', import.meta.url).href

const replaced = [
  { name: 'electron', end: '/node_modules/electron/index.js', by: './electron-stand-in.ts' },
  { name: '@napi-rs/keyring', end: '/node_modules/@napi-rs/keyring/index.js', by: './keyring-stand-in.ts' },
]

// Electron's runtime is not there in tests: whoever imports it, electron-store too, gets the stand-in. No test uses the real keychain.
registerHooks({
  resolve: (specifier, context, nextResolve) => {
    const found = replaced.find(({ name, end }) => specifier === name || specifier.endsWith(end))
    if (!found) return nextResolve(specifier, context)
    return { url: new URL(found.by, import.meta.url).href, format: 'module-typescript', shortCircuit: true }
  },
})

export type Desktop = {
  /** The function that Electron would lead the window's requests to. */
  readonly handle: (request: Request) => Promise<Response>
  /** Closes the window, as a person would, and waits for the app's end. */
  readonly close: () => Promise<void>
}

let starts = 0

/** Runs electron/main.ts against the stand-in until its page has loaded or it has given up; what it asked for is in `standIn.records`. */
export async function startDesktop(options: {
  dataDir: string
  isDemo?: boolean
  machine?: Partial<Machine>
  /** The entry's address; the sources' by default. */
  main?: string
}): Promise<Desktop> {
  standIn.reset(options.machine)
  const stopCatching = rememberListeners()
  const settled = once(standIn.progress, 'settled')
  const { argv } = process
  // A packaged program has no path of a script before its arguments, and on Windows nobody who reads what it prints.
  const script = standIn.machine.isPackaged ? [] : ['.']
  process.argv = [process.execPath, ...script, '--data-dir', options.dataDir, ...(options.isDemo ? ['--demo'] : [])]
  try {
    starts += 1
    await import(/* @vite-ignore */ `${options.main ?? mainUrl}?start=${starts}`)
  } finally {
    process.argv = argv
  }
  standIn.becomeReady()
  await settled
  return {
    handle: async (request) => {
      const handler = standIn.records.sessions.flatMap((one) => one.schemes.get('keydesk') ?? [])[0]
      if (!handler) throw new Error(`Keydesk did not start: ${JSON.stringify(standIn.records.errorBoxes)}`)
      return handler(request)
    },
    close: async () => {
      if (standIn.records.exits.length === 0) {
        const ended = once(standIn.progress, 'settled')
        for (const { window } of [...standIn.records.windows]) window.close()
        if (standIn.records.exits.length === 0) await ended
      }
      stopCatching()
    },
  }
}

/** main.ts catches what nobody caught; without it again, the test runner must. */
function rememberListeners(): () => void {
  const names = ['uncaughtException', 'unhandledRejection', 'worker'] as const
  const before = names.map((name) => process.listeners(name as 'uncaughtException'))
  return () => {
    for (const [index, name] of names.entries()) {
      for (const listener of process.listeners(name as 'uncaughtException')) {
        if (!before[index]?.includes(listener)) process.off(name, listener)
      }
    }
  }
}
