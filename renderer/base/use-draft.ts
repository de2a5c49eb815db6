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

/** The places that have to be mended, each with the name of what is wrong; the fields have the words. */
export type Faults<T extends FieldValues> = { readonly [P in FieldPath<T>]?: string }

export type Draft<T extends FieldValues> = {
  /** The library's control, to which each field is bound by its path. */
  readonly form: UseFormReturn<T>
  /** What the fields hold now. */
  readonly typed: T
  /** There is something to save: spaces around a text are not. */
  readonly isChanged: boolean
  /** Everything anew as if it had been typed, such as from a file. */
  readonly fill: (values: T) => void
  /** Once it is saved, or waits for a second admin: what was typed is not to be saved here any more. */
  readonly discard: () => void
}

function resolverOf<T extends FieldValues>(faultsOf: (typed: T) => Faults<T>): Resolver<T> {
  return (typed) => {
    const faults = Object.entries(faultsOf(typed)).map(([path, fault]) => [path, { type: fault }] as const)
    if (faults.length === 0) return { values: typed, errors: {} }
    // The library's type of errors follows the sections of the values, and so do these.
    return { values: {}, errors: toSections(faults) as FieldErrors<T> }
  }
}

/**
 * What is typed over stored values. The one rule for it: it stays while another tab is looked at and while others save, and goes once it is
 * saved or waits for a second admin. `faultsOf` is asked about the whole after each change, because one field can make another wrong; a form
 * that says nothing before Save has none. `over` is for values that are not merged one by one, such as sets.
 */
export function useDraft<T extends FieldValues>(
  stored: T,
  faultsOf?: (typed: T) => Faults<T>,
  over: (typed: T, before: T, after: T) => T = rebase,
): Draft<T> {
  const form = useForm<T>({
    // All values are given, although the library accepts some of them.
    defaultValues: stored as DefaultValues<T>,
    resolver: faultsOf && resolverOf(faultsOf),
    shouldFocusError: false,
  })
  const { control, getValues, reset, trigger } = form
  // Copied, because the library changes its values in place, and values that were rendered must not change.
  const typed = useWatch({ control, compute: (values: T) => structuredClone(values) })
  const known = useRef(stored)
  // Runs before painting, so that the earlier values are not seen.
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
    // With its values by name: without them the library would reset the page's own form element as well.
    discard: () => reset(known.current),
  }
}
