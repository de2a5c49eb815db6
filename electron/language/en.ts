import { listed } from '../../shared/i18n/language-facts.ts'
import type { LanguageWords } from './language.ts'

const templates: LanguageWords['templates'] = {
  verificationCode: {
    subject: '{{organisation}}: verification code for your account',
    body: `Hello {{name}},

Your verification code is {{code}}. It works for {{minutes}}.

If you did not ask for a code, ignore this email: nobody can get any further without the code. Never give it to anyone, not even to your administrator.

{{organisation}}`,
  },
  passwordWasReset: {
    subject: '{{organisation}}: your password was reset',
    body: `Hello {{name}},

The password of {{username}} was reset on {{time}}.

Your administrator will give you the new password. It is never sent by email. If you did not expect this, contact your administrator at once.

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

If this was not planned, check the audit log in Keydesk at once.

{{organisation}}`,
  },
  helpRequest: {
    subject: "{{organisation}}: {{person}} can't sign in",
    body: `Hello {{name}},

{{person}} asked for help to sign in on {{time}}:

{{message}}

Make sure that it is really them before you reset a password, for instance by calling them on a number that you know. The request is waiting on the Requests page in Keydesk.

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
    subject: '{{organisation}}: test email',
    body: `Hello,

{{name}} sent this email on {{time}} to see whether Keydesk can send email. It can.

{{organisation}}`,
  },
  resetLink: {
    subject: '{{organisation}}: choose a new password',
    body: `Hello {{name}},

{{by}} has sent you this link so that you can choose a new password for {{username}}:

{{link}}

It works once, until {{time}}, on the office network. Your old password stays as it is until you have chosen a new one.

If you did not ask for this link, don't use it. Contact your administrator instead. Don't forward this email: anyone who has the link can choose your password.

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

const questions: LanguageWords['questions'] = {
  parentsMet: 'In which town did your parents meet?',
  motherBorn: 'In which town was your mother born?',
  fatherBorn: 'In which town was your father born?',
  oldestCousin: 'What is the first name of your oldest cousin?',
  grandmotherName: 'What was the first name of your mother’s mother?',
  grandfatherJob: 'What did your father’s father do for a living?',
  firstTeacher: 'What was the last name of your first teacher?',
  firstSchool: 'What was your first school called?',
  firstJobPlace: 'In which town did you have your first job?',
  firstBoss: 'What was the first name of your first boss?',
  firstCar: 'What make and model was your first car?',
  firstPet: 'What was your first pet called?',
  childStreet: 'On which street did you live when you were ten?',
  childNickname: 'What were you called as a child by your friends?',
  childHero: 'Which character from a book or film was your hero as a child?',
  childFriend: 'What was the first name of your best friend at school?',
  firstTrip: 'Which country did you first travel to without your parents?',
  firstConcert: 'Whose concert was the first you went to?',
  partnerMet: 'In which town did you meet your partner?',
  dish: 'Which dish did you like best as a child?',
  dislikedDish: 'Which dish could you not stand as a child?',
  sport: 'Which sport did you first play in a club?',
  dreamJob: 'What did you want to be when you were eight?',
  subject: 'Which subject did you like least at school?',
  book: 'Which book have you read more often than any other?',
}

// Common words of 3 to 8 letters a–z, easily spelled over the phone.
const passphraseWords = listed(`
acorn active actor adjust admire afloat agree airport alarm album alert alley almond ample anchor ancient angle animal
answer antenna anvil apple apricot apron arch arena arm armchair arrive arrow artist ash ask atlas attic autumn avenue
avocado awake award axle backpack bacon badge badger bag bagel bake baker bakery balance balcony ball ballet balloon
bamboo banana band bank banner bar barley barn barrel basin basket bath battery bay beach beacon bead beak beam bean
beard bed bedroom bee beehive beetle begin bell belt bench berry bicycle bike birch bird biscuit bison blanket blazer
blend blender block bloom blossom blouse blue board boat boil bold bonfire bonus book boot border borrow bottle
boulder bounce bow bowl box bracelet branch brass brave bread breeze brick bridge brief bright bring brisk broad
broccoli brochure bronze brook broom brown brush bubble bucket buckle bud buffet build builder bulb bumper bun bus
busy butter button buy buzzer cabbage cabin cabinet cable cactus cafe cage cake calendar calf calm camel camera camp
canary candle candy canoe canteen canvas canyon cap cape captain car caramel caravan card cardigan cardinal careful
cargo carousel carpet carriage carrot carry cart carton cartoon carve cashew castle cattle cave cedar ceiling celery
cellar cello cement century cereal chain chair chalk change channel chapter charm chart chat cheddar cheek cheerful
cheese chef chess chest chestnut chicken chilly chimney chin china chip choir choose chorus cider cinema cinnamon
circle circus citizen citrus city clap clarinet classic clean clear clerk clever climate climb clinic clip cloak clock
closet cloth cloud cloudy clove clover clown club coach coast coat cobweb cocoa coconut code coffee coin collar
collect college column comb comedy comet comfort comic common compact compass concert cook cookie cool copper copy
cord corn corner correct corridor cottage cotton couch count country county coupon course court cousin cover cowboy
crab cradle crane crater crayon cream creamy create creek cricket crisp crocus crop cross crow crowd crown cruise
crumb crystal cube cuff cup cupboard curious curly current curry curtain curve cushion custard customer cycle cyclist
daffodil daily dairy daisy dance dancer dashing data dawn day deck deep deer degree delta denim dentist depot design
desk dessert detail device dial diamond diary dice diesel diet dig dinner diploma direct discover dish display
distance dive diver dock doctor dog dollar dolphin dome domino door dot double dough dove dozen drama draw drawer
drawing dream dress drill drink drive driver drop drum dry duck dune dust dusty duvet eager eagle ear early earn
earring earth easel east easy echo edge editor effort egg elastic elbow elder elegant elephant elevator elk elm email
embassy ember emblem emerald empire engine engineer enjoy enter entrance envelope episode equal equator eraser errand
estate evening event exact exhibit exit expert explore extra eye eyebrow fabric face factory fair falcon family fan
farm farmer fashion fast father faucet feather fence fern ferry festival fetch fiddle field fig figure film filter
finch find fine finger finish fire firm fish fjord flag flame flamingo flannel flask fleece flight flint float flock
floor florist flour flow fluffy flute fly foam focus fog fold folder foliage folk follow fond food foot forest fork
form formal fort fortune forum fossil fountain fox fraction frame freckle free freezer freight fresh fridge friend
frost fruit fudge fuel full funnel funny fur future gadget galaxy gallery gallon game garage garden garland garlic
garment gate gather gecko gem general genius gentle geometry geyser giraffe give glacier glad glass glider globe glove
glow glue goal goggles gold golden golf good goose gown grain grammar grand granite graph grass grateful gravel gravy
great green grid grin grocery groove ground group grove grow guard guess guest guide guitar gulf gull gum gutter gym
gymnast habit haddock hail hair hall hallway hammer hammock hamper hamster hand handbag handle handy hanger happy
hardy harmony harness harp harvest hat hatch hawk hay hazelnut head health heart hearth heavy hedge hedgehog heel
height helmet help helper helpful hen herb heritage heron herring hexagon hide hike hiker hill hinge history hobby
hold holiday hollow home honest honey hood hoof hook hoop hop horizon horn horse hose hospital hostel hotel hound hour
house hub huge hum human humble hurdle hurry hut hydrant iceberg icicle icon idea igloo iguana image imagine impulse
inch income index indigo inn insect inside invite iron island item jacket jaguar jam jar jasmine jaw jeans jeep jelly
jewel jigsaw job jogger join joke jolly journal journey judge jug juggler juice jump jumper jungle junior juniper jury
kangaroo kayak keen keep kennel kernel kettle key keyboard kingdom kiosk kitchen kite kitten kiwi knee knit knot know
koala label lace ladder ladle lady ladybird lagoon lake lamb lamp land lane language lantern lap laptop larch large
lark laser lasting latch lather laugh laundry lava lavender lawn lawyer layer leaf leafy league lean learn leather
leave lecture leek leg legend lemon lemonade lend lens lesson letter lettuce level lever library lid lift light lilac
lime limit line linen lion lip list listen lively lizard llama loaf lobby lobster local lock locker locket lodge loft
log lollipop look loop lorry lotion lounge loyal lucky lumber lunch lute lyric machine magazine magic magician magnet
magpie mailbox major make mallet mammal mammoth manager mango mansion mantle manual map maple marathon marble margin
marina mark market marlin marmot marsh mask mast mat match material matrix mattress meadow meal measure medicine meet
meeting mellow melody melt member memory mend menu merchant merry message metal meteor method midday middle midnight
mild mile milk mill million mineral minnow minor mint minute mirror mist misty mitten mix mixer mixture moat mobile
model modem modern modest molecule moment month monument moon mop morning mosaic moss motel mother motor mountain
mouse mouth move movie mud muffin mug mule muscle museum mushroom music musician mustard muzzle mystery nail napkin
narrow nation natural nature navy neat neck necklace nectar needle nephew nest net nettle network new news newt nice
nickel niece night nimble noble noodle noon normal north nose notebook notice novel novice nugget number nursery
nutmeg nutshell oak oar oasis oat object oblong ocean octave octopus offer office officer oil olive onion open opera
orange orbit orchard orchid order oregano organ origami original ostrich otter outfit outing oval oven owl owner
oyster pack package paddle paddock page pail paint painter pair palace palette palm pamphlet pan pancake panda panel
panorama panther pantry papaya paper parade parcel parent park parking parrot parsley parsnip partner party passage
passport pasta pastry patch path patient patio pattern pause pavement payment peaceful peach peak peanut pebble pecan
pedal peel pelican pencil penguin pepper perfect perfume person petrol pewter phone photo phrase piano pick picnic
picture pie pier pigeon pillar pillow pilot pin pine pink pint pioneer pipe pirate pitch pizza place plain plan planet
plank plant plaster plastic plate platform platinum play player plaza pleasant plenty plot plug plum plumber plume
pocket podium poem poet point polish polite pond pony pool popcorn popular porch porridge port porter portrait post
postcard poster potato pottery pouch pour powder prairie praise precise present press pretty pretzel price primrose
prince print printer prism prize product profile program project prompt proof propane proper proud proverb prune
pudding puddle puffin pullover pulp pump pumpkin punch pupil puppet puppy pure purple purse put puzzle pyramid quail
quality quarry quartet quartz queen question quick quiet quill quilt quince quiz quota rabbit race racket radar radio
radish raft rail railing railway rain rainbow raincoat rainfall raisin rake ram ramp ranch ranger rapid rare rattle
raven ravioli ray razor reach read ready real receipt recipe record recorder referee region regular reindeer relax
remote rental repair report reporter rescue resort rest result return reward rhubarb ribbon rice rich ride ridge
rigging ring rink ripe rise river road roast robot robust rock rocket rodeo roll roof rooftop room rooster root rope
rosy round row rowboat royal rub rudder rug ruler run runner runway rustic rye sack saddle safari saffron sail sailor
salad salami salary salmon salon salt salty sample sand sandal sandbox sandwich sapling sardine satchel satin saturn
saucer sauna save savings saw scale scanner scarf scatter scene scenery school science scissors scone scooter score
scout screen script sculptor seafood seagull seal season seat seaweed second secure see seed segment send senior
sentence sequence sequin serve server sesame sew shadow shampoo share shark sharp sheep shelf shell shelter shepherd
shield shine shiny ship shirt shoe shop shore shoulder shovel show shower shrub shutter shuttle sidewalk signal
silence silent silk silky silver sing singer siren sit skate skater sketch skier skip skirt sky skyline slate sled
sleep sleepy sleeve slice slide slipper slogan smart smile smoke smooth snack sneaker snow snowball snowman snowy snug
soap social society sock soda sofa soft software soil solar soldier solid solo solve sonata song soprano sorbet sort
soul sound soup source south space spaniel spark sparkle sparrow speak speaker spear special spectrum speech speed
speedy spell sphere spice spicy spider spin spinach spiral splash spoke sponge spool spoon sport spot sprout spruce
square squash squid squirrel stable stadium staff stage stair stall stamp stand star starfish starling start station
statue stay steady steak steam steel stem step stereo stick stir stitch stock stocking stone stop store storm story
stove stranger straw stream street stretch stripe strong student studio study sturdy subject suburb subway success
sugar suit suitcase summit sun sunbeam sundial sunlight sunny sunrise sunset surface surfer surprise survey sushi
swallow swamp swan sweater sweet swift swim swimmer swing swirly switch sword symbol symphony syrup system table
tablet tadpole tail tailor take talent talk tall tango tank tape target taste tavern taxi tea teach teacher team
teapot teaspoon telegram tell temple tender tennis tent term terrace terrier text textbook texture thank theme theory
thermos thicket thimble thin think thistle thread thumb thunder thyme ticket tide tidy tie tiger tile timber timer tin
tinsel tiny tissue title toad toast toaster toffee token tomato tomorrow toolbox tooth top topaz topic torch tortoise
toucan tourist towel tower town toy track tractor trade trader trail trailer train trainer transfer travel tray
treasure treat tree trellis triangle tricycle trolley trombone trophy tropic trout trowel truck true trumpet trunk
trust trusty try tuba tube tugboat tulip tuna tundra tunnel turbine turkey turn turnip turtle tutor tweed twig
twilight twin type umbrella uncle uniform union unique universe upgrade upper upright use useful usual utensil
vacation valley value van vanilla vase vast vault veil velvet vendor verb verse vest veteran viaduct video view villa
village vine vinegar violet violin visit visitor vitamin vivid voice volcano volume voucher voyage vulture waffle
wagon waist wait waiter wake walk walker wall wallet walnut waltz want warbler wardrobe warm warmth wash washer watch
water wave wavy wax wear weather weave weaver web website weekday weekend weigh well west wheat wheel whisk whisper
whistle white wicker wide width wig wildlife willow win wind windmill window wing winner wire wisdom wise wish witty
wolf wombat wonder wood woodland wool word work workshop world wrap wreath wren wrist write writer yard yarn yawn year
yeast yellow yoga yolk young youth zebra zero zesty zigzag zinc zipper zone zoo
`)

const help: LanguageWords['help'] = {
  headings: { usage: 'Usage:', arguments: 'Arguments:', options: 'Options:', commands: 'Commands:' },
  options: 'options',
  command: 'command',
  filledIn: {
    folder: 'DIR',
    file: 'FILE',
    user: 'USER',
    code: 'CODE',
    name: 'NAME',
    upn: 'UPN',
    text: 'TEXT',
    state: 'STATE',
    style: 'STYLE',
    id: 'ID',
    json: 'JSON',
    server: 'SERVER',
    account: 'ACCOUNT',
    security: 'ENCRYPTION',
    kind: 'KIND',
    dn: 'DN',
    fingerprint: 'FINGERPRINT',
    format: 'FORMAT',
  },
  program: 'The password desk of a small business, from the command line.',
  commands: {
    init: 'set up a new organisation with its first global admin',
    users: 'list, import and export users',
    'users list': 'everybody, or those who match',
    'users import': 'add the users of a file',
    'users export': 'write a file of all users',
    'users edit': "change somebody's fields, in Keydesk or in their directory",
    'users block': 'block somebody from signing in',
    'users allow': 'allow somebody to sign in',
    'users unlock': "end somebody's lock",
    'users never-expires': "let somebody's password never expire",
    'users expires': "let somebody's password expire by the rules",
    password: 'reset passwords',
    'password reset': 'give people new temporary passwords',
    'password require-change': 'let people choose a new password at their next sign-in',
    jobs: 'see, go on with and stop long work',
    'jobs list': 'the latest jobs',
    'jobs show': 'one job with its people',
    'jobs resume': 'go on with a job that was stopped or cut off',
    'jobs cancel': 'stop a job for good; what is done stays done',
    audit: 'read, verify and export the audit log',
    'audit list': 'the newest 100 entries; all of them with --json',
    'audit verify': 'check that no entry was changed or taken out',
    'audit export': 'write all entries to a CSV file',
    policy: 'read and set policies',
    'policy get': 'print policies as JSON',
    'policy set': 'change a policy; the audit log keeps old and new values',
    backup: 'make one sealed file of everything',
    restore:
      'bring a backup back into a folder without an organisation; the first line of standard input is the recovery key or the passphrase',
    clock: 'see whether the clock is believed, and say that it is right',
    'clock show': 'what the clock says, until when time has certainly come, and what waits for your word',
    'clock confirm': 'say that the clock is right: deleted users and lapsed passwords that waited for it are erased',
    groups: "groups of people, of Keydesk's own and of directories",
    'groups list': 'all groups: where their people come from, and how many',
    'groups show': 'a group and its people',
    directories: 'connect, test, read and disconnect directories',
    'directories list': 'the connected directories: people, when they were read, and whether they can be',
    'directories add':
      "connect a directory and read its people; the account's password is asked for, or with --password-stdin it is the line after the admin's",
    'directories test':
      "what Keydesk's account may do there, with the commands that give missing rights; nothing is changed",
    'directories sync': 'read what has changed in a directory',
    'directories remove': 'disconnect a directory; its people leave the list, and nothing is changed there',
    'directories match': 'show who in Keydesk is whom in a directory',
    'directories undo-match': 'undo matches, as long as the password was not changed in the directory',
    help: 'show the help of a command',
  },
  optionTexts: {
    dataDir: 'the data folder to work in',
    as: 'the admin who acts; may be left out where there is one global admin',
    passwordStdin:
      "read that admin's password from the first line of standard input, and the code of a second factor from the second",
    recoveryKey:
      'open the vault with the printed recovery key: asked for, or with --password-stdin the first line, before the password',
    json: 'print one JSON document on standard output',
    language: "language of messages, help and files; the system's where it is left out",
    help: 'show this help',
    organisation: "the organisation's name",
    username: "the admin's user name, such as ida@nordwind.test",
    displayName: "the admin's name",
    search: 'part of the display name, user name or department',
    state: 'password or sign-in state, several with commas',
    directory: "people of this directory; own is Keydesk's own",
    dryRun: 'only say what would happen',
    all: 'everybody but yourself',
    file: 'the people of a file: one user name a line, or a users file',
    style: 'how the passwords look',
    noMustChange: "don't ask for a change at the next sign-in",
    outOfReset: 'write the passwords to this new CSV file instead of the screen',
    outOfShown: 'write the passwords that the vault still keeps to this new CSV file',
    outOfResumed: 'write its passwords, all that the vault still keeps, to this new CSV file at the end',
    directoryName: 'what you call the directory, such as Office',
    server:
      'a host name or an IP address, with a port where it is not the usual one; give it again for up to five servers, tried in this order',
    account: 'the account that Keydesk signs in with: a distinguished name, in Active Directory also name@domain',
    security: 'encrypted from the first byte, or before anything is sent; ldaps where it is left out',
    kind: 'the kind of directory; what the server says where it is left out',
    base: 'the distinguished name below which the people are; what the server says where it is left out',
    authority: "a PEM file with the certificate of the organisation's own authority, which vouches for the server",
    fingerprint: 'trust exactly the certificate with this SHA-256 fingerprint, after you have compared it',
    whole: 'read everybody, not only what has changed',
    hideMissing: 'take people off the list who are missing in the directory, even if they are many',
    yes: "don't ask",
    keepPeople: 'keep the people, without passwords and roles',
    adopt: 'let the pairs sign in by the directory from now on',
    format: 'csv, which can be imported again; ldif and new-aduser for other directories, without passwords',
    exportBase: 'where the people shall be in the other directory; new-aduser can do without',
    passphraseStdin: 'read a passphrase that opens the backup, too, from the next line of standard input',
  },
  argumentTexts: {
    user: 'the user name',
    fields: 'the fields to change, such as {"city":"Aarhus"}; the others stay',
    usersFile: 'a users file as Microsoft 365 takes it',
    newFile: 'a file that does not exist yet',
    users: 'user names',
    policy: 'the policy',
    policyOrAll: 'the policy; all of them where it is left out',
    json: 'the values to change, such as {"threshold":5}; the others stay',
    directory: "the directory's name",
    group: "group's name as groups list shows it, or its id",
    backupFile: 'the file to be made, or a folder',
    restoreFile: 'the backup file',
  },
  after: [
    'Exit status: 0 done, 1 some items failed, 2 bad input or usage, 3 not allowed or sign-in failed, 4 vault locked, 5 data folder in use by another Keydesk.',
    'Passwords are asked for on the terminal or read from standard input, never from arguments.',
    'Who signs in with an authenticator app is asked for its code too; with --password-stdin it is the second line. A recovery code does as well.',
  ],
}

/** What the main process says in English. */
export const englishWords: LanguageWords = {
  templates,
  units: { days: ['day', 'days'], minutes: ['minute', 'minutes'] },
  questions,
  help,
  passphraseWords,
  rude: 'anu|bum|cu[ckmn]|di[ck]|dum|dyk|fa[ck]u|fag|fu[ckx]|gay|gyp|ha[dt]|jap|jew|jiz|ki[ck]|ky[ks]|kun[te]|na[rz]i|ne[gk]|ni[gk]|nud|pa[ck]i|ped|pen[ei]|pi[ckps]|pu[bkpst]|ra[cp]e|se[gx]|su[cgktx]|ti[ts]|vag',
}
