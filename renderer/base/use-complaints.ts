import { useState } from 'react'
import { isSame } from '../../shared/rules/rebase.ts'

/** The faults that were found when somebody tried to save, and what each field held then. */
export type Complaints<F extends object> = {
  readonly faults: F
  readonly held: Readonly<Record<string, unknown>>
}

/** Complaints about what the fields hold now. */
export function complaintsAbout<F extends object>(faults: F, read: (field: keyof F) => unknown): Complaints<F> {
  const fields = Object.keys(faults) as (keyof F & string)[]
  return { faults, held: Object.fromEntries(fields.map((field) => [field, read(field)])) }
}

/** The complaints whose field still holds what was complained about. */
export function standing<F extends object>({ faults, held }: Complaints<F>, read: (field: keyof F) => unknown): F {
  const left = Object.entries(faults).filter(([field]) => isSame(held[field], read(field as keyof F)))
  return Object.fromEntries(left) as F
}

/** The complaints that are still true, because changing one field may correct another. */
export function stillTrue<F extends object>(complaints: F, found: F): F {
  const left = Object.entries(found).filter(([field, fault]) => field in complaints && fault !== undefined)
  return Object.fromEntries(left) as F
}

/**
 * The complaints that the fields of a form show after somebody tried to save; the form itself or the service finds them. A complaint
 * disappears when its field is changed, because only the next try can tell whether the new value is good. Fields that are checked while
 * somebody types do not need this.
 */
export function useComplaints<F extends object>(
  read: (field: keyof F) => unknown,
): readonly [faults: F, complain: (faults: F) => void] {
  const [complaints, setComplaints] = useState<Complaints<F>>({ faults: {} as F, held: {} })
  return [standing(complaints, read), (faults) => setComplaints(complaintsAbout(faults, read))]
}
