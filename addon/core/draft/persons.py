"""Is a display name a person's, and could a word in a greeting be meant for that person? Doubt always spares the writer.

Names are compared with the recipient's own fields; the tables below hold words that are no names at all, and short forms
that look nothing like the name they stand for.
"""

from __future__ import annotations

import re

from addon.core.address import Address
from addon.core.broadcast.names import name_words
from addon.core.broadcast.words import GROUP_NOUNS, NO_NAMES
from addon.core.resume.fold import fold, fold_words, loose_name
from addon.core.resume.subject import is_job_word

_FIRM_WORDS = frozenset(
    """
    ab ag and agency as association bakery bank bar bv cafe center centre church clinic club co college committee company
    consulting corp corporation council dental department desk design dept digital ev events family foundation garage gmbh
    group hotel inc institute international it kg lab labs limited llc llp ltd management market marketing media ministry
    museum network news newsletter noreply office online orchestra oy partners plc press project recruiting recruitment
    restaurant sa sales salon school service services shop society solutions spa srl staffing store studio studios support
    survey surveys systems team tech technologies the trust und union university verein via workshop works
    """.split()
)
"""Words of a display name that is no one person's: firms, offices, families, "Ann via Docs"."""

_NO_CALLINGS = frozenset(
    """
    mum mom mam mama mamma mami maman mother dad daddy papa papi father pops sis sister bro brother aunt auntie aunty uncle gran
    grandma grandpa granny nan nana oma opa mutti vati tante onkel abuela abuelo mamie papy nonna nonno babcia dziadek cousin
    darling dearest dear honey hon sweetheart sweetie love lovely babe baby buddy pal mate dude man bestie boss chief
    captain champ schatz schatzi liebling maus hase suesse susse suesser cherie mon amour amor carino tesoro kochanie skarbie
    happy merry new year christmas easter holidays xmas birthday noel navidad weihnachten neujahr ostern frohe frohes
    welcome thanks thank many hope just quick congratulations congrats greetings good morning afternoon evening day
    gruss grusse gruesse grusz liebe lieber herzliche sunshine stranger neighbour neighbor roommate
    chair chairman chairwoman chairperson panel selection jury landlord landlady tenant sirs madams gentlemen ladies minister
    mayor judge rabbi father pastor reverend bishop principal dean ambassador senator governor coach teacher prof professor
    doctor doc nurse officer chef santa webmaster host hosts organizer organiser organizers organisers reviewer reviewers author
    authors admin administrator moderator candidate applicant employer colleague partner partners customer client supplier
    company firm institute university school club association city council department foundation network headquarters group
    january february march april june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday spring summer autumn winter
    """.split()
)
"""Words after "Hi" that call somebody by kin, pet name, office or occasion, and so never the wrong person."""

_NICKNAMES = {
    frozenset(pair.split("/"))
    for pair in (
        "bob/robert bobby/robert bill/william billy/william will/william liz/elizabeth beth/elizabeth betty/elizabeth "
        "lisa/elizabeth libby/elizabeth lilibet/elizabeth peggy/margaret peg/margaret daisy/margaret maggie/margaret "
        "dick/richard rick/richard jim/james jack/john jill/gillian ted/edward ned/edward ted/theodore hank/henry harry/henry "
        "hal/henry tony/anthony toni/antonia kate/catherine katie/katherine mike/michael nick/nicholas sandy/alexander "
        "sasha/alexander alex/alexandra chuck/charles chip/charles charlie/charles larry/lawrence molly/mary polly/mary "
        "nancy/ann nan/ann nell/helen nell/eleanor sally/sarah patsy/martha trixie/beatrice drew/andrew "
        "gosia/malgorzata ola/aleksandra ola/alexandra kuba/jakub asia/joanna lolek/karol leszek/aleksander "
        "pepe/jose paco/francisco pancho/francisco kiko/francisco curro/francisco nacho/ignacio chus/jesus lola/dolores "
        "concha/concepcion charo/rosario beto/roberto memo/guillermo lalo/eduardo quique/enrique tito/alberto "
        "gigi/luigi beppe/giuseppe pippo/filippo toto/salvatore cecco/francesco sepp/josef hans/johannes jochen/joachim "
        "fritz/friedrich schorsch/georg misha/mikhail vova/vladimir dima/dmitry kolya/nikolai sasha/aleksandr sasha/aleksandra "
        "shura/aleksandr zhenya/evgeny lyosha/aleksei asya/anastasia slava/vyacheslav dusya/evdokia "
        "bess/elizabeth bessie/elizabeth betsy/elizabeth tibby/isabel becky/rebecca bonnie/yvonne buck/charles bud/william "
        "trey/william bill/wilhelm dob/robert geoff/jeffrey gerry/jeremiah jerry/gerald jerry/jeremy kit/christopher ned/edmund "
        "nick/dominic nellie/helen nina/ann patty/martha sean/john ian/john sissy/cecilia hanna/johanna klaus/nicholas "
        "kurt/conrad ilse/elisabeth bepi/giuseppe pino/giuseppe checco/francesco ciccio/francesco dino/edoardo lello/raffaele "
        "mimmo/domenico toto/antonio beto/alberto chema/jose pep/josep pepa/josef zeca/jose ze/jose chicho/narciso chuy/jesus "
        "cuca/refugio fito/adolfo guicho/luis kike/enrique neto/ernesto quico/francisco chico/francisco kika/francisca "
        "duda/eduardo dudu/eduardo hania/anna olek/aleksander honza/jan sanya/alexander shura/alexandra kees/cornelis "
        "koos/jacobus sjaak/jacques sjors/george teun/antonius fien/josephine sashko/oleksandr lesya/oleksandra bohdan/theodore "
        "boban/slobodan takis/panagiotis babis/charalampos lakis/michail"
    ).split()
}
"""Short forms that share neither the first letter nor three letters in a row with the name."""

_OFTEN_TWO_NAMES = frozenset(
    """
    wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang deng han feng
    cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren yao shen zhong cui tan kim lee park choi
    jung kang cho yoon jang lim chan wong cheung lau chiu
    """.split()
)
"""Common Chinese and Korean family names as romanised: their bearers often go by a second, unlike given name."""

_TRADES_AS_NAMES = frozenset(
    """
    baker barber butcher carpenter cook driver farmer gardener guard mason painter porter potter sailor tailor trader usher
    fischer jager koch maler maurer meister schneider schreiner wirt boulanger boucher chef conti fabbro medico pastor zapatero
    """.split()
)
"""Words for trades that are also family names: Julia Baker is a person, Harbour Manager is not."""

_PERSON_WORDS = range(2, 5)
_LEAST = 3

RUN = 3
"""Letters in a row that a nickname shares with its name; among friends, who call each other all kinds of things, two do."""


def looks_like_person(address: Address) -> bool:
    """True where the display name reads as one person's: two to four capitalised words, none of them a firm's or an office's."""
    name = address.display_name.strip()
    if any(char.isdigit() for char in name) or any(mark in name for mark in "@|&/<>"):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name) if len(word) > 1]
    if len(words) not in _PERSON_WORDS or not all(word[0].isupper() or not word[0].isascii() for word in words):
        return False
    folded = [fold(word) for word in words]
    is_office = is_job_word(folded[0]) or (is_job_word(folded[-1]) and folded[-1] not in _TRADES_AS_NAMES)
    return not is_office and not any(word in _FIRM_WORDS for word in folded)


def is_no_name(word: str) -> bool:
    """True for a folded word that calls nobody by name: kin, pet names, offices, groups, occasions, firms."""
    return word in NO_NAMES or word in GROUP_NOUNS or word in _NO_CALLINGS or word in _FIRM_WORDS or is_job_word(word)


def may_be_called(word: str, person: Address, run: int = RUN) -> bool:
    """True unless the folded name ``word`` is clearly nothing that ``person`` is called.

    A shared first letter, ``run`` letters in a row, or a known short form is reason to doubt, and so is a word of the firm's
    own name.
    """
    own = [part for part in (*fold_words(person.display_name), *name_words(Address(person.addr_spec))) if part]
    if len(word) < _LEAST or _is_of_domain(word, person.domain) or any(part in _OFTEN_TWO_NAMES for part in own):
        return True
    return any(are_alike(word, part, run) for part in (*own, fold(person.local_part)))


def are_alike(word: str, name: str, run: int = RUN) -> bool:
    """True where two folded names share the first letter or ``run`` letters in a row, or one is short for the other."""
    one, other = loose_name(word), loose_name(name)
    if not one or not other:
        return False
    if one[0] == other[0] or word[0] == name[0] or frozenset({word, name}) in _NICKNAMES:
        return True
    return any(one[at : at + run] in other for at in range(len(one) - run + 1))


def _is_of_domain(word: str, domain: str) -> bool:
    """Mekong, greeted at linh@mekong.example."""
    plain = fold(domain).replace("-", "")
    return word in plain or any(len(label) >= _LEAST and label in word for label in plain.split("."))
