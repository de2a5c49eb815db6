import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import type { AdminContract } from '../../shared/contract.ts'
import { ended, loadScript, startFile, testEnvironment } from '../support/build-script.ts'

export const owner = { username: 'owner@nordwind.test', password: 'Blue-Harbour-42-lamp' } as const
const organisation = { organisation: 'Nordwind', displayName: 'Olga Owner', language: 'en' } as const

export type RunningDoor = Awaited<ReturnType<typeof startDoor>>

/**
 * A browser door in a process of its own, as `npm start -- --browser` runs it, but with no keychain to leave anything in; `program` is another
 * built one.
 */
export async function startDoor(dataDir: string, flags: readonly string[] = [], program = 'electron/browser.ts') {
  const { heapFlags } = await loadScript<{ heapFlags: readonly string[] }>('setup.mjs')
  const child = startFile(program, ['--no-open', '--data-dir', dataDir], testEnvironment(), [...heapFlags, ...flags])
  const end = ended(child, null)
  const address = await addressOf(child, end)
  const { origin, hash } = new URL(address)
  let session: Record<string, string> = {}
  const headers = () => ({ 'x-keydesk-launch': hash.replace('#token=', ''), ...session })
  const client: ContractRouterClient<AdminContract> = createORPCClient(new RPCLink({ url: `${origin}/rpc`, headers }))
  const use = ({ token }: { readonly token: string }) => {
    session = { authorization: `Bearer ${token}` }
  }
  return {
    address,
    client,
    memory: () => memoryOf(child.pid as number),
    /** Signs in to a new organisation as its owner. */
    create: async () => use(await client.settings.createOrganisation({ ...organisation, ...owner })),
    /** Also opens the vault, which has no keychain to open it. */
    signIn: async () => use(await client.sessions.signIn(owner)),
    stop: async (): Promise<void> => {
      child.kill('SIGTERM')
      const { status, err } = await end
      // Windows knows no signals: there every end is a sudden one.
      if (status !== 0 && process.platform !== 'win32') throw new Error(`The door ended with ${status}: ${err}`)
    },
  }
}

function addressOf(child: ChildProcess, end: ReturnType<typeof ended>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (text: string) => {
      said += text
      const found = /Keydesk is ready: (http:\S+)/.exec(said)
      if (found?.[1]) resolve(found[1])
    })
    end.then(({ err }) => reject(new Error(`The door did not open: ${err}`)), reject)
  })
}

/** The resident memory of a process, now and at its highest, in MB; null where the system does not tell (all but Linux). */
function memoryOf(pid: number): { readonly now: number; readonly peak: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024
    return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') }
  } catch {
    return null
  }
}
