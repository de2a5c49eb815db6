import { listed } from '../../shared/i18n/language-facts.ts'
import type { LanguageWords } from './language.ts'

const templates: LanguageWords['templates'] = {
  verificationCode: {
    subject: '{{organisation}}: verifieringskod för ditt konto',
    body: `Hej {{name}}!

Din verifieringskod är {{code}}. Den gäller i {{minutes}}.

Om du inte har bett om en kod kan du bortse från det här mejlet: utan koden kommer ingen vidare. Ge den aldrig till någon annan, inte heller till din administratör.

{{organisation}}`,
  },
  passwordWasReset: {
    subject: '{{organisation}}: ditt lösenord har återställts',
    body: `Hej {{name}}!

Lösenordet för {{username}} återställdes den {{time}}.

Du får det nya lösenordet av din administratör. Det skickas aldrig med e-post. Om du inte väntade dig det här ska du genast kontakta din administratör.

{{organisation}}`,
  },
  passwordChanged: {
    subject: '{{organisation}}: ditt lösenord har ändrats',
    body: `Hej {{name}}!

Lösenordet för {{username}} ändrades den {{time}}.

Om det var du behöver du inte göra något. Annars ska du genast kontakta din administratör.

{{organisation}}`,
  },
  methodsChanged: {
    subject: '{{organisation}}: din säkerhetsinformation har ändrats',
    body: `Hej {{name}}!

Säkerhetsinformationen för {{username}} ändrades den {{time}}: {{change}}.

Om det var du behöver du inte göra något. Annars ska du genast kontakta din administratör.

{{organisation}}`,
  },
  adminNotice: {
    subject: '{{organisation}}: en administratörs lösenord har återställts',
    body: `Hej {{name}}!

Lösenordet för administratören {{person}} återställdes den {{time}} av {{by}}.

Om det inte var planerat ska du genast kontrollera granskningsloggen i Keydesk.

{{organisation}}`,
  },
  helpRequest: {
    subject: '{{organisation}}: {{person}} kan inte logga in',
    body: `Hej {{name}}!

{{person}} bad om hjälp med att logga in den {{time}}:

{{message}}

Kontrollera att det verkligen är rätt person innan du återställer ett lösenord, till exempel genom att ringa ett nummer som du känner till. Begäran väntar under Begäranden i Keydesk.

{{organisation}}`,
  },
  requestAnswered: {
    subject: '{{organisation}}: svar på din begäran',
    body: `Hej {{name}}!

Du bad om hjälp med att logga in. Här är svaret:

{{answer}}

{{organisation}}`,
  },
  testMail: {
    subject: '{{organisation}}: testmejl',
    body: `Hej!

{{name}} skickade det här mejlet den {{time}} för att se om Keydesk kan skicka e-post. Det går bra.

{{organisation}}`,
  },
  resetLink: {
    subject: '{{organisation}}: välj ett nytt lösenord',
    body: `Hej {{name}}!

{{by}} har skickat den här länken till dig så att du kan välja ett nytt lösenord för {{username}}:

{{link}}

Den kan användas en gång, fram till den {{time}}, på kontorets nätverk. Ditt gamla lösenord gäller tills du har valt ett nytt.

Om du inte har bett om länken ska du inte använda den. Kontakta i stället din administratör. Skicka inte mejlet vidare: den som har länken kan välja ditt lösenord.

{{organisation}}`,
  },
  reminder: {
    subject: '{{organisation}}: ditt lösenord går ut om {{days}}',
    body: `Hej {{name}}!

Lösenordet för {{username}} går ut om {{days}}, den {{date}}.

Logga in och välj ett nytt innan dess.

{{organisation}}`,
  },
}

const questions: LanguageWords['questions'] = {
  parentsMet: 'I vilken stad träffades dina föräldrar?',
  motherBorn: 'I vilken stad föddes din mamma?',
  fatherBorn: 'I vilken stad föddes din pappa?',
  oldestCousin: 'Vad heter din äldsta kusin i förnamn?',
  grandmotherName: 'Vad hette din mormor i förnamn?',
  grandfatherJob: 'Vad arbetade din farfar med?',
  firstTeacher: 'Vad hette din första lärare i efternamn?',
  firstSchool: 'Vad hette din första skola?',
  firstJobPlace: 'I vilken stad hade du ditt första jobb?',
  firstBoss: 'Vad hette din första chef i förnamn?',
  firstCar: 'Vilket märke och vilken modell var din första bil?',
  firstPet: 'Vad hette ditt första husdjur?',
  childStreet: 'På vilken gata bodde du när du var tio år?',
  childNickname: 'Vad kallade dina kompisar dig när du var barn?',
  childHero: 'Vilken figur ur en bok eller film var din hjälte när du var barn?',
  childFriend: 'Vad hette din bästa vän i skolan i förnamn?',
  firstTrip: 'Till vilket land reste du först utan dina föräldrar?',
  firstConcert: 'Vem spelade på den första konserten du var på?',
  partnerMet: 'I vilken stad träffade du din partner?',
  dish: 'Vilken maträtt tyckte du bäst om när du var barn?',
  dislikedDish: 'Vilken maträtt tyckte du verkligen inte om när du var barn?',
  sport: 'Vilken idrott utövade du först i en förening?',
  dreamJob: 'Vad ville du bli när du var åtta år?',
  subject: 'Vilket ämne tyckte du minst om i skolan?',
  book: 'Vilken bok har du läst flest gånger?',
}

// Common words without å, ä and ö, 3 to 8 letters a–z, so that any keyboard can type them.
const passphraseWords = listed(`
abborre adress advent advokat affisch afton agent akacia akademi akrobat aktie aktiv akvarium album alfabet alpacka
altan ambulans analys ananas ankare ankel ankomst annons anorak ansikte ansvar antenn antik apelsin apotek aprikos
aptit arbete areal arena arkitekt arkiv armband artikel artist asfalt asp astronom atlas atlet atom automat avgift
avokado avsked avsnitt avtal axel badboll badhus badrum bagage bagare bageri baka baksida bakterie balans balett balja
balkong ballad ballong balsam bambu banan bandy bank bankbok barista bark barn barnbarn barnvagn barock barr barrskog
basar basilika basket bastu batteri begrepp beige berg bergstig bergtopp bestick betong betyg bevis bidrag biff
bilbana bild bilist biljard biljett biltur bio biograf biskvi bit blad blandare blank blankett blick blixt block blom
blomma blomster blyerts bod bofink bok bokhylla bokklubb boklista bokrygg bokskog bokstav boktips boll bollhav
bollplan bomull bord bordduk bordsben borste boskap botten boule bowling brandbil brandman brasa bred brev brevduva
brevkort bricka brun brus brygga bryggeri brytare bubbel bubbla budget buffel buffert bukett bukt bulle bult buss
busskort butik bygel bygga byggare bygge byggnad byte byxa camping cape cardigan cello cement central centrum cerat
ceremoni chef chili choklad cider cirkel cirkus cistern citat citron clown cowboy curry cykel cykla cyklist cylinder
cymbal dadel dag dagbok daghem dagis dagsljus dal damm dammsuga damspel dans dansa dansare dansgolv dansk data dator
datum debatt deckare dekal delfin delta demo design designer dessert detalj diadem diagram dialekt dialog diamant
diesel digital dikt dikta diktare dill dimma diplom direkt dirigent disk diska disko distans docka doft dofta doktor
dokument dollar domare domino domkraft dosa drag dragkamp dragspel drake drama dressing dricka drink driva dropp
droppe druva dryck dubbel duett duggregn duka duktig dunge dunjacka dusch dusin duva dygn dyka dykare dyna dynamo
edition effekt egenskap eker eko ekollon ekologi ekonomi ekorre ekskog ekvator elbil eld eldfluga eldstad elefant
elegant element elev elevhem elgitarr elkabel elva elvisp energi enhet enkel ensemble episod epok etikett etui examen
exempel expert export extra fabel fabrik fackbok fackla fakta faktum faktura falk familj famn fanfar fantasi far
farfar farm farmor fasad fasan fat fax femma fena fest festa festival ficka figur fikabord fikarast fikon fil filial
film filma filosof filt filter fin final finger fiol firma fisk fiska fiskare fiskdamm fjord flagga flamingo flanell
flaska flik flinga flisa flitig flock flod flora fluga flyg flyga flygel flygplan flytt flytta fodral folk folkdans
folkfest folkpark folkvisa forma format formel forntid forska forskare fossil fot fotboll fotograf fotsula frakt
fredlig fregatt frekvens fri friluft frisk frisyr fritid frodig front frost frukost frukt fruktfat frys frysa funktion
furu fynd fyra fyrkant fyrtorn fysik gaffel galax galleri galopp galosch garage garderob gardin garn gasell gasol gata
gatlykta gatsten gavel gecko geni gepard getost giraff girland gissa gitarr glas glaskula glassbar glasyr glimma glimt
glosa glykol gnista gnistra gnola gnu godis godnatt gods golf golfbana golfboll golv gosedjur gosig grad grafit granit
grann granne granskog gratis gren grepp grill grilla grind groda grodd grodman grotta grupp grus grusplan gryning
gryta guide guld guldfisk guldmynt gullviva gummi gunga gurka gyllene gymnast hacka hage hagel haj hallon halsband
halsduk halv halvljus halvtid hambo hammare hammock hamn hamster hand handboll handduk handel handla handlare handske
hangar hare harmoni harpa hatt hav havre havsbad havsbris havsvik havtorn hektar helg hem hembygd hemlig hemma hemsida
hemstad hemtrakt hibiskus himmel hink hiss hissa historia hitta hjort hjul hjulaxel hobby hockey holk holme honung
hopp hoppa hopprep horisont horn hotell humla hummer humor hund hundkoja hurtig hus husbil husbygge husdjur huskatt
hustak hyacint hydda hylla hylsa hyrbil hytt hyvel hyvla idrott igelkott iglo ikon indigo industri insekt insida
intervju intresse isberg isbit isdans isflak isglass ishall ishav ishockey isrink istapp jacka jade jaguar jasmin jazz
jeans jeep jetplan jogga jojo jolle jord jordklot journal jubel jubileum jubla julafton julbord juldag julgran julkort
jullov julpynt julros jultomte jurist juvel kabel kabin kaffe kaffebar kaja kajak kajplats kaka kakao kakburk kakel
kakelugn kakfat kaktus kalas kalender kalk kalkon kalops kam kamel kamera kamin kammare kamomill kamrat kanal kanel
kanin kanna kanot kantin kanvas kapitel kappa kapris kapsyl kapten karaff karamell karat karavan karta kartbok kartong
karusell kassa kasse kassett kasta kastanj katalog katt kattunge kavaj kaviar kavle kedja kejsare keps keramik kex
kikare kilo kimono kiosk kittel kiwi kjol klang klappa klar klass klassrum klenod klicka klient klimat klimp klipp
klippa klister klocka klok kloster klot klubb klubba klump klyfta knacka knapp kniv knoge knopp knut knyta koala kod
kofta koka kokbok kokos kolibri kollega koloni kolsyra kolumn komedi komet komma kommod kommun kompass kompis kondor
konfekt konsert konst konto kontor kontrast kontroll kopia kopp koppar korall korg korgboll korgstol korp korridor
korsord kort kortlek korv kosmos kostnad kostym kotte krabba kraft kraftig kram krama krans krater kratta kreativ
krets krita krokodil krokus krona kronblad kruka krydda kryss kudde kugga kugghjul kuling kuliss kullager kulle kulram
kulspel kultur kummin kund kundvagn kung kunglig kupol kupong kurir kursiv kurva kusin kusk kust kustbo kuvert kvadrat
kvalitet kvarn kvarter kvartett kvast kvintett kvist kvitter kvitto kvittra kyckling kyl kyrka kyrktorn ladda lagom
lagun lakan lakrits lamell lamm lampa land landa landskap lantbruk lantlig laser lastbil lastpall latitud latte lava
lavendel lavin lax ledare ledig leende legend lejon lek leka lekplats lektion leopard lera lerduva lergods leva
levande lian libell licens lime limpa lin linbana lind linjal linje linne lista liten liter livboj livlig ljud ljudbok
ljung ljus ljusgul lock locka lodjur logik logo lojal lokal longitud loppis lotteri lovdag lucka luft luftig lugn
lummig lunch lund lupin luta lycka lyckad lycklig lyft lyfta lyftkran lykta lyra lyrik lysa lyssna madrass magasin
magi magisk magnet magnolia mahogny majs majskolv majskorn makaron makrill mala mamma mammut mandarin mandel mandolin
manet mango mantel manus maraton margarin marinad mark markera marknad marmelad marmor marsipan marsvin maskin maskot
maskros mat matbord material matlag matros matsal matsked matta matvara medalj medicin medlem mejeri mejram mejsel
mekanik mekanism melodi melon memo mening meny metall meteor meter metod metro middag midja midnatt mikrofon mild
miljard miljon mimosa mineral mingel minigolf mink minne minus minut mirakel mixer mjuk mjukost mobil mocka modell
modem modern modig mogen moln molnfri molntapp moment moms monitor moped mopp morbror morfar morgon mormor morot
mosaik mossa moster motell motion motiv motor motto muffins mugg mumie mumla munspel munter murare museum musik
musiker muskel muskot must mustang mutter mylla mynt mynta myr myra myrstack mys mysa mysig nagel namn namnsdag
narciss narval nation natt nattbuss natur naturlig nejlika nektar nektarin neon neonljus neutral nicka nio njuta
nordbo nordlig normal norrsken notera notis nougat novell nudel nummer nutid nyans nybakad nybygge nyckel nyfiken
nyhet nylon nynna nypa nypon nysilver nytta nyttig oas ocean ockra odla odling oktav oliv olivolja olja oljefat
omelett omfamna omkrets omslag omsorg omtanke opal opera optik orange ordbok orden ordlek ordning oregano orgel
original orkan orkester ormbunke ort ost ostkaka ostkrok ostron oval overall oxe oxel ozon packa packning padda paddel
paddla paket palats palett pall palm panda panel pannband pannkaka panorama panter papaya papegoja pappa papper
paprika parad paradis paraply parasoll parfym park parkbank parkera parkett part partner party passare pasta pastej
pastill paus pausa peka pelare pelikan pendel penna pennfack pensel pensla peppar perenn perfekt pergola period
perrong persika persilja person pianist piano pickels picknick pigg piggsvin pilgrim pilot pilspets pincett pingis
pingvin pinne pion pirog pizza plakat planera planet planka plansch planta plantera plask plaska plast plastik platina
plats platsa platta plocka plog plommon plugga plym plysch poesi pokal polka pollen pollett pomerans pompa pool
popcorn poppel porla porslin port portal portion post posta postbud postkort potatis prat prata precis premie pressa
primula prins pris prislapp prisma problem produkt profil prognos program projekt promenad propp prov prova provrum
prydnad pryl publik puck pudding pudel pulpet pulver puma pump pumpa punkt purjo pussel pussla pusta pyjamas pynta
pyramid pyssel pyssla rabarber rabatt radar radhus radio raket ram ramp ramsa rand randig ranka ranunkel rapport raps
rapsolja ravioli rebus recept redskap referens regatta regel region register regn regna regnig regnmoln regnskog
regnskur reklam rekord rektor relief remsa ren renlav rensa repetera replik reporter repris repstege reptil resa
resebok resultat revben revy ridbana ridhus ridskola ridtur riktig rim rimfrost ringa ris risgryn riskorn rita ritning
ritual robot robust rock rodd roder rolig roll rollspel roman romans romantik rondell ropa ros rosett rosmarin
rostbiff rotfrukt rotunda rovdjur rubin rubrik rucola rulla rulle rum rumba rund runda rundtur runsten russin rusta
rustning ruta rutig rutin rygg rykte rymd rytm ryttare sabel sadel safari saffran safir saft saftglas saftig saga
sagobok sal salami saldo sallad salong salt salta saltkar salva salvia samba samla samling samtal sand sandal sandbank
sandtag sardin sats sax saxofon schack schampo schema schlager scout sedel segel segelduk seger segla seglare seglats
sektor sekund selleri semester semla sen senap senior sensor serie seriebok servera servett service sesam shoppa
shorts show sida sidbyte siffra signal sikta sila silhuett silke sill silo silver simhall simhopp simma simmare simtag
sirap sirlig sits sitta sju sjunga skafferi skaft skaka skala skaldjur skarp skarv skata skatt sked skelett skepp
skeppare skida skifta skina skinka skinn skiss skissa skiva skjorta skjuts skjutsa sko skog skoja skojig skola skolbok
skolbuss skollov skolresa skolsal skopa skorpa skorpion skorsten skoter skotsk skratt skratta skridsko skrift skriva
skrivare skrivbok skruv skruva skugga skuggig skulptur skura skurhink skutta skydd skydda skyffel skylt skymning skymt
skynda skyttel slalom slingra slipa slips slogan slott sluss smak smaka smaklig smaragd smart smed smedja smidig smula
smultron smycka smycke snabb snabel snack snacka snickare snickeri snickra snigel snille snirkel snitt snorkel snorkla
snubbla snurra snygg socka sockel socker soda soffa sofflock sol sola solbad solcell solhatt solid solig solkatt
solljus solo solrik solros solsken solstol solur sommar somna somrig son sonat soppa sopran soptunna sorbet sork
sortera sova sovrum sovsal spade spalt spana spara sparris sparv spegel spektrum spel spela spelare spelkort spenat
spik spinna spira spiral spis spola spole sporre sport sportbil sportlov spray spring springa sprinter sprudla stabil
stad stadig staket stampa standard stapel stapla starta station stativ staty stav stava stavelse steg steka sten
stenbock stenbro stenkast stenmur stenugn stenyxa steppa stereo sticka stiga stil stilig stilla stillhet stockros stol
stolpe stolt stoppa stork storm storma storstad strand strimla strof strosa struktur strumpa struts student studera
studie studio stuga stugby stugknut stund stycke stygn styra styrelse styrka summa summera surdeg surfa surfare surra
susa svala svamp svan svans svara sving sylt sylta symaskin symbol symfoni synonym syre syren syrsa syskon system
syster tabell tablett tack tackkort tacksam takdropp takljus takt taktik tala talang talare talesman talgoxe tall
tallbarr tallrik tallskog tambur tand tandem tangent tango tanka tankbil tanke tapet tappa tass tassa tavla taxi
teater tebord teburk tecken teckna teckning tefat tejp tejpa tekanna teknik tekniker tekopp telefon telegram teleskop
tema tempel tempo tenn tennis tenor teori termos terrass terrier testa text texta textil tidig tidning tiger tillbaka
tillit tillsats timglas timjan timme timmer tindra tips tipsa titel tjugo toalett toast toffel tolk tolka tolv tomat
tomt tomte tona tonart tonfisk topas topplock toppluva torg torn tornado torp torv trafik trailer traktor trall trampa
trana trapets trappa trapphus trast trava travbana tretton trevlig triangel tribun trimma trivsel trogen troll trolla
trombon tropisk trottoar trubadur truck trumma trummis trumpet tryck trycka trygg trygghet tuba tugga tulpan tumla
tumme tundra tunga tunna tunnel tupp turbin turism turist turkos turnera tusch tusen tuva tvilling tyda tydlig tyg
tygel tyngd typisk tystna tystnad uggla ugn ugnsform ullgarn ullsocka undra ungdom uniform unik upp uppdrag uppgift
uppsats upptakt urberg urmakare urskog urverk utbud utdrag utegrill uteplats utflykt utkant utkik utland utsida utsikt
utter uttryck vacker vagga vagn vagnpark vaken vakna vakt vaktel vallhund vallmo valp vals valsa valv vandra vandring
vanilj vanlig vante varg vargunge variera varm varmkorv varsam varuhus vatten vax veck vecka vedbod vedtrave veke
velour ventil veranda verk verkstad verktyg vessla vestibul vete vidare vide video vika vikt viktig vilja villa
villkor vimpel vin vinbar vind vindruva vinge vingla vinjett vinka vinkel vinna vinst vinter virka virvel visa visdom
visent viska visp vispa vissla vistas vitamin vitsippa vitval vokal volang volym vulkan vykort webb wok xylofon yoga
zebra zink zoo zoolog zooma
`)

const help: LanguageWords['help'] = {
  headings: { usage: 'Användning:', arguments: 'Argument:', options: 'Alternativ:', commands: 'Kommandon:' },
  options: 'alternativ',
  command: 'kommando',
  filledIn: {
    folder: 'MAPP',
    file: 'FIL',
    user: 'ANVÄNDARE',
    code: 'KOD',
    name: 'NAMN',
    upn: 'UPN',
    text: 'TEXT',
    state: 'TILLSTÅND',
    style: 'TYP',
    id: 'ID',
    json: 'JSON',
    server: 'SERVER',
    account: 'KONTO',
    security: 'KRYPTERING',
    kind: 'TYP',
    dn: 'DN',
    fingerprint: 'FINGERAVTRYCK',
    format: 'FORMAT',
  },
  program: 'Lösenorden i ett mindre företag, hanterade från kommandoraden.',
  commands: {
    init: 'skapa en ny organisation med dess första globala administratör',
    users: 'visa, importera och exportera användare',
    'users list': 'alla användare eller de som matchar',
    'users import': 'lägg till användarna i en fil',
    'users export': 'skriv en fil med alla användare',
    'users edit': 'ändra en persons fält, i Keydesk eller i personens katalog',
    'users block': 'blockera en person från att logga in',
    'users allow': 'tillåt en person att logga in',
    'users unlock': 'häv en persons låsning',
    'users never-expires': 'låt en persons lösenord aldrig gå ut',
    'users expires': 'låt en persons lösenord gå ut enligt reglerna',
    password: 'återställ lösenord',
    'password reset': 'ge användare nya tillfälliga lösenord',
    'password require-change': 'låt användare välja ett nytt lösenord vid nästa inloggning',
    jobs: 'visa, fortsätt och stoppa långa jobb',
    'jobs list': 'de senaste jobben',
    'jobs show': 'ett jobb med dess användare',
    'jobs resume': 'fortsätt ett jobb som stoppades eller avbröts',
    'jobs cancel': 'stoppa ett jobb för gott; det som är gjort förblir gjort',
    audit: 'läs, kontrollera och exportera granskningsloggen',
    'audit list': 'de 100 senaste posterna; alla med --json',
    'audit verify': 'kontrollera att ingen post har ändrats eller tagits bort',
    'audit export': 'skriv alla poster till en CSV-fil',
    policy: 'läs och ange principer',
    'policy get': 'visa principer som JSON',
    'policy set': 'ändra en princip; granskningsloggen sparar gamla och nya värden',
    backup: 'gör en enda förseglad fil med allt',
    restore:
      'återställ en säkerhetskopia i en mapp utan organisation; första raden från standardindata är återställningsnyckeln eller lösenfrasen',
    clock: 'se om Keydesk litar på klockan och bekräfta att den går rätt',
    'clock show': 'vad klockan visar, vilken tidpunkt som säkert har passerats och vad som väntar på ditt svar',
    'clock confirm':
      'bekräfta att klockan går rätt: borttagna användare och lösenord som har gått ut och som väntade på det raderas för gott',
    groups: 'grupper av personer, Keydesks egna och katalogernas',
    'groups list': 'alla grupper: var personerna kommer från och hur många de är',
    'groups show': 'en grupp och dess personer',
    directories: 'anslut, testa, läs och koppla från kataloger',
    'directories list': 'de anslutna katalogerna: personer, när de lästes och om de kan läsas',
    'directories add':
      'anslut en katalog och läs personerna i den; du tillfrågas om kontots lösenord, eller så står det med --password-stdin på raden efter administratörens',
    'directories test':
      'vad Keydesks konto får göra i katalogen, med kommandona som ger behörigheter som saknas; ingenting ändras',
    'directories sync': 'läs vad som har ändrats i en katalog',
    'directories remove': 'koppla från en katalog; personerna försvinner från listan, och ingenting ändras i katalogen',
    'directories match': 'visa vem i Keydesk som är vem i en katalog',
    'directories undo-match': 'ångra ihopkopplingar så länge lösenordet inte har ändrats i katalogen',
    help: 'visa hjälpen för ett kommando',
  },
  optionTexts: {
    dataDir: 'datamappen att arbeta i',
    as: 'administratören som utför kommandot; kan utelämnas om det bara finns en global administratör',
    passwordStdin:
      'läs administratörens lösenord från första raden av standardindata och koden för multifaktorautentisering från andra raden',
    recoveryKey:
      'öppna valvet med den utskrivna återställningsnyckeln: du tillfrågas om den, eller så står den med --password-stdin på första raden före lösenordet',
    json: 'skriv ett JSON-dokument på standardutdata',
    language: 'språket i meddelanden, hjälp och filer; systemets om det utelämnas',
    help: 'visa den här hjälpen',
    organisation: 'organisationens namn',
    username: 'administratörens användarnamn, till exempel ida@nordwind.test',
    displayName: 'administratörens namn',
    search: 'en del av visningsnamnet, användarnamnet eller avdelningen',
    state: 'lösenordets eller inloggningens tillstånd, flera med kommatecken',
    directory: 'personer i den här katalogen; own är Keydesks egen',
    dryRun: 'visa bara vad som skulle hända',
    all: 'alla utom du själv',
    file: 'användarna i en fil: ett användarnamn per rad eller en användarfil',
    style: 'hur lösenorden ser ut',
    noMustChange: 'kräv inte att lösenordet ändras vid nästa inloggning',
    outOfReset: 'skriv lösenorden till den här nya CSV-filen i stället för på skärmen',
    outOfShown: 'skriv lösenorden som valvet fortfarande sparar till den här nya CSV-filen',
    outOfResumed: 'skriv till sist alla jobbets lösenord som valvet fortfarande sparar till den här nya CSV-filen',
    directoryName: 'vad ni kallar katalogen, till exempel Kontoret',
    server:
      'ett värdnamn eller en IP-adress, med port om det inte är den vanliga; ange det igen för upp till fem servrar, som provas i den här ordningen',
    account: 'kontot som Keydesk loggar in med: ett unikt namn (DN), i Active Directory även namn@domän',
    security: 'krypterad från första byten, eller innan något skickas; ldaps om det utelämnas',
    kind: 'katalogens typ; det som servern uppger om det utelämnas',
    base: 'det unika namn (DN) som personerna finns under; det som servern uppger om det utelämnas',
    authority: 'en PEM-fil med certifikatet från organisationens egen utfärdare, som går i god för servern',
    fingerprint: 'lita på just det certifikat som har det här SHA-256-fingeravtrycket, när du har jämfört det',
    whole: 'läs alla, inte bara det som har ändrats',
    hideMissing: 'ta bort personer från listan som saknas i katalogen, även om de är många',
    yes: 'fråga inte',
    keepPeople: 'behåll personerna utan lösenord och roller',
    adopt: 'låt paren logga in via katalogen i fortsättningen',
    format: 'csv, som kan importeras igen; ldif och new-aduser för andra kataloger, utan lösenord',
    exportBase: 'var personerna ska finnas i den andra katalogen; kan utelämnas med new-aduser',
    passphraseStdin: 'läs en lösenfras som också öppnar säkerhetskopian från nästa rad i standardindata',
  },
  argumentTexts: {
    user: 'användarnamnet',
    fields: 'fälten som ska ändras, till exempel {"city":"Aarhus"}; de andra behålls',
    usersFile: 'en användarfil i det format som Microsoft 365 använder',
    newFile: 'en fil som inte finns än',
    users: 'användarnamn',
    policy: 'principen',
    policyOrAll: 'principen; alla om den utelämnas',
    json: 'värdena som ska ändras, till exempel {"threshold":5}; de andra behålls',
    directory: 'katalogens namn',
    group: 'gruppens namn som groups list visar det, eller dess id',
    backupFile: 'filen som ska göras, eller en mapp',
    restoreFile: 'filen med säkerhetskopian',
  },
  after: [
    'Slutstatus: 0 klart, 1 något misslyckades, 2 felaktiga indata eller felaktig användning, 3 inte tillåtet, eller inloggningen misslyckades, 4 valvet är låst, 5 datamappen används av ett annat Keydesk-program.',
    'Lösenord frågas efter i terminalen eller läses från standardindata, aldrig från argument.',
    'Om du loggar in med en autentiseringsapp tillfrågas du också om koden från den; med --password-stdin står den på andra raden. Det går även med en återställningskod.',
  ],
}

/** What the main process says in Swedish. */
export const swedishWords: LanguageWords = {
  templates,
  units: { days: ['dag', 'dagar'], minutes: ['minut', 'minuter'] },
  questions,
  help,
  passphraseWords,
  rude: 'ca[ck]a|dase|fan|ha[dt]|jud|ka[ck]a|kuk|kun[te]|run[ck]|sata|zige',
}
