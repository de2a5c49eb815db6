import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Implements } from '../../electron/rpc/call.ts'
import type { adminContract } from '../../shared/contract.ts'
import { ended, startFile, testEnvironment } from '../support/build-script.ts'

type Operations = { readonly [K in keyof typeof adminContract]: Implements<(typeof adminContract)[K]> }
type Answer<T> = T extends (...all: never) => infer R ? Awaited<R> : never
type Input<T> = T extends (input: infer I, ...rest: never) => unknown ? I : never

export const owner = { username: 'owner@nordwind.test', password: 'Blue-Harbour-42-lamp' } as const
const organisation = { organisation: 'Nordwind', displayName: 'Olga Owner', language: 'en' } as const

export type RunningDoor = Awaited<ReturnType<typeof startDoor>>

/** A browser door in a process of its own, as `npm start -- --browser` runs it, but with no keychain to leave anything in. */
export async function startDoor(dataDir: string) {
  const args = ['--no-open', '--data-dir', dataDir]
  const child = startFile('electron/browser.ts', args, { ...testEnvironment(), NODE_NO_WARNINGS: '1' })
  const end = ended(child, null)
  const address = await addressOf(child, end)
  const { origin, hash } = new URL(address)
  const launch = hash.replace('#token=', '')
  let session = ''

  async function call<S extends keyof Operations, O extends keyof Operations[S] & string>(
    slice: S,
    operation: O,
    input: Input<Operations[S][O]>,
  ): Promise<Answer<Operations[S][O]>> {
    const headers = { 'content-type': 'application/json', 'x-keydesk-launch': launch, authorization: session }
    const body = JSON.stringify({ json: input })
    const response = await fetch(`${origin}/rpc/${slice}/${operation}`, { method: 'POST', headers, body })
    const { json } = (await response.json()) as { json: unknown }
    if (!response.ok) throw new Error(`${slice}.${operation} answered ${response.status} ${JSON.stringify(json)}`)
    return json as Answer<Operations[S][O]>
  }

  return {
    address,
    origin,
    pid: child.pid as number,
    call,
    /** A new organisation with its owner, signed in. */
    create: async (): Promise<void> => {
      const { token } = await call('settings', 'createOrganisation', { ...organisation, ...owner })
      session = `Bearer ${token}`
    },
    signIn: async (): Promise<void> => {
      const { token } = await call('sessions', 'signIn', owner)
      session = `Bearer ${token}`
    },
    stop: async (): Promise<void> => {
      child.kill('SIGTERM')
      const { status, err } = await end
      if (status !== 0) throw new Error(`The door ended with ${status}: ${err}`)
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

/** The resident memory of a process now and at its highest, in MB; null where the system does not tell (all but Linux). */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024
    return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') }
  } catch {
    return null
  }
}
