import { describe, expect, it } from 'vitest'
import {
  endOf,
  helpLink,
  isAlmostOver,
  isRequestCode,
  type Place,
  pageOf,
  type Run,
  roundedSeconds,
} from '../../../../renderer/own/recovery/wizard-place.ts'
import type { AttemptState } from '../../../../shared/recovery.ts'
import { attemptLife } from '../../../../shared/rules/reset-attempt.ts'

const minute = 60_000
const begun: AttemptState = { step: 'prove', methods: ['email', 'authenticator'], proved: [], endsAt: 0 }
const runIn = (state: Partial<AttemptState>, purpose: Run['purpose'] = 'reset'): Run => ({
  attempt: 'a',
  state: { ...begun, ...state },
  purpose,
  endsAt: 0,
})

describe('which page comes next', () => {
  it('is the list of methods after the user name, and the code of the chosen one', () => {
    expect(pageOf('methods', runIn({}), null)).toBe('methods')
    expect(pageOf('code', runIn({}), 'email')).toBe('code')
  })

  it('is the list again once a method is proved and another is needed, also for somebody who goes back to its code', () => {
    const half = runIn({ methods: ['authenticator'], proved: ['email'] })
    expect(pageOf('code', half, 'email')).toBe('methods')
    expect(pageOf('methods', half, 'email')).toBe('methods')
    expect(pageOf('code', half, 'authenticator')).toBe('code')
  })

  it.each(['methods', 'code'] as const)(
    'is the new password once everything is proved, whether they stand at %s',
    (at) => {
      const proved = { step: 'choosePassword', proved: ['email'], methods: ['authenticator'] } as const
      expect(pageOf(at, runIn(proved), 'authenticator')).toBe('password')
      expect(pageOf(at, runIn(proved, 'unlock'), 'authenticator')).toBe('unlock')
    },
  )

  it.each(['methods', 'code'] as const)('is the first page where %s is gone back to without a run', (at) => {
    expect(pageOf(at, null, 'email')).toBe('start')
  })

  it.each(['start', 'help', 'helpAsked', 'check', 'done', 'unlocked', 'gone'] as const satisfies readonly Place[])(
    'is %s wherever a run stands',
    (place) => {
      for (const run of [null, runIn({}), runIn({ step: 'choosePassword' })]) {
        expect(pageOf(place, run, 'email')).toBe(place)
      }
    },
  )
})

describe('the clock', () => {
  it('counts down the whole time from a start on this device, whatever its clock says', () => {
    for (const skew of [-3_600_000, 0, 3_600_000]) {
      expect(endOf(1_000_000 + attemptLife + skew, 1_000_000, true)).toBe(1_000_000 + attemptLife)
    }
  })

  it('counts down what is left of a run that was started elsewhere, unless the device’s clock makes that impossible', () => {
    expect(endOf(5 * minute, 0, false)).toBe(5 * minute)
    expect(endOf(60 * minute, 0, false)).toBe(attemptLife)
    expect(endOf(-minute, 0, false)).toBe(attemptLife)
  })

  it('shows whole minutes, then tens of seconds, never too few, and warns in the last two minutes', () => {
    expect([15 * minute, 14 * minute + 1, 2 * minute, 61_000, 1, 0, -5].map((left) => roundedSeconds(left, 0))).toEqual(
      [900, 900, 120, 70, 10, 0, 0],
    )
    expect(isAlmostOver(2 * minute + 1, 0)).toBe(false)
    expect(isAlmostOver(2 * minute, 0)).toBe(true)
  })
})

describe('where help leads', () => {
  it('is a mail or an encrypted page, and no link for anything else', () => {
    expect(helpLink('desk@nordwind.test')).toBe('mailto:desk@nordwind.test')
    expect(helpLink('https://help.nordwind.test/a?b=c')).toBe('https://help.nordwind.test/a?b=c')
    for (const none of ['', 'http://help.nordwind.test', 'javascript:alert(1)', 'a@b?body=x', 'Room 4']) {
      expect(helpLink(none)).toBeNull()
    }
  })
})

describe('the code of a request', () => {
  it('may be typed with or without hyphens and capitals', () => {
    for (const typed of ['AB12-CD34-EF56', ' ab12 cd34 ef56 ', 'AB12CD34EF56']) expect(isRequestCode(typed)).toBe(true)
    for (const typed of ['', '1234', 'AB12-CD34-EF5', 'AB12-CD34-EF567', 'AB12-CD34-EF5!']) {
      expect(isRequestCode(typed)).toBe(false)
    }
  })
})
