"""Things of one kind that exclude each other: weekdays, colours, fruit. "Tuesday" is not nearer to Monday than to no.

General knowledge in rows, so that an answer of the right kind that is not on the menu is seen to be off it. It
knows no domain and ranks nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .plain_words import stem

__all__ = ["beside_menu"]

_KINDS = """
monday tuesday wednesday thursday friday saturday sunday
january february march april may june july august september october november december
spring summer autumn winter fall
red blue green yellow orange purple violet pink brown black white grey gray beige turquoise gold silver navy cream
english french german spanish italian portuguese dutch polish russian chinese mandarin japanese korean arabic \
turkish hindi swedish greek
germany france spain italy portugal netherlands belgium poland england scotland ireland wales austria switzerland \
sweden norway denmark finland greece turkey russia ukraine china japan india australia canada mexico brazil usa america
london paris berlin madrid rome amsterdam vienna munich hamburg york manchester birmingham tokyo chicago boston \
dublin lisbon antwerp rotterdam barcelona milan
europe asia africa america australia oceania antarctica
water juice beer wine coffee tea milk coke cola lemonade soda whisky whiskey vodka gin rum cider smoothie cocoa
apple banana orange pear grape grapes strawberry strawberries cherry mango pineapple melon peach kiwi lemon plum \
raspberry
carrot potato potatoes tomato onion onions pepper peppers broccoli spinach cabbage mushroom mushrooms olives lettuce \
cucumber garlic corn
chicken beef pork lamb fish turkey duck tofu salmon tuna bacon ham sausage
baguette sourdough rye wholemeal ciabatta bagel pita brioche
oat soy almond coconut rice hazelnut
vanilla chocolate strawberry lemon mint caramel pistachio
pizza pasta burger salad soup steak sushi curry sandwich noodles risotto
ketchup mayonnaise mustard bbq vinegar pesto
dog cat rabbit hamster bird parrot fish horse snake tortoise turtle guinea ferret lizard cow pig sheep goat chicken \
mouse rat
car motorbike motorcycle bicycle bike van truck bus scooter moped boat caravan tractor tram train plane ship taxi ferry
roof bathroom kitchen basement garage attic bedroom hallway balcony garden garret office hall cellar conservatory
bed sofa chair table wardrobe desk shelf cupboard lamp mattress mirror
mother father brother sister son daughter aunt uncle cousin grandmother grandfather neighbour neighbor friend \
colleague husband wife nephew niece landlord
head neck shoulder arm elbow wrist hand finger chest back stomach hip leg knee ankle foot toe eye ear nose mouth \
throat tooth
headache fever rash vomiting cough diarrhoea dizziness nausea fatigue
cash card paypal cheque check bitcoin crypto klarna voucher instalments installments
chrome firefox safari edge opera brave vivaldi
windows macos linux android ios chromeos
steel aluminium aluminum copper brass iron titanium zinc bronze lead
wood metal plastic glass stone concrete brick leather ceramic paper cardboard rubber fabric marble
cotton wool silk linen polyester denim
football tennis basketball swimming running cycling yoga golf rugby hockey boxing skiing volleyball climbing badminton
guitar piano violin drums flute trumpet saxophone cello harp
maths mathematics physics chemistry biology history geography art music literature economics
nurse doctor teacher engineer lawyer plumber electrician carpenter accountant farmer pilot chef driver
oil gas electricity solar coal pellets diesel petrol hydrogen
breakfast lunch dinner supper brunch
north south east west
python java javascript rust ruby go kotlin swift perl php
facebook instagram twitter tiktok youtube linkedin snapchat reddit whatsapp telegram signal
newspaper radio tv television poster magazine flyer podcast billboard
rose tulip lily orchid daisy sunflower
novel poetry biography comic thriller
"""
"""One kind a line; a line that ends in a backslash goes on in the next."""


@cache
def _rows() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_KINDS.strip().splitlines()):
        for word in line.split():
            found.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def beside_menu(words: Sequence[str], options: Sequence[Sequence[str]]) -> bool:
    """Whether a word is of one kind with at least two of the options, and is none of them."""
    rows = _rows()
    stems = [{stem(word) for word in option} for option in options]
    offered = set[str]().union(*stems)
    kinds = [{number for word in option for number in rows.get(word, ())} for option in stems]
    shared = {number for kind in kinds for number in kind if sum(number in other for other in kinds) >= 2}
    said = [stem(word) for word in words]
    if any(word in offered for word in said):
        return False
    return any(not shared.isdisjoint(rows.get(word, frozenset())) for word in said)
