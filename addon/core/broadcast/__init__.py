"""Did this mail go alike to many? Small declared signals, and the judge that adds them up."""

from addon.core.broadcast import (
    crowd,
    exempt,
    impersonal,
    machine,
    personal,
    proof,
    readership,
    repeat,
    talk,
)  # importing a module declares its signals
from addon.core.broadcast.judge import explain, has_lone_proof, judge_broadcast, log_odds
from addon.core.broadcast.referral import claimed_referrers
from addon.core.broadcast.similar import telling_phrase

SIGNAL_MODULES = (proof, crowd, machine, repeat, readership, impersonal, personal, talk, exempt)

__all__ = ["SIGNAL_MODULES", "claimed_referrers", "explain", "has_lone_proof", "judge_broadcast", "log_odds", "telling_phrase"]
