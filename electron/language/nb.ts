import { listed } from '../../shared/i18n/language-facts.ts'
import type { LanguageWords } from './language.ts'

const templates: LanguageWords['templates'] = {
  verificationCode: {
    subject: '{{organisation}}: bekreftelseskode for kontoen din',
    body: `Hei, {{name}}!

Bekreftelseskoden din er {{code}}. Den virker i {{minutes}}.

Hvis du ikke har bedt om en kode, kan du se bort fra denne e-posten: Uten koden kommer ingen videre. Gi den aldri til andre, heller ikke til administratoren.

{{organisation}}`,
  },
  passwordWasReset: {
    subject: '{{organisation}}: passordet ditt er tilbakestilt',
    body: `Hei, {{name}}!

Passordet til {{username}} ble tilbakestilt {{time}}.

Du får det nye passordet av administratoren. Det sendes aldri med e-post. Kontakt administratoren med en gang hvis du ikke ventet dette.

{{organisation}}`,
  },
  passwordChanged: {
    subject: '{{organisation}}: passordet ditt er endret',
    body: `Hei, {{name}}!

Passordet til {{username}} ble endret {{time}}.

Hvis det var deg, trenger du ikke å gjøre noe. Hvis ikke, må du kontakte administratoren med en gang.

{{organisation}}`,
  },
  methodsChanged: {
    subject: '{{organisation}}: sikkerhetsinformasjonen din er endret',
    body: `Hei, {{name}}!

Sikkerhetsinformasjonen for {{username}} ble endret {{time}}: {{change}}.

Hvis det var deg, trenger du ikke å gjøre noe. Hvis ikke, må du kontakte administratoren med en gang.

{{organisation}}`,
  },
  adminNotice: {
    subject: '{{organisation}}: passordet til en administrator er tilbakestilt',
    body: `Hei, {{name}}!

Passordet til administratoren {{person}} ble tilbakestilt {{time}} av {{by}}.

Hvis dette ikke var avtalt, bør du se i revisjonsloggen i Keydesk med en gang.

{{organisation}}`,
  },
  helpRequest: {
    subject: '{{organisation}}: {{person}} får ikke logget på',
    body: `Hei, {{name}}!

{{person}} ba om hjelp til å logge på {{time}}:

{{message}}

Forsikre deg om at det virkelig er vedkommende, før du tilbakestiller et passord, for eksempel ved å ringe et nummer du kjenner. Forespørselen venter under Forespørsler i Keydesk.

{{organisation}}`,
  },
  requestAnswered: {
    subject: '{{organisation}}: svar på forespørselen din',
    body: `Hei, {{name}}!

Du ba om hjelp til å logge på. Her er svaret:

{{answer}}

{{organisation}}`,
  },
  testMail: {
    subject: '{{organisation}}: test-e-post',
    body: `Hei!

{{name}} sendte denne e-posten {{time}} for å se om Keydesk kan sende e-post. Det kan den.

{{organisation}}`,
  },
  resetLink: {
    subject: '{{organisation}}: velg et nytt passord',
    body: `Hei, {{name}}!

{{by}} har sendt deg denne lenken så du kan velge et nytt passord for {{username}}:

{{link}}

Den virker én gang, frem til {{time}}, på kontornettverket. Det gamle passordet gjelder til du har valgt et nytt.

Hvis du ikke har bedt om denne lenken, skal du ikke bruke den. Kontakt administratoren i stedet. Ikke videresend denne e-posten: Den som har lenken, kan velge passordet ditt.

{{organisation}}`,
  },
  reminder: {
    subject: '{{organisation}}: passordet ditt utløper om {{days}}',
    body: `Hei, {{name}}!

Passordet til {{username}} utløper om {{days}}, {{date}}.

Logg på og velg et nytt før det.

{{organisation}}`,
  },
}

const questions: LanguageWords['questions'] = {
  parentsMet: 'I hvilken by møttes foreldrene dine?',
  motherBorn: 'I hvilken by ble moren din født?',
  fatherBorn: 'I hvilken by ble faren din født?',
  oldestCousin: 'Hva er fornavnet til den eldste fetteren eller kusinen din?',
  grandmotherName: 'Hva var fornavnet til mormoren din?',
  grandfatherJob: 'Hva jobbet farfaren din med?',
  firstTeacher: 'Hva var etternavnet til den første læreren din?',
  firstSchool: 'Hva het den første skolen din?',
  firstJobPlace: 'I hvilken by hadde du din første jobb?',
  firstBoss: 'Hva var fornavnet til den første sjefen din?',
  firstCar: 'Hvilket merke og hvilken modell var den første bilen din?',
  firstPet: 'Hva het det første kjæledyret ditt?',
  childStreet: 'Hvilken gate eller vei bodde du i da du var ti år?',
  childNickname: 'Hva kalte vennene dine deg da du var barn?',
  childHero: 'Hvilken figur fra en bok eller film var helten din da du var barn?',
  childFriend: 'Hva var fornavnet til bestevennen din på skolen?',
  firstTrip: 'Hvilket land reiste du først til uten foreldrene dine?',
  firstConcert: 'Hvem spilte på den første konserten du var på?',
  partnerMet: 'I hvilken by møtte du partneren din?',
  dish: 'Hvilken matrett likte du best da du var barn?',
  dislikedDish: 'Hvilken matrett kunne du ikke fordra da du var barn?',
  sport: 'Hvilken idrett drev du først med i en klubb?',
  dreamJob: 'Hva ville du bli da du var åtte år?',
  subject: 'Hvilket fag likte du minst på skolen?',
  book: 'Hvilken bok har du lest flest ganger?',
}

// Common words without æ, ø and å, 3 to 8 letters a–z, so that any keyboard can type them.
const passphraseWords = listed(`
abbedi adresse advent agent agurk akademi akvarium albatros album alge allsang alm alpaka alt amfi ananas andakt
andunge anemone angel anis anker ankomst anlegg anorakk antenne antikk apotek appelsin aprikos april arena ark arkiv
arm armbind armring art artikkel artist asfalt ask asp asparges aspik astronom atlas atlet atom august aure aurikkel
avgang avis avisbud avlegger avokado avtale avtrykk bad badeand badedag badehus badekar badeland badeliv badering
badevakt bagasje bagett bakeovn baker bakeri bakgrunn bakke bakrute bakside bakst baktrapp balanse balje balkong ball
ballade ballett ballong ballsal bambus banan band bandasje bandy bane bank bankboks bar bark barlind barn barnebok
bart basar base basilika bass basseng basun batteri bauta beger begonia belte ben benk bensin berg bergtopp bestikk
betong bever bibel bie biekube bil bilag bilde bildekk bilferge bilferie biljard billett billys bilpark bilradio
bilrute biltur bilvask bind binders birk biskop bison bjelke bjelle bjerk blad blanding blank blikk blomst bluse
blyant bok bokbind bokbuss bokhylle bokklubb boks bokstav bolig bolle bomull bonde bondeost bonus bord bordbein
bordplan bordtak borg borger brann brannbil bratsj brett brev brevdue brevhode brevkort briljant brille bringe bro
brodd broderi broiler bronse bror brosje brostein brud brudepar brun brunost brunsj brus brygge bryggeri bryllup
brynje bukett bukk bukse bukt bunad bunke burger busk buskap buss bussrute busstur bustad butikk butler byfest bygg
bygning byliv bypark bytur campus celle cellist cello cisterne dag dagbok dagdrift dagslys dagstur dagtur dal dalbunn
dalside dam dame damp dampbad dampskip dans danselag danser dansesko darling deig deilig dekk dekor delfin delta
demning desember dessert diamant dikt dikter disk dokk dokke dokument dollar domkirke dommer dompap drage drakt drama
drivhus drivved dronning drops drue druesaft due dueslag duett dugnad dukke dukkebil dukkehus dunk dusin dusj dusk
dusting dvale dybde dykker dyne dyr dyrebar dyrehage dyrlege ebbe eddik edelgran edelost egg eggekopp eggerett eik
eikeblad eikebord eiketre ekko ekorn eksamen eksempel ekspert ekspress elefant elegant elegi elev elg elgjakt elv
elveleie emalje emblem energi eng engang ensemble epistel eple eplekake eplemost epletre epoke erfaring erte eske
essens estrade etasje etikett etter etui eventyr evje fabel fakkel faktor falk familie fanfare fantasi far farge farm
fasade fasan fase fasit faste fauna favoritt februar fele felt fenrik ferge ferie feriehus fersk fersken fest festdag
festival figur fiken fil film filmrull filt filter filtsko finale finger fink fiol fiolett firma fisk fiskebil
fiskedam fisker fiskeri fjell fjellbu fjellby fjelltur fjord fjordarm flagg flamme flanell flaske flettet flis flue
fluesopp fly flygel flyplass flyreise flyrute fold folk formann formel formue forspill forum foss fotball foto
fotpleie fotspor fottrinn fottur frakk framtid fregatt frihet frikveld frimerke frisk friskus frityr frokost front
frossen frost frukt fruktfat fryd fryser fuge fugl fuglebad fuglemat fure furubar furubord furumo furutre fylke fyr
fyrlykt fyrstikk gaffel galleri gang gangbro gangsti garasje gard gardin gartner gate gatelys gaupe gave gavekort
gebyr geit geitost gele general geni genser gevinst gitar gitter gjedde gjerde glad glans glasert glass glimt globus
glorie gnist gnister godbit godnatt golf golfball grad gran granat granbar granitt granskau grantre grav grein grense
gresskar greve grill grind grotte grove grunn gruppe grus grusvei gryn gryte gullfisk gullring gullur gulrot gummi
gutt gylden gymnas gymsal gynge hage hagebord hagefest hagegang hagl haike hake hale halm halmhatt halvdel hammer
hamster handel handle hane hanger hanske hare harke harmoni harpe harpiks hasp hassel hauk hav havbunn havfrue havgap
havn havneby havre havsalt hefte hegg heis hekle helg helse helt hender hengsel hermelin hersk hest hestehov hestesko
hette hilse himmel himmelsk hind historie hjelm hjelp hjem hjemby hjemme hjemvei hjerne hjerte hjort hjul hoff hofte
holme holt honning hopp hoppetau hopprenn horn hornet hotell hov hovedvei hule hull hummer humor hund hundehus hus
huskatt huske hustak husvegg hval hvalross hverdag hvete hvetemel hviske hvit hvitting hybel hymne hyrde hyssing hytte
hyttebok hyttetur ide idol idrett idyll igle iglo ild ilde ilder import indigo inne innland innsats innside innsikt
innslag inntak inntekt inntog insekt instruks isbit isblomst isbre isbryter isfjell isflak isfri isfugl ishav iskaffe
iskald iskrem ispinne isskap istapp isvann ivrig jager jakke jakthund jaktlag januar jasmin jern jernbane jerv jogger
jojo jolle jord jordbruk jorde jordeple journal jubel judo julebord julebrus julefest julegave julegran julekort
julelys julenek julesang juletre juli jumper jungel juni jurist juvel kabal kabaret kabel kabin kaffe kaffebar
kaiplass kajakk kakao kake kakebit kakefat kaktus kalas kalender kalesje kalkun kalosje kalv kamel kamera kamille
kamin kamp kanal kandidat kanin kanne kano kanotur kant kantate kantine kapell kapers kapitel kappe kapsel karaffel
karamell karate karneval karpe karri kart kartbok kartong karusell kasse kasserer kast kastanje katalog katt kattugle
kattunge kavaler kaviar kefir keiser kelner kenguru keramikk kikkert kilde kilo kilt kino kiosk kirke kirkekor
kirketak kirkeur kiste kiwi kjede kjeks kjele kjelke kjeller kjerne kjerre kjole kjortel klassisk klaver klesskap
klient klikk klister klode klokke kloster klubb klynge knapp knappe knoll knopp knute kobber koffert kokebok kokk
kokos kolibri kolje kolonne komedie komma kommode kompass konfekt konge konsert konsoll konto kontor kontrast kopp
kopper kor korall korg kork korn kornaks kornband kornett korsang kort kotelett kraft krag krans krater kritt kroket
krone krukke krumkake krusning krydder krystall kube kule kuling kulp kultur kunst kunstner kupong kurv kurvball
kusine kutter kvadrat kvalitet kvarts kveite kveld kvern kvint kvister kylling kyst kystby kystfart kystlag kystvakt
labbe labyrint ladning lager lagune lake laken lakris lakseelv lam lampe lampett landgang landlov landsby landskap
landtur lanterne larve lasso last lastebil latter lavendel lavland lavvo ledd leder legende legg leire leketog lekse
leksikon lektor lenestol lengde lengsel lenke leopard lerke lerret lesebok lesesal letthet levende lever levering lift
liga likt lilje lilla lime limonade lindetre linedans linjal linje linoleum linse lise list liter litt liv livbelte
livlig livsglad livvakt loddbok lodde loge logg lokal lokk lomme lommebok lomvi lotteri lovsang luftig luftskip lund
lunde lunge lunken lunsj lupe lur lutefisk lydbok lykke lyng lynghei lynild lyrikk lys lysglimt lysning lyspunkt
lysthus mai maiblom maidag mais majones makrell makron mal malakitt maler maleri malt mamma mandag mandarin mandel
mandolin manesje mangan mango mangold mann mansjett mappe maraton marengs mark marked marmor mars marsipan marsvin
maske maskin massasje mat matbit matboks matpakke matrett matros maur maurtue medalje medisin medlem medvind meis mel
melde melding melis melk mellom melodi melon menighet meny mer messing mester metall meter metode metro middag midnatt
midtbane mikrofon miks mikser mild mineral mink minne minnebok minutt miss modell moden modig moldvarp molo mor morgen
morild morkel moro mosaikk mose moske mote moteshow motiv motor motvind mugge mulde muldvarp mulepose multe mumie munn
mur murer murstein museum musikal musiker musikk muskat muskel musling mygg mynt myr myrull mysost myte nabo naboby
nabolag nakke nappe nappetak nasjon natt nattbord nattlys nattog nattugle natur naturlig naust navle navn navnedag
nebb nederst nektar nellik nepe nerve nese nesehorn nesle nettavis netting nisje nisse niste node nord nordlys
nordmann normal note notis novelle november nummer nyanse nybygg nyhet nykokt nylon nymalt nyre nys oase oker oktav
oktober olabil oliven olje omelett omgang omsorg omtale onkel onsdag opal opera oppdrag oppgang oppgave opphold opplag
oppsats opptak opptog orakel ord ordbok orden ordens ordliste ordne ordspill orgel orgelton original orkan orkester
orkide orm orrfugl ost ostebit ostefat ostekake oter otium ovn ovnsbakt padle padling pakke pakkhus palass palett
palme palmetre panda panel panne papaya papir papirark papp pappa par parade paradis parasoll parfyme park parkbenk
parkett parodi partitur passord pasta pastell patent patriot pause pedal pelikan pels pen pendel pengebok pensel
pensjon pepper perle persille person petunia pianist piano pigg pil pilegrim pilot pilspiss pingvin pinje pinne pinse
pion pipe pistasj pizza plakat plan planet planke plante plask plass plast plaster plate plen plikt plomme pluss
plusspol poet pokal poker pol polar polaris polert polka pomade ponni poppel porselen port portal portner porto
portrett posisjon post postbil postbud poste postei posthus postkort potet potetmel potetmos potte praktisk pratsom
premie prest prikk prins prisme problem profil program prolog propell propp prosit prosjekt proviant pryd prydbusk
publikum puddel pudder pudding pult pumpe pund punkt pupill pute putevar pynt pyntelig pyramide rabarbra radar
radering radio raft raggete rakett rakfisk rapport raps rapsodi rasfare rast ravn real rebus redd redning redskap
refreng regatta regel regi region regn regnbue regndag regning regnskog rein reinlav reinsdyr reir reisebok rekke
rekkverk reklame rekord rektor remse renning reprise resept respekt rest retning rett rettvis rev revelje revy ribbe
ridder ride rikdom rille rimfrost ring ringdans ringperm rips ripsbusk ris risgryn ristet robot robust roing rokke
roklubb rolig rolle roman romdrakt romfart romskip ros rosa rose rosebusk rosehage rosenrot rosett rosin roste rotor
rov rovdyr rovfugl rubin rubrikk rugby rugmel ruin rull rund rundbue runde rundtur rustfri rute rutebil rutebok ruter
rydding rygg ryggsekk rykte rype rypejakt rytme rytter sabel safari safir safran saft saftig sag saga sagbruk sagn
saks saksofon sal salami salat salg salme salmebok salong salt saltkar salto saltvann salve salvie samband samfunn
samklang samle samler samling samspill samtale sand sandal sang sangbok sanger sangkor sangtime sardin sats saus
savanne scene sebra sedvane seg segl seier seil seilas seilduk seilskip sekel sekk seksjon sekund sel selje seljetre
selleri selskap semester semule sender seng sennep sensor serie serum serviett servise sesam sesong sete seter seterbu
seterliv sevje sfinks signal sikt sildebit silhuett silke silo sindig singel sirene sirkel sirkus sirup sitar sitron
siv sjakk sjakt sjal sjanse sjarm sjef sjekk sjel sjelden skala skall skalldyr skanse skap skarv skavl skje skjegg
skjell skjema skjerf skjerm skjold skjorte sklie skog skogbunn skogsti skogtur skole skolebok skorpion skralle
skredder skrift skritt skriver skrue skrujern skulder skulptur skure skute skvett skyfri skygge skylag skyttel slede
slette slynge smart smed smeltet smie smil smiler smule smykke snabel snakk snarvei snegle snekke snekker snitte
snorkel snute soda sofa sofapute sokk sokkel sol solbad soldag soldat solhatt solid solist solkrem solo solplett
solrik solside solsikke solskinn solstek solur solvarm sommer sonde sonett sopp sopran sorbet spagat spalte spar
sparsom speil speilegg spekemat spenne spenst sperre spesiell spett spill spiller spinat spindel spiral spire spisesal
sport sprette springar spurt spurv spyd stabbur stabel stad stadion stafett staffeli stake stall stamme stand standard
start stasjon stativ statue stav stein steinbit steinbro steinhus stek stekeovn stell stemme stemning stengel steppe
stevne stift stige stigning stikk stikling stil stille stipend stjerne stoff stol stolpe stolt storby stork storm
strand strategi strek strikk strikke strimmel strofe struktur struts stubbe student studie stue stuegulv stup stykke
stylte styring sukat sukker suksess suppe surdeig surfer surfing surret svale svane svele svensk sverd svett svibel
svinge sviske svoger sydvest sykkel sykle syklist sylinder syltet symaskin symbol sympati symre synge syrin system
tabell tablett takk takle takrenne takstein takt taktikk takvindu tale talent taler talg tall tamburin tangent tango
tanke tann tannlege tante tapet tau taubane taus tavle taxi teater tegl tegn tegne tegnebok teip tekanne teknikk
tekopp tekst telefon telegram telt teltduk telttur tema tempel tempo tennis tenor tent teori teppe termin termos terne
terning terrasse terreng test tetning tid tidlig tidsrom tiger tilbud tilde tilfreds timeplan timian tinn tips tirsdag
tistel tittel tiur tjern tjue toalett toast tog togreise togspor togtur tolk tollbod tomat tomme tommel tone tonefall
tonn topp toppen topplue tordivel torg torgdag torn torv torvtak tov trakt traktat traktor trapp trapper trebro treff
trefiber trehus trehytte trekant trekk trekning trekull trening trepinne tresnitt triangel trikk trinse trio tripp
trivsel troll trolsk trompet trone trosse trylle tube tulipan tunfisk turbin turist turkis turlag turvei tusenben tusj
tuva tvil tvilling ufarlig ufo ugress uke ukeblad ukedag ukelang ukeslutt underlag ung ungdom uniform union univers
urmaker urne urskive urskog urt urtehage urtete urverk utekafe uteliv uteplass utflukt utgang utgave uthus utkant
utkast utrop utsikt utsnitt utstyr uttog uttrykk utvalg utvei utvikle uvanlig vaffel vafler vaier vakker vakt vaktel
vakthund valg valmue valp valse vandrer vane vanilje vann vannbad vannfall vannpost vannrett vannski vannvei vante
varde varehus varme varsel vase vaskeri vedkubbe vedovn vedski vedskjul vegg veggur vegne veibok veikant veikart
veikro veikryss veinett veiskilt veiv vekker vekkerur veksel vekst vekt velkomst vellyd velting venn vennlig vennskap
vente ventesal veps veranda verden verdi verk verksted vert vertshus vesen veske vest vestland vett vev vevstol
viadukt vidde video vielse vifte vikar viking viktig vilje villa villdyr villmark villsau vimpel vin vindkast vindpust
vindu vinge vinkel vinner vinter virke virvel visdom vise visebok visir visjon visning vitrine vogn vognhjul vokal
voksduk vokslys volt volum vott vottepar vugge vulkan vurdere ynde yngel yngling yoga yoghurt ypperlig yrke
`)

const help: LanguageWords['help'] = {
  headings: { usage: 'Bruk:', arguments: 'Argumenter:', options: 'Alternativer:', commands: 'Kommandoer:' },
  options: 'alternativer',
  command: 'kommando',
  filledIn: {
    folder: 'MAPPE',
    file: 'FIL',
    user: 'BRUKER',
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
    fingerprint: 'FINGERAVTRYKK',
    format: 'FORMAT',
  },
  program: 'Passordene i en mindre bedrift, styrt fra kommandolinjen.',
  commands: {
    init: 'opprett en ny organisasjon med den første globale administratoren',
    users: 'vis, importer og eksporter brukere',
    'users list': 'alle brukere eller de som passer',
    'users import': 'legg til brukerne i en fil',
    'users export': 'skriv en fil med alle brukere',
    'users edit': 'endre feltene til en person, i Keydesk eller i personens katalog',
    'users block': 'blokker en person fra å logge på',
    'users allow': 'la en person logge på',
    'users unlock': 'opphev låsingen av en person',
    'users never-expires': 'la passordet til en person aldri utløpe',
    'users expires': 'la passordet til en person utløpe etter reglene',
    password: 'tilbakestill passord',
    'password reset': 'gi brukere nye midlertidige passord',
    'password require-change': 'la brukere velge et nytt passord ved neste pålogging',
    jobs: 'se, fortsett og stopp langvarige jobber',
    'jobs list': 'de siste jobbene',
    'jobs show': 'én jobb med brukerne i den',
    'jobs resume': 'fortsett en jobb som ble stoppet eller avbrutt',
    'jobs cancel': 'stopp en jobb for godt; det som er gjort, forblir gjort',
    audit: 'les, kontroller og eksporter revisjonsloggen',
    'audit list': 'de 100 nyeste oppføringene; alle med --json',
    'audit verify': 'kontroller at ingen oppføring er endret eller fjernet',
    'audit export': 'skriv alle oppføringer til en CSV-fil',
    policy: 'les og angi policyer',
    'policy get': 'vis policyer som JSON',
    'policy set': 'endre en policy; revisjonsloggen beholder gamle og nye verdier',
    backup: 'lag én forseglet fil med alt',
    restore:
      'gjenopprett en sikkerhetskopi i en mappe uten organisasjon; første linje fra standard inndata er gjenopprettingsnøkkelen eller passordfrasen',
    clock: 'se om Keydesk stoler på klokken, og bekreft at den går riktig',
    'clock show': 'hva klokken viser, hvilket tidspunkt som sikkert er nådd, og hva som venter på svaret ditt',
    'clock confirm':
      'bekreft at klokken går riktig: slettede brukere og utløpte passord som ventet på det, fjernes for godt',
    groups: 'grupper av personer, Keydesks egne og katalogenes',
    'groups list': 'alle grupper: hvor personene kommer fra, og hvor mange de er',
    'groups show': 'en gruppe og personene i den',
    directories: 'koble til, test, les og koble fra kataloger',
    'directories list': 'de tilkoblede katalogene: personer, når de ble lest, og om de kan leses',
    'directories add':
      'koble til en katalog og les personene i den; du blir spurt om passordet til kontoen, eller det står med --password-stdin på linjen etter administratorens',
    'directories test':
      'hva Keydesk-kontoen kan gjøre i katalogen, med kommandoene som gir manglende rettigheter; ingenting endres',
    'directories sync': 'les hva som er endret i en katalog',
    'directories remove': 'koble fra en katalog; personene forsvinner fra listen, og ingenting endres i katalogen',
    'directories match': 'vis hvem i Keydesk som er hvem i en katalog',
    'directories undo-match': 'angre sammenkoblinger så lenge passordet ikke er endret i katalogen',
    help: 'vis hjelpen for en kommando',
  },
  optionTexts: {
    dataDir: 'datamappen det arbeides i',
    as: 'administratoren som utfører kommandoen; kan utelates hvis det bare finnes én global administrator',
    passwordStdin:
      'les administratorens passord fra den første linjen i standard inndata og koden for den ekstra faktoren fra den andre',
    recoveryKey:
      'åpne hvelvet med den utskrevne gjenopprettingsnøkkelen: du blir spurt om den, eller den står med --password-stdin på den første linjen, før passordet',
    json: 'skriv ett JSON-dokument til standard utdata',
    language: 'språket i meldinger, hjelp og filer; systemets hvis det utelates',
    help: 'vis denne hjelpen',
    organisation: 'navnet på organisasjonen',
    username: 'brukernavnet til administratoren, for eksempel ida@nordwind.test',
    displayName: 'navnet på administratoren',
    search: 'en del av visningsnavnet, brukernavnet eller avdelingen',
    state: 'tilstanden til passordet eller påloggingen, flere med komma',
    directory: 'personer i denne katalogen; own er Keydesks egen',
    dryRun: 'vis bare hva som ville skje',
    all: 'alle unntatt deg selv',
    file: 'brukerne i en fil: ett brukernavn per linje eller en brukerfil',
    style: 'hvordan passordene ser ut',
    noMustChange: 'ikke krev at passordet endres ved neste pålogging',
    outOfReset: 'skriv passordene til denne nye CSV-filen i stedet for på skjermen',
    outOfShown: 'skriv passordene som hvelvet fortsatt oppbevarer, til denne nye CSV-filen',
    outOfResumed: 'skriv til slutt alle passordene i jobben som hvelvet fortsatt oppbevarer, til denne nye CSV-filen',
    directoryName: 'det dere kaller katalogen, for eksempel Kontoret',
    server:
      'et vertsnavn eller en IP-adresse, med port hvis det ikke er den vanlige; oppgi den på nytt for opptil fem servere, som prøves i denne rekkefølgen',
    account: 'kontoen som Keydesk logger på med: et unikt navn (DN), i Active Directory også navn@domene',
    security: 'kryptert fra den første byten, eller før noe sendes; ldaps hvis det utelates',
    kind: 'typen katalog; det serveren oppgir hvis det utelates',
    base: 'det unike navnet (DN) som personene ligger under; det serveren oppgir hvis det utelates',
    authority: 'en PEM-fil med sertifikatet til organisasjonens egen utsteder, som går god for serveren',
    fingerprint: 'stol på akkurat det sertifikatet som har dette SHA-256-fingeravtrykket, når du har sammenlignet det',
    whole: 'les alle, ikke bare det som er endret',
    hideMissing: 'ta personer som mangler i katalogen, av listen, selv om de er mange',
    yes: 'ikke spør',
    keepPeople: 'behold personene uten passord og roller',
    adopt: 'la parene logge på via katalogen heretter',
    format: 'csv, som kan importeres igjen; ldif og new-aduser for andre kataloger, uten passord',
    exportBase: 'hvor personene skal ligge i den andre katalogen; kan utelates med new-aduser',
    passphraseStdin: 'les en passordfrase som også åpner sikkerhetskopien, fra neste linje i standard inndata',
  },
  argumentTexts: {
    user: 'brukernavnet',
    fields: 'feltene som skal endres, for eksempel {"city":"Aarhus"}; resten beholdes',
    usersFile: 'en brukerfil i formatet som Microsoft 365 bruker',
    newFile: 'en fil som ikke finnes ennå',
    users: 'brukernavn',
    policy: 'policyen',
    policyOrAll: 'policyen; alle hvis den utelates',
    json: 'verdiene som skal endres, for eksempel {"threshold":5}; resten beholdes',
    directory: 'navnet på katalogen',
    group: 'navnet på gruppen slik groups list viser det, eller id-en',
    backupFile: 'filen som skal lages, eller en mappe',
    restoreFile: 'filen med sikkerhetskopien',
  },
  after: [
    'Avslutningsstatus: 0 utført, 1 noe mislyktes, 2 feil inndata eller bruk, 3 ikke tillatt, eller påloggingen mislyktes, 4 hvelvet er låst, 5 datamappen brukes av et annet Keydesk-program.',
    'Passord spørres det etter i terminalen, eller de leses fra standard inndata, aldri fra argumenter.',
    'Hvis du logger på med en godkjenningsapp, blir du også bedt om koden fra den; med --password-stdin står den på den andre linjen. En gjenopprettingskode kan også brukes.',
  ],
}

/** What the main process says in Norwegian Bokmål. */
export const norwegianWords: LanguageWords = {
  templates,
  units: { days: ['dag', 'dager'], minutes: ['minutt', 'minutter'] },
  questions,
  help,
  passphraseWords,
  rude: 'dum|fan|fet|fit|ha[dt]|hur|kuk|mus|neg|pi[kps]|pup|ras|tis',
}
