import { useState } from 'react'
import { isSame } from '../../shared/rules/rebase.ts'

/** What was wrong with the fields at a try to save, and what each of them held. */
export type Complaints<F extends object> = {
  readonly faults: F
  readonly held: Readonly<Record<string, unknown>>
}

/** Complaints about what the fields hold now. */
export function complaintsAbout<F extends object>(faults: F, read: (field: keyof F) => unknown): Complaints<F> {
  const fields = Object.keys(faults) as (keyof F & string)[]
  return { faults, held: Object.fromEntries(fields.map((field) => [field, read(field)])) }
}

/** The complaints that still stand: their field holds what was complained about. */
export function standing<F extends object>({ faults, held }: Complaints<F>, read: (field: keyof F) => unknown): F {
  const left = Object.entries(faults).filter(([field]) => isSame(held[field], read(field as keyof F)))
  return Object.fromEntries(left) as F
}

/** The complaints that are found again: what is changed in one field may mend another. */
export function stillTrue<F extends object>(complaints: F, found: F): F {
  const left = Object.entries(found).filter(([field, fault]) => field in complaints && fault !== undefined)
  return Object.fromEntries(left) as F
}

/**
 * What the fields of a form are told after a try to save, by the form itself or by the service. A complaint goes when its field is changed:
 * nobody can know before the next try whether it is mended. Fields that are judged while somebody types need none of this.
 */
export function useComplaints<F extends object>(
  read: (field: keyof F) => unknown,
): readonly [faults: F, complain: (faults: F) => void] {
  const [complaints, setComplaints] = useState<Complaints<F>>({ faults: {} as F, held: {} })
  return [standing(complaints, read), (faults) => setComplaints(complaintsAbout(faults, read))]
}
