import { describe, expect, it, onTestFinished } from 'vitest'
import { createStrength, guessedWords } from '../../../electron/policies/strength.ts'
import { estimatedLength } from '../../../shared/rules/strength.ts'
import { ownerPassword, setUp } from '../../support/test-services.ts'

function open(words: readonly string[] = guessedWords()) {
  const strength = createStrength(() => words)
  onTestFinished(strength.close)
  return strength
}
const random = 'vT7#kq!Zp2@wLx9$'

describe('the strength estimate', () => {
  it('calls what everybody tries first very weak, and random or long passwords strong', async () => {
    const { estimate } = open()
    for (const password of ['password', '12345678', 'qwertyuiop', 'P@ssw0rd', 'Sommer1', 'aaaaaaaaaaaa'])
      expect(await estimate(password, []), password).toMatchObject({ score: expect.toSatisfy((n: number) => n <= 1) })
    for (const password of [random, 'brisk-otter-lantern-vivid-quarry'])
      expect(await estimate(password, []), password).toMatchObject({ score: 4, isCut: false })
  })

  it('knows Danish and Swedish words, which its own dictionaries do not have', { tags: 'long' }, async () => {
    const [with_, without] = [open(), open([])]
    for (const password of ['fodbold', 'abrikosdampskib', 'hemlighetsnyckel', 'gulerodsagurk']) {
      const known = await with_.estimate(password, [])
      expect(known?.guesses, password).toBeLessThanOrEqual((await without.estimate(password, []))?.guesses ?? 0)
    }
    const [known, unknown] = [
      await with_.estimate('abrikosdampskib', []),
      await without.estimate('abrikosdampskib', []),
    ]
    expect((unknown?.guesses ?? 0) / (known?.guesses ?? 1)).toBeGreaterThan(100)
  })

  it('tries the organisation and names first, whole and word by word, written in any case', async () => {
    const { estimate } = open()
    const names = ['Zyxtrup Kvægmølle A/S', 'Qvortrupsen']
    for (const password of ['Zyxtrup1', 'kvægmølle', 'qvortrupsen!']) {
      const [known, unknown] = [await estimate(password, names), await estimate(password, [])]
      expect(known?.score, password).toBeLessThan(unknown?.score ?? 0)
    }
  })

  it('looks at the first characters only, and never holds up the main thread', async () => {
    const { estimate } = open()
    await estimate('warm', [])
    const milliseconds = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000
    const [ownBefore, allBefore] = [process.threadCpuUsage(), process.cpuUsage()]
    for (const password of [
      'a'.repeat(1024),
      random.repeat(64),
      'k>UDX4@$$0l1!'.repeat(79).slice(0, 1024),
      '𝕊'.repeat(512),
    ]) {
      expect(await estimate(password, [])).toMatchObject({ isCut: true })
    }
    // The estimate runs in another thread, however slow the machine is.
    const [own, all] = [milliseconds(process.threadCpuUsage(ownBefore)), milliseconds(process.cpuUsage(allBefore))]
    expect(own).toBeLessThan(all / 2)
    const long = `${'a'.repeat(estimatedLength)}${random}`
    expect((await estimate(long, []))?.guesses).toBe((await estimate('a'.repeat(estimatedLength), []))?.guesses)
  })

  it('answers questions that come together each with its own, and nothing once it is closed', {
    tags: 'long',
  }, async () => {
    const { estimate, close } = createStrength(() => [])
    const all = await Promise.all(['password', random, 'password', random].map((password) => estimate(password, [])))
    expect(all.map((one) => one?.score)).toEqual([0, 4, 0, 4])
    const late = estimate(random, [])
    close()
    expect(await late).toBeNull()
  })

  it('is advice in the try-it field: no password is refused for it', async () => {
    const { services, owner } = await setUp()
    const own = await services.policies.tryPassword({ password: 'Nordwind1', policies: null }, owner)
    expect(own.strength?.score).toBeLessThanOrEqual(1)
    const weak = await services.policies.tryPassword({ password: 'Abrikos77', policies: null }, owner)
    expect(weak.strength?.score).toBeLessThanOrEqual(2)
    expect(weak.verdicts.every((verdict) => verdict.isKept)).toBe(true)
    await services.passwords.change({ currentPassword: ownerPassword, newPassword: 'Abrikos77' }, owner)
    const empty = await services.policies.tryPassword({ password: '', policies: null }, owner)
    expect(empty.strength).toBeNull()
    const longest = await services.policies.tryPassword({ password: random.repeat(64), policies: null }, owner)
    expect(longest.strength).toMatchObject({ score: 4, isCut: true })
  })
})
