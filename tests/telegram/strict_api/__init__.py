"""A strict Bot API server of our own, for the methods that the channel uses.

It speaks HTTP as the Bot API's documentation describes it: offsets and long polling,
the webhook with its secret header and redelivery, limits on lengths and rates,
formatting errors, files, commands. It runs in a thread of the tests; `People` do what
people do.
"""

from strict_api.people import Group, Person
from strict_api.server import Call, StrictApi

__all__ = ["Call", "Group", "Person", "StrictApi"]
