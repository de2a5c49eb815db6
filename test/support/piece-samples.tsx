import { Body1, Button, Field, Input } from '@fluentui/react-components'
import { StrictMode, useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { Providers } from '../../renderer/base/providers.tsx'
import { Arriving, useArrival } from '../../renderer/ui/arriving.tsx'
import { BarPage } from '../../renderer/ui/bar-page.tsx'
import { CodeField } from '../../renderer/ui/code-field.tsx'
import { DangerButton } from '../../renderer/ui/danger-button.tsx'
import { DataTable } from '../../renderer/ui/data-table.tsx'
import { EmptyState } from '../../renderer/ui/empty-state.tsx'
import { ErrorBar } from '../../renderer/ui/error-bar.tsx'
import { Form, FormActions } from '../../renderer/ui/form.tsx'
import { LanguageField } from '../../renderer/ui/language-field.tsx'
import { MaybeButton } from '../../renderer/ui/maybe-button.tsx'
import { PageHeader } from '../../renderer/ui/page-header.tsx'
import { Pager } from '../../renderer/ui/pager.tsx'
import { Panel } from '../../renderer/ui/panel.tsx'
import { PasswordField } from '../../renderer/ui/password-field.tsx'
import { PlainPage } from '../../renderer/ui/plain-page.tsx'
import { ProductName } from '../../renderer/ui/product-name.tsx'
import { ReadOnlyBar } from '../../renderer/ui/read-only-bar.tsx'
import { RemovePanel } from '../../renderer/ui/remove-panel.tsx'
import { ShownCode } from '../../renderer/ui/shown-code.tsx'
import { Titled } from '../../renderer/ui/titled.tsx'
import { RefusedPage } from '../../renderer/ui/trouble-page.tsx'

// One sample of each small piece, which `draw-pieces.ts` takes the pictures of for renderer/ui/README.md.

const nothing = () => {}
const people = [
  { name: 'Anna Berg', department: 'Sales', groups: '3' },
  { name: 'Jens Dahl', department: 'Warehouse', groups: '1' },
]
const columns = (['name', 'department', 'groups'] as const).map((key) => ({
  key,
  title: key === 'name' ? 'Name' : key === 'department' ? 'Department' : 'Groups',
  cell: (person: (typeof people)[number]) => person[key],
}))

function Table({ rows }: { readonly rows: typeof people | undefined }) {
  return (
    <DataTable
      label="People"
      columns={columns}
      rows={rows}
      keyOf={({ name }) => name}
      isLoading
      pager={{ label: 'Pages', offset: 0, limit: 2, total: 7, onTurn: nothing }}
    />
  )
}

function Awaited() {
  useArrival(true)
  return null
}

function Code() {
  const input = useRef<HTMLInputElement>(null)
  return <CodeField label="Code of your app" value="482 913" kind="digits" inputRef={input} onChange={nothing} />
}

/** By the name of the file of each piece. */
const samples = {
  'bar-page': () => (
    <BarPage organisation="Nordwind">
      <Body1>What the page says</Body1>
    </BarPage>
  ),
  'code-field': () => <Code />,
  'danger-button': () => (
    <DangerButton isBusy={false} onClick={nothing}>
      Delete user
    </DangerButton>
  ),
  arriving: () => (
    <Arriving parts={2}>
      <Awaited />
    </Arriving>
  ),
  'data-table': () => <Table rows={people} />,
  'data-table-loading': () => <Table rows={undefined} />,
  'empty-state': () => (
    <EmptyState
      title="No groups yet"
      text="Roles and policies can be limited to groups."
      action={<Button>New group</Button>}
    />
  ),
  'error-bar': () => <ErrorBar error={new Error('unknown')} />,
  form: () => (
    <Form onSubmit={nothing}>
      <Field label="Organisation">
        <Input defaultValue="Nordwind" />
      </Field>
      <FormActions>
        <Button type="submit" appearance="primary">
          Save
        </Button>
      </FormActions>
    </Form>
  ),
  'language-field': () => (
    <LanguageField
      label="Language"
      hint="Of mails and slips."
      none="As the organisation"
      value="da"
      onChange={nothing}
    />
  ),
  'maybe-button': () => (
    <MaybeButton label="Remove" whyNot="This needs the role Global Administrator." onClick={nothing} />
  ),
  'page-header': () => (
    <PageHeader title="Groups">
      <div>
        <Button appearance="primary">New group</Button>
      </div>
    </PageHeader>
  ),
  pager: () => <Pager label="Pages" offset={50} limit={50} total={321} onTurn={nothing} />,
  panel: () => (
    <Panel isOpen title="New group" size="small" onClose={nothing} footer={<Button appearance="primary">Save</Button>}>
      <Field label="Name">
        <Input />
      </Field>
    </Panel>
  ),
  'password-field': () => (
    <PasswordField label="Current password" value="Havnegade-7" autoComplete="off" onChange={nothing} />
  ),
  'plain-page': () => (
    <PlainPage title="Sign in" organisation="Nordwind">
      <Body1>What has to be done first</Body1>
    </PlainPage>
  ),
  'product-name': () => <ProductName organisation="Nordwind" />,
  'read-only-bar': () => <ReadOnlyBar why="Only a Global Administrator can change this." />,
  'remove-panel': () => (
    <RemovePanel
      title="Remove the app"
      text="The next sign-in asks for the password alone."
      remove={async () => {}}
      onRemoved={nothing}
      onSettled={nothing}
      onClose={nothing}
    />
  ),
  'shown-code': () => (
    <ShownCode
      label="Code"
      code="K7QF 29MX"
      copying={{ copy: () => Promise.resolve(), copiedFor: null, error: null }}
      spelled={() => null}
    />
  ),
  titled: () => (
    <Titled level={2} title="Recent sign-ins">
      <Body1>What stands under the heading</Body1>
    </Titled>
  ),
  'trouble-page': () => <RefusedPage />,
} as const

const name = Object.keys(samples).find((one) => one === location.hash.slice(1)) as keyof typeof samples | undefined
const root = document.getElementById('root')
if (root !== null && name !== undefined) {
  const Sample = samples[name]
  createRoot(root).render(
    <StrictMode>
      <Providers language="en">
        <div id="sample" style={{ padding: 16 }}>
          <Sample />
        </div>
      </Providers>
    </StrictMode>,
  )
}
