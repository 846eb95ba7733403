"""Pure judgement: standard library only, no I/O, no clock, no environment; ``now`` is an argument."""
