import { z } from 'zod'
import { importId } from './ids.ts'
import { contactPreview } from './imports.ts'
import { operation } from './operation.ts'

const one = z.strictObject({ importId })

/** Contact information for people who are there already, from a file: checked whole first, then written all at once or not at all. */
export const contactFileContract = {
  startContacts: operation(
    { access: 'admin', permission: 'users.change' },
    z.strictObject({ fileName: z.string().max(500), size: z.number().int().min(0) }),
    z.strictObject({ importId, chunkBytes: z.number().int() }),
  ),
  uploadContacts: operation(
    { access: 'admin', permission: 'users.change' },
    z.strictObject({ importId, index: z.number().int().min(0), bytes: z.base64().max(1_000_000) }),
    z.strictObject({ receivedBytes: z.number().int() }),
  ),
  previewContacts: operation({ access: 'admin', permission: 'users.change' }, one, contactPreview),
  /** Asks for the own password: whoever says where codes are sent decides who can reset the passwords. */
  importContacts: operation(
    { access: 'admin', permission: 'users.change', audit: ['Import contact information.'], mustConfirm: true },
    one,
    z.strictObject({ changed: z.number().int() }),
  ),
  cancelContacts: operation({ access: 'admin', permission: 'users.change' }, one, z.strictObject({})),
}
