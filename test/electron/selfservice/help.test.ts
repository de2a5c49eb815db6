import { describe, expect, it } from 'vitest'
import { begin, selfServiceFor } from '../../support/self-service.ts'
import { nobody, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'

async function open() {
  const world = await setUp()
  await world.services.policies.save(selfServiceFor(), world.owner)
  return world
}

describe('help', () => {
  it('is asked for under a number and a code, limited, and answered by a reset', async () => {
    const { services, owner } = await open()
    const person = await signedInPerson(services, owner)
    const attempt = await begin(services, person.username)
    const asked = await services.forgot.askForHelp({ attempt, reason: 'My phone is gone' }, nobody)
    expect(asked.code.replaceAll('-', '')).toHaveLength(12)
    expect(await services.forgot.helpState({ code: asked.code.toLowerCase() }, nobody)).toMatchObject({
      number: asked.number,
      state: 'open',
    })
    await resetAndRead(services, owner, person.id)
    expect(await services.forgot.helpState({ code: asked.code }, nobody)).toMatchObject({ state: 'answered' })
    await expect(services.forgot.helpState({ code: '0000-0000-0000' }, nobody)).rejects.toMatchObject({
      code: 'PROOF_WRONG',
    })
    for (const username of [person.username, 'nobody@nordwind.test']) {
      const codes: string[] = []
      for (let at = 0; at < 4; at += 1) {
        const help = services.forgot.askForHelp({ attempt: await begin(services, username), reason: 'x' }, nobody)
        codes.push(
          await Promise.resolve(help).then(
            () => 'asked',
            (error: { code: string }) => error.code,
          ),
        )
      }
      expect(codes.at(-1)).toBe('TOO_MANY_ATTEMPTS')
    }
  })
})
