/** How many characters of a password the estimate looks at: more take it seconds, and as many are strong or say why not. */
export const estimatedLength = 64
