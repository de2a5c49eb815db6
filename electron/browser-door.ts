import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { builtFolder } from './built-files.ts'
import { complaintOf, usageError } from './command-line/complaint.ts'
import { exitStatus } from './command-line/exit-status.ts'
import { argumentSentence } from './command-line/usage.ts'
import { spokenLanguage, systemLanguage, systemRegion, words } from './command-line/words.ts'
import { endWithWords, watchCrashes } from './crashes.ts'
import { dataFolder } from './data-folder.ts'
import { demoFolder, fillDemo } from './demo/demo.ts'
import { plainDoor } from './door/door-port.ts'
import { createAdminApp } from './doors/admin-app.ts'
import { listenOnLoopback } from './doors/loopback-server.ts'
import { createOpening } from './doors/opening.ts'
import { portTextOf } from './doors/port-text.ts'
import { createPortalPort } from './doors/portal-server.ts'
import { folderWarnings } from './folder-warnings.ts'
import { createLog } from './log.ts'
import { createRenewedServices } from './renewed-services.ts'
import { keychainFor } from './vault/keychain.ts'

const options = {
  demo: { type: 'boolean', default: false },
  port: { type: 'string', default: '0' },
  'no-open': { type: 'boolean', default: false },
  'data-dir': { type: 'string' },
  browser: { type: 'boolean', default: false },
} as const

/** The longest wait for the keychain before the address is printed. */
const keychainMilliseconds = 1000

const say = (text: string) => process.stdout.write(`${text}\n`)
const warn = (text: string) => process.stderr.write(`${text}\n`)

/** Serves Keydesk to a browser on this machine until it is told to stop; answers the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args: [...args], options, allowPositionals: false })
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      throw usageError(words().t('commandLine.portInvalid', { port: values.port }))
    return await serve({ isDemo: values.demo, port, mustOpen: !values['no-open'], dataDir: values['data-dir'] })
  } catch (error) {
    const { sentence, status } = refusal(error)
    warn(sentence)
    return status
  }
}

/** What keeps the door from opening, bad arguments and a port in use among it, in the words and with the exit status of the command line. */
function refusal(error: unknown): { readonly sentence: string; readonly status: number } {
  const { t } = words()
  const portText = portTextOf(error)
  if (portText !== null) return { sentence: t(portText), status: exitStatus.badInput }
  const sentence = argumentSentence(error, t)
  if (sentence !== null) return { sentence, status: exitStatus.badInput }
  return complaintOf(error, spokenLanguage())
}

async function serve(choice: {
  isDemo: boolean
  port: number
  mustOpen: boolean
  dataDir: string | undefined
}): Promise<number> {
  const demo = choice.isDemo ? demoFolder() : null
  const dataDir = demo?.path ?? dataFolder({ dataDir: choice.dataDir })
  const pages = fileURLToPath(new URL('renderer/', builtFolder))
  const log = createLog(dataDir)
  const stopWatching = watchCrashes(
    log,
    endWithWords(log, 'browser', (logId) => warn(words().t('errors.INTERNAL', { logId }))),
  )
  const { promise: isBroken, reject: fail } = Promise.withResolvers<never>()
  const renewed = await createRenewedServices(
    {
      dataDir,
      door: 'browser',
      doorPort: plainDoor(systemLanguage, systemRegion),
      portalPort: createPortalPort(pages),
      keychain: keychainFor(demo !== null),
      keychainAfter: Promise.resolve(),
      onStoreFault: (error) => warn(refusal(error).sentence),
    },
    fail,
  )
  const services = renewed.current()
  const launchToken = randomBytes(32).toString('base64url')
  const opening = createOpening(launchToken, dataDir)
  for (const warning of folderWarnings({ folder: dataDir, isFolderOpen: services.isFolderOpen, words: words() }))
    warn(warning)
  try {
    if (demo !== null) await fillDemo(services, 'browser', say)
    const server = await listenOnLoopback(choice.port, (origin) => {
      const app = renewed.derived(({ serve }) => createAdminApp({ serve, door: 'browser', pages, origin, launchToken }))
      return async (request) => opening.answer(request) ?? (await app()).fetch(request)
    })
    // A keychain that asks the person first must not keep the address back; one that does not has the vault open by then.
    await Promise.race([services.keychainAnswered, pause(keychainMilliseconds)])
    // Signals are handled before the address is printed, because a reader of the address may end the program at once.
    const isToStop = stopSignal()
    say(`Keydesk is ready: http://127.0.0.1:${server.port}/#token=${launchToken}`)
    if (choice.mustOpen) opening.open(server.port)
    void services.warm()
    await Promise.race([isToStop, isBroken])
    await server.close()
    return 0
  } finally {
    opening.close()
    await renewed.close()
    stopWatching()
    demo?.remove()
  }
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}
