import { describe, expect, it } from 'vitest'
import { loadScript } from '../support/build-script.ts'

type Counts = {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly reasons: readonly string[]
  readonly failures: readonly { readonly name: string; readonly words: string }[]
}
type Count = (report: object, status: number) => Counts
type Report = {
  readonly countOne: (isPassed: boolean, name?: string) => Counts
  readonly skipOne: (counts: Counts, reason: string) => Counts
  readonly countVitest: Count
  readonly countPlaywright: Count
  readonly countFile: (file: string, count: Count, status: number) => Counts
  readonly whatFailed: (counts: readonly Counts[]) => string
  readonly summary: (counts: readonly Counts[]) => string
}

const report = await loadScript<Report>('test-report.mjs')
const file = (status: string, ...tests: readonly string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test, fullName: test })),
})

describe("counting Vitest's report", () => {
  it('adds up passed, failed and skipped tests', () => {
    const files = { testResults: [file('passed', 'passed', 'pending'), file('failed', 'failed', 'passed', 'todo')] }
    expect(report.countVitest(files, 1)).toMatchObject({ passed: 2, failed: 1, skipped: 2 })
  })

  it('counts a file that does not load as one failure', () => {
    expect(report.countVitest({ testResults: [file('failed')] }, 1)).toMatchObject({ passed: 0, failed: 1 })
  })

  it('counts a run that ends badly as a failure even if every test passed', () => {
    const counts = report.countVitest({ testResults: [file('passed', 'passed')] }, 1)
    expect(counts).toMatchObject({ passed: 1, failed: 1 })
    expect(report.whatFailed([counts])).toContain('the run as a whole')
  })
})

describe("counting Playwright's report", () => {
  const spec = (status: string, annotations: readonly object[] = []) => ({
    title: status,
    tests: [{ status, annotations, projectName: 'browser' }],
  })

  it('looks into nested suites and says why something was skipped', () => {
    const skipped = spec('skipped', [{ type: 'skip', description: 'no display' }])
    const suites = [{ specs: [spec('expected')], suites: [{ specs: [spec('unexpected'), skipped] }] }]
    const counts = report.countPlaywright({ suites, errors: [] }, 1)
    expect(counts).toMatchObject({ passed: 1, failed: 1, skipped: 1, reasons: ['skipped (browser): no display'] })
  })

  it('counts a flaky test and an error outside of tests as failures', () => {
    const suites = [{ specs: [spec('flaky')] }]
    expect(report.countPlaywright({ suites, errors: [{}] }, 1)).toMatchObject({ passed: 0, failed: 2 })
  })
})

describe('the last line', () => {
  it('sums everything and names skipped tests only if there are any', () => {
    const [good, bad] = [report.countOne(true), report.countOne(false)]
    expect(report.summary([good, good, bad])).toBe('2 passed, 1 failed')
    expect(report.summary([report.skipOne(good, 'no display')])).toBe('1 passed, 0 failed, 1 skipped')
  })

  it('counts a report that was never written as one failure', () => {
    expect(report.countFile('/nowhere/report.json', report.countVitest, 0)).toMatchObject({ passed: 0, failed: 1 })
  })
})

describe('what failed', () => {
  const red = String.fromCodePoint(27)
  const vitest = {
    testResults: [
      { name: 'loads.test.ts', status: 'failed', message: 'cannot load', assertionResults: [] },
      {
        name: 'sums.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'adds one' },
          { status: 'failed', fullName: 'adds two', failureMessages: [`${red}[31mexpected 4${red}[39m\nto be 5`] },
        ],
      },
    ],
  }
  const playwright = {
    suites: [
      {
        specs: [
          {
            title: 'signs in',
            file: 'sign-in.spec.ts',
            line: 7,
            tests: [{ status: 'unexpected', annotations: [], results: [{ errors: [{ message: 'no such button' }] }] }],
          },
        ],
      },
    ],
    errors: [{ message: 'no server' }],
  }

  it('is named at the end, each with its error, without colours', () => {
    const counts = [
      report.countVitest(vitest, 1),
      report.countPlaywright(playwright, 1),
      report.countOne(false, 'lint'),
    ]
    expect(report.whatFailed(counts).split('\n')).toEqual([
      'failed: loads.test.ts',
      '    cannot load',
      'failed: sums.test.ts › adds two',
      '    expected 4',
      '    to be 5',
      'failed: sign-in.spec.ts:7 › signs in',
      '    no such button',
      'failed: outside of the tests',
      '    no server',
      'failed: lint',
      '',
      '',
    ])
  })

  it('is empty where nothing failed', () => {
    expect(report.whatFailed([report.countOne(true, 'lint')])).toBe('')
  })
})
