import { readFileSync } from 'node:fs'

const none = { passed: 0, failed: 0, skipped: 0, reasons: [], failures: [] }
/** How many lines of an error are repeated at the end of a run. */
const shownLines = 12
const esc = String.fromCodePoint(27)
const colours = new RegExp(`${esc}\\[[0-9;]*m`, 'g')

/** One check that has no tests of its own, such as a type check, counted as one. */
export function countOne(isPassed, name = '') {
  const failures = isPassed ? [] : [{ name, words: '' }]
  return { ...none, passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, failures }
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
    failures: [
      ...report.testResults.flatMap((one) => failuresOf(one, broken.includes(one))),
      ...badEnd(failed, status),
    ],
  }
}

function badEnd(failed, status) {
  return failed === 0 && status !== 0 ? [{ name: 'the run as a whole', words: `it ended with ${status}` }] : []
}

function failuresOf(file, isBroken) {
  if (isBroken) return [{ name: file.name, words: opening(file.message) }]
  const failed = file.assertionResults.filter((test) => test.status === 'failed')
  return failed.map((test) => ({ name: `${file.name} › ${test.fullName}`, words: opening(test.failureMessages?.[0]) }))
}

/** The first lines of an error, without colours. */
function opening(words = '') {
  return words.replace(colours, '').split('\n').slice(0, shownLines).join('\n').trim()
}

/** What Playwright's JSON report says. */
export function countPlaywright(report, status) {
  const runs = specsOf(report.suites).flatMap((spec) => spec.tests.map((test) => ({ spec, title: spec.title, test })))
  const having = (state) => runs.filter(({ test }) => test.status === state)
  const failed = having('unexpected').length + having('flaky').length + report.errors.length
  const skipped = having('skipped')
  return {
    passed: having('expected').length,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: skipped.length,
    reasons: skipped.map(({ title, test }) => `${title} (${test.projectName})${why(test)}`),
    failures: [
      ...[...having('unexpected'), ...having('flaky')].map(({ spec, test }) => ({
        name: `${spec.file}:${spec.line} › ${spec.title}`,
        words: opening(test.results?.flatMap((result) => result.errors ?? [])[0]?.message),
      })),
      ...report.errors.map((error) => ({ name: 'outside of the tests', words: opening(error.message) })),
      ...badEnd(failed, status),
    ],
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
    return countOne(false, file)
  }
}

/** The names of what failed, each with the first lines of its error: the end of a long record is often all that is kept. */
export function whatFailed(counts) {
  const failures = counts.flatMap((one) => one.failures)
  return failures.map(({ name, words }) => `failed: ${name}\n${words.replace(/^(?=.)/gm, '    ')}\n`).join('')
}

/** The last line of a test run. */
export function summary(counts) {
  const sum = (name) => counts.reduce((total, one) => total + one[name], 0)
  const skipped = sum('skipped')
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
