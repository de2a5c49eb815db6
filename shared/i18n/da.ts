import { type LanguageFacts, listed, named, symbolOrder } from './language-facts.ts'

const headings: LanguageFacts['headings'] = {
  username: 'Brugernavn',
  firstName: 'Fornavn',
  lastName: 'Efternavn',
  displayName: 'Vist navn',
  jobTitle: 'Stilling',
  department: 'Afdeling',
  officeNumber: 'Kontornummer',
  officePhone: 'Arbejdstelefon',
  mobilePhone: 'Mobiltelefon',
  fax: 'Fax',
  alternateEmail: 'Alternativ mailadresse',
  address: 'Adresse',
  city: 'By',
  state: 'Stat eller provins',
  postalCode: 'Postnummer',
  country: 'Land eller område',
}

const otherHeadings: LanguageFacts['otherHeadings'] = {
  username: [
    ...['Logonnavn', 'Loginnavn', 'Brugerens hovednavn', 'Brugerhovednavn'],
    ...['Mailadresse', 'E-mailadresse', 'E-postadresse', 'E-post'],
  ],
  displayName: ['Visningsnavn', 'Fulde navn', 'Navn'],
  jobTitle: ['Titel', 'Jobtitel', 'Stillingsbetegnelse'],
  officeNumber: ['Kontor', 'Kontorlokale'],
  officePhone: ['Kontortelefon', 'Telefon', 'Telefonnummer'],
  mobilePhone: ['Mobil', 'Mobilnummer'],
  fax: ['Faxnummer', 'Telefax'],
  alternateEmail: ['Alternativ mail', 'Alternativ e-mail', 'Alternativ e-mailadresse', 'Alternativ e-postadresse'],
  address: ['Gade', 'Gadeadresse', 'Vejadresse'],
  city: ['Bynavn'],
  state: ['Stat', 'Provins', 'Region'],
  postalCode: ['Postnr'],
  country: ['Land', 'Land/område'],
  language: ['Sprog', 'Foretrukket sprog'],
  isBlocked: [
    'Bloker legitimationsoplysninger',
    'Bloker login',
    'Bloker logon',
    'Login blokeret',
    'Logon blokeret',
    'Blokeret',
    'Spærret',
    'Deaktiveret',
    'Inaktiv',
    'Lukket',
  ],
  isEnabled: ['Loginstatus', 'Logonstatus', 'Login tilladt', 'Kontostatus', 'Aktiveret', 'Aktiv', 'Status'],
}

const spelling: LanguageFacts['spelling'] = {
  letters: {
    ...named(
      'abcdefghijklmnopqrstuvwxyzæøå',
      'Anna|Bernhard|Cecilie|David|Erik|Frederik|Georg|Hans|Ida|Johan|Karen|Ludvig|Mari|Nikolaj|Odin|Peter|Quintus|Rasmus|Søren|Theodor|Ulla|Viggo|William|Xerxes|Yrsa|Zackarias|Ægir|Øresund|Åse',
    ),
    ...named('äö', 'A med to prikker|O med to prikker'),
  },
  digits: 'nul|en|to|tre|fire|fem|seks|syv|otte|ni'.split('|'),
  symbols: named(
    symbolOrder,
    'mellemrum|udråbstegn|anførselstegn|havelåge|dollartegn|procenttegn|og-tegn|apostrof|startparentes|slutparentes|stjerne|plustegn|komma|bindestreg|punktum|skråstreg|kolon|semikolon|mindre end|lighedstegn|større end|spørgsmålstegn|snabel-a|kantet startparentes|omvendt skråstreg|kantet slutparentes|hat|understregning|accent grave|krøllet startparentes|lodret streg|krøllet slutparentes|tilde',
  ),
  capital: 'stort',
  character: 'tegnet',
}

// What Danes choose for passwords: words about themselves, the calendar, places, clubs, names and favourite things.
const terms = [
  // Words about passwords themselves
  ...listed(`
    adgangskode adgang adgangsord kodeord kodeordet kode koden hemmelig hemmelighed hemmeligt password løsen
    velkommen velkomst skiftmig skift nykode nytkodeord midlertidig bruger brugernavn administrator gæst test tester
    prøve logind nøgle nøgleord sikker sikkerhed computer skærm tastatur firma virksomhed kontor arbejde afdeling
    kollega medarbejder chef direktør support service`),

  // The calendar
  ...listed(`
    januar februar marts april juni juli august september oktober november december mandag tirsdag onsdag torsdag
    fredag lørdag søndag forår sommer efterår vinter sommerferie vinterferie efterårsferie ferie weekend påske
    påskeferie pinse julen juleaften juleferie julemand julemanden nytår nytårsaften fastelavn sankthans fødselsdag
    morgen aften idag imorgen maj jul`),

  // Affection and family
  ...listed(`
    jegelskerdig elskerdig elsker elskede elskling kærlighed kærlig kærester kæreste skat skatter skatten skattemus
    søde sødeste sødmus lillemus basse mormor morfar farmor farfar søster bror børn børnene datter familie familien
    veninde venner hjerte hjerter prinsesse prins dronning konge engel solskin sommerfugl regnbue smuk lykke lykkelig
    glad livet drøm drømme`),

  // Animals, nature, food, colours
  ...listed(`
    hund hunden hunde hvalp katten killing missekat hest heste hesten pony kanin kaniner marsvin fugl svane løve
    elefant abekat bjørn ulven drage dragen pingvin delfin edderkop blomst blomster rose roser tulipan solsikke
    skoven strand stranden havet himmel stjerne stjerner måne solen solskinsdag regnvejr snevejr kaffe kage kager
    chokolade lakrids slik jordbær hindbær banan æble pølse pølser rugbrød smørrebrød frikadelle leverpostej øllet
    tuborg carlsberg grøn rødgrød sort hvid lilla orange guld sølv`),

  // Sport and clubs
  ...listed(`
    fodbold håndbold badminton cykling cykel svømning ridning gymnastik ishockey spejder landshold landsholdet danmark
    rødehvide drengene mester mesteren brøndby brøndbyif fckøbenhavn fckbh københavn fcmidtjylland fcnordsjælland
    midtjylland nordsjælland aalborg aabif randersfc viborgff silkeborgif lyngby lyngbybk esbjergfb vejlebk odensebk
    agf fck agfaarhus hvidovre horsens næstved sønderjyske laudrup schmeichel eriksen bendtner tomasson ob aab fcm fcn
    achorsens`),

  // Towns, regions and islands
  ...listed(`
    dansk danske dansker aarhus odense esbjerg randers kolding vejle roskilde helsingør silkeborg fredericia viborg
    køge holstebro taastrup slagelse hillerød sønderborg svendborg herning hjørring frederikshavn nørresundby ringsted
    haderslev skive ølstykke birkerød farum skanderborg nyborg nykøbing kalundborg middelfart lillerød aabenraa korsør
    varde ikast dragør grenaa thisted frederikssund holbæk frederiksberg amager østerbro nørrebro vesterbro
    christianshavn valby vanløse brønshøj glostrup ballerup gentofte hellerup rødovre jylland sjælland lolland falster
    bornholm samsø langeland læsø fanø anholt skagen blåvand legoland tivoli christiania dannebrog grønland færøerne
    hørsholm stenløse smørum solrød rønne brønderslev værløse frederiksværk hedehusene odder haslev vojens hørning
    hedensted helsinge hadsten bjerringbro struer jyllinge lystrup humlebæk ringkøbing hobro støvring vordingborg
    assens faaborg tønder ribe billund lemvig ebeltoft maribo nakskov sorø galten skjern løgstør hammel fredensborg
    bogense vejen brande grindsted bramming hirtshals rudkøbing faxe albertslund ishøj herlev søborg virum holte
    allerød charlottenlund klampenborg kastrup`),

  // First names
  ...listed(`
    anders andreas asger asmus bent birgit birgitte bjarne britt carina carl carsten casper camilla cecilie charlotte
    christian christina claus dennis dorte dorthe emil erik esben flemming frederik freja frida gitte hanne hans
    heidi helle henrik henriette inge inger jacob jakob jens jeppe jesper johanne johannes jonas jørgen josefine
    julie karen karin karl kasper katrine kenneth kirsten kirstine klaus knud kristian kristina kristine kurt lars
    lasse laura lene liam line lise lisbeth lone lotte louise mads magnus maja malene malou marianne marie martin
    mathias mathilde mette michael mikkel mikael mogens morten nanna niels nikolaj oliver olivia oskar pernille peter
    poul preben rasmus rikke sanne signe simon sofie søren stine susanne svend tanja thomas thor tina tine tobias
    torben trine troels ulla ulrik valdemar victor viggo vibeke viktor villads william`),

  // Other favourites
  ...listed(`
    dinmor dinfar fuckdig kraftedeme satan helvede lort lorte pikhoved røvhul kælling idiot fjolle fjols sommerhus
    sommerhuset huset hytten båden bilen traktor lastbil motorcykel knallert skole skolen gymnasiet fritid festival
    roskildefestival rockstar vikingen viking holger holgerdanske havfrue havfruen nisse nissen pippi bamse bamsen
    kylling andersand fætterhøjben olsenbanden matador klovn skildpadde lego legoklods hejsa hejhej hejmeddig farvel
    mange tusindtak hundrede penge million rigdom lykketal`),
]

/** The facts of Danish that the screens and the main process need. */
export const danish: LanguageFacts = {
  ownName: 'Dansk',
  locale: 'da-DK',
  separator: ';',
  callingCode: '+45',
  order: { afterZ: 'æøå', like: ' ä:æ ö:ø ő:ø ü:y ű:y þ:th', isUpperFirst: true, isAaLetter: true },
  sequences: ['abcdefghijklmnopqrstuvwxyzæøå', 'qwertyuiopå', 'asdfghjklæø', 'zxcvbnm'],
  headings,
  otherHeadings,
  answers: {
    yes: ['ja', 'j', 'sand'],
    no: ['nej', 'falsk'],
    allowed: ['tilladt', 'login tilladt', 'logon tilladt', 'aktiv', 'aktiveret', 'ikke blokeret'],
    blocked: [
      ...['blokeret', 'login blokeret', 'logon blokeret', 'spærret', 'lukket', 'inaktiv', 'deaktiveret', 'slettet'],
      ...['ikke tilladt', 'ikke aktiv', 'ikke aktiveret'],
    ],
  },
  spelling,
  terms,
}
