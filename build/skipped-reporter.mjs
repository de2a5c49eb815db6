/** A Vitest reporter that says why each skipped test was skipped: the reporters that count leave it out. Vitest loads it by its default export. */
export default function createSkippedReporter() {
  return {
    onTestRunEnd(modules) {
      const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')])
      const heavy = skipped.filter((test) => test.tags.includes('long'))
      for (const test of skipped) {
        if (heavy.includes(test)) continue
        const note = test.result().note
        process.stdout.write(`skipped: ${test.fullName}${note ? `: ${note}` : ''}\n`)
      }
      if (heavy.length > 0) process.stdout.write(`skipped: ${heavy.length} heavy tests; npm run test:long runs them\n`)
    },
  }
}
