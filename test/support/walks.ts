/** Every file of test/e2e with a walk, which uses only one appearance there. */
export const walks = [
  'recovery-screens',
  'help-requests',
  'languages-and-themes',
  'further-screens',
  'phone',
  'registration',
  'registration-report',
  'self-service-policy',
]
