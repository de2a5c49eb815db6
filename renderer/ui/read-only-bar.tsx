import { MessageBar, MessageBarBody } from '@fluentui/react-components'

/** Why everything on a page of settings is disabled. */
export function ReadOnlyBar({ why }: { readonly why: string }) {
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>{why}</MessageBarBody>
    </MessageBar>
  )
}
