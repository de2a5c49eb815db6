/** An answer that nobody else had to say yes to. */
export function withoutApproval<T extends { readonly outcome: string }>(
  answer: T,
): Exclude<T, { readonly outcome: 'waiting' }> {
  if (answer.outcome === 'waiting') throw new Error('It waits for a second admin.')
  return answer as Exclude<T, { readonly outcome: 'waiting' }>
}
