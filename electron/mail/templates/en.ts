import type { TemplateName, TemplateText } from '../../../shared/rules/mail-template.ts'

/** The mails as shipped, in English. */
export const englishTemplates: Readonly<Record<TemplateName, TemplateText>> = {
  verificationCode: {
    subject: '{{organisation}} account email verification code',
    body: `Hello {{name}},

Your verification code is {{code}}. It works for {{minutes}}.

If you did not ask for a code, ignore this mail: without the code nobody gets any further. Never pass it on, not even to your administrator.

{{organisation}}`,
  },
  passwordWasReset: {
    subject: '{{organisation}}: your password was reset',
    body: `Hello {{name}},

The password of {{username}} was reset on {{time}}.

Your administrator gives you the new password. It is never sent by mail. If you did not expect this, contact your administrator at once.

{{organisation}}`,
  },
  passwordChanged: {
    subject: '{{organisation}}: your password was changed',
    body: `Hello {{name}},

The password of {{username}} was changed on {{time}}.

If that was you, there is nothing to do. If not, contact your administrator at once.

{{organisation}}`,
  },
  methodsChanged: {
    subject: '{{organisation}}: your security info was changed',
    body: `Hello {{name}},

The security info of {{username}} was changed on {{time}}: {{change}}.

If that was you, there is nothing to do. If not, contact your administrator at once.

{{organisation}}`,
  },
  adminNotice: {
    subject: "{{organisation}}: an administrator's password was reset",
    body: `Hello {{name}},

The password of the administrator {{person}} was reset on {{time}} by {{by}}.

If nobody planned this, look at the audit log in Keydesk at once.

{{organisation}}`,
  },
  helpRequest: {
    subject: "{{organisation}}: {{person}} can't sign in",
    body: `Hello {{name}},

{{person}} asked for help to sign in on {{time}}:

{{message}}

Make sure that it is really them before you reset a password, for instance by calling them on a number that you know. The request waits under Requests in Keydesk.

{{organisation}}`,
  },
  requestAnswered: {
    subject: '{{organisation}}: your request was answered',
    body: `Hello {{name}},

You asked for help to sign in. The answer:

{{answer}}

{{organisation}}`,
  },
  testMail: {
    subject: '{{organisation}}: test mail',
    body: `Hello,

{{name}} sent this mail on {{time}} to see whether Keydesk can send mail. It can.

{{organisation}}`,
  },
  resetLink: {
    subject: '{{organisation}}: choose a new password',
    body: `Hello {{name}},

{{by}} has sent you this link, so that you can choose a new password for {{username}}:

{{link}}

It works once, until {{time}}, on the office network. Your old password stays as it is until you have chosen a new one.

If you did not ask for this link, don't use it. Contact your administrator instead. Don't forward this mail: whoever has the link can choose your password.

{{organisation}}`,
  },
  reminder: {
    subject: '{{organisation}}: your password expires in {{days}}',
    body: `Hello {{name}},

The password of {{username}} expires in {{days}}, on {{date}}.

Sign in and choose a new one before then.

{{organisation}}`,
  },
}
