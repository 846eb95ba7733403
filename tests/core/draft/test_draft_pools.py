"""Pooled searches: whatever the mailbox, the grid names exactly who wrote, or admits that it cannot tell."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addon.core import query
from addon.core.draft.pools import Found, chunk, locate, make_grid
from addon.core.exchange import Hit

KEYS = [f"person{n}@firm{n}.example" for n in range(60)]


def senders(keys: list[str]) -> query.AnyOf:
    return query.AnyOf("from", {key: key for key in keys})


def ask(group: tuple[str, ...], mailbox: dict[str, list[Hit]], page: int, broken: bool = False) -> Found:
    """Answer a search for a group as Gmail would: newest first, one page."""
    if broken:
        return Found((), complete=False)
    hits = sorted((hit for key in group for hit in mailbox.get(key, [])), key=lambda hit: int(hit.gmail_id, 16), reverse=True)
    return Found(tuple(hits[:page]), complete=len(hits) <= page)


mailboxes = st.dictionaries(st.sampled_from(KEYS), st.integers(1, 12), max_size=25)


@settings(max_examples=200)
@given(
    mailboxes, st.integers(1, 60), st.integers(1, 40), st.sets(st.integers(0, 20), max_size=3), st.randoms(use_true_random=False)
)
def test_the_grid_never_names_the_wrong_person(
    counts: dict[str, int], size: int, page: int, broken: set[int], rng: object
) -> None:
    """Certain keys have exactly their own mail; everybody else is doubtful. Full pages and failed searches included."""
    ids = [f"{number:x}" for number in range(0x1000, 0x1000 + sum(counts.values()))]
    rng.shuffle(ids)  # type: ignore[attr-defined] # hypothesis types its Random loosely
    mailbox = {key: [Hit(ids.pop(), key) for _ in range(count)] for key, count in counts.items()}
    keys = KEYS[:size]
    grid = make_grid(keys, senders(keys), query.MAX_QUERY)
    found = [ask(group, mailbox, page, broken=number in broken) for number, group in enumerate(grid.groups)]

    located = locate(grid, found)

    for key in keys:
        if key not in located.doubtful:
            assert {hit.gmail_id for hit in located.hits.get(key, ())} == {hit.gmail_id for hit in mailbox.get(key, [])}


@given(mailboxes)
def test_with_whole_answers_nobody_is_doubtful(counts: dict[str, int]) -> None:
    mailbox = {key: [Hit(f"{abs(hash((key, n))) % 16**12:x}", key) for n in range(count)] for key, count in counts.items()}
    grid = make_grid(KEYS, senders(KEYS), query.MAX_QUERY)

    assert locate(grid, [ask(group, mailbox, 500) for group in grid.groups]).doubtful == frozenset()


def test_a_message_of_two_people_makes_both_doubtful() -> None:
    """Mail to two of them stands in two rows and two columns: four could be meant."""
    keys = KEYS[:9]
    grid = make_grid(keys, senders(keys), query.MAX_QUERY)
    shared = Hit("abc", "t")
    mailbox = {keys[0]: [shared], keys[4]: [shared]}
    located = locate(grid, [Found(tuple({h for key in group for h in mailbox.get(key, [])})) for group in grid.groups])

    assert {keys[0], keys[4]} <= located.doubtful


@given(st.lists(st.integers(1, 250), min_size=0, max_size=120), st.integers(1, 80))
def test_groups_keep_the_order_and_the_length_of_a_query(lengths: list[int], most: int) -> None:
    """No one is lost or asked for twice, and no query is longer than allowed unless one address alone is."""
    keys = [f"{'x' * length}{n}@a.example" for n, length in enumerate(lengths)]
    groups = chunk(keys, senders(keys), 600, most)

    assert [key for group in groups for key in group] == keys
    assert all(len(group) <= most for group in groups)
    assert all(len(query.from_any(group)) <= 600 or len(group) == 1 for group in groups)


def test_five_hundred_make_a_grid_of_one_batch() -> None:
    """45 searches: within the fifty that go into one round trip."""
    keys = [f"person{n}@firm{n}.example" for n in range(500)]

    assert len(make_grid(keys, senders(keys), query.MAX_QUERY).groups) == 45
