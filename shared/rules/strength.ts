/** How many characters of a password are estimated: more would take seconds, and the estimate of so many already tells enough. */
export const estimatedLength = 64
