import { readFileSync } from 'node:fs'

const none = { passed: 0, failed: 0, skipped: 0, reasons: [] }

/** One check that has no tests of its own, such as a type check, counted as one. */
export function countOne(isPassed) {
  return { ...none, passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1 }
}

/** The counts with one more skipped, and why. */
export function skipOne(counts, reason) {
  return { ...counts, skipped: counts.skipped + 1, reasons: [...counts.reasons, reason] }
}

/** The counts of Vitest's JSON report. A file that does not load counts as one failure, and so does a run that ended badly without a failed test. */
export function countVitest(report, status) {
  const tests = report.testResults.flatMap((file) => file.assertionResults)
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed')
  const failed = tests.filter((test) => test.status === 'failed').length + broken.length
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: skipped.length,
    // The reasons are printed by build/skipped-reporter.mjs, because the JSON report does not hold them.
    reasons: [],
  }
}

/** What Playwright's JSON report says. */
export function countPlaywright(report, status) {
  const runs = specsOf(report.suites).flatMap((spec) => spec.tests.map((test) => ({ title: spec.title, test })))
  const having = (state) => runs.filter(({ test }) => test.status === state)
  const failed = having('unexpected').length + having('flaky').length + report.errors.length
  const skipped = having('skipped')
  return {
    passed: having('expected').length,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: skipped.length,
    reasons: skipped.map(({ title, test }) => `${title} (${test.projectName})${why(test)}`),
  }
}

function specsOf(suites = []) {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsOf(suite.suites)])
}

function why(test) {
  const skip = test.annotations?.find((annotation) => annotation.type === 'skip')
  return skip?.description ? `: ${skip.description}` : ''
}

/** Counts a report file; one that is missing or unreadable means that the tool itself failed. */
export function countFile(file, count, status) {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')), status)
  } catch {
    return countOne(false)
  }
}

/** The last line of a test run. */
export function summary(counts) {
  const sum = (name) => counts.reduce((total, one) => total + one[name], 0)
  const skipped = sum('skipped')
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
