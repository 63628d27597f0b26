"""Words that tell whether a qualification is had, given up, wished for or learnt."""

from __future__ import annotations

import re
from typing import Dict

LESS_SAID = re.compile(
    r"(?:berufs)?ausbildung|lehre|umschulung|azubi|vocational (?:training|school)"
    r"|apprentice(?:ship)?|traineeship|berufsabschluss|matura|diploma"
)
"""Words for qualifications that say less than a particular one beside them."""
PARTICULAR_BEHIND = re.compile(
    r"^\W*(?:(?:zu[rm]?|als|as|to|in|im|an?|mit|und|bei \w+|become|be|with)\s+)*$"
)

LEARNT = re.compile(
    r"(?:\b(?:aus)?gelernte[rn]?|\bausgebildete[rn]?|\bdiplomierte[rn]?"
    r"|\bstaatlich anerkannte[rn]?|\bexaminierte[rn]?|\bgeprüfte[rn]?"
    r"|\b(?:ausbildung|lehre|umschulung|training|apprenticeship)\s+(?:zu[rm]?|als|as"
    r"|to)"
    r"|\b(?:trained|qualified|time-served)(?:\s+as)?|\b(?:learned|learnt))"
    r"\s+(?:(?:an?|der|die|dem|einer?|become)\s+)*$"
)
LEARNT_BEHIND = re.compile(
    r"^\s*(?:in\b.{0,20})?(?:gelernt|ausgelernt|by trade|lehre\b|ausbildung\b"
    r"|by training)"
)
LEARNT_OCCUPATION = re.compile(
    r"\b(?:[Gg]elernte[rn]?|[Aa]usgelernte[rn]?"
    r"|[Ee]xaminierte[rn]?|[Aa]usgebildete[rn]?)\s+(?P<occupation>\w[\w-]{3,})"
)
OCCUPATION_LEARNT = re.compile(
    r"\b(?P<occupation>[A-ZÄÖÜ][\w-]{3,}(?:in|er|eur|ist|ant|ent|mann|frau|wirt|bauer"
    r"|macher|koch))\s+gelernt\b"
)
NO_OCCUPATION = re.compile(
    r"(?:kraft|kräfte|person|mensch|dinge|deutsch|englisch|spanisch|französisch|immer"
    r"|viel"
    r"|etwas|fach|beruf)"
)
FIELD_DROPPED = re.compile(
    r"\W*(?:\w+\W+){0,2}semester\b|\s*(?:(?:nach|after) \d+ \w+ )?(?:abgebr|abbr"
    r"|studium abgeb|geschmissen|dropped)"
)
SEMESTERS = re.compile(r"\b(?:\d+|\w+)\s+(?:semester|terms?)\s+(?:of\s+)?(?:lang\s+)?$")
THEN = re.compile(
    r"\b(?:dann|danach|then|afterwards|anschließend|daraufhin|später|jetzt|now)\b"
    r"(?!\W+(?:\w+\W+){0,2}(?:abgebr|abbr|geschm|hingeschm|aufgeg|dropp|quit|gave"
    r"|left))"
)
"""What follows one of these is about something else."""
OF_FH = re.compile(r"\b(?:fh|fachhochschule|berufsakademie|ba)\b")
OF_DIPLOM = re.compile(r"dipl(?:om)?\.?-?\s*")
DONE = re.compile(r"abgeschl|fertig|beendet|finish|complet")
AREA_LEARNT = re.compile(r"\s+(?:aus)?gelernt\b")
SINCE_THEN = re.compile(r"^\W*(?:\w+\W+){0,4}(?:seit|since)\b")
AT_SCHOOL = re.compile(r"\b(?:an|bei|at)\s+(?:einer|der|unserer|dieser|an?|the)\s*$")
NO_MASTER = re.compile(r"\bscrum\W*$")
OF_HF = re.compile(r"\bhf\b")
NOTHING_BEHIND = re.compile(r"^\W*(?:nix|nichts|nie|nicht|nothing|no|never)\b")
NEUTRAL_STUDIES = re.compile(
    r"(?:fern|abend|vollzeit|teilzeit|direkt|präsenz|haupt|grund|aufbau|zweit|erst"
    r"|auslands"
    r"|langzeit|uni|universitäts|fach|hoch|dual|bachelor|master|diplom|online|zusatz"
    r"|selbst)"
)
KURZ_VOR = re.compile(r"\b(?:kurz vor|about to finish|just before)\b")
LEARNERS: Dict[str, re.Pattern[str]] = {
    "vocational_training": re.compile(
        r"(?<!war )(?<!ehemalig)(?<!einen )(?<!den )(?<!jeden )"
        r"(?<!unseren )\bazubi(?!s)"
        r"(?!\W+(?:betreu|angel|ausgeb|gef|market))"
        r"|(?<!was )(?<!was an )\bapprentice(?!ship)"
        r"|(?<!zwei )(?<!drei )(?<!vier )(?<!fünf )(?<!die )(?<!neue )(?<!\d )"
        r"\bauszubildende[rn]?(?!\s+(?:betreu|angel|ausgeb|gef))|\blehrling"
        r"|\bim \d\. lehrjahr|\b(?:bin|noch|gerade|derzeit) in (?:der )?(?:lehre"
        r"|ausbildung)\b"
    ),
    "doctorate": re.compile(
        r"\b(?:doktorand(?:in)?|promoviere|ph\.?d (?:student|candidate|dropout))\b"
    ),
    "abitur": re.compile(
        r"(?<!bis zur )(?<!nach der )(?<!in der )\b1[123](?:\.|te|th)? ?klasse\b"
        r"|\bgymnasiast(?:in)?\b"
        r"|\b(?:lower|upper) sixth\b|\bsixth[- ]former\b|\bq[12]\b"
    ),
    "high_school_diploma": re.compile(r"\bhigh school (?:senior|junior|student)\b"),
    "bachelor": re.compile(
        r"\b(?:(?:college |uni |university )?(?:sophomore|freshman)"
        r"|undergraduate student"
        r"|undergrad student)\b"
    ),
    "degree": re.compile(
        r"\b(?:\w*(?<!werk)student(?:in)?|studier(?:e|'|s)?(?!\w)|(?:am|noch am"
        r"|beim) studieren"
        r"|studying(?! for)|(?:was |am |i'm )reading (?=\w+ at\b)|majoring|(?:i "
        r"|currently )study(?! for))\b"
    ),
}
BESIDE_STUDIES = re.compile(
    r"\b(?:vor|neben|während|before|during|alongside)\s+(?:de[mrs]|meine[mrs]|my"
    r"|the)\s*$"
)
STUDIED = re.compile(
    r"\b2[:.][12](?=\s+(?:in|from|at|degree)\b)|\b(?:studiert(?:e)?|studied"
    r"|graduated(?! (?:from )?high)|absolvent(?:in)?"
    r"|graduate of"
    r"|majored|major\b|(?<=uni )grad\b|(?<=college )grad\b|(?<=law )grad\b"
    r"|grads?(?= from)|graduate(?=\s|$))"
)
GRADUATE = re.compile(r"(?<!school )(?<!hs )\bgrad(?:uate)?s?\b(?! school| high)")
"""Read in English texts only; "grad" is another German word."""
YEARS_OF = re.compile(
    r"\b(?:years?|yrs?|jahre?n?)\s+(?:of\s+|at\s+|in\s+|an der\s+|community\s+)*$"
)
PLACE = re.compile(r"\b(?:uni|universität|university|college|hochschule)\b")
NEGATED_BEFORE = re.compile(
    r"(?:\b(?:kein(?:e[nmrs]?)?|ohne|no|without(?: any| an?)?|weder|neither|nor"
    r"|noch nie"
    r"|nie|nicht|niemals|hasn't|haven't(?: got)?|don't have|didn't (?:do|get|go to)"
    r"|never (?:did|got|had|went to|been to|took|made|attended))"
    r"\s+(?:(?:an?|any|my|the|ein(?:e[nmrs]?)?|auf (?:der|die)|in|to|at|university"
    r"|college|formal|fertige[ns]?)\s+)*(?:\w+\s+)?)$"
)
NEGATED_BEHIND = re.compile(
    r"^(?:\W*\w+){0,3}?\W+(?:keins|keinen?s?|nie gemacht|nicht gemacht|nicht|none)\b"
    r"(?!\s+(?:fertig|abgeschl|beend|zu ende|bestand|ganz))"
)
GIVEN_UP = re.compile(
    r"""
      abgebroch | abgebr\. | abbruch | abbrech | \bhingeschmissen | geschmissen
    | unterbroch
    | \bruht\b | \bpausier | hingeworfen | aufgegeben | aufgehört | nagel\ gehängt
    | sausen | gescheitert
    | abgegangen | auf\ eis | nicht\ weiter | exmatrikul | durchgefallen
    | vorzeitig\ (?:beend|verlass|abge) | unvollendet | unbeendet
    | nicht\ (?:\w+\ )?(?:fertig|abgeschl|beend|bestanden|zu\ ende|geschafft|geworden)
    | nie\ (?:\w+\ )?(?:fertig|abgeschl|beend|zu\ ende|bestanden|geschafft)
    | \bohne\ (?:abschluss|abzuschlie|prüfung|examen|diplom)
    | kein(?:en)?\ abschluss | \babgang\b | rausgeflogen | ohne\ zeugnis
    | \bdropp?(?:ed|ing)?\s?-?out | \bdropout | \bquit\b | gave\ (?:it\ )?up | jacked
    | packed\ it\ in | \bleft\ (?:uni|college|early|before|after|without|halfway)
    | (?:did|have|has)(?:n't|nt|\ not|\ never)\ (?:ever\ |quite\ )?
      (?:finish|complet|graduat|pass|sit)
    | never\ (?:actually\ )?(?:finish|complet|graduat|pass)\w*
    | not\ (?:yet\ )?(?:finish|complet)\w* | unfinished | incomplete | \bflunk\w*
    | \bfailed | kicked\ out | \btried\b | \bversucht\b | \bon\ hold | \babandon\w*
    | without\ (?:finish|graduat|complet|a\ degree|the\ degree)\w*
    """,
    re.VERBOSE,
)
"""Said of a qualification in the same sentence, it was not finished."""
GOING_ON = re.compile(
    r"""
      \beingeschrieben | \bimmatrikuliert | \bstecke?\b | \bmittendrin 
    | \bvoraussichtlich
    | \bfehlt\ (?:nur\ |mir\ |noch\ )*(?:noch|die|das|der) | \bsteht\ noch
    | \bausstehend
    | \b(?:abschluss|fertig|bis|ende|sommer|herbst)\ (?:ca\.?\ )?20(?:2[7-9]|3\d)
    | \bendet\b | \bends\ in\b | geht\ noch | dauert\ noch | \blaufen\b | \bläuft\b
    | \blaufe?nd
    | noch\ nicht\ (?:ganz\ )?(?:fertig|abgeschl|beend)
    | \bbegonnen | angefangen | \bbegann | \bnoch\ (?:dabei|dran|mitten|bis|nicht)
    | \d+\.?\s*(?:fach)?semester(?!\w) | \bsemestern?\s+(?:abge|stud)
    | (?:erste|zweite|dritte|vierte|fünfte|sechste|letzte)[nsmr]?\s+
      (?:semester|lehrjahr|ausbildungsjahr|studienjahr)
    | \d\.?\s*(?:lehr|ausbildungs|studien)jahr | kurz\ vor | vor\ dem\ abschluss
    | prüfung\ (?:im|in|steht|kommt) | \bnebenher | schreibe?\ gerade | thesis
    | abschlussarbeit
    | masterarbeit | bachelorarbeit | \bfast\ fertig | \bbald\ fertig | \bdemnächst
    | (?:first|second|third|fourth|final|1st|2nd|3rd|4th)[- ]
      (?:year|semester|term)s?\b
    | \bnoch\ (?:ein|eine|1|zwei|2|drei|3|\d)\ (?:jahr|monat|semester)\w* | in\ arbeit
    | in\ vorbereitung | gerade\ dabei | nearly\ (?:finished|done)
    | almost\ (?:finished|done)
    | through\ (?:an?|my|the|it)\b
    | \bin\ progress | \bpart[- ]way | working\ (?:towards?|on) | \bhalfway
    | \bhalf\ (?:done|finished) | studying\ (?:for|towards)
    | \bstarted\b(?!\ (?:work|as|at|in))
    | \bdue\ to\ (?:finish|graduate) | \bgraduating
    | next\ (?:year|summer|spring|may|june)
    | nächste[sn]?\ (?:jahr|sommer|frühjahr) | \bongoing | underway | under\ way
    | \bsome\ college | \bstill\ (?:doing|at|in|studying)\b | \bpending
    """,
    re.VERBOSE,
)
"""Said right beside a qualification, it is not finished yet."""
AT_WORK = re.compile(
    r"\b(?:bei|im|als|in der|beim|arbeit\w*|job|firma|at|as|in an?|work\w*|company"
    r"|with)\b"
)
"""With one of these, a clause that follows is about work."""
CAME_AFTER = re.compile(
    r"\b(?:nach|seit|mit|trotz|after|with|since|having|mein(?:e[nmr]?)?"
    r"|zusätzlich zu[mr]?)\s+"
    r"(?:de[mrn]|meine[mrn]|my|the|an?|eine[mrn]?|bestandene[mnr]"
    r"|abgeschlossene[mnr])\s*$"
)
JUST_NOW = re.compile(
    r"\b(?:gerade|derzeit|aktuell|momentan|zurzeit|jetzt|zur zeit|berufsbegleitend"
    r"|mache|nachhole|hole|besuche"
    r"|currently|presently|doing|taking|at the moment|right now|enrolled|pursuing"
    r"|finishing|completing|now)\b"
)
WORKING = re.compile(
    r"\b(?:arbeit\w*|tätig|work\w*|job|angestellt|bin ich in|employed|as an?|als)\b"
)
COMING_EXAM = re.compile(
    r"^\s*(?:im|in|next|nächste[ns]?|diese[ns]?|kommende[ns]?)\s+(?:januar|februar"
    r"|märz|april|mai|juni|juli"
    r"|august|herbst|sommer|frühjahr|winter|jahr|may|june|july|summer|spring"
    r"|year)\b(?!\s*(?:19|20)\d\d)"
)
FINISHED = re.compile(
    r"\b(?:abgeschlossen\w*|absolviert|bestanden"
    r"|(?<!fast )(?<!bald )(?<!nicht )(?<!nearly )(?<!almost )fertig\w*|in der tasche"
    r"|geschafft"
    r"|nachgeholt|finished|done"
    r"|did finish|completed|passed|graduated|beendet|erfolgreich|abschluss ist da"
    r"|vorhanden|hab ich|obtained|earned|got my)\b"
)
WISHED = re.compile(
    r"\b(?:fange|beginne|starte|suche|bewerbe|will|möchte|würde|plane|überlege"
    r"|interessier\w*|vorhabe|want|would like"
    r"|i'd like|thinking (?:of|about)|planning"
    r"|considering|hoping to|brauche? ich|brauch ich|do i need|need|lohnt"
    r"|soll(?:te)? ich|should i|träume|ziel|if i (?:did|got|had)|wenn ich)\b"
)
TO_FINISH = re.compile(
    r"\b(?:schaffen|abschließen|beenden|fertig|finish|complete|pass)\b"
)
ASKED = re.compile(
    r"\b(?:brauch\w*|reicht|lohnt|muss|nötig|zählt|do i|should|would|is an?|are|bringt"
    r"|hilft|wie|was|how|what|need)\b"
)
OWNED = re.compile(
    r"\bmein(?:e[nmr]?)?\s+(?:\w+\s+){0,4}$|\bmy\s+(?:\w+\s+){0,3}$"
    r"|\b(?:hab\w*|bin|have|i've|i got|got|i did|mit|with)\b"
)
CORRECTED = re.compile(
    r"(?:^|[,.;–-])\W*(?:äh|ähm|nein|nee|quatsch|sorry|halt|moment|ich meine"
    r"|ich meinte|i mean|i meant|no|actually|rather|besser gesagt"
    r"|bzw)\b[\s,]*(?:ich meine|i mean|sorry|einen?|eine|an?|my)?\W*$"
)
FROM_ANOTHER = re.compile(
    r"\b(?:mein(?:e[nmr]?)?|my|sein|ihr)\s+(?:vater|mutter|bruder|schwester|mann|frau"
    r"|freund|freundin|chef|chefin"
    r"|dad|father|mum|mom|mother|brother|sister|husband|wife|boss|friend)\s+(?:hat|ist"
    r"|war|has|is|was)\b"
)
DATED = re.compile(r"diploma in (?:19|20)\d\d")
"""A date, not a subject."""
