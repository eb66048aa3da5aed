"""What words come to in numbers: amounts, units, dates, ages.

It knows which amounts a text holds, and nothing of what they are asked for.
"""
