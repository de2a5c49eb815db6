import type { SessionInfo } from '../../shared/sessions.ts'
import { client } from '../base/api.ts'
import { SignInFields, type SignInFieldsProps } from '../ui/sign-in-fields.tsx'

export type SignInFormProps = Omit<SignInFieldsProps, 'signIn' | 'type'> & {
  readonly onSignedIn: (ticket: { readonly token: string; readonly session: SessionInfo }) => void
}

/** Signs in at the app. */
export function SignInForm({ onSignedIn, ...form }: SignInFormProps) {
  return <SignInFields {...form} signIn={async (typed) => onSignedIn(await client.sessions.signIn(typed))} />
}
