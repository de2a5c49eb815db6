/** The answer of an operation that needed no second admin's approval; throws for one that waits. */
export function withoutApproval<T extends { readonly outcome: string }>(
  answer: T,
): Exclude<T, { readonly outcome: 'waiting' }> {
  if (answer.outcome === 'waiting') throw new Error('It waits for a second admin.')
  return answer as Exclude<T, { readonly outcome: 'waiting' }>
}
