"""Who is let in: genuine calls of Google's, and nobody else."""

from __future__ import annotations

import math
import threading

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from google.auth import jwt
from hypothesis import given
from hypothesis import strategies as st

from addon.auth import MAX_TOKEN, Identity, OwnerIdentity, Verifier, bearer_token
from addon.certificates import CertificateCache, Certificates, fetch_from, max_age_of, parse_certificates
from addon.errors import CertificatesUnavailable, NotAnOwner, NotGoogle
from addon.preview.google import OAUTH_CLIENT_ID, SERVICE_ACCOUNT, LocalGoogle, self_signed
from tests.keys import BASE_URL, CertificateDesk, Clock, hmac_signed, signer, stranger, times, unsigned

PATH = "/addon/message"
URL = BASE_URL + PATH
RS256 = {"alg": "RS256", "typ": "JWT", "kid": "key-1"}


@pytest.fixture
def verifier() -> Verifier:
    return Verifier(signer().config(), signer().fetch_certs)


def system_claims(**changes: object) -> dict[str, object]:
    return {**times(), "aud": URL, "email": SERVICE_ACCOUNT, "email_verified": True, "sub": "1", **changes}


def test_a_genuine_system_token_is_accepted(verifier: Verifier) -> None:
    """The near miss of every attack below: the same token without its flaw passes."""
    verifier.verify_system_token(signer().system(PATH), URL)
    verifier.verify_system_token(signer().sign(system_claims(iss="accounts.google.com")), URL)


def test_a_clock_ten_seconds_off_is_forgiven(verifier: Verifier) -> None:
    """Google's clock may be a little ahead of ours, or ours of Google's."""
    verifier.verify_system_token(signer().system(PATH, **times(age=-8)), URL)
    verifier.verify_system_token(signer().system(PATH, **times(age=3604)), URL)


ATTACKS = {
    "signed by another key of the same name": lambda: stranger().system(PATH),
    "signed under a name Google does not know": lambda: signer().sign(system_claims(), {**RS256, "kid": "key-9"}),
    "no key name": lambda: signer().sign(system_claims(), {"alg": "RS256", "typ": "JWT"}),
    "key name is a list": lambda: signer().sign(system_claims(), {**RS256, "kid": ["key-1"]}),
    "for the same URL with a slash behind": lambda: signer().system(PATH + "/"),
    "for another endpoint of ours": lambda: signer().system("/addon/compose"),
    "for the host in another case": lambda: signer().sign(system_claims(aud=URL.upper())),
    "for plain http": lambda: signer().sign(system_claims(aud=URL.replace("https", "http"))),
    "for a list of audiences with ours among them": lambda: signer().sign(system_claims(aud=[URL])),
    "for nobody": lambda: signer().system(PATH, aud=None),
    "from another issuer": lambda: signer().system(PATH, iss="https://accounts.google.example"),
    "from an issuer with a slash behind": lambda: signer().system(PATH, iss="https://accounts.google.com/"),
    "from no issuer": lambda: signer().system(PATH, iss=None),
    "from a list of issuers": lambda: signer().system(PATH, iss=["https://accounts.google.com"]),
    "expired": lambda: signer().system(PATH, **times(age=3700)),
    "not yet valid": lambda: signer().system(PATH, **times(age=-60)),
    "without an end": lambda: signer().system(PATH, exp=None),
    "without a beginning": lambda: signer().system(PATH, iat=None),
    "with an end that is not a number": lambda: signer().system(PATH, exp="later"),
    "with an end that compares false with every clock": lambda: signer().system(PATH, exp=math.nan),
    "with an end that never comes": lambda: signer().system(PATH, exp=math.inf),
    "without e-mail": lambda: signer().system(PATH, email=None),
    "with an unverified e-mail": lambda: signer().system(PATH, email_verified=False),
    "without the word that the e-mail is verified": lambda: signer().system(PATH, email_verified=None),
    "with 'true' in place of true": lambda: signer().system(PATH, email_verified="true"),
    "of another service account": lambda: signer().system(PATH, email="service-2@gcp-sa-gsuiteaddons.example"),
    "of a service account that begins like ours": lambda: signer().system(PATH, email=SERVICE_ACCOUNT + ".example"),
    "a user's token": lambda: signer().user(),
    "alg none": lambda: unsigned(system_claims(), {**RS256, "alg": "none"}),
    "alg none with a signature": lambda: unsigned(system_claims(), {**RS256, "alg": "none"}, b"signature"),
    "no algorithm": lambda: unsigned(system_claims(), {"kid": "key-1"}, b"signature"),
    "HS256 keyed with the public certificate": lambda: hmac_signed(
        system_claims(), {**RS256, "alg": "HS256"}, signer().certificate.encode()
    ),
    "RS256 in name, HS256 in deed": lambda: hmac_signed(system_claims(), RS256, signer().certificate.encode()),
    "ES256 in name over an RSA certificate": lambda: signer().sign(system_claims(), {**RS256, "alg": "ES256"}),
    "without its signature": lambda: signer().system(PATH).rpartition(".")[0] + ".",
    "with another token's signature": lambda: ".".join(
        [*signer().system(PATH).split(".")[:2], signer().system("/addon/compose").split(".")[2]]
    ),
    "four parts": lambda: signer().system(PATH) + ".x",
    "empty": lambda: "",
    "dots": lambda: "..",
    "garbage": lambda: "a.b.c",
    "not ASCII": lambda: signer().system(PATH) + "é",
    "with a line end": lambda: signer().system(PATH) + "\n",
    "with blanks": lambda: " " + signer().system(PATH),
    "huge, though signed": lambda: signer().system(PATH, padding="x" * MAX_TOKEN),
    "nested so deep that parsing it fails": lambda: unsigned({}, {}).partition(".")[0] + "." + "W1tb" * 900 + ".c2ln",
    "a list for claims": lambda: signer().sign([1, 2]),  # type: ignore[arg-type] # the attack
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_flawed_system_token_is_refused(verifier: Verifier, attack: str) -> None:
    """Each has one flaw; the answer is always NotGoogle, and its message does not quote the token."""
    token = ATTACKS[attack]()
    with pytest.raises(NotGoogle) as caught:
        verifier.verify_system_token(token, URL)
    assert not token or token not in f"{caught.value!r} {caught.value.__cause__!r}"


def test_a_key_of_another_kind_in_the_map_opens_no_other_algorithm() -> None:
    """google-auth would take ES256 from an elliptic-curve certificate; Google signs these tokens with RS256 alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    desk = CertificateDesk({"key-1": self_signed(key)})
    header = {**RS256, "alg": "ES256"}
    head = unsigned(system_claims(), header).rpartition(".")[0]
    numbers = utils.decode_dss_signature(key.sign(head.encode(), ec.ECDSA(hashes.SHA256())))
    token = unsigned(system_claims(), header, b"".join(number.to_bytes(32) for number in numbers))
    assert jwt.decode(token, certs=desk.certificates, audience=URL)["email"] == SERVICE_ACCOUNT
    with pytest.raises(NotGoogle):
        Verifier(signer().config(), desk).verify_system_token(token, URL)


@given(token=st.text(max_size=300) | st.from_regex(r"[\w-]+\.[\w-]+\.[\w-]+", fullmatch=True))
def test_no_text_passes_for_a_token(token: str) -> None:
    """Whatever is sent, the answer is a refusal, never another failure."""
    verifier = Verifier(signer().config(), signer().fetch_certs)
    with pytest.raises(NotGoogle):
        verifier.verify_system_token(token, URL)


def test_a_genuine_user_token_names_the_owner(verifier: Verifier) -> None:
    """``sub`` is kept as it is, the address is lower-cased."""
    assert verifier.verify_user_token(signer().user("42", "Owner@Example.ORG")) == OwnerIdentity("42", "owner@example.org")


@pytest.mark.parametrize("claims", [{"email": None}, {"email_verified": False}, {"email": 7}, {"email": "nobody"}])
def test_an_address_google_does_not_vouch_for_is_left_out(verifier: Verifier, claims: dict[str, object]) -> None:
    """The owner is still known by ``sub``."""
    assert verifier.verify_user_token(signer().user("42", **claims)) == OwnerIdentity("42", None)


USER_ATTACKS = {
    "for another client of the project": lambda: signer().user(aud="another." + OAUTH_CLIENT_ID),
    "for an endpoint": lambda: signer().user(aud=URL),
    "without sub": lambda: signer().user(sub=None),  # type: ignore[arg-type] # the attack
    "with an empty sub": lambda: signer().user(sub=""),
    "with a number for sub": lambda: signer().user(sub=42),  # type: ignore[arg-type] # the attack
    "with a sub of 256 characters": lambda: signer().user(sub="4" * 256),
    "with a NUL in sub": lambda: signer().user(sub="4\0"),
    "expired": lambda: signer().user(**times(age=3700)),
    "signed by another key": lambda: stranger().user(),
    "a system token": lambda: signer().system(PATH),
    "garbage": lambda: "a.b.c",
}


@pytest.mark.parametrize("attack", USER_ATTACKS)
def test_a_flawed_user_token_is_refused(verifier: Verifier, attack: str) -> None:
    """A user token that is there and wrong is an attack, not a missing permission."""
    with pytest.raises(NotAnOwner):
        verifier.verify_user_token(USER_ATTACKS[attack]())


def event(**tokens: object) -> dict[str, object]:
    return {"authorizationEventObject": tokens}


def test_a_whole_call_is_authenticated_by_header_and_user_token(verifier: Verifier) -> None:
    """Both tokens verified: the owner is known."""
    identity = verifier.authenticate(signer().headers(PATH), event(userIdToken=signer().user("42")), PATH)
    assert identity == Identity(OwnerIdentity("42", "owner@example.org"))


def test_header_names_and_the_scheme_are_read_in_any_case(verifier: Verifier) -> None:
    """HTTP says so, for both (RFC 9110 5.1 and 11.1)."""
    assert verifier.authenticate({"authorization": f"bearer {signer().system(PATH)}"}, {}, PATH) == Identity()


def test_the_system_token_may_come_in_the_body_alone(verifier: Verifier) -> None:
    """With ``authorizationHeader: NONE`` Google sends no header."""
    assert verifier.authenticate({}, event(systemIdToken=signer().system(PATH)), PATH) == Identity()


@pytest.mark.parametrize("header", ["Bearer a.b.c", "Bearer ", "Bearer", "Basic dTpw", ""])
def test_a_bad_header_is_not_rescued_by_a_good_body(verifier: Verifier, header: str) -> None:
    """The header decides where there is one."""
    with pytest.raises(NotGoogle):
        verifier.authenticate({"Authorization": header}, event(systemIdToken=signer().system(PATH)), PATH)


@pytest.mark.parametrize(
    "body", [None, [], "x", {}, {"authorizationEventObject": []}, event(systemIdToken=[1]), event(systemIdToken="")]
)
def test_a_call_without_a_system_token_is_refused(verifier: Verifier, body: object) -> None:
    """Whatever the body is."""
    with pytest.raises(NotGoogle):
        verifier.authenticate({}, body, PATH)


@pytest.mark.parametrize("tokens", [{}, {"userIdToken": ""}, {"userIdToken": None}])
def test_a_call_before_consent_has_no_owner(verifier: Verifier, tokens: dict[str, object]) -> None:
    """On a partial grant Google sends no user token: the card then asks for the permission."""
    assert verifier.authenticate(signer().headers(PATH), event(**tokens), PATH).owner is None


@pytest.mark.parametrize("token", [7, ["x"], "a.b.c"])
def test_a_call_with_a_false_user_token_is_refused(verifier: Verifier, token: object) -> None:
    """It never falls back to nobody."""
    with pytest.raises(NotAnOwner):
        verifier.authenticate(signer().headers(PATH), event(userIdToken=token), PATH)


def test_the_audience_is_never_taken_from_the_request(verifier: Verifier) -> None:
    """A token for the attacker's own add-on is refused even where Host and X-Forwarded-Host name that add-on."""
    token = signer().sign(system_claims(aud="https://attacker.example" + PATH))
    forged = {"Authorization": f"Bearer {token}", "Host": "attacker.example", "X-Forwarded-Host": "attacker.example"}
    with pytest.raises(NotGoogle):
        verifier.authenticate(forged, {}, PATH)


def test_who_somebody_is_stays_out_of_logs() -> None:
    """Neither sub nor address shows in a repr."""
    assert "42" not in repr(Identity(OwnerIdentity("42", "owner@example.org")))
    assert "owner@" not in repr(Identity(OwnerIdentity("42", "owner@example.org")))


def test_a_bearer_token_is_found_or_not() -> None:
    """No header is not the same as an empty one."""
    assert bearer_token({}) is None
    assert bearer_token({"Authorization": "Bearer abc"}) == "abc"
    assert bearer_token({"Authorization": "Digest abc"}) == ""


# --- certificates -------------------------------------------------------------------------------------------------------


def desk_and_cache(max_age: float = 3600.0) -> tuple[CertificateDesk, Clock, CertificateCache]:
    desk, clock = CertificateDesk({"key-1": "pem-1"}, max_age), Clock()
    return desk, clock, CertificateCache(desk, clock)


def test_certificates_are_fetched_once_while_fresh() -> None:
    """Not for every token."""
    desk, clock, cache = desk_and_cache()
    for _ in range(5):
        assert cache.certificate("key-1") == "pem-1"
    clock.now += 3600
    cache.certificate("key-1")
    assert desk.fetches == 1


def test_stale_certificates_are_fetched_again() -> None:
    """After max-age the next token fetches."""
    desk, clock, cache = desk_and_cache()
    cache.certificate("key-1")
    clock.now += 3601
    desk.certificates = {"key-1": "pem-2"}
    assert cache.certificate("key-1") == "pem-2"
    assert desk.fetches == 2


def test_an_unknown_key_fetches_at_most_once_a_minute() -> None:
    """Google rotates keys at any time; a flood of forged names costs one fetch a minute."""
    desk, clock, cache = desk_and_cache()
    cache.certificate("key-1")
    for number in range(50):
        assert cache.certificate(f"forged-{number}") is None
    assert desk.fetches == 1
    clock.now += 61
    desk.certificates["key-2"] = "pem-2"
    assert cache.certificate("key-2") == "pem-2"
    for number in range(50):
        assert cache.certificate(f"forged-{number}") is None
    assert desk.fetches == 2


def test_stale_certificates_serve_for_a_day_while_google_is_down() -> None:
    """A day and no longer."""
    desk, clock, cache = desk_and_cache()
    cache.certificate("key-1")
    desk.is_down = True
    clock.now += 3600 + 86_400 - 1
    assert cache.certificate("key-1") == "pem-1"
    clock.now += 2
    with pytest.raises(CertificatesUnavailable):
        cache.certificate("key-1")


def test_a_dead_endpoint_is_not_asked_for_every_token() -> None:
    """Each try may cost three seconds."""
    desk, clock, cache = desk_and_cache()
    cache.certificate("key-1")
    desk.is_down = True
    clock.now += 3601
    for _ in range(20):
        assert cache.certificate("key-1") == "pem-1"
    assert desk.fetches == 2


def test_without_any_certificates_nothing_can_be_proved_and_recovery_is_quick() -> None:
    """The first start during an outage: 503s, and five seconds after it a new try."""
    desk, clock, cache = desk_and_cache()
    desk.is_down = True
    for _ in range(3):
        with pytest.raises(CertificatesUnavailable):
            cache.certificate("key-1")
    assert desk.fetches == 1
    desk.is_down = False
    clock.now += 6
    assert cache.certificate("key-1") == "pem-1"


def test_an_outage_is_a_503_not_a_refusal(verifier: Verifier) -> None:
    """A genuine caller is told to come again."""
    desk = CertificateDesk({})
    desk.is_down = True
    with pytest.raises(CertificatesUnavailable) as caught:
        Verifier(signer().config(), desk).verify_system_token(signer().system(PATH), URL)
    assert caught.value.status == 503


def test_many_threads_share_one_fetch() -> None:
    """Eight threads that find nothing wait for the one that fetches."""
    started, go = threading.Event(), threading.Event()
    fetches: list[int] = []

    def fetch() -> Certificates:
        fetches.append(1)
        started.set()
        go.wait(5)
        return Certificates({"key-1": "pem-1"})

    cache = CertificateCache(fetch)
    found: list[str | None] = []
    threads = [threading.Thread(target=lambda: found.append(cache.certificate("key-1"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert started.wait(5)
    go.set()
    for thread in threads:
        thread.join(10)
    assert found == ["pem-1"] * 8
    assert len(fetches) == 1


@pytest.mark.parametrize(
    ("header", "age", "seconds"),
    [
        ("public, max-age=19845, must-revalidate, no-transform", "", 19845),
        ("max-age=100", "", 100),
        ("MAX-AGE=19845", "845", 19000),
        ("max-age=19845", "not a number", 19845),
        ("max-age=0", "", 60),
        ("max-age=100", "5000", 60),
        ("max-age=999999999", "", 86_400),
        ("s-max-age=19845", "", 300),
        ("no-store, max-age=19845", "", 300),
        ("", "", 300),
        ("max-age=x" * 10_000, "", 300),
    ],
)
def test_max_age_is_read_with_bounds(header: str, age: str, seconds: float) -> None:
    """Never under a minute, never over a day, five minutes where the header says nothing."""
    assert max_age_of(header, age) == seconds


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"a": 1}', b'{"a": "pem"}', b'{"keys": []}', b"\xff", b"[" * 100_000])
def test_an_answer_that_is_no_certificate_map_is_an_outage(data: bytes) -> None:
    """A captive portal or an error page never becomes a set of keys."""
    with pytest.raises(CertificatesUnavailable):
        parse_certificates(data)


def test_a_certificate_map_is_read() -> None:
    """The near miss of the answers above."""
    assert parse_certificates(b'{"key-1": "-----BEGIN CERTIFICATE-----\\nx"}') == {"key-1": "-----BEGIN CERTIFICATE-----\nx"}


def test_the_previews_google_is_believed_only_where_configured() -> None:
    """LocalGoogle drives the real verification; another LocalGoogle's tokens fail it."""
    ours, theirs = LocalGoogle("http://localhost:8080"), LocalGoogle("http://localhost:8080")
    verifier = Verifier(type(signer().config()).from_env(ours.environment()), ours.fetch_certs)
    audience = ours.base_url + PATH
    verifier.verify_system_token(ours.system_token(audience), audience)
    assert verifier.verify_user_token(ours.user_token("7", None)) == OwnerIdentity("7")
    with pytest.raises(NotGoogle):
        verifier.verify_system_token(theirs.system_token(audience), audience)


def test_certificates_come_over_http_with_their_age(certificate_server: str) -> None:
    """The real transport: status, size and cache header are read."""
    found = fetch_from(f"{certificate_server}/certs")()
    assert dict(found.by_key_id) == signer().certs()
    assert found.max_age == 1234


@pytest.mark.parametrize("path", ["/broken", "/huge", "/missing", "/redirect"])
def test_a_bad_answer_over_http_is_an_outage(certificate_server: str, path: str) -> None:
    """Not JSON, over the cap, 404, or a redirection to somewhere else."""
    with pytest.raises(CertificatesUnavailable):
        fetch_from(certificate_server + path)()


def test_nobody_at_the_address_is_an_outage() -> None:
    """Connection refused."""
    with pytest.raises(CertificatesUnavailable):
        fetch_from("http://127.0.0.1:9/certs")()
