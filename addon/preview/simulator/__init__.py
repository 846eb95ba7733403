"""A development double of the Gmail REST API over any mbox: what it does and where it differs is in docs/simulator.md."""

from addon.preview.simulator.build import SeedMessage
from addon.preview.simulator.cost import Cost, LoggedCall, RoundTrip, Spent
from addon.preview.simulator.faults import DroppedConnection, Fault, Faults
from addon.preview.simulator.grants import TokenGrant
from addon.preview.simulator.mailbox import SimMailbox
from addon.preview.simulator.server import serve
from addon.preview.simulator.simulator import Simulator
from addon.preview.simulator.wire import Answer

__all__ = [
    "Answer",
    "Cost",
    "DroppedConnection",
    "Fault",
    "Faults",
    "LoggedCall",
    "RoundTrip",
    "SeedMessage",
    "SimMailbox",
    "Simulator",
    "Spent",
    "TokenGrant",
    "serve",
]
