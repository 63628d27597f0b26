"""Whether somebody has led others."""

from __future__ import annotations

import re
from typing import Optional

from werdegang.understanding.background.text import TURN, Span, Text

LEADS = re.compile(
    r"""
      \bgeführt\b | \bführ(?:e|te)\b (?!\ zu) | \bgeleitet\b | \bleite(?:te)?\b
    | \b\w*(?:leiterin|leiter|leitung|leitend\w*)\b
    | \bführ\w*(?:erfahrung|verantwortung|position|rolle|kraft|aufgabe)\w*
    | \bvorgesetzte[rn]? | \bpersonalverantwortung
    | \bleitungs(?:erfahrung|funktion|aufgabe)\w*
    | \bteamlead\w* | \bsupervisor\w* | \bsupervis(?:e|ed|es|ing)\b | \bvorarbeiter\w*
    | \bschichtführer\w* | \bunterstellt | \bunter\ mir\b | \bangeleitet
    | \bmenschen\ (?:ge)?führ
    | \b(?:mit|with)\ (?:\d+|\w+)\ (?:angestellten|mitarbeit\w+|leuten|employees|staff)
    | \bteam\ (?:von|mit|gehabt|geführt) | \beigenes\ team | \bmitarbeiterführung
    | \bverantwortlich\ für\ (?:\w+\ )?(?:\d+|\w+)\ (?:mitarbeit|leute|person|kolleg)
    | \bchefin?\ von
    | \b(?:led|lead|leading|headed|managed|managing|manage|supervised|oversaw|oversee
      |commanded|command)\b (?!\ to\b)
    | \b(?:i|who)\ head\b | \bline[- ]manag\w* | \bin\ charge\b
    | \b(?:ran|run|running)\ (?:an?|the|my)\ (?:\w+\ )?
      (?:team|crew|shop|store|department|office|workshop|kitchen|restaurant|caf[eé]|branch
    |group|shift|business|company|unit|ward|floor|section|warehouse|site|bar|pub|garage)\b
    | \bde(?:partment|pt)\.?\ head\b
    | \bteam[- ]lead\w* | \bhead\ of\b | \bforem[ae]n | \bforewoman | \bgroup\ lead\w*
    | \bshift\ (?:lead|manag|supervis)\w*
    | \b(?:deputy|assistant|store|shop|branch|office|department|restaurant|floor
      |kitchen|general|operations|duty|regional|area|practice|night|section|unit
      |ward|production|service|hotel|team|sales|hr)\ manager
    | \bunder\ me | \breport(?:s|ed|ing)?\ (?:directly\ )?to\ me | \bdirect\ reports
    | \bleadership\b | \bteam\ of\ (?:\d+|\w+)\b | \bsergeant | \bcaptain\ of
    | \bmanager(?:in)?\b | \bmanagement\ experience
    | \b(?:in|look)\w*\ after\ (?:\d+|\w+)\ (?:agents|people|staff|colleagues|employees)
    | \bteamkoordin\w* | \bstellv\w*\ (?:team|filial|abteilungs|markt|schicht|büro)\w*
    | \babteilungschef\w* | \bküchenchef\w* | \bfilialchef\w* | \bpolier
    | \blei?tende\ angestellte | \bschicht\ geleitet
    | \bverantwortung\ für\ (?:\d+|\w+)\ (?:mitarbeit|leute|person|kolleg)
    | \bmitarbeiterverantwortung | \boberarzt | \boberärztin | \bstationsleit\w*
    | \bleader
    """,
    re.VERBOSE,
)
NOT_LEADING = re.compile(
    r"\b(?:account|product|project|case|community|content|social media|produkt|projekt"
    r"|key account|marketing|risk|quality)[- ]?manager(?:in)?\b"
    r"|\bmy (?:\w+ )?(?:manager|team leader|supervisor|boss)\b"
    r"|\bmein(?:e[nmr]?)? (?:chef|chefin|teamleit\w*|vorgesetzte\w*|abteilungsleit\w*)"
    r"|\b(?:the|a|an|my) (?:manager|boss) (?:said|says|told)|\bmanaged to\b|\bleader's"
    r"|\bproperty management|\bbusiness management|\bmanagement (?:degree|studies)"
    r"|\bführte zu|\bführerschein\w*"
    r"|\bleiterplatt\w*|\w*begleit\w*|\babgeleitet|\bweitergeleitet|\beingeleitet"
    r"|\bstromleit\w*|\btelefonleit\w*|\bausgeführt|\bdurchgeführt|\beingeführt"
    r"|\bgeschäftsführ\w*(?:assist|sekret)\w*|\bassistenz der \w*leitung"
    r"|\bassistenz der geschäftsf\w*|\btime management|\bmanage my\b"
    r"|\bself[- ]manag\w*"
    r"|\b(?:für|zur|zum|von der|(?<!up )(?<!promoted )to|for|to be|be|become"
    r"|anywhere near"
    r"|as good as) (?:an? "
    r"|the |my "
    r"|die |den |das |eine?n? |der )?(?:[\w-]+ ){0,2}?(?:\w*leitung|\w*leiterin"
    r"|\w*leiter|führungs\w+|manager\w*|management\w*|leadership\w*|team lead\w*"
    r"|supervisor\w*|head of)\b|\bi can manage\b|\bmanager material|\b(?:can|could"
    r"|able to) lead\b"
    r"|\bteam ?lead(?:er)?[- ](?:course|training|kurs|lehrgang|seminar)\w*"
    r"|\bclick lead\w*|\bsales leads?\b"
)
NEVER = re.compile(
    r"\b(?:nie|niemals|noch nie|nee|niemand(?:en)?|nicht|kein(?:e[nmrs]?)?|ohne|never"
    r"|haven't|hasn't|havent|didn't|did not|have not|has not|no|nobody|no one|none"
    r"|without|not|nor|neither|zero|0|null|don't|do not|wasn't)\b"
)
WISH = re.compile(
    r"\b(?:will|möchte\w*|würde gern\w*|wünsche|irgendwann|träum\w*|am liebsten|ziel"
    r"|werden|hoffe|hätte gern|suche|interessiere|plan(?:e|t)?|strebe"
    r"|want(?:ed)? to|would like|i'd like|would love|i'd love|hope|hoping|aim|goal"
    r"|dream|looking to|think(?:ing)? about|become|want|fancy|aspire|someday|some day"
    r"|one day|looking for|apply\w*|bewerb\w*|can i|could i|reicht|genügt|enough"
    r"|what's missing|fehlt|qualify)\b"
)
HAS_LED = re.compile(
    r"geführ|geleitet|\bled\b|managed|supervised|headed|unterstellt|ran\b"
)


def has_led(text: Text) -> Optional[bool]:
    """Tells whether a person says that they have led others; None where not said."""
    said: Optional[bool] = None
    for sentence in text.sentences:
        heard = _in_sentence(text, sentence)
        if heard is not None and said is not True:
            said = heard
    return said


def _in_sentence(text: Text, sentence: Span) -> Optional[bool]:
    whole = text.part(sentence.start, sentence.end)
    blank = NOT_LEADING.sub(lambda found: " " * len(found.group()), whole)
    found: Optional[bool] = None
    for hit in LEADS.finditer(blank):
        clause = text.clause_at(sentence.start + hit.start())
        local = blank[clause.start - sentence.start : clause.end - sentence.start]
        told = _is_told(
            text, sentence, blank, local, _turn(local, hit, clause, sentence), hit
        )
        if told is not None and found is not True:
            found = told
    if found is None and re.search(
        r"\b(?:nobody|no one)\b.*\breport|\breports to me", blank
    ):
        return False
    return found


def _turn(local: str, hit: re.Match[str], clause: Span, sentence: Span) -> str:
    """Returns the part of a clause, between "und" and the like, that holds a hit."""
    place = sentence.start + hit.start() - clause.start
    start = max([0, *(t.start() for t in TURN.finditer(local) if t.start() <= place)])
    ends = [t.start() for t in TURN.finditer(local) if t.start() > place]
    return local[start : min(ends, default=len(local))]


def _is_told(
    text: Text,
    sentence: Span,
    whole: str,
    local: str,
    turn: str,
    hit: re.Match[str],
) -> Optional[bool]:
    ahead = whole[: hit.start()]
    behind = whole[hit.end() :]
    negated = NEVER.search(local) or re.match(
        r"\s*[:?]?\W*(?:nie|nein|nee|never|no|none|keine?)\b", behind
    )
    if negated:
        return False
    if text.is_question(sentence) and not HAS_LED.search(hit.group()):
        return None
    if text.is_question(sentence):
        after = text.lower[sentence.end + 1 :].lstrip()
        if re.match(
            r"(?:nee|nein|nie|no|never|nope|noch nie|bisher nicht|not yet)\b", after
        ):
            return False
        if re.match(r"(?:ja|yes|yep|klar)\b", after):
            return True
        if WISH.search(local) or not re.search(
            r"\b(?:ich|i|habe?|have|i've|i'm)\b", local
        ):
            return None
    if WISH.search(turn):
        later = re.search(
            r"\bbut\b.*\b(?:never|haven't)|\b(?:aber|doch)\b.*\b(?:nie|nicht|kein)",
            whole,
        )
        return False if later else None
    if re.search(
        r"\b(?:but|aber|though)\b.{0,30}\b(?:never have|nie|never did)\b", behind
    ):
        return False
    near = ahead[-40:]
    return "," in near or not re.search(r"\bnever\b|\bnie\b", near)
