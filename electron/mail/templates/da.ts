import type { TemplateName, TemplateText } from '../../../shared/rules/mail-template.ts'

/** The mails as shipped, in Danish. */
export const danishTemplates: Readonly<Record<TemplateName, TemplateText>> = {
  verificationCode: {
    subject: '{{organisation}}: bekræftelseskode til din konto',
    body: `Hej {{name}}

Din bekræftelseskode er {{code}}. Den virker i {{minutes}}.

Hvis du ikke har bedt om en kode, kan du se bort fra denne mail: Uden koden kommer ingen videre. Giv den aldrig til andre, heller ikke til din administrator.

{{organisation}}`,
  },
  passwordWasReset: {
    subject: '{{organisation}}: din adgangskode er nulstillet',
    body: `Hej {{name}}

Adgangskoden til {{username}} blev nulstillet den {{time}}.

Du får den nye adgangskode af din administrator. Den sendes aldrig med mail. Hvis du ikke ventede det, skal du kontakte din administrator med det samme.

{{organisation}}`,
  },
  passwordChanged: {
    subject: '{{organisation}}: din adgangskode er ændret',
    body: `Hej {{name}}

Adgangskoden til {{username}} blev ændret den {{time}}.

Hvis det var dig, skal du ikke gøre noget. Hvis ikke, skal du kontakte din administrator med det samme.

{{organisation}}`,
  },
  methodsChanged: {
    subject: '{{organisation}}: dine sikkerhedsoplysninger er ændret',
    body: `Hej {{name}}

Sikkerhedsoplysningerne for {{username}} blev ændret den {{time}}: {{change}}.

Hvis det var dig, skal du ikke gøre noget. Hvis ikke, skal du kontakte din administrator med det samme.

{{organisation}}`,
  },
  adminNotice: {
    subject: '{{organisation}}: en administrators adgangskode er nulstillet',
    body: `Hej {{name}}

Adgangskoden for administratoren {{person}} blev nulstillet den {{time}} af {{by}}.

Hvis det ikke var aftalt, skal du straks se i overvågningsloggen i Keydesk.

{{organisation}}`,
  },
  helpRequest: {
    subject: '{{organisation}}: {{person}} kan ikke logge på',
    body: `Hej {{name}}

{{person}} bad om hjælp til at logge på den {{time}}:

{{message}}

Kontrollér, at det virkelig er vedkommende, før du nulstiller en adgangskode, for eksempel ved at ringe på et nummer, du kender. Anmodningen venter under Anmodninger i Keydesk.

{{organisation}}`,
  },
  requestAnswered: {
    subject: '{{organisation}}: svar på din anmodning',
    body: `Hej {{name}}

Du bad om hjælp til at logge på. Her er svaret:

{{answer}}

{{organisation}}`,
  },
  testMail: {
    subject: '{{organisation}}: testmail',
    body: `Hej

{{name}} sendte denne mail den {{time}} for at se, om Keydesk kan sende mail. Det kan den.

{{organisation}}`,
  },
  resetLink: {
    subject: '{{organisation}}: vælg en ny adgangskode',
    body: `Hej {{name}}

{{by}} har sendt dig dette link, så du kan vælge en ny adgangskode til {{username}}:

{{link}}

Det virker én gang, indtil den {{time}}, på kontorets netværk. Din gamle adgangskode gælder, indtil du har valgt en ny.

Hvis du ikke har bedt om linket, skal du ikke bruge det. Kontakt i stedet din administrator. Send ikke denne mail videre: Den, der har linket, kan vælge din adgangskode.

{{organisation}}`,
  },
  reminder: {
    subject: '{{organisation}}: din adgangskode udløber om {{days}}',
    body: `Hej {{name}}

Adgangskoden til {{username}} udløber om {{days}}, den {{date}}.

Log på, og vælg en ny inden da.

{{organisation}}`,
  },
}
