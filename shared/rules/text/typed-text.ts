import { z } from 'zod'
import { cleanText } from './look-alikes.ts'

/** Words that people type and others read, as they are stored; what nobody would see is empty. */
export const typedText = () => z.string().overwrite(cleanText)
