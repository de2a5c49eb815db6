import { DocumentCopyRegular } from '@fluentui/react-icons'
import type { Words } from '../../base/words/words.ts'
import type { Command } from './command.ts'

/** Copies the names of people, as Ctrl+C does in the list. */
export function copyCommand(t: Words['t'], run: () => void): Command {
  return { id: 'copy', label: t('users.copy'), icon: <DocumentCopyRegular />, whyNot: null, keys: 'Ctrl+C', run }
}
