import { listed } from '../i18n/language-facts.ts'

// Years of birth, of graduation and of the next few changes of a password: most endings of a password are one of them.
const [firstYear, lastYear] = [1950, 2040]
const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => String(firstYear + index))

/** The base words of passwords that every public list of the most common ones has on its first pages, and runs of keys on the keyboard. */
export const commonTerms: readonly string[] = [
  // Words about passwords themselves
  ...listed(`
    password passwort passwd passcode passphrase login logon letmein letme1n welcome access secret secure security
    changeme change default admin administrator root toor user username guest test tester testing temp temporary
    master master123 qwerty qwertz azerty system server computer internet network windows microsoft office outlook
    account manager support helpdesk service company business private public office365 onedrive teams sharepoint`),

  // Affection
  ...listed(`
    iloveyou loveyou loveme lovely lover forever friend friends family mother father daddy mommy mama papa baby
    babygirl babyboy angel angels sweetheart sweetie sweet honey darling princess prince queen king kitty kitten
    cutie beautiful handsome heart hearts kisses hugs smile happy sunshine rainbow butterfly flower flowers blessed
    jesus christ heaven faith hope destiny freedom`),

  // Animals, colours, nature
  ...listed(`
    monkey dragon tiger lion eagle eagles falcon wolf wolves bear horse horses puppy doggie dogs cats rabbit bunny
    chicken turtle dolphin dolphins shark spider snake panther cobra phoenix unicorn penguin ladybug orange purple
    yellow green black white silver golden gold blue pink diamond crystal ocean river mountain forest sunset
    moonlight thunder lightning storm winter summer spring autumn snow snowball cherry banana apple pepper ginger
    coffee cookie chocolate cheese peanut pumpkin butter sugar candy`),

  // Sport and clubs
  ...listed(`
    football soccer baseball basketball hockey tennis golf golfer swimming running cycling sports champion champions
    winner player jordan ronaldo messi beckham zidane liverpool chelsea arsenal manchester united everton tottenham
    barcelona realmadrid juventus milan bayern dortmund celtic rangers yankees cowboys lakers steelers packers
    ferrari porsche mercedes mustang corvette harley yamaha honda toyota volvo audi chevrolet`),

  // Film, games, music, machines
  ...listed(`
    superman batman spiderman ironman starwars skywalker jedi yoda startrek matrix gandalf hobbit frodo potter
    pokemon pikachu naruto minecraft fortnite counterstrike warcraft roblox nintendo playstation xbox mario zelda
    sonic hello hellokitty disney mickey minnie snoopy scooby simpson metallica nirvana slipknot eminem rockstar
    guitar music dance dancer samsung nokia iphone android google facebook youtube twitter instagram linkedin spotify
    netflix amazon paypal yahoo hotmail gmail hacker cheater shadow killer ninja pirate warrior soldier hunter ranger
    trooper wizard magic merlin phantom ghost devil demon satan lucifer hell zombie vampire`),

  // First names that stand high in the lists of every country
  ...listed(`
    michael michelle jennifer jessica ashley amanda andrew anthony daniel david robert richard charlie thomas william
    joshua matthew jonathan nicholas nicole natasha vanessa victoria veronica samantha stephanie sophie hannah
    melissa danielle patrick martin maggie george justin brandon buster tigger cooper bailey taylor alexander
    alexandra alexis andrea angela anna maria laura linda sarah sandra barbara claudia diana elena emily emma felix
    frank gabriel isabella jack jackson james jason john johnny joseph julia kevin kristina lucas marcus marina mark
    monica natalie oliver oscar peter philip rachel rebecca ricardo roberto sabrina sebastian simon steven susan
    tommy valentina vincent walter`),

  // Months, weekdays, time
  ...listed(`
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday fall weekend holiday vacation christmas easter halloween birthday newyear today
    tomorrow`),
  ...years,

  // Places
  ...listed(`
    london paris berlin madrid rome amsterdam brussels vienna dublin scotland ireland england britain germany france
    spain italy portugal holland poland russia europe america canada mexico brazil india china japan australia africa
    newyork california florida texas chicago boston dallas denver houston miami vegas scandinavia nordic viking
    vikings`),

  // Rude words that are chosen often
  ...listed('fuckyou fuckme fuckoff fucker fuck shit bullshit asshole bitch bastard pussy cock dick sexy sexsex porn'),

  // Other favourites
  ...listed(`
    trustno1 whatever nothing something anything everything goodluck lucky lucky7 money dollar million rich power
    energy number1 numberone first second legend genius school student teacher college doctor nurse police fireman
    captain chief boss sailor airborne marine army navy biker surfer skater player1 gamer noname nobody myself mypass
    mylove abcdef abcdefg abcdefgh abcd1234 abc123 a1b2c3d4 a1b2c3 q1w2e3r4 q1w2e3 1q2w3e4r 1q2w3e 1qaz2wsx qazwsx
    qazwsxedc zaq12wsx zaq1xsw2 pass1234 pass word wordpass aaaa aaaaaa aaaaaaaa blabla blahblah xxxxxx zzzzzz`),

  // Runs of digits, which contain many shorter ones
  ...listed(`
    1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 987654321 9876543210 87654321 7654321 654321
    54321 0000 00000 000000 00000000 1111 11111 111111 1111111 11111111 222222 333333 444444 555555 666666 777777
    7777777 888888 88888888 999999 99999999 121212 123123 123123123 123321 1234321 112233 11223344 101010 102030
    131313 159753 159357 147258 147258369 147852 258456 456789 789456 789456123 741852963 963852741 696969 420420
    123654 123789 1234512345`),

  // Keyboard walks, on the letter and digit rows of English, Nordic, German and French keyboards
  ...listed(`
    qwer qwert qwertyu qwertyui qwertyuio qwertyuiop qwertyuiopå qwertyuiopåü qwertzu qwertzui qwertzuiop qwertzuiopü
    azertyuiop asdf asdfg asdfgh asdfghj asdfghjk asdfghjkl asdfghjklæ asdfghjklæø asdfghjklö asdfghjklöä qsdfghjklm
    zxcv zxcvb zxcvbn zxcvbnm yxcvbnm wxcvbn poiuytrewq åpoiuytrewq lkjhgfdsa ølkjhgfdsa ælkjhgfdsa
    äölkjhgfdsa mnbvcxz ytrewq trewq fdsa gfdsa hgfdsa rewq asdfasdf asdfjkl asdasd qweqwe qweasd qweasdzxc asdzxc
    zxczxc wasd 1qaz 2wsx 3edc 4rfv 5tgb 1qaz2wsx3edc qaz123 qwe123 qwer1234 qwerty123 qwerty1 asd123 asdf1234 zxc123
    1234qwer 123qwe 12qwaszx 1q2w 1q2w3e4r5t 1q2w3e4r5t6y zaqwsx zaq12 qawsed qawsedrf wsxedc edcrfv rfvtgb tgbyhn
    yhnujm ujmik !qaz2wsx !qaz@wsx qwerasdf qazxsw poiu lkjh mnbv oiuy iuytrewq`),
]
