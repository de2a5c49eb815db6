import { mailDesk } from './mail-desk.ts'
import { startMailServer } from './mail-server.ts'
import { mailedCode, selfServiceFor } from './self-service.ts'
import { signedInPerson } from './test-services.ts'

/** An organisation that sends mail, with self-service by email, and a person in it. */
export async function withMail(part: Parameters<typeof selfServiceFor>[0] = {}) {
  const server = await startMailServer()
  // Long timeouts, so that a busy machine does not count as a slow mail server.
  const longTimeouts = { mail: { connectionMs: 10_000, socketMs: 10_000, wholeMs: 20_000 } }
  const world = await mailDesk(server.port, { security: 'none' }, longTimeouts)
  await world.services.policies.save(selfServiceFor({ methods: ['email', 'sms', 'deskCode'], ...part }), world.owner)
  const person = await signedInPerson(world.services, world.owner)
  /** The mails that have arrived since the last look. */
  const post = async () => {
    await world.mail.work()
    return server.arrived.splice(0)
  }
  const code = async () => mailedCode(await post())
  await post()
  const call = () => ({ ...person.call(), isConfirmed: true })
  return { ...world, person, post, code, call }
}
