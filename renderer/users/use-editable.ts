import { useQuery } from '@tanstack/react-query'
import { barText } from '../../shared/i18n/field-name.ts'
import type { Editable } from '../../shared/rules/directory/directory-fields.ts'
import type { UserDetails } from '../../shared/users.ts'
import { api } from '../base/api.ts'
import type { Words } from '../base/words/words.ts'
import type { FormField } from './form/user-form.ts'

/** What of somebody can be changed, as far as that is known. */
export type EditableState =
  | { readonly kind: 'everything' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'unknown'; readonly error: unknown }
  | { readonly kind: 'known'; readonly editable: Editable }

/** Asks the directory of somebody what can be changed there; nothing is asked for people of Keydesk's own, and by whoever may not edit. */
export function useEditable({ id, directory }: UserDetails, mayEdit: boolean): EditableState {
  const isAsked = directory !== null && mayEdit
  const options = api.users.editable.queryOptions({ input: { id }, enabled: isAsked, gcTime: 0 })
  const { data, error } = useQuery(options)
  if (!isAsked) return { kind: 'everything' }
  if (error !== null) return { kind: 'unknown', error }
  if (data === undefined) return { kind: 'asking' }
  return data.editable === null ? { kind: 'everything' } : { kind: 'known', editable: data.editable }
}

/** Why a field of somebody can't be changed from here; null for one that can. */
export function fieldBar(field: FormField, state: EditableState, { t }: Pick<Words, 't'>): string | null {
  if (state.kind === 'everything') return null
  if (field === 'username') return t('users.bars.username')
  if (state.kind !== 'known') return t('users.notAsked')
  const bar = state.editable.fields[field]
  return bar && barText(t, bar)
}
