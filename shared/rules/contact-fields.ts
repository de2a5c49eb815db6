/** Contact fields with Microsoft's limits in characters (Microsoft 365: add several users at the same time). */
export const contactLimits = {
  firstName: 64,
  lastName: 64,
  jobTitle: 64,
  department: 64,
  officeNumber: 128,
  officePhone: 64,
  mobilePhone: 64,
  fax: 64,
  alternateEmail: 254,
  address: 1023,
  city: 128,
  state: 128,
  postalCode: 40,
  country: 128,
} as const
/** Microsoft's limit for display names in characters. */
export const displayNameLimit = 256
export type ContactField = keyof typeof contactLimits
export const contactFields = Object.keys(contactLimits) as ContactField[]
