import type { ContactField } from '../../../shared/users.ts'

/** Where inetOrgPerson (RFC 2798) and its parents keep contact information; the first attribute that has a value counts. */
export const inetOrgPerson: Readonly<Record<ContactField, readonly string[]>> = {
  firstName: ['givenName'],
  lastName: ['sn'],
  jobTitle: ['title'],
  department: ['departmentNumber', 'ou'],
  officeNumber: ['physicalDeliveryOfficeName', 'roomNumber'],
  officePhone: ['telephoneNumber'],
  mobilePhone: ['mobile'],
  fax: ['facsimileTelephoneNumber'],
  alternateEmail: ['mail'],
  address: ['street', 'postalAddress'],
  city: ['l'],
  state: ['st'],
  postalCode: ['postalCode'],
  country: ['c', 'co'],
}

/** Where Active Directory's user class keeps the same. */
export const activeDirectoryUser: Readonly<Record<ContactField, readonly string[]>> = {
  firstName: ['givenName'],
  lastName: ['sn'],
  jobTitle: ['title'],
  department: ['department'],
  officeNumber: ['physicalDeliveryOfficeName'],
  officePhone: ['telephoneNumber'],
  mobilePhone: ['mobile'],
  fax: ['facsimileTelephoneNumber'],
  alternateEmail: ['mail'],
  address: ['streetAddress'],
  city: ['l'],
  state: ['st'],
  postalCode: ['postalCode'],
  country: ['co', 'c'],
}

/** The attributes to ask for, each once. */
export const attributesOf = (map: Readonly<Record<ContactField, readonly string[]>>): readonly string[] => [
  ...new Set(Object.values(map).flat()),
]
