import { InsufficientAccessError, NoSuchAttributeError, UnwillingToPerformError } from 'ldapts'
import { describe, expect, it } from 'vitest'
import type { Session } from '../../../../electron/directory/ldap/connection.ts'
import { mayWrite, rememberRight, rightLine } from '../../../../electron/directory/ldap/rights.ts'

const asked = { attribute: 'userPassword', value: 'a value that nobody has' }
const answerTo = (modify: () => Promise<void>) => mayWrite({ modify } as unknown as Session, 'uid=anna,dc=test', asked)

describe('a right', () => {
  it('is there, missing or unknown, as a server answers a write that can change nothing', async () => {
    expect(await answerTo(() => Promise.reject(new NoSuchAttributeError()))).toBe(true)
    expect(await answerTo(() => Promise.reject(new InsufficientAccessError()))).toBe(false)
    expect(await answerTo(() => Promise.reject(new UnwillingToPerformError()))).toBe(null)
    expect(await answerTo(async () => {})).toBe(null)
  })

  it('is asked for once where it is there, and again each time where it is missing or unknown', async () => {
    const remembered = rememberRight()
    const [server, other] = [{}, {}]
    const said = [null, false, true, false]
    let questions = 0
    const ask = async () => said[questions++] ?? null
    const answers: (boolean | null)[] = []
    for (let at = 0; at < 5; at += 1) answers.push(await remembered(server, ask))
    expect([answers, questions]).toEqual([[null, false, true, true, true], 3])
    expect(await remembered(other, ask)).toBe(false)
  })

  it('is shown with the command that gives it only while it is not there', () => {
    expect([true, false, null].map((answer) => rightLine('reset', answer, 'command'))).toEqual([
      { right: 'reset', state: 'yes', command: '' },
      { right: 'reset', state: 'no', command: 'command' },
      { right: 'reset', state: 'unknown', command: 'command' },
    ])
  })
})
