import type { TemplateName, TemplateText } from '../../../shared/rules/mail-template.ts'

/** The mails as shipped, in Swedish. */
export const swedishTemplates: Readonly<Record<TemplateName, TemplateText>> = {
  verificationCode: {
    subject: '{{organisation}}: verifieringskod för ditt konto',
    body: `Hej {{name}},

Din verifieringskod är {{code}}. Den gäller i {{minutes}}.

Om du inte har bett om en kod kan du bortse från det här mejlet: utan koden kommer ingen vidare. Ge den aldrig till någon annan, inte heller till din administratör.

{{organisation}}`,
  },
  passwordWasReset: {
    subject: '{{organisation}}: ditt lösenord har återställts',
    body: `Hej {{name}},

Lösenordet för {{username}} återställdes den {{time}}.

Du får det nya lösenordet av din administratör. Det skickas aldrig med e-post. Om du inte väntade dig det här ska du genast kontakta din administratör.

{{organisation}}`,
  },
  passwordChanged: {
    subject: '{{organisation}}: ditt lösenord har ändrats',
    body: `Hej {{name}},

Lösenordet för {{username}} ändrades den {{time}}.

Om det var du behöver du inte göra något. Annars ska du genast kontakta din administratör.

{{organisation}}`,
  },
  methodsChanged: {
    subject: '{{organisation}}: din säkerhetsinformation har ändrats',
    body: `Hej {{name}},

Säkerhetsinformationen för {{username}} ändrades den {{time}}: {{change}}.

Om det var du behöver du inte göra något. Annars ska du genast kontakta din administratör.

{{organisation}}`,
  },
  adminNotice: {
    subject: '{{organisation}}: en administratörs lösenord har återställts',
    body: `Hej {{name}},

Lösenordet för administratören {{person}} återställdes den {{time}} av {{by}}.

Om det inte var planerat ska du genast titta i granskningsloggen i Keydesk.

{{organisation}}`,
  },
  helpRequest: {
    subject: '{{organisation}}: {{person}} kan inte logga in',
    body: `Hej {{name}},

{{person}} bad om hjälp med att logga in den {{time}}:

{{message}}

Kontrollera att det verkligen är rätt person innan du återställer ett lösenord, till exempel genom att ringa ett nummer som du känner till. Begäran väntar under Begäranden i Keydesk.

{{organisation}}`,
  },
  requestAnswered: {
    subject: '{{organisation}}: svar på din begäran',
    body: `Hej {{name}},

Du bad om hjälp med att logga in. Här är svaret:

{{answer}}

{{organisation}}`,
  },
  testMail: {
    subject: '{{organisation}}: testmejl',
    body: `Hej,

{{name}} skickade det här mejlet den {{time}} för att se om Keydesk kan skicka e-post. Det går bra.

{{organisation}}`,
  },
  resetLink: {
    subject: '{{organisation}}: välj ett nytt lösenord',
    body: `Hej {{name}},

{{by}} har skickat den här länken till dig så att du kan välja ett nytt lösenord för {{username}}:

{{link}}

Den gäller en gång, till den {{time}}, på kontorets nätverk. Ditt gamla lösenord gäller tills du har valt ett nytt.

Om du inte har bett om länken ska du inte använda den. Kontakta i stället din administratör. Skicka inte mejlet vidare: den som har länken kan välja ditt lösenord.

{{organisation}}`,
  },
  reminder: {
    subject: '{{organisation}}: ditt lösenord går ut om {{days}}',
    body: `Hej {{name}},

Lösenordet för {{username}} går ut om {{days}}, den {{date}}.

Logga in och välj ett nytt innan dess.

{{organisation}}`,
  },
}
