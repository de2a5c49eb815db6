import { X509Certificate } from 'node:crypto'
import { Agent, type RequestOptions, request } from 'node:https'
import { createInterface } from 'node:readline'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import type { PortalContract } from '../../shared/portal-contract.ts'
import { ended, loadScript, startFile, testEnvironment } from '../support/build-script.ts'
import { certificate, openMailServer } from '../support/open-mail-server.ts'
import type { Commands, Opening } from './portal-in-service.ts'

export type PortalAddress = { readonly port: number; readonly hostName: string; readonly authority: string }
export type Person = { readonly username: string; readonly secret: string; readonly address: string }
/** Milliseconds, of as many at once. */
export type BareTimes = Readonly<Record<'floor' | 'hash' | 'newPassword', readonly number[]>>
type Table = 'reset_attempts' | 'reset_codes' | 'reset_throttles' | 'portal_limits' | 'mail_outbox' | 'audit'
/** MB, and rows of each table. */
export type Grown = {
  readonly heap: number
  readonly resident: number
  readonly store: number
  readonly rows: Readonly<Record<Table, number>>
}
export type RunningPortal = Awaited<ReturnType<typeof startPortal>>
export type Visitor = ReturnType<RunningPortal['visitor']>

/** A portal in a process of its own, with a mail server here that takes its codes. */
export async function startPortal(dataDir: string, hasFloor: boolean) {
  const mail = await openMailServer()
  const { heapFlags } = await loadScript<{ heapFlags: readonly string[] }>('setup.mjs')
  const opening: Opening = { dataDir, mailPort: mail.port, mailCertificate: certificate.cert, hasFloor }
  const flags = [...heapFlags, '--expose-gc']
  const env = { ...testEnvironment(), NODE_NO_WARNINGS: '1' }
  const child = startFile('test/bench/portal-in-service.ts', [JSON.stringify(opening)], env, flags)
  const end = ended(child, null)
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]()
  const tell = async <K extends keyof Commands>(
    what: K,
    ...[input]: Parameters<Commands[K]>
  ): Promise<Awaited<ReturnType<Commands[K]>>> => {
    child.stdin?.write(`${JSON.stringify({ what, input: input ?? null })}\n`)
    const { value, done } = await lines.next()
    if (done) throw new Error(`The portal ended: ${(await end).err}`)
    return JSON.parse(value)
  }
  const stop = async (): Promise<void> => {
    child.stdin?.end()
    await end
    await mail.close()
  }
  try {
    const at = await tell('portal')
    return { tell, stop, arrived: mail.arrived, visitor: (address: string) => visitorFrom(address, at) }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The portal's page in a browser of one machine: one connection, from an address of its own, so that limits count it apart. */
function visitorFrom(localAddress: string, { port, hostName, authority }: PortalAddress) {
  const ca = new X509Certificate(Buffer.from(authority, 'base64')).toString()
  const origin = `https://${hostName}:${port}`
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const tls: RequestOptions = { host: '127.0.0.1', port, ca, servername: hostName, localAddress, agent }
  const headers = { host: `${hostName}:${port}`, origin, 'x-keydesk': 'portal', 'sec-fetch-site': 'same-origin' }
  const link = new RPCLink({
    url: `${origin}/rpc`,
    fetch: async (asked) => {
      const body = Buffer.from(await asked.arrayBuffer())
      return send(
        { ...tls, path: new URL(asked.url).pathname, headers: { ...headers, 'content-type': 'application/json' } },
        body,
      )
    },
  })
  const client: ContractRouterClient<PortalContract> = createORPCClient(link)
  return { recovery: client.myRecovery, leave: () => agent.destroy() }
}

function send(options: RequestOptions, body: Buffer): Promise<Response> {
  return new Promise((resolve, reject) => {
    const sent = request({ ...options, method: 'POST', setHost: false }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        const headers = { 'content-type': answer.headers['content-type'] ?? '' }
        resolve(new Response(Buffer.concat(parts), { status: answer.statusCode ?? 500, headers }))
      })
      answer.on('error', reject)
    })
    // The portal ends connections that nobody uses; a browser then asks again, too.
    sent.on('error', (error) => (sent.reusedSocket ? send(options, body).then(resolve, reject) : reject(error)))
    sent.end(body)
  })
}
