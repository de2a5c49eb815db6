import { useEffect, useLayoutEffect, useRef } from 'react'
import {
  type DefaultValues,
  type FieldErrors,
  type FieldPath,
  type FieldValues,
  type Resolver,
  type UseFormReturn,
  useForm,
  useWatch,
} from 'react-hook-form'
import { isSame, rebase } from '../../shared/rules/rebase.ts'
import { isSameTyped, toSections } from './draft.ts'

/** The paths of the fields that must be corrected, each with the name of the fault; the fields put it into words. */
export type Faults<T extends FieldValues> = { readonly [P in FieldPath<T>]?: string }

export type Draft<T extends FieldValues> = {
  /** The form of the library; each field is bound to it by its path. */
  readonly form: UseFormReturn<T>
  /** What the fields hold now. */
  readonly typed: T
  /** True if there is something to save; spaces around a text do not count. */
  readonly isChanged: boolean
  /** Fills in all values as if they had been typed, for example from a file. */
  readonly fill: (values: T) => void
  /** Drops what was typed, once it is saved or waits for a second admin. */
  readonly discard: () => void
}

function resolverOf<T extends FieldValues>(faultsOf: (typed: T) => Faults<T>): Resolver<T> {
  return (typed) => {
    const faults = Object.entries(faultsOf(typed)).map(([path, fault]) => [path, { type: fault }] as const)
    if (faults.length === 0) return { values: typed, errors: {} }
    // The library's errors are nested like the values, so that these are nested too.
    return { values: {}, errors: toSections(faults) as FieldErrors<T> }
  }
}

/**
 * Typed values over stored ones. What was typed stays while another tab is shown and while other people save; it is dropped once it is saved
 * or waits for a second admin. `faultsOf` checks all values after each change, because one field can make another wrong; a form that shows no
 * faults before Save has none. `over` merges values that can't be merged one by one, such as sets.
 */
export function useDraft<T extends FieldValues>(
  stored: T,
  faultsOf?: (typed: T) => Faults<T>,
  over: (typed: T, before: T, after: T) => T = rebase,
): Draft<T> {
  const form = useForm<T>({
    // The library accepts fewer values, but all are given here.
    defaultValues: stored as DefaultValues<T>,
    resolver: faultsOf && resolverOf(faultsOf),
    shouldFocusError: false,
  })
  const { control, getValues, reset, trigger } = form
  // Copied, because the library changes its values in place, and rendered values must not change.
  const typed = useWatch({ control, compute: (values: T) => structuredClone(values) })
  const known = useRef(stored)
  // Runs before the browser paints, so that the earlier values are never visible.
  useLayoutEffect(() => {
    if (isSame(known.current, stored)) return
    const next = over(getValues(), known.current, stored)
    known.current = stored
    reset(next)
    reset(stored, { keepValues: true })
  }, [stored, over, getValues, reset])
  const judged = useRef<T | null>(null)
  useEffect(() => {
    if (judged.current === typed) return
    judged.current = typed
    void trigger()
  }, [typed, trigger])
  return {
    form,
    typed,
    isChanged: !isSameTyped(typed, stored),
    fill: (values) => reset(values, { keepDefaultValues: true }),
    // Called with values, because without them the library would also reset the page's own form element.
    discard: () => reset(known.current),
  }
}
