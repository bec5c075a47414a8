"""The demonstration year: 11 August 2020 to 5 February 2021, played through the real verbs with a clock set by hand.

Deterministic but for ids. It ends with something waiting in every queue, and its clock goes on from its last moment.
"""

from service.demonstration.play import Played, demonstrate

__all__ = ["Played", "demonstrate"]
