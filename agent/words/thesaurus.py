"""Everyday words that stand for one another: "kid" for a child, "visa" for a credit card, "tummy" for the abdomen.

Plain general knowledge in groups, so that common paraphrases do not hang on the encoder alone. It knows no
domain; a domain's own synonyms belong to its options.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .plain_words import stem

__all__ = ["related"]

_GROUPS = """
card visa mastercard amex contactless maestro
cash coins notes banknotes change
invoice bill
truck lorry juggernaut pickup
car toyota ford bmw audi volkswagen vw mercedes honda tesla fiat renault peugeot nissan hatchback saloon sedan
motorbike motorcycle harley yamaha kawasaki ducati vespa scooter moped
van transit transporter
bike bicycle ebike cycle pushbike
flat apartment condo maisonette penthouse
father dad daddy papa
mother mum mom mummy mama
brother bro
sister sis
soy soya
fizzy sparkling bubbly carbonated
trousers jeans pants slacks
trainers sneakers shoes
jumper sweater pullover
rubbish trash garbage waste
elevator lift
daily everyday
wifi wireless wlan
hoover vacuum
faucet tap sink
roof ceiling attic tiles
basement cellar downstairs
donate charity give
remove dispose away collect
juice orange apple smoothie
internet online google website web search
book paperback hardback novel
cold freezing chilly frozen
hot boiling warm
loud noisy deafening
quiet silent
curly curls wavy
cracked crack split
colleague coworker workmate
swim swimming pool
gym workout training weights
hike hiking trek trekking
snow snowing
shop store mall supermarket
theft stolen robbed burglary burgled thief
fire burnt burned flames
flood flooded flooding burst
storm hail wind lightning
password login logging locked
billing charged invoice charge overcharged
bug crash crashes error glitch
subscription membership
child children kid kids son daughter boy girl baby toddler infant newborn teenager youngster grandson granddaughter
adult grownup man woman
partner spouse wife husband girlfriend boyfriend fiance fiancee hubby missus
parent parents mother father mum mom dad mummy daddy
friend mate buddy pal colleague neighbour neighbor
myself me self
family relatives sister brother cousin aunt uncle grandma grandpa grandmother grandfather siblings
head skull forehead temple temples brain scalp headache migraine
face cheek chin jaw nose
chest heart ribs rib breast lung lungs
abdomen stomach belly tummy gut guts bowel navel abdominal
back spine lumbar backbone spinal
throat neck swallow tonsils
leg legs knee knees thigh shin calf ankle foot feet toe toes
arm arms elbow wrist hand hands finger fingers shoulder
skin rash itch itchy
credit visa mastercard amex
cash coins notes banknotes money
transfer wire iban remittance
voucher coupon giftcard
windows microsoft win11 win10
mac macos osx apple macbook imac
ios iphone ipad apple
linux ubuntu debian fedora mint arch redhat
android samsung pixel galaxy google huawei xiaomi
phone smartphone mobile cell cellphone iphone android call ring telephone
tablet ipad
laptop notebook macbook thinkpad chromebook
desktop tower pc workstation
email mail gmail inbox outlook
text sms whatsapp message
post letter
car drive driving automobile vehicle suv
bus coach
train rail railway tram subway metro
plane fly flight flying airplane air
bike bicycle cycle cycling cycled
walk walking foot
taxi cab uber lyft
ship boat ferry cruise
steel stainless iron
aluminium aluminum alu
timber wood wooden oak pine plywood lumber
concrete cement
plastic pvc polymer polyethylene abs
copper brass bronze
glass window
damaged broken cracked smashed shattered scratched dented torn bent defective ruined faulty
late delayed overdue
missing lost vanished disappeared
wrong incorrect mistaken
stolen theft robbed thief nicked pickpocketed
red crimson scarlet ruby maroon burgundy cherry
blue navy azure cobalt turquoise indigo
green olive lime emerald
yellow gold golden amber
wet damp moist soaked soaking drenched dripping soggy sodden
raw uncooked undercooked underdone runny
burnt burned charred scorched blackened
flickering flicker blinking flashing strobing
frozen froze unresponsive
grey gray silver
white ivory cream
black ebony
brown beige tan
pink rose
purple violet lilac
aisle corridor legroom
window view outside
breakfast morning brunch
lunch midday noon
dinner supper evening
vegetarian veggie meatless
vegan
meat beef steak pork lamb bacon
chicken poultry turkey
fish salmon tuna seafood cod
holiday vacation leisure tourism trip beach fun sightseeing
business work company corporate firm office conference professional commercial meeting
personal private home own
buy purchase order
sell sale sales selling
rent renting rental lease tenant landlord
own owner owned mortgage homeowner
house home cottage villa bungalow
apartment flat condo studio
repair fix mend fixing repaired
replace replacement exchange swap
refund reimburse reimbursement moneyback
cancel terminate stop end quit leave cancellation leaving
change modify alter edit amend switch
track locate follow whereabouts
return
login signin password username
crash crashes freezes quits froze hangs
slow sluggish laggy lag crawling buffering
payment pay invoice bill billing charge charged charges
technical broken fault internet wifi router modem
delivery shipping parcel courier shipment
collect pickup fetch
express fast quick urgent rapid
standard normal regular ordinary usual
single unmarried bachelor
married wed wedded spouse
divorced separated ex
widowed widow widower
employed job employee working
unemployed jobless
retired pension pensioner retirement
student university college school studying studies
beginner novice newbie starter noob
expert advanced professional pro master
dog puppy hound labrador terrier spaniel
cat kitten kitty tabby
rabbit bunny hare
bird parrot budgie canary
horse pony mare
burning burn hot fire stinging
sharp stabbing knife needle needles
dull ache aching
throbbing pulsing pulsating pounding
itchy itching scratch
fever temperature feverish
cough coughing
pain hurt hurts sore ache painful
doctor gp physician
sunny sun
rainy rain wet
english british american
german deutsch germany
french francais france
spanish espanol castellano spain
italian italiano italy
europe european italy france spain germany greece portugal paris rome london
asia asian japan china thailand india vietnam bangkok tokyo korea
africa african kenya egypt morocco nigeria ghana safari
america usa states york california
current checking everyday
savings saving save
joint shared share
economy coach cheap cheapest
kitchen cook cooking oven stove
bathroom shower bath toilet loo washroom
bedroom sleep sleeping bed
living lounge sofa couch telly sitting
garden yard lawn outdoors patio
garage carport
birthday bday
wedding marry marrying married bride groom
funeral died death passed
tea cuppa
coffee espresso latte cappuccino americano
beer lager ale pint
wine merlot riesling chardonnay
water h2o tap
automatic auto
manual hand manually
petrol gasoline gas
electric ev battery
intermittent sporadic occasionally
constant permanent nonstop continuous always
liquid fluid
cheap inexpensive budget
sibling siblings brother sister twin
nuts peanut peanuts almond almonds hazelnut walnut cashew
dairy milk cheese lactose yoghurt butter cream
shellfish prawn prawns shrimp crab lobster mussels oyster
gluten wheat bread coeliac celiac flour
pollen hay grass birch
egg eggs omelette
fruit apple banana orange berries grapes
vegetable vegetables carrot broccoli spinach salad
terrace outside outdoors patio balcony sun
indoors inside
urgent emergency critical immediately asap hurry
radio fm broadcast
television tv telly
newspaper paper magazine article
online internet web website facebook instagram google youtube tiktok
football soccer rugby tennis basketball sports sport gym hockey cricket skiing
swim swimming pool
music song guitar piano concert
movie film cinema
book books reading novel
spring april may march
summer july august june
autumn fall october november september
winter december january february snow
weekday monday tuesday wednesday thursday friday
weekend saturday sunday
teacher school classroom
nurse hospital clinic ward
engineer engineering technician
developer programmer coder software
mechanic workshop
insurance insured policy
loan mortgage lend borrow
tax taxes
passport visa id
suitcase luggage baggage bag
north south east west direction
screen display monitor
keyboard mouse keys typing
battery charger charging charge
camera photo photos lens picture
printer print printing ink toner
software app program application
database sql
mysql mariadb
postgresql postgres
pipe tube pipeline
bolt screw nut thread threaded screwed
weld welded welding
round circular circle tube
square cube
leak leaking drip dripping wet water
noise sound rattle rattling squeak squeaks grinding loud
smoke smoking cigarette cigarettes
alcohol beer wine drink
hair haircut
eye eyes vision sight
ear ears hearing
tooth teeth dentist dental molar
nausea nauseous sick queasy vomit vomiting
dizzy dizziness lightheaded faint spinning
tired fatigue exhausted sleepy worn
anxious anxiety worried nervous panic
sad depressed depression down low
inhaler asthma wheezing
insulin diabetes diabetic sugar
hypertension pressure
fall fell slipped tripped stumbled ladder
accident crash collision crashed
stroke paralysis
student pupil
muscle strength stronger lifting
weight slim pounds kilos diet thinner
stress relax calm unwind
marathon running jog jogging endurance stamina
sharp pointed
thick deep
thin slim narrow
empty low flat drained
full complete whole
none nothing
"""


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_GROUPS.strip().splitlines()):
        for word in line.split():
            found.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def related(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether some word and some other one stand for the same thing."""
    groups = _groups()
    ours = [groups.get(stem(word)) for word in words]
    theirs = [groups.get(stem(word)) for word in others]
    return any(a is not None and b is not None and not a.isdisjoint(b) for a in ours for b in theirs)
