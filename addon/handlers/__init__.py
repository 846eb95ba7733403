"""Use cases: (event, owner, mailbox, store, now) -> the View of a card."""
