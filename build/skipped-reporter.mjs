/** A Vitest reporter that says why each skipped test was skipped: the reporters that count leave it out. Vitest loads it by its default export. */
export default function createSkippedReporter() {
  return {
    onTestRunEnd(modules) {
      for (const module of modules) {
        for (const test of module.children.allTests('skipped')) {
          const note = test.result().note
          process.stdout.write(`skipped: ${test.fullName}${note ? `: ${note}` : ''}\n`)
        }
      }
    },
  }
}
