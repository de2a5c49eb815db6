import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { RequestId } from '../../shared/ids.ts'
import type { PolicyReview } from '../../shared/policies.ts'
import { type Policies, type PolicySection, policyNames } from '../../shared/rules/policy.ts'
import { api, client } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { usePlacesUnsaved } from '../base/unsaved.ts'
import { useWork } from '../base/use-action.ts'
import { useDraft } from '../base/use-draft.ts'
import { useWords } from '../base/words/words.ts'
import { draftOf, faultsByPath, faultsOf, policiesOf, wrongPaths } from './policy-draft.ts'

/** The policies to save, with the consequences; `next` is null for going back to those before the last change. */
export type Review = PolicyReview & { readonly next: Policies | null }

export type PoliciesDraft = ReturnType<typeof usePoliciesDraft>

/** The section that shows a path. */
function sectionOf(path: string): PolicySection {
  return policyNames.find((name) => path.startsWith(`${name}.`)) ?? 'expiration'
}

/** One draft over all sections. Save first shows what would change and whom it affects, then saves all sections together. */
export function usePoliciesDraft(policies: Policies, onTab: (tab: PolicySection) => void, onSaved: () => void) {
  const { t, formatNumber } = useWords()
  const queries = useQueryClient()
  const notify = useNotify()
  const withConfirmation = useConfirmation()
  const [review, setReview] = useState<Review | null>(null)
  const { error, isBusy, run } = useWork()
  const stored = useMemo(() => draftOf(policies), [policies])
  const { form, typed: draft, isChanged, fill, discard } = useDraft(stored, faultsByPath)
  usePlacesUnsaved(
    policyNames,
    policyNames.filter((name) => JSON.stringify(draft[name]) !== JSON.stringify(stored[name])),
  )
  const next = useMemo(() => policiesOf(draft), [draft])
  const faults = useMemo(() => faultsOf(draft), [draft])

  /** Reads everything again, because rules, states and times of everybody may have changed. */
  const settle = (text: string) => {
    discard()
    setReview(null)
    void queries.invalidateQueries()
    notify(text)
    onSaved()
  }
  const savedText = (text: string, request?: RequestId) =>
    request === undefined ? text : t('policies.waiting', { number: formatNumber(request) })
  const ask = () =>
    run(async () => {
      if (next === null) return onTab(sectionOf(wrongPaths(draft)[0] ?? ''))
      // Opens the section with the fault.
      if (faults.length > 0) return onTab('selfService')
      setReview({ next, ...(await client.policies.preview(next)) })
    })
  const save = (reviewed: Policies) =>
    run(async () => {
      const { request, ...now } = await withConfirmation(() => client.policies.save(reviewed))
      const key = api.policies.get.queryKey({ input: {} })
      queries.setQueryData(key, (before) => before && { ...before, policies: now, canUndo: true })
      settle(savedText(t('policies.saved'), request))
    })
  const askUndo = () => run(async () => setReview({ next: null, ...(await client.policies.previewUndo({})) }))
  const undo = () =>
    run(async () => {
      const { request, ...now } = await withConfirmation(() => client.policies.undo({}))
      const key = api.policies.get.queryKey({ input: {} })
      queries.setQueryData(key, (before) => before && { ...before, policies: now, canUndo: false })
      settle(savedText(t('policies.undone'), request))
    })
  const accept = ({ next: reviewed }: Review) => (reviewed === null ? undo() : save(reviewed))
  return {
    form,
    draft,
    fill,
    next,
    faults,
    isChanged,
    review,
    setReview,
    ask,
    askUndo,
    accept,
    error,
    isBusy,
    run,
  }
}
