import { type LanguageFacts, listed, named, symbolOrder } from './language-facts.ts'

const headings: LanguageFacts['headings'] = {
  username: 'Användarnamn',
  firstName: 'Förnamn',
  lastName: 'Efternamn',
  displayName: 'Visningsnamn',
  jobTitle: 'Befattning',
  department: 'Avdelning',
  officeNumber: 'Kontorsnummer',
  officePhone: 'Arbetstelefon',
  mobilePhone: 'Mobiltelefon',
  fax: 'Fax',
  alternateEmail: 'Alternativ e-postadress',
  address: 'Adress',
  city: 'Ort',
  state: 'Delstat eller provins',
  postalCode: 'Postnummer',
  country: 'Land eller region',
}

const otherHeadings: LanguageFacts['otherHeadings'] = {
  username: [
    ...['Inloggningsnamn', 'Användarens huvudnamn', 'Användarhuvudnamn'],
    ...['E-postadress', 'Mejladress', 'E-post', 'Mejl'],
  ],
  displayName: ['Fullständigt namn', 'Namn'],
  jobTitle: ['Titel', 'Jobbtitel'],
  officeNumber: ['Kontor'],
  officePhone: ['Kontorstelefon', 'Telefon', 'Telefonnummer'],
  mobilePhone: ['Mobil', 'Mobilnummer'],
  fax: ['Faxnummer', 'Telefax'],
  alternateEmail: ['Alternativ e-post'],
  address: ['Gata', 'Gatuadress', 'Postadress'],
  city: ['Stad', 'Postort'],
  state: ['Delstat', 'Län', 'Region', 'Provins', 'Region eller provins'],
  postalCode: ['Postnr'],
  country: ['Land', 'Land/region'],
  language: ['Språk', 'Önskat språk'],
  isBlocked: [
    'Blockera autentiseringsuppgift',
    'Blockera autentiseringsuppgifter',
    'Blockera inloggning',
    'Inloggning blockerad',
    'Blockerad',
    'Spärrad',
    'Avstängd',
    'Inaktiverad',
    'Inaktiv',
  ],
  isEnabled: ['Inloggningsstatus', 'Inloggning tillåten', 'Kontostatus', 'Aktiverad', 'Aktiv', 'Status'],
}

const spelling: LanguageFacts['spelling'] = {
  letters: {
    ...named(
      'abcdefghijklmnopqrstuvwxyzåäö',
      'Adam|Bertil|Cesar|David|Erik|Filip|Gustav|Helge|Ivar|Johan|Kalle|Ludvig|Martin|Niklas|Olof|Petter|Qvintus|Rudolf|Sigurd|Tore|Urban|Viktor|Wilhelm|Xerxes|Yngve|Zäta|Åke|Ärlig|Östen',
    ),
    ...named('æø', 'danskt Ä|danskt Ö'),
  },
  digits: 'noll|ett|två|tre|fyra|fem|sex|sju|åtta|nio'.split('|'),
  symbols: named(
    symbolOrder,
    'mellanslag|utropstecken|citattecken|fyrkant|dollartecken|procenttecken|och-tecken|apostrof|vänsterparentes|högerparentes|stjärna|plustecken|komma|bindestreck|punkt|snedstreck|kolon|semikolon|mindre än|likhetstecken|större än|frågetecken|snabel-a|vänster hakparentes|omvänt snedstreck|höger hakparentes|cirkumflex|understreck|grav accent|vänster klammerparentes|lodstreck|höger klammerparentes|tilde',
  ),
  capital: 'stort',
  character: 'tecknet',
}

// What Swedes choose for passwords: words about themselves, the calendar, places, clubs, names and favourite things.
const terms = [
  // Words about passwords themselves
  ...listed(`
    lösenord lösenordet lösen losen kodord koden hemlig hemligt hemlighet password välkommen välkomna bytmig
    nyttlösenord tillfälligt tillfällig användare användarnamn administratör gäst test testa prova inloggning loggain
    nyckel nyckelord säker säkerhet dator datorn skärm tangentbord företag företaget kontor kontoret arbete jobbet
    avdelning kollega anställd chef chefen direktör support service kommun`),

  // The calendar
  ...listed(`
    januari februari mars april juni juli augusti september oktober november december måndag tisdag onsdag torsdag
    fredag lördag söndag våren sommar sommaren höst hösten vinter vintern sommarlov sportlov jullov höstlov semester
    helg helgen påsk påsklov midsommar valborg lucia advent julafton julen jultomte jultomten tomten nyår nyårsafton
    födelsedag morgon kväll idag imorgon maj vår jul`),

  // Affection and family
  ...listed(`
    jagälskardig älskardig älskar älskade älskling kärlek kärleken raring gullet gumman gubben sötnos sötis sötaste
    hjärtat hjärta mamma pappa mormor morfar farmor farfar syster brorsan bror barn barnen dotter familj familjen
    vänner kompis bästis prinsessa prins drottning kung ängel solsken solstråle fjäril regnbåge vacker lycka lycklig
    glad livet dröm drömmar`),

  // Animals, nature, food, colours
  ...listed(`
    hund hunden hundar valp katt katten kattunge kisse kissen misse häst hästar hästen hästarna ponny kanin kaniner
    hamster fågel svan lejon elefant apan björn björnen vargen drake draken pingvin delfin spindel blomma blommor
    rosor tulpan solros skogen strand stranden havet himmel himlen stjärna stjärnor månen solen regn snöflinga kaffe
    fika kanelbulle bullar kaka kakor choklad lakrits godis jordgubbe hallon banan äpple korv köttbulle köttbullar
    smörgås knäckebröd pannkaka grön svart lila orange guld silver`),

  // Sport and clubs
  ...listed(`
    fotboll innebandy handboll bandy ishockey hockey simning ridning gymnastik skidor skidåkning orientering löpning
    cykel tennis landslaget sverige trekronor blågult mästare hammarby bajen djurgården djurgårdens aik aikstockholm
    aik1891 gnaget malmöff himmelsblå ifkgöteborg blåvitt ifknorrköping elfsborg häcken helsingborg kalmarff örebrosk
    gefle halmstad sirius mjällby degerfors varberg brommapojkarna frölunda färjestad brynäs luleåhockey skellefteå
    modo leksand rögle linköping växjölakers timrå zlatan ibrahimovic ljungberg larsson forsberg lidström sundin gais
    öster hv71 mff dif`),

  // Towns, regions and islands
  ...listed(`
    svensk svenska svensson stockholm göteborg gothenburg malmö uppsala västerås örebro jönköping norrköping lund umeå
    gävle borås södertälje eskilstuna växjö karlstad sundsvall östersund trollhättan luleå kalmar falun skövde
    karlskrona kristianstad uddevalla nyköping lidköping borlänge motala landskrona trelleborg ystad ängelholm
    kungsbacka alingsås lerum piteå sandviken visby mora kiruna ludvika katrineholm enköping strängnäs norrtälje
    västervik oskarshamn nässjö värnamo arvika härnösand örnsköldsvik solna sundbyberg nacka huddinge täby södermalm
    östermalm vasastan kungsholmen hisingen majorna rosengård skåne småland blekinge halland bohuslän dalsland
    värmland dalarna gästrikland hälsingland jämtland lappland norrland norrbotten västerbotten ångermanland medelpad
    uppland södermanland sörmland närke västmanland östergötland västergötland götaland svealand gotland öland
    dalahäst liseberg grönalund öresund vättern vänern mälaren falkenberg kungälv vänersborg mariestad karlskoga
    köping avesta hudiksvall bollnäs söderhamn kramfors sollefteå boden haparanda gällivare eslöv höganäs hässleholm
    karlshamn ronneby sölvesborg ljungby vetlanda eksjö tranås mjölby falköping märsta sigtuna upplandsväsby
    åkersberga vallentuna lidingö tumba haninge tyresö nynäshamn mölndal partille stenungsund lysekil strömstad säffle
    kristinehamn kumla hallsberg lindesberg fagersta arboga åmål ulricehamn borgholm kävlinge staffanstorp lomma
    simrishamn vadstena finspång oxelösund`),

  // First names
  ...listed(`
    agneta albin alexander alfred alice alva amanda anders andreas anette anita anna annika anton arvid astrid axel
    barbro bengt birgitta bosse britt camilla carina carl carolina caroline cecilia charlotte christer christina
    christoffer claes daniel david ebba elin elias elsa emil emilia emma erik erika ester evelina felicia felix filip
    frida fredrik gabriel göran gösta gunilla gunnar gustav hampus hanna hans helena henrik hugo håkan ingrid
    isabelle jakob jenny jens jessica joakim johan johanna johannes jonas josefin julia kajsa karin karl katarina
    kenneth kent kerstin klara kristina kristoffer lars lasse leif lena lennart linda linnea linus lisa lotta louise
    lovisa ludvig lukas madeleine magnus maja malin marcus margareta maria marie martin mathilda mats matilda mattias
    maud mikael monika niklas nils oliver olle olof oscar oskar patrik peter petra pontus rasmus rebecka robin roger
    roland rolf saga samuel sandra sara simon sofia stefan stig stina sture susanne sven svante thomas therese tilda
    tindra tobias tomas torbjörn tove tuva ulla ulrika victor viktor viktoria wilma yvonne`),

  // Other favourites
  ...listed(`
    dinmamma dinpappa fuckdig jävla jävlar helvete fanskap satan skiten skitstövel kukhuvud fitta idiot knäppis
    stugan sommarstuga huset båten bilen traktor lastbil motorcykel moped volvo saab ikea skola skolan gymnasiet
    fritid festival rockstar vikingen viking pippi långstrump emililönneberga bamse kalleanka nalle nallen tomte
    troll trollet abba roxette avicii melodifestivalen hejsan hejhej hejdå tjena tackochhej pengar miljon rikedom
    lyckotal`),
]

/** The facts of Swedish that the screens and the main process need. */
export const swedish: LanguageFacts = {
  ownName: 'Svenska',
  locale: 'sv-SE',
  separator: ';',
  callingCode: '+46',
  order: { afterZ: 'åäö', like: ' æ:ä ę:ä ø:ö ő:ö œ:ö ô:ö ü:y ű:y þ:th', isUpperFirst: false, isAaLetter: false },
  sequences: ['qwertyuiopå', 'asdfghjklöä', 'zxcvbnm'],
  headings,
  otherHeadings,
  answers: {
    yes: ['ja', 'j', 'sant'],
    no: ['nej', 'falskt'],
    allowed: ['tillåten', 'inloggning tillåten', 'aktiv', 'aktiverad', 'ej blockerad', 'inte blockerad'],
    blocked: [
      ...['blockerad', 'inloggning blockerad', 'spärrad', 'avstängd', 'inaktiv', 'inaktiverad', 'borttagen'],
      ...['ej tillåten', 'inte tillåten', 'ej aktiv', 'inte aktiv'],
    ],
  },
  spelling,
  terms,
}
