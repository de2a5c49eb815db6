import { listed } from '../../shared/i18n/language-facts.ts'
import type { LanguageWords } from './language.ts'

const templates: LanguageWords['templates'] = {
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

const questions: LanguageWords['questions'] = {
  parentsMet: 'I hvilken by mødte dine forældre hinanden?',
  motherBorn: 'I hvilken by blev din mor født?',
  fatherBorn: 'I hvilken by blev din far født?',
  oldestCousin: 'Hvad hedder din ældste fætter eller kusine til fornavn?',
  grandmotherName: 'Hvad hed din mormor til fornavn?',
  grandfatherJob: 'Hvad arbejdede din farfar med?',
  firstTeacher: 'Hvad hed din første lærer til efternavn?',
  firstSchool: 'Hvad hed din første skole?',
  firstJobPlace: 'I hvilken by havde du dit første job?',
  firstBoss: 'Hvad hed din første chef til fornavn?',
  firstCar: 'Hvilket mærke og hvilken model var din første bil?',
  firstPet: 'Hvad hed dit første kæledyr?',
  childStreet: 'Hvilken vej eller gade boede du på, da du var ti år?',
  childNickname: 'Hvad kaldte dine venner dig, da du var barn?',
  childHero: 'Hvilken figur fra en bog eller film var din helt, da du var barn?',
  childFriend: 'Hvad hed din bedste ven i skolen til fornavn?',
  firstTrip: 'Hvilket land rejste du først til uden dine forældre?',
  firstConcert: 'Hvem spillede ved den første koncert, du var til?',
  partnerMet: 'I hvilken by mødte du din partner?',
  dish: 'Hvilken ret kunne du bedst lide, da du var barn?',
  dislikedDish: 'Hvilken ret kunne du slet ikke lide, da du var barn?',
  sport: 'Hvilken sport dyrkede du først i en klub?',
  dreamJob: 'Hvad ville du være, da du var otte år?',
  subject: 'Hvilket fag kunne du mindst lide i skolen?',
  book: 'Hvilken bog har du læst flest gange?',
}

// Common words without æ, ø and å, 3 to 8 letters a–z, so that any keyboard can type them.
const passphraseWords = listed(`
abrikos adresse advokat aftale aften agent agern agurk aktiv akvarium alarm albue album alge alpaka alsidig ananas
anemone anker ankomst ansigt antenne antik apotek appelsin arkiv arm artikel artist asfalt ask asparges astronom atlas
atlet auktion avis avocado baby bad bade badeand badebold badebro badedag badekar badetur bagage bagbord bage bageovn
bager bageri baggrund bagside bakke bakspejl balance balje balkon ballade ballet ballon bambus banan band bandana bane
bank banke bar barberer bark barn basar base basis bassin batteri bed begonia bellis benzin besked bestik bestille
betale beton bevare bid bidrag bil billede billet billig biltur bilvask binde binding biograf birk biskuit bison bjerg
bjergsti bjergtop blad blande blank blanket blender blid blik blomme blomst blomstre bluse blyant bog bogbus boghylde
bogstav boks bold boldbane boldspil bolig bolsje bomuld bonde bonus bord bordben borddug bordplan borg borger bowling
branche brand brandbil brav bred brev brevdue brevkort bridge briks brillant brille bringe brise bro broccoli broche
bronze bror brun brunch brus bruse brusebad brygger bryllup brynje bud budget budskab buffet bugt buket bukser bunke
bunker burger bus busk busrute busstop butik butler bydel bygge byggeri bygning bymur bypark bytte bytur camping
cardigan cello cement center centrum ceremoni charme charter chili chips chutney cider cirkel cirkus citat citron
collage computer cowboy creme cykel cykelsti cykle cyklist cyklon cylinder daddel dag dagbog dagslys dagtur dal damp
dampskib dans danse danser dansesal data datter debat dej dejlig dele delfin delta designer dessert detalje diagram
dialekt dialog diamant diesel digital digt digter dinosaur diplom dirigent disk disko distance distrikt dok dokument
domino dosis drage dragt drama dreje dreng dressing drikke drivhus dronning drue due dueslag duet duft dufte dug dukke
dukkehus duo dusin dyb dygtig dykker dynamo dyne dyr dyrehave eddike effekt egern egnet ekko ekspert ekspres ekstra
elastik elbil elefant elegant element elev elevator elg elkedel emne energi eng enge enhed enig enkel ensemble episode
epoke erfaren espresso etage etiket etui event eventyr evne fabrik facade facit fakkel faktum faktura familie fanfare
fangst farfar farin farmor farvand farve farvel fasan fejekost fejre ferie ferietur fersken fest festdag festival
festlig festsal figen figur filet filial film filt filter finale finde finger fint firkant firma fisk fiske fiskenet
fisker fisketur fjeder fjord flag flakon flamingo flamme flaske fletning flette flink flise flittig flod flodbred
flodhest flok flora flue flugt fly flyde flyrute flytning flytte flyver fod fodbad fodbold foder fodspor fodtrin
fodtur folde folder foredrag form formel fornavn fornem forsker forslag fortov forum fossil foto fotograf fragt frakke
frekvens fremtid fri fridag frihed frisbee frisk frisure fritid friture frodig frokost front frost frugt fryd fryser
fugl fuglebad fuglebur fuglekor fuldkorn funktion fylde fyldig fyr gade gaffel galleri galop garage gardin garn
gartner gast gave gavekort gavl gavmild gear genbo genbrug genial geografi gevinst gilde giraf gitter give glad glans
glas glashus glasur glat glide glimt glimte globus gnist gnu golf golfbane golfbold golfsko gondol graf graffiti
grafik gran granit gratis gravhund gren grib grille grine grotte grundig gruppe grus gryde gryn guitar guld guldfisk
guldsmed gulerod gulspurv gulv gummi gummisko gyldig gymnast gynge hagl haj halv hammer hamster handel handske hane
hangar hare harmoni harpe hat havbund have havebord havegang havfrue havkat havn havre havvand hegn hejre hejs hektar
hel heldig hente hest hestesko hilse hilsen himmel hind historie hjelm hjem hjemby hjemland hjemlig hjemvej hjerte
hjort hjul hjulspor hobby hockey holde honning hoppe horn hornfisk hotel hoved hue hulrum humle humlebi hummer humor
hund hundehus hurtig hus husbil husdyr husflid huske husmur hustag hval hvalp hvalros hvede hveps hvid hvile hvirvel
hviske hyacint hygge hyggelig hylde hymne hyrde hytte ideel idyl iglo ild ildflue ildsted indgang indhold indigo
indtryk industri insekt instinkt intakt invitere isbar isbjerg isbod isdans isfugl isglas iskaffe iskage iskold istap
isvaffel isvand ivrig jagthund jaguar jakke jasmin jazz jeans jeep jern jernbane jernport jetfly job jockey jogge
jogger jolle jonglere jord jordbund jordskok journal jovial jubel julegran juletid jumbojet jungle junior jury juvel
kabel kabine kabinet kaffe kaffebar kaffekop kage kagefad kajak kakao kaktus kalde kalender kalk kalkun kalv kamel
kamera kamille kamin kammer kamp kanal kande kandis kanel kanin kano kantine kantsten kaptajn karakter karamel karat
karneval karrusel karry karton kaskade kasket kassebon kassette kast kastanje kaste kat katalog kaviar kerne kernehus
ketcher ketchup kigge kikkert kiks kilde kilo kino kiosk kittel kiwi kjole klap klappe klapstol klapvogn klarinet
klasse klassisk klatre klatring klaver klima klinik klipfisk klippe klipper klistre klokke kloster klovn klub klynge
knallert knap knaphul kniv knogle knytte koala kobber kode koge kogebog kogle kokos kold kolibri komedie komet komfur
komik komma komme kommode kommune kompas komplet kompot koncert konfekt konge konkret konkylie kontakt konto kontor
kontrol kontur kop kopi kor koral koralrev kork korn kornmark korrekt korridor kostume kotelet krabbe kraft kraftig
kramme krans kreativ kreds kridt kringle krog krokant krokus krone krus krydderi krydret kryds krydse krydsord krystal
kuffert kugle kulde kuling kulisse kultur kunde kunst kunstart kunstner kupon kuppel kursus kurv kurve kusine kutter
kvadrat kvalitet kvarter kvartet kvarts kvidre kvik kvinde kylling kyst ladvogn lagen lager lagkage lagune lakrids
laks lama lamel lamme lampe land lande landevej landkort landmand landsby landskab landsted landtur langbord lanterne
lasagne laser lastbil latter lava lavendel lavine lavning ledig lege legende lejr lektie lektion leopard lerdue
lervare leve levende ligne lilje lilla lim lind lineal linned linse list liste liter livlig livline livret lodret loft
logisk logo lokale lomme lommebog lommeuld lommeur lotteri lov lovbog love loyal luft luftbro lufte lufthavn luftig
luftpost luftskib lukke luksus lyd lydbog lydspor lygte lyn lyng lynlas lyre lys lyse lysfest lyskryds lysning lysshow
lystig lytte lytter madkurv madpakke madras magasin magi magisk magnet majs makker makrel makron male maler maleri
malt manchet mandarin mandel mandolin manege mango manke mappe marathon marcipan marinade marine marked marker markise
markvej marmor marsvin maske maskine maskot matros medalje medister medlem medvind mejeri mejse mekanik melbolle
melodi melon memo menneske menu menukort metal meteor meter metode metro metropol middag midnat midte mikrofon miks
mil milliard million minde minigolf mint minut mirabel mirakel mobil model modem moden moderne modig morbror more
morfar morgen mormor mos mosaik motel motiv motor motorvej motto muffin muldvarp munter murer museum musik musiker
musisk muskat muskel mynte myre myretue mystisk myte nabo narhval nat natbord natbus nation natlampe natlys nattog
natugle natur naturlig navle navn nektar nellike nem neutral nikke nisse niveau node nodebog nordlys nordmand nordvest
normal notat notere notesbog nougat novelle nudel nummer nybygger nyde nyhed nylon nynne nyttig oase ocean odder oktav
olie oliven omelet omgang omkreds omslag omvej onkel opal opdage opera opgave opleve opskrift optik optimal optog
orange ordbog orden ordliste ordne ordspil ordsprog ordvalg oregano orgel original orkan orkester ost ostebord
ostehaps ostekage ostemad ovn padle pagode pakhus pakke palads palet palme pande panel panorama panter pap papaya
papir papirfly papkasse papkrus paprika parade paraply parasol parat parcel parfume park parkbank parkere parket
partner passager passende passer pasta pastel patrulje pavillon peber pedal pege pelikan pels pendul pensel pension
pensle pensum perfekt perle perron persille person pigsten pileflet pilgrim pilot pincet pind pindsvin pingpong
pingvin pink pirat pistacie pizza plade plads plakat planche planet plantage plante plaster plastik platan platform
platin platte pleje plov plukke plysdyr poet polar polarhav polarnat pollen polo polstre pony popcorn poppel port
portal porter portion portner post postbil postbud posthus postkort potte praksis praktik praktisk pram primula prins
printer prisme produkt program projekt prolog propel publikum puddel pudding pude pudsig pulver puma pumpe punkt
punktlig punktum puste pyjamas pynt pynte pyramide rabarber radar radio radise raket rallybil rampe rand ranunkel
rapport rapsmark rapsolie raspe rav rebus redning redskab reel regel regn regnbue regne regnhat regnskov regntid
regnvejr reje rejse rejsebog rejsetid reklame rektor remse ren rensdyr rense reol replik reporter reserve resort
resultat retning ribs ridder ridebane ridehest ridesti rimfrost ring ringbind ris rismel risotto robot robust rolig
rolle roman rose rosenbed rosin rosmarin rovfugl rubin rug rulle rumfart rummelig rumskib runde rundtur rustik rute
rutebil rutine rydde rype ryste rytme rytter sadel safari safir saft saftglas saks sal salami salat salatbar salatfad
saldo salg salon salt saltkar saltvand salve salvie samba samle samling sand sandal sandkage sandkorn sandslot
sandwich sang sangbog sanger sangfugl sangkor sanke sardin satellit sauna sav savsmuld scene scooter seddel segl sejl
sejlads sejle sejlskib sejltur sejr sekund selfie selleri selskab semester seng sennep sensor serie servere service
serviet session shampoo shorts show side sideskib signal sikker sild sildemad silke silkeorm silo simpel sirene sirup
skabe skak skakbrik skakspil skammel skarp skarv ske skefuld ski skib skibakke skiferie skifte skihop skilift skilt
skinke skinne skistav skitse skitur skive skjorte sko skole skolebus skov skovbund skovl skovsti skovtur skrift skrin
skrive skrue skuffe skulptur skumbad sky skygge skyline skylle skytte slagter slalom slange slette slibe slips slot
sluse slynge smage smaragd smed smedje smidig smil smutte smutvej smykke snak snakke sne snebold snedker snefald
snefnug snegl snehule snemand snestorm snevejr snitte snurre sofa sofabord sofapude software sok sokkel sol solbad
solcelle solcreme soldat solhat solid solo solsikke solskin solsort solur solvarme solvogn sommer sonate sopran sorbet
sortere sove sovepose sovesal sovs spade spand spare spark spejder spejl spil spille spiller spinat spinde spiral
spire spisesal spiseske spole spor sporhund sport sporvogn spring springe spurv stabil stable stafet staffeli stald
standur starte station stativ statue staude stavelse stavn stedsans stemme stempel sten stenbro stentrin stepdans sti
stige stikling stikord stilhed stilk stille stjerne stol stolpe stolt stoppe stor storby stork storm strand stribe
stribet strikke strudel struds student studere studie stue stuebord stueur stylte styrbord styrhus sukker summe sump
suppe suppeske surdej surfer sushi svaber svale svamp svane svare sveske sving svinge sweater sydvest sygehus sykurv
symbol symfoni synge synlig syren syskrin tablet tag tagrende tagsten takke takt taktik taktstok tale talent tambur
tand tandem tang tango tankbil tante tapet tapir tapper taske tastatur taverne tavle taxa tebirkes tebord tedug
teglovn teglsten tegne tegner tegning tehus tekande teknik tekop tekst telefon telegraf teleskop telt teltpind tempel
tennis terning terrasse teske tidevand tidlig tidsplan tidsrum tiger tilbyde tilfreds timeglas timian tinde tipi
tipvogn titel tivoli tjener tjeneste toast tog togbane togrejse togtur toilet told tomat torden torn tornado torv
torvedag trafik tragt traktor tralle trapez trappe trekant triangel trille trofast trold trombone tromme trompet truck
tryg trylle trylleri tuba tulipan tunfisk tunge tunnel tur turist turkis tusch tvilling tydelig udeliv udflugt udfylde
udgang udsalg udsigt udspring udstyr udvide uge ugeblad ugebrev ugle uglerede uldgarn uldhue uldsok uldtot ulv undring
undulat unik urmager urskive urskov urtebed urtehave urtekram urtete urviser vadefugl vadehav vadested vaffel valmue
vand vande vandfald vandglas vandhane vandkant vandmand vandpyt vandre vandring vandski vandvej vanilje vante varig
varm varme vase vej vejbro vejkant vejkro vejkryds vejr vejrhane vejrkort vejskilt vejsten vejviser ven veninde venlig
vente ventil veranda verden vestkyst viadukt vidde vifte vigtig viking vild vildand vildsvin villa vind vindrose
vindspil vindue vinge vinke vinkel vinter viol violin virvar vise vogn vognhjul vognport voks voliere vulkan weekend
zebra zigzag zink zoo zoolog zoome
`)

const help: LanguageWords['help'] = {
  headings: { usage: 'Brug:', arguments: 'Argumenter:', options: 'Indstillinger:', commands: 'Kommandoer:' },
  options: 'indstillinger',
  command: 'kommando',
  filledIn: {
    folder: 'MAPPE',
    file: 'FIL',
    user: 'BRUGER',
    code: 'KODE',
    name: 'NAVN',
    upn: 'UPN',
    text: 'TEKST',
    state: 'TILSTAND',
    style: 'TYPE',
    id: 'ID',
    json: 'JSON',
    server: 'SERVER',
    account: 'KONTO',
    security: 'KRYPTERING',
    kind: 'TYPE',
    dn: 'DN',
    fingerprint: 'FINGERAFTRYK',
    format: 'FORMAT',
  },
  program: 'Adgangskoderne i en mindre virksomhed, styret fra kommandolinjen.',
  commands: {
    init: 'opret en ny organisation med dens første globale administrator',
    users: 'vis, importér og eksportér brugere',
    'users list': 'alle brugere eller dem, der passer',
    'users import': 'tilføj brugerne i en fil',
    'users export': 'skriv en fil med alle brugere',
    'users edit': 'ret en persons felter, i Keydesk eller i personens katalog',
    'users block': 'bloker en person for logon',
    'users allow': 'tillad en person at logge på',
    'users unlock': 'ophæv en persons låsning',
    'users never-expires': 'lad en persons adgangskode aldrig udløbe',
    'users expires': 'lad en persons adgangskode udløbe efter reglerne',
    password: 'nulstil adgangskoder',
    'password reset': 'giv brugere nye midlertidige adgangskoder',
    'password require-change': 'lad brugere vælge en ny adgangskode ved næste logon',
    jobs: 'se, fortsæt og stop længerevarende job',
    'jobs list': 'de seneste job',
    'jobs show': 'et job med dets brugere',
    'jobs resume': 'fortsæt et job, der blev stoppet eller afbrudt',
    'jobs cancel': 'stop et job for altid; det, der er udført, forbliver udført',
    audit: 'læs, kontrollér og eksportér overvågningsloggen',
    'audit list': 'de nyeste 100 poster; alle med --json',
    'audit verify': 'kontrollér, at ingen post er ændret eller fjernet',
    'audit export': 'skriv alle poster til en CSV-fil',
    policy: 'læs og angiv politikker',
    'policy get': 'vis politikker som JSON',
    'policy set': 'ret en politik; overvågningsloggen gemmer gamle og nye værdier',
    backup: 'lav én forseglet fil med alt',
    restore:
      'gendan en sikkerhedskopi i en mappe uden organisation; første linje fra standardinput er gendannelsesnøglen eller adgangssætningen',
    clock: 'se, om Keydesk stoler på uret, og bekræft, at det går rigtigt',
    'clock show': 'hvad uret viser, hvilket tidspunkt der med sikkerhed er nået, og hvad der venter på dit svar',
    'clock confirm':
      'bekræft, at uret går rigtigt: slettede brugere og udløbne adgangskoder, der ventede på det, fjernes for altid',
    groups: 'grupper af personer, Keydesks egne og katalogernes',
    'groups list': 'alle grupper: hvor personerne kommer fra, og hvor mange de er',
    'groups show': 'en gruppe og dens personer',
    directories: 'tilslut, test, aflæs og afbryd kataloger',
    'directories list': 'de tilsluttede kataloger: personer, hvornår de blev aflæst, og om de kan aflæses',
    'directories add':
      'tilslut et katalog, og aflæs personerne i det; du bliver spurgt om kontoens adgangskode, eller den står med --password-stdin på linjen efter administratorens',
    'directories test':
      'hvad Keydesks konto må i kataloget, med de kommandoer, der giver manglende rettigheder; intet ændres',
    'directories sync': 'aflæs, hvad der er ændret i et katalog',
    'directories remove': 'afbryd forbindelsen til et katalog; personerne forlader listen, og intet ændres i kataloget',
    'directories match': 'vis, hvem i Keydesk der er hvem i et katalog',
    'directories undo-match': 'fortryd sammenkoblinger, så længe adgangskoden ikke er ændret i kataloget',
    help: 'vis hjælpen til en kommando',
  },
  optionTexts: {
    dataDir: 'den datamappe, der arbejdes i',
    as: 'den administrator, der udfører kommandoen; kan udelades, hvis der kun er én global administrator',
    passwordStdin:
      'læs administratorens adgangskode fra første linje af standardinput og koden til multifaktorgodkendelse fra anden linje',
    recoveryKey:
      'åbn boksen med den udskrevne gendannelsesnøgle: du bliver spurgt om den, eller den står med --password-stdin på første linje før adgangskoden',
    json: 'skriv ét JSON-dokument på standardoutput',
    language: 'sproget i meddelelser, hjælp og filer; systemets, hvis den udelades',
    help: 'vis denne hjælp',
    organisation: 'organisationens navn',
    username: 'administratorens brugernavn, f.eks. ida@nordwind.test',
    displayName: 'administratorens navn',
    search: 'en del af det viste navn, brugernavnet eller afdelingen',
    state: 'adgangskodens eller logonnets tilstand, flere adskilles med komma',
    directory: 'personer i dette katalog; own er Keydesks eget',
    dryRun: 'vis kun, hvad der ville ske',
    all: 'alle undtagen dig selv',
    file: 'brugerne i en fil: ét brugernavn pr. linje eller en brugerfil',
    style: 'hvordan adgangskoderne ser ud',
    noMustChange: 'kræv ikke, at adgangskoden ændres ved næste logon',
    outOfReset: 'skriv adgangskoderne til denne nye CSV-fil i stedet for på skærmen',
    outOfShown: 'skriv de adgangskoder, som boksen stadig gemmer, til denne nye CSV-fil',
    outOfResumed: 'skriv til sidst alle jobbets adgangskoder, som boksen stadig gemmer, til denne nye CSV-fil',
    directoryName: 'det navn, I giver kataloget, f.eks. Kontoret',
    server:
      'et værtsnavn eller en IP-adresse, med port, hvis det ikke er den sædvanlige; angiv den igen for op til fem servere, der prøves i denne rækkefølge',
    account: 'den konto, som Keydesk logger på med: et entydigt navn (DN), i Active Directory også navn@domæne',
    security: 'krypteret fra første byte, eller før noget sendes; ldaps, hvis den udelades',
    kind: 'katalogets type; det, serveren oplyser, hvis den udelades',
    base: 'det entydige navn (DN), som personerne ligger under; det, serveren oplyser, hvis den udelades',
    authority: 'en PEM-fil med certifikatet fra organisationens egen udsteder, der står inde for serveren',
    fingerprint: 'hav tillid til netop det certifikat, der har dette SHA-256-fingeraftryk, når du har sammenlignet det',
    whole: 'aflæs alle, ikke kun det, der er ændret',
    hideMissing: 'fjern personer fra listen, som mangler i kataloget, selv om de er mange',
    yes: 'spørg ikke',
    keepPeople: 'behold personerne uden adgangskoder og roller',
    adopt: 'lad parrene logge på via kataloget fremover',
    format: 'csv, der kan importeres igen; ldif og new-aduser til andre kataloger, uden adgangskoder',
    exportBase: 'hvor personerne skal ligge i det andet katalog; kan udelades med new-aduser',
    passphraseStdin: 'læs en adgangssætning, der også åbner sikkerhedskopien, fra næste linje af standardinput',
  },
  argumentTexts: {
    user: 'brugernavnet',
    fields: 'de felter, der skal ændres, f.eks. {"city":"Aarhus"}; resten bliver, som de er',
    usersFile: 'en brugerfil i det format, som Microsoft 365 bruger',
    newFile: 'en fil, der ikke findes endnu',
    users: 'brugernavne',
    policy: 'politikken',
    policyOrAll: 'politikken; alle, hvis den udelades',
    json: 'de værdier, der skal ændres, f.eks. {"threshold":5}; resten bliver, som de er',
    directory: 'katalogets navn',
    group: 'gruppens navn, som groups list viser det, eller dens id',
    backupFile: 'filen, der skal laves, eller en mappe',
    restoreFile: 'filen med sikkerhedskopien',
  },
  after: [
    'Afslutningsstatus: 0 udført, 1 noget mislykkedes, 2 forkert input eller brug, 3 ikke tilladt, eller logon mislykkedes, 4 boksen er låst, 5 datamappen bruges af et andet Keydesk-program.',
    'Der spørges om adgangskoder i terminalen, eller de læses fra standardinput, aldrig fra argumenter.',
    'Hvis du logger på med en godkendelsesapp, bliver du også bedt om koden fra den; med --password-stdin står den på anden linje. En gendannelseskode kan også bruges.',
  ],
}

/** What the main process says in Danish. */
export const danishWords: LanguageWords = {
  templates,
  units: { days: ['dag', 'dage'], minutes: ['minut', 'minutter'] },
  questions,
  help,
  passphraseWords,
  rude: 'baj|fed|fis|ha[dt]|ka[ck]a|kus|lud|nar|pat|pi[ckps]|pu[bkpst]|syge|ti[ts]|tyk',
}
