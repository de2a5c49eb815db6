// @module-tag long
import { once } from 'node:events'
import { connect, type TLSSocket } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openPortal } from '../support/portal.ts'
import { deskCode, personWithQuestions, selfServiceFor } from '../support/self-service.ts'
import { addressOf, holdConnections } from '../support/slow-connections.ts'

/** Only Linux answers for the whole of 127/8 without being told to. */
const onLinux = it.runIf(process.platform === 'linux')

type Portal = Awaited<ReturnType<typeof openPortal>>

function open({ tls }: Portal, from: string): Promise<TLSSocket> {
  const here = { localAddress: from }
  const socket = connect({ ...tls, ...here })
  onTestFinished(() => void socket.destroy())
  socket.resume()
  return once(socket, 'secureConnect').then(() => socket)
}

const isGone = (socket: TLSSocket) => once(socket, 'close').then(() => true)

describe('when all connections are taken', () => {
  onLinux('a new one gets in, and the oldest goes of the address that holds most', async () => {
    const portal = await openPortal({ limits: { perAddress: 9, inAll: 9 } })
    const ofOneAddress: TLSSocket[] = []
    for (let at = 0; at < 7; at += 1) ofOneAddress.push(await open(portal, addressOf(1)))
    const others = [await open(portal, addressOf(2)), await open(portal, addressOf(3))]
    const gone = isGone(ofOneAddress[0] as TLSSocket)
    const newcomer = await open(portal, addressOf(4))
    expect(await gone).toBe(true)
    expect([...ofOneAddress.slice(1), ...others, newcomer].map((socket) => socket.destroyed)).toEqual(
      Array(9).fill(false),
    )
  })

  onLinux('who has asked for something stays, who never did goes first', async () => {
    const portal = await openPortal({ limits: { perAddress: 3, inAll: 3 } })
    const person = await open(portal, addressOf(1))
    person.write(`GET /trust HTTP/1.1\r\nHost: ${new URL(portal.origin).host}\r\n\r\n`)
    await once(person, 'data')
    const silent = [await open(portal, addressOf(2)), await open(portal, addressOf(3))]
    const gone = isGone(silent[0] as TLSSocket)
    await open(portal, addressOf(4))
    expect(await gone).toBe(true)
    expect(person.destroyed).toBe(false)
  })

  onLinux('a request that is being worked on is not dropped, however many come', async () => {
    const portal = await openPortal({ limits: { perAddress: 3, inAll: 3 }, answerFloor: 1_000 })
    const ask = () => portal.call('myRecovery/begin', { username: 'a@b.test', purpose: 'reset', language: 'en' })
    const answer = ask()
    const filter = { person: '', action: null, from: null, until: null }
    const entries = async () =>
      (await portal.services.audit.list({ filter, offset: 0, limit: 1 }, portal.owner)).entries
    await expect.poll(async () => (await entries())[0]?.action).toMatch(/^Self-service/)
    const storm = holdConnections(portal.tls, 60, 60)
    expect((await answer).status).toBe(200)
    // On a busy machine the first answer may be sent before the slow connections are open.
    while (storm.opened() <= 60) expect((await ask()).status).toBe(200)
    storm.end()
  })
})

describe('a thousand connections that do nothing', () => {
  onLinux('keep nobody from resetting a forgotten password', async () => {
    const portal = await openPortal()
    const { services, owner, call, tls } = portal
    await services.policies.save(selfServiceFor({ methods: ['questions', 'deskCode'], required: 2 }), owner)
    const { id, username, known } = await personWithQuestions(services, owner)
    const storm = holdConnections(tls, 1_000, 250)
    onTestFinished(storm.end)
    // From here on each new connection closes another one.
    await expect.poll(storm.opened).toBeGreaterThan(1_000)
    const { attempt } = (await call('myRecovery/begin', { username, purpose: 'reset', language: 'en' })).json
    const desk = { method: 'deskCode', code: deskCode(services, owner, id) }
    expect((await call('myRecovery/prove', { attempt, proof: desk })).json.step).toBe('prove')
    const { questions } = (await call('myRecovery/ask', { attempt, method: 'questions' })).json
    const answers = (questions as readonly string[]).map((question) => known.get(question) ?? '')
    const proved = await call('myRecovery/prove', { attempt, proof: { method: 'questions', answers } })
    expect(proved.json.step).toBe('choosePassword')
    const newPassword = 'Green-Valley-77-tree'
    expect((await call('myRecovery/finish', { attempt, newPassword })).status).toBe(200)
    expect((await call('signIn', { username, password: newPassword })).status).toBe(200)
  })
})
