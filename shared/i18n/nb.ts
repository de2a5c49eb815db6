import { type LanguageFacts, listed, named, symbolOrder } from './language-facts.ts'

const headings: LanguageFacts['headings'] = {
  username: 'Brukernavn',
  firstName: 'Fornavn',
  lastName: 'Etternavn',
  displayName: 'Visningsnavn',
  jobTitle: 'Stilling',
  department: 'Avdeling',
  officeNumber: 'Kontornummer',
  officePhone: 'Jobbtelefon',
  mobilePhone: 'Mobiltelefon',
  fax: 'Faks',
  alternateEmail: 'Alternativ e-postadresse',
  address: 'Adresse',
  city: 'Poststed',
  state: 'Delstat eller provins',
  postalCode: 'Postnummer',
  country: 'Land eller område',
}

const otherHeadings: LanguageFacts['otherHeadings'] = {
  username: [
    ...['Påloggingsnavn', 'Brukerhovednavn', 'Hovednavn for bruker', 'Brukerens hovednavn'],
    ...['E-postadresse', 'E-post'],
  ],
  displayName: ['Fullt navn', 'Navn'],
  jobTitle: ['Tittel', 'Jobbtittel', 'Stillingstittel'],
  officeNumber: ['Kontor', 'Kontorplassering'],
  officePhone: ['Kontortelefon', 'Telefon (arbeid)', 'Telefon', 'Telefonnummer'],
  mobilePhone: ['Mobil', 'Mobilnummer'],
  fax: ['Faksnummer', 'Telefaks'],
  alternateEmail: ['Alternativ e-post'],
  address: ['Gate', 'Gateadresse', 'Postadresse'],
  city: ['By', 'Sted'],
  state: ['Delstat', 'Fylke', 'Region', 'Provins', 'Delstat/provins', 'Delstat/område'],
  postalCode: ['Postnr'],
  country: ['Land', 'Land/område', 'Land/region'],
  language: ['Språk', 'Foretrukket språk'],
  isBlocked: [
    ...['Blokker legitimasjon', 'Blokker pålogging', 'Pålogging blokkert', 'Blokkert', 'Sperret'],
    ...['Deaktivert', 'Inaktiv', 'Stengt'],
  ],
  isEnabled: ['Påloggingsstatus', 'Pålogging tillatt', 'Kontostatus', 'Aktivert', 'Aktiv', 'Status'],
}

// The letters are those of the Norwegian telephone alphabet.
const spelling: LanguageFacts['spelling'] = {
  letters: {
    ...named(
      'abcdefghijklmnopqrstuvwxyzæøå',
      'Anna|Bernhard|Cæsar|David|Edith|Fredrik|Gustav|Harald|Ivar|Johan|Karin|Ludvig|Martin|Nils|Olivia|Petter|Quintus|Rikard|Sigrid|Teodor|Ulrik|Enkelt-V|Dobbelt-V|Xerxes|Yngling|Zakarias|Ærlig|Østen|Åse',
    ),
    ...named('äö', 'A med to prikker|O med to prikker'),
  },
  digits: 'null|en|to|tre|fire|fem|seks|sju|åtte|ni'.split('|'),
  symbols: named(
    symbolOrder,
    'mellomrom|utropstegn|anførselstegn|firkanttegn|dollartegn|prosenttegn|og-tegn|apostrof|venstreparentes|høyreparentes|stjerne|plusstegn|komma|bindestrek|punktum|skråstrek|kolon|semikolon|mindre enn|likhetstegn|større enn|spørsmålstegn|krøllalfa|venstre hakeparentes|omvendt skråstrek|høyre hakeparentes|cirkumfleks|understrek|gravaksent|venstre klammeparentes|loddrett strek|høyre klammeparentes|tilde',
  ),
  capital: 'stor',
  character: 'tegnet',
}

// What Norwegians choose for passwords: words about themselves, the calendar, places, clubs, names and favourite things.
const terms = [
  // Words about passwords themselves
  ...listed(`
    passord passordet passordmitt mittpassord kodeord kode koden hemmelig hemmelighet hemmeligheten password velkommen
    velkomst byttmeg byttpassord nyttpassord midlertidig bruker brukernavn brukeren administrator gjest test tester
    prøve pålogging loggpå logginn nøkkel nøkkelord sikker sikkerhet datamaskin dataen skjerm tastatur firma firmaet
    bedrift bedriften kontor kontoret arbeid jobben avdeling kollega ansatt sjef sjefen direktør brukerstøtte support
    kommune kommunen`),

  // The calendar
  ...listed(`
    januar februar mars april juni juli august september oktober november desember mandag tirsdag onsdag torsdag
    fredag lørdag søndag våren sommer sommeren høst høsten vinter vinteren sommerferie vinterferie høstferie juleferie
    påskeferie ferie helg helgen påske påsken pinse syttendemai 17mai sankthans advent jula julen julaften julenisse
    julenissen nyttår nyttårsaften bursdag bursdagen fødselsdag morgen kveld idag imorgen mai vår jul`),

  // Affection and family
  ...listed(`
    jegelskerdeg elskerdeg gladideg elsker elsket elskling kjærlighet kjærligheten kjæreste kjæresten skatten skatt
    vennen vennene bestevenn bestevenner kompis søta søteste gullet gullungen godjenta mamma pappa mormor morfar farmor
    farfar bestemor bestefar besteforeldre søster søsteren bror broren barn barna datter datteren sønn sønnen familie
    familien hjerte hjertet prinsesse prins dronning konge engel solskinn solstråle sommerfugl regnbue vakker lykke
    lykkelig glad livet drøm drømmen`),

  // Animals, nature, food, colours
  ...listed(`
    hund hunden hunder valp valpen katt katten kattunge pusekatt pusur hest hesten hester ponni kanin kaninen marsvin
    hamster fugl svane løve løven elefant apekatt bjørn bjørnen ulven reven elgen drage dragen pingvin delfin edderkopp
    blomst blomster rose roser tulipan solsikke skogen fjellet fjord fjorden stranden havet himmel himmelen stjerne
    stjerner månen solen regn snøfnugg snømann nordlys midnattssol kaffe kaffen vaffel vafler brunost kake kaker bolle
    boller lefse lutefisk pinnekjøtt sjokolade melkesjokolade lakris jordbær bringebær blåbær banan eple pølse pølser
    kjøttkaker pizza grandiosa grønn svart lilla oransje gull sølv`),

  // Sport and clubs
  ...listed(`
    fotball håndball ishockey hockey svømming ridning turn langrenn skiskyting hopprenn slalåm alpint snowboard
    orientering friidrett løping sykkel sykling tennis landslaget norge heianorge heiabrann mester mesterskap brann
    brannbergen skbrann rosenborg rosenborgbk troillongan kjernen vålerenga klanen lillestrøm kanarifugl viking
    vikingfk molde moldefk bodøglimt glimt tromsø tromsøil haugesund fkhaugesund odds oddsbk sarpsborg sarpsborg08
    stabæk strømsgodset godset drammen godsunionen hamkam kristiansund aalesund tangotrøyene startfk ikstart sandefjord
    sandnesulf bryne fredrikstad mjøndalen kongsvinger ranheim jerv stordsil larvikhk storhamar frisk frisker sparta
    solskjær haaland erlinghaaland ødegaard carew riise klæbo northug bjørgen dæhlie aamodt svindal warholm
    ingebrigtsen liverpool manchester arsenal chelsea tottenham`),

  // Towns, regions and islands
  ...listed(`
    norsk norske nordmann oslo bergen trondheim stavanger kristiansand ålesund bodø sandnes skien porsgrunn arendal
    tønsberg moss halden hamar gjøvik lillehammer kongsberg larvik horten harstad narvik steinkjer levanger namsos alta
    hammerfest kirkenes vadsø elverum hønefoss jessheim askim drøbak asker bærum sandvika lørenskog nittedal nesodden
    notodden kragerø grimstad mandal flekkefjord egersund stord voss førde florø ørsta volda sogndal odda røros oppdal
    orkanger stjørdal verdal mosjøen svolvær leknes sortland andenes finnsnes honningsvåg vardø longyearbyen svalbard
    lofoten vesterålen nordkapp finnmark troms nordland trøndelag romsdal sunnmøre nordmøre hordaland rogaland sogn
    fjordane agder telemark vestfold buskerud østfold akershus hedmark oppland innlandet viken vestlandet østlandet
    sørlandet nordnorge jotunheimen hardanger hardangervidda geiranger preikestolen trolltunga galdhøpiggen dovre
    rondane gudbrandsdal valdres hallingdal setesdal mjøsa holmenkollen frogner grünerløkka majorstua tøyen grorud
    fyllingsdalen åsane fana bryggen nidaros`),

  // First names
  ...listed(`
    adrian aksel alexander alfred amalie amanda andreas anette anita anna anne annelise anton arild arne arvid asbjørn
    aslak astrid aurora benjamin bente berit birgit bjarne bjørg bodil camilla caroline cathrine cecilie charlotte
    christian christine christoffer dagfinn dagny daniel david ebba edvard eirik elin eline elisabeth elise ella ellen
    elias else emil emilie emma erik erlend espen filip frida fredrik frode geir gerd gina grete gunn gunnar gunhild
    guri gustav halvor hanna hanne hans harald håkon håvard hedda hege heidi helene helga henning henrik hilde
    hildegunn iben inga ingeborg inger ingrid ingvild isak isabella ivar iver jakob jenny jens johan johanne johannes
    john jonas jorunn julia julie jørgen kari karianne karin karoline kasper katrine kenneth kine kirsten kjell kjersti
    kjetil knut kristian kristin kristine kristoffer kåre lars lasse leah leif leon lene linda line linnea lisbeth lise
    lucas ludvig magnus maja malin marianne marie mariann marit markus marte martin mathias mathilde merete mette
    michael mikkel mona monica morten nikolai nina nils nora odin olav oline oliver olivia oskar oscar paal peder
    petter phillip ragnar ragnhild randi rannveig rebecca reidar reidun rita roar robert roger rolf ronny rune ruth
    sander sara sebastian selma signe sigrid sigurd silje simen siri sivert snorre sofie solveig solvår stian stine
    stig storm sunniva svein sverre synne synnøve tarjei terje theodor therese thomas thor tobias tomas tommy tone
    tonje tora torbjørn tore torgeir torill torstein trine trond trude trygve tuva ulrik unni vebjørn vegard veronica
    vibeke victoria vidar vilde vilma viljar william wenche yngve øystein øyvind ådne ånund åshild`),

  // Other favourites
  ...listed(`
    morradi farradi fuckdeg faen faenda jævla jævlig helvete satan drittsekk drittunge kukhue fitte rasshøl idiot
    tulling hytta hytte hyttetur båten bilen traktor lastebil motorsykkel moped tesla volvo skole skolen ungdom russen
    russebuss russetid festival rockstar vikinger vikingen trollet trollmann karius baktus pippi kaptein sabeltann
    kapteinsabeltann askeladden flåklypa fleksnes olsenbanden jonasfjeld ahatakeonme kygo melodigrandprix hurra heihei
    hallo hadet hadetbra takkforsist tusentakk kosmegglad utpåtur påtur pengene penger million millionær lykketall`),
]

/** The facts of Norwegian Bokmål that the screens and the main process need. */
export const norwegian: LanguageFacts = {
  ownName: 'Norsk bokmål',
  locale: 'nb-NO',
  separator: ';',
  callingCode: '+47',
  order: {
    afterZ: 'æøå',
    like: ' ä:æ ę:æ ö:ø ő:ø œ:ø ü:y ű:y þ:th',
    isUpperFirst: false,
    isAaLetter: true,
  },
  sequences: ['abcdefghijklmnopqrstuvwxyzæøå', 'qwertyuiopå', 'asdfghjkløæ', 'zxcvbnm'],
  headings,
  otherHeadings,
  answers: {
    yes: ['ja', 'j', 'sann'],
    no: ['nei', 'usann'],
    allowed: ['tillatt', 'pålogging tillatt', 'aktiv', 'aktivert', 'ikke blokkert'],
    blocked: [
      ...['blokkert', 'pålogging blokkert', 'sperret', 'stengt', 'inaktiv', 'deaktivert', 'slettet'],
      ...['ikke tillatt', 'ikke aktiv', 'ikke aktivert'],
    ],
  },
  spelling,
  terms,
}
