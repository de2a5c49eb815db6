import { Button } from '@fluentui/react-components'
import { ArrowDownloadRegular, ArrowUploadRegular } from '@fluentui/react-icons'
import { useRef } from 'react'
import type { Policies } from '../../shared/rules/policy.ts'
import { client } from '../base/api.ts'
import { saveFile } from '../base/save-file.ts'
import { useWords } from '../base/words/words.ts'
import { policyFileText } from './policy-file-text.ts'

/** The path of each mistake in a policy file, and what is wrong there. */
export type FileProblem = { readonly path: string; readonly problem: string }

const maximumCharacters = 1_000_000

async function readPolicyFile(file: File): Promise<{ policies: Policies | null; problems: readonly FileProblem[] }> {
  const tooLarge = { policies: null, problems: [{ path: '', problem: 'tooLarge' }] }
  // One of the characters that the service counts takes at most three bytes of UTF-8.
  if (file.size > maximumCharacters * 3) return tooLarge
  const json = policyFileText(new Uint8Array(await file.arrayBuffer()))
  if (json === null) return { policies: null, problems: [{ path: '', problem: 'encoding' }] }
  return json.length > maximumCharacters ? tooLarge : client.policies.readFile({ json })
}

export type PolicyFileButtonsProps = {
  readonly mayChange: boolean
  readonly run: (work: () => Promise<unknown>) => Promise<unknown>
  readonly onRead: (policies: Policies | null, problems: readonly FileProblem[]) => void
}

/** Exports all policies as one file, and reads such a file. What was read fills the page, and is saved like typed values. */
export function PolicyFileButtons({ mayChange, run, onRead }: PolicyFileButtonsProps) {
  const { t } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const exportFile = async () => {
    const { fileName, json } = await client.policies.exportFile({})
    saveFile(fileName, json, 'application/json')
  }
  const read = async (file: File) => {
    const { policies, problems } = await readPolicyFile(file)
    onRead(policies, problems)
  }
  return (
    <>
      <Button icon={<ArrowDownloadRegular />} onClick={() => void run(exportFile)}>
        {t('policies.export')}
      </Button>
      <Button icon={<ArrowUploadRegular />} disabled={!mayChange} onClick={() => input.current?.click()}>
        {t('policies.import')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label={t('policies.import')}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file !== undefined) void run(() => read(file))
          event.target.value = ''
        }}
      />
    </>
  )
}
