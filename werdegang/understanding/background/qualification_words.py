"""Words that tell whether a qualification is had, given up, wished for or learnt."""

from __future__ import annotations

import re
from typing import Dict

LESS_SAID = re.compile(
    r"(?:(?:zwei|2|drei|3)-?jährigen? )?(?:berufs)?(?:ausbildung|lehre)|umschulung"
    r"|azubi"
    r"|vocational (?:training|school)"
    r"|apprentice(?:ship)?|traineeship|berufsabschluss|matura|diploma"
)
"""Words for qualifications that say less than a particular one beside them."""
PARTICULAR_BEHIND = re.compile(
    r"^\W*(?:(?:zu[rm]?|als|as|to|in|im|an?|mit|und|bei \w+|become|be|with)\s+)*$"
)
NAMED_AGAIN = re.compile(
    r"^\W*(?:(?:also|das (?:ist|war)|d\.h\.|ist|war|eine?|die|das|so|which is|that's"
    r"|an?"
    r"|the|i\.e\.)\s+)*$"
)
"""Between a particular qualification and a general word for the same one."""
SAME_STUDIES = re.compile(
    r"^\W*(?:und|and)\s+(?:(?:mit|als|den|das|dem|einen|einem|meinen|with|my|the|an?"
    r"|ersten?|zweiten?|beiden?)\s+)+$"
)
"""Between "studiert" and the degree that the studies ended with."""
LINKED = re.compile(
    r"^\s*(?:(?:zu[rm]?|als|der|des|an|einer|auf|am|in|von|as|to|of|become|an?"
    r"|be)\s+)*$"
)
"""Between two words for one qualification: what is said of it stands before both."""

LEARNT = re.compile(
    r"(?:\b(?:aus)?gelernte[rn]?|\bausgebildete[rn]?|\bdiplomierte[rn]?"
    r"|\bstaatlich anerkannte[rn]?|\bexaminierte[rn]?|\bgeprüfte[rn]?"
    r"|\b(?:gesellen|fach|meister)brief als|\babschluss als|\bumgeschult (?:auf"
    r"|zu[rm]?)"
    r"|\bvon beruf(?: bin ich)?|\bumschulung auf|\bgelernt(?:er beruf)?:"
    r"|\bgelernt hab\w* ich(?: \w+){0,3}?"
    r"|\b(?:ausbildung|lehre|umschulung|eine|training|apprenticeship)\s+(?:zu[rm]?"
    r"|als|as"
    r"|to)"
    r"|\b(?:trained|qualified|time-served)(?:\s+as)?|\b(?:learned|learnt))"
    r"\s+(?:(?:an?|der|die|dem|einer?|become)\s+)*$"
)
LEARNT_BEHIND = re.compile(
    r"^\W*(?:(?:in|bei|beim|mit)\b.{0,25}?\W)?(?:hab\w* ich\s+)?"
    r"(?:(?:mal|ursprünglich|damals|eigentlich|originally)\s+)*"
    r"(?:gelernt|ausgelernt|ausgelehrnt|gelehrnt|by trade|lehre\b|ausbildung\b"
    r"|gesellenbrief|by training)"
)
LEARNT_OCCUPATION = re.compile(
    r"\b(?:[Gg]elernte[rn]?|[Aa]usgelernte[rn]?"
    r"|[Ee]xaminierte[rn]?|[Aa]usgebildete[rn]?)\s+(?P<occupation>\w[\w-]{3,})"
)
LEARNT_WAS = re.compile(
    r"\b[Gg]elernt\s+(?:hab\w*\s+ich|hatte\s+ich)\s+"
    r"(?:(?:mal|ursprünglich|damals|eigentlich|früher|aber)\s+)*"
    r"(?P<occupation>[A-ZÄÖÜ][\w-]{3,})"
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
    r"\W*(?:\w+\W+){0,2}semester\b|\s*(?:nur |bloß )?(?:begonnen|angefangen)\b"
    r"|\s*(?:(?:nach|after) \d+ \w+ )?(?:abgebr|abbr"
    r"|studium abgeb|geschmissen|dropped)"
)
SEMESTERS = re.compile(r"\b(?:\d+|\w+)\s+(?:semester|terms?)\s+(?:of\s+)?(?:lang\s+)?$")
THEN = re.compile(
    r"\b(?:dann|danach|then|afterwards|anschließend|daraufhin|später|jetzt|now"
    r"|nachher|hinterher|seitdem|seither|inzwischen|mittlerweile|subsequently)\b"
    r"(?!\W+(?:\w+\W+){0,3}(?:abgebr|abbr|geschm|hingeschm|aufgeg|dropp|quit|gave"
    r"|left|schluss|aufgehört|exmatr|durchgef|gescheit|failed|stopped|ausgest|hinger))"
)
"""What follows one of these is about something else."""
OF_FH = re.compile(r"\b(?:fh|fachhochschule|berufsakademie|ba)\b")
OF_DIPLOM = re.compile(r"dipl(?:om)?\.?-?\s*")
DONE = re.compile(r"abgeschl|fertig|beendet|geschafft|bestanden|finish|complet|passed")
AREA_LEARNT = re.compile(r"\s+(?:aus)?gelernt\b")
SINCE_THEN = re.compile(r"^\W*(?:\w+\W+){0,4}(?:seit|since)\b")
AT_SCHOOL = re.compile(r"\b(?:an|bei|at)\s+(?:einer|der|unserer|dieser|an?|the)\s*$")
NO_MASTER = re.compile(r"\bscrum\W*$")
OF_HF = re.compile(r"\bhf\b")
NOTHING_BEHIND = re.compile(
    r"^[\s:?–—-]*(?:nix|nichts|nie|nicht|nein|nee|nö|keins|keine[rns]?|fehlanzeige"
    r"|leider (?:nicht|nein|nie)|nothing|none|no|nope|never|sadly not|not)\b"
    r"|^\W*(?:nein|nee|nö|fehlanzeige|nope|leider nicht|leider nein|not so much)\b"
)
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
        r"|\bim \d\. lehrjahr|\b(?:bin|noch|gerade|grad|derzeit) in (?:de[rm] |einer "
        r"|meiner )?"
        r"(?:lehre|ausbildung|umschulung)\b"
    ),
    "doctorate": re.compile(
        r"\b(?:doktorand(?:in)?|promoviere|ph\.?d (?:student|candidate|dropout))\b"
    ),
    "abitur": re.compile(
        r"(?<!bis zur )(?<!nach der )(?<!in der )\b1[123](?:\.|te|th)? ?klasse\b"
        r"|\bgymnasiast(?:in)?\b|\babend(?:gymnasium|schule fürs abi)\b"
        r"|\b(?:lower|upper) sixth\b|\bsixth[- ]former\b|\bq[12]\b"
    ),
    "high_school_diploma": re.compile(r"\bhigh school (?:senior|junior|student)\b"),
    "bachelor": re.compile(
        r"\b(?:(?:college |uni |university )?(?:sophomore|freshman)"
        r"|undergraduate student"
        r"|undergrad student)\b"
    ),
    "degree": re.compile(
        r"\b(?:studienabbrecher(?:in)?|(?:college|uni|university) dropout"
        r"|\w*(?<!werk)student(?:in)?|studier(?:e|'|s)?(?!\w)|(?:am|noch am"
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
    r"\b(?<=a )first(?= in [a-z])|\b2[:.][12](?=\s+(?:in|from|at|degree)\b)"
    r"|\b(?:studiert(?:e)?|studied"
    r"|graduated(?! (?:from )?high)|absolvent(?:in)?"
    r"|graduate of"
    r"|majored|major\b|(?<=uni )grad\b|(?<=college )grad\b|(?<=law )grad\b"
    r"|grads?(?= from)|graduate(?=\s|$))"
)
GRADUATE = re.compile(r"(?<!school )(?<!hs )\bgrad(?:uate)?s?\b(?! school| high)")
"""Read in English texts only; "grad" is another German word."""
YEARS_OF = re.compile(
    r"\b(?:years?|yrs?|jahre?n?|semester|terms?)\s+(?:of\s+|at\s+|in\s+|an der\s+"
    r"|auf der\s+|community\s+)*$"
)
PLACE = re.compile(r"\b(?:uni|universität|university|college|hochschule)\b")
NEGATED_BEFORE = re.compile(
    r"(?:\b(?:kein(?:e[nmrs]?)?|ohne|no|without(?: any| an?)?|weder|neither|nor"
    r"|noch nie|(?:an)?statt|anstelle|instead of|rather than"
    r"|nie|nicht|niemals|hasn't|haven't(?: got)?|don't have|didn't (?:do|get|go to)"
    r"|never (?:did|got|had|went to|been to|took|made|attended))"
    r"\s+(?:(?:an?|any|my|the|ein(?:e[nmrs]?)?|auf (?:der|die)|in|to|at|university"
    r"|college|formal|fertige[ns]?)\s+)*(?:\w+\s+)?)$"
)
NEGATED_BEHIND = re.compile(
    r"^(?:\W*\w+){0,5}?\W+(?:nie|niemals|never|nie in frage|nicht in frage)\b"
    r"|^(?:\W*\w+){0,3}?\W+(?:keins|keinen?s?|nie gemacht|nicht gemacht|nicht|none)\b"
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
    | gerasselt | geflogen | gefloppt | verhauen | vergeigt | versemmelt | vermasselt
    | fallen\ (?:ge)?lassen | (?:sein|bleiben|fahren)\ (?:ge)?lassen | luft\ raus
    | (?:war|wars|ist|gewesen)\ (?:\w+\ ){0,2}schluss | \bschluss\ gemacht
    | \bausgestiegen | \babgesprungen | \brausgeworfen | \brausgeschmissen | verworfen
    | nicht\ gepackt | \bhängen\ ?geblieben | \bstecken\ ?geblieben | \bliegen\ gelassen
    | (?:nie|nicht)\ (?:mehr\ |ganz\ )?(?:abgegeb|eingereicht|angetreten|bekommen
      |erhalten|durchgezogen|durchgehalten|geschrieben|gepackt|verteidigt|gemeistert)
    | prüfungsanspruch | ohne\ erfolg | erfolglos | \breingeschnuppert
    | \b(?:bis|nur|nach|mit|beim)\ (?:dem\ |zum\ )?(?:vordiplom|physikum|grundstudium)
    | (?:ausbildung|lehre|umschulung)\w*\ (?:\w+\ ){0,4}gekündigt
    | kein(?:en)?\ abschluss | \babgang\b | rausgeflogen | ohne\ zeugnis
    | \bdropp?(?:ed|ing)?\s?-?out | \bdropout | \bquit\b | gave\ (?:it\ )?up | jacked
    | packed\ it\ in | \bleft\ (?:uni|college|early|before|after|without|halfway)
    | (?:did|have|has)(?:n't|nt|\ not|\ never)\ (?:ever\ |quite\ )?
      (?:finish|complet|graduat|pass|sit)
    | never\ (?:actually\ )?(?:finish|complet|graduat|pass)\w*
    | not\ (?:yet\ )?(?:finish|complet)\w* | unfinished | incomplete | \bflunk\w*
    | \bfailed | kicked\ out | \btried\b | \bversucht\b | \bon\ hold | \babandon\w*
    | without\ (?:finish|graduat|complet|a\ degree|the\ degree|sitting|qualifying)\w*
    | \bditched | \bbailed | washed\ out | \bchucked | \bthrew\ (?:it\ )?in | \bexpelled
    | \bwithdrew | \bpulled\ out | \bwalked\ (?:away|out) | \bbinned | \bshelved
    | cut\ short | lost\ interest | ran\ out\ of\ (?:money|steam|cash|funds|time)
    | called\ it\ a\ day | stopped\ (?:after|halfway|going) | \bthrown\ out
    | never\ (?:actually\ )?(?:hand|submitt|sat|took|got|defend|wrote)\w*
    """,
    re.VERBOSE,
)
"""Said of a qualification in the same sentence, it was not finished."""
GOING_ON = re.compile(
    r"""
      \bschließe?\ (?:\w+\ ){0,5}ab\b | \bmache?\ ich\b | \bhole?\ ich\b
    | \bi'm\ doing\b | \bsitze?\ (?:\w+\ )?an\b
    | \bbin\ (?:\w+\ )?(?:bei|an|mitten\ in|am)\ (?:de[rm]|meine[rm])\s+\x00
    | \beingeschrieben | \bimmatrikuliert | \bstecke?\b | \bmittendrin 
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
    | \bim\ (?:ersten|zweiten|dritten|vierten|letzten|\d\.)\ jahr\b
    | \b(?:ein|zwei|drei|vier|fünf|sechs|sieben)\ (?:fach)?semester\b
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
    r"\b(?:gerade|grad|derzeit|aktuell|momentan|zurzeit|(?<!bis )(?<!erst )jetzt"
    r"|zur zeit"
    r"|mache?|absolviere|besuch|lerne|nachhole|hole|besuche"
    r"|currently|presently|(?<!up )(?<!after )(?<!before )doing|taking|at the moment"
    r"|right now|enrolled|pursuing"
    r"|finishing|completing|now)\b"
)
WORKING = re.compile(
    r"\b(?:arbeit\w*|tätig|work\w*|job|angestellt|bin ich in|employed|as an?|als)\b"
)
AFTER_IT = re.compile(
    r"\b(?:nach|after)\s+(?:de[mr]|meine[mr]|my|the|an?|eine[mr])?\s*$"
)
"""What ended after a qualification ("nach dem Bachelor war Schluss") is not it."""
NEITHER = re.compile(r"\b(?:weder|neither)\b")
NOR = re.compile(r"^\W*(?:noch|nor)\b")
OTHER_EXAMINATION = re.compile(
    r"\b(?!(?:abschluss|gesellen|zwischen|lehr|meister)\w*prüfung)"
    r"\w{4,}(?:prüfung|führerschein)\b[^\x00\x01]*?nicht (?:\w+ )?bestanden"
)
"""An examination for something else ("Steuerberaterprüfung nicht bestanden")."""
RECOGNITION = re.compile(r"\b(?:anerkennung|anerkannt|recognition|recognised)\b")
"""What goes on with a foreign degree that is finished."""
AS_JOB = re.compile(
    r"\b(?:jahre?n?|monate?n?|years?|yrs?|months?)\s+(?:als |as an? )?$"
)
"""Right before an occupation: it was worked in ("noch 6 Jahre Geselle")."""
MADE = re.compile(r"\b(?:gemacht|erworben|erlangt|abgelegt|nachgemacht|did)\b")
WITH_IT = re.compile(r"\b(?:mit|with)\s+(?:de[mr]|meine[mr]|my|an?)?\s*$")
LEFT_WITH_IT = re.compile(r"^\W*(?:\w+\W+){0,3}(?:abgegangen|abgang|aufgehört|left)\b")
"""Somebody who left school "mit mittlerer Reife" has it."""
EXAMINATION = re.compile(
    r"gesellenprüfung|lap|lehrabschlussprüfung|kaufmannsgehilfen\w+"
)
THAT_I = re.compile(r"\b(?:dass?|if|that|ob|wenn) (?:ich|i)\W*$")
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
    r"|hätten? (?:\w+ ){0,3}(?:gerne?|lieber|am liebsten|fast|beinahe|sollen|können"
    r"|müssen|wollen|mögen)|wären?|bräuchte\w*|brauchst|(?:ich|man) brauch\w*"
    r"|brauch\w* (?:ich|man)|verlangt|gefordert|erforderlich|voraus(?:ge)?setz\w*"
    r"|require[sd]?|requirement|i'd have|would have|would've"
    r"|angeschaut|angesehen|informiert|nachgedacht|erwägung|reizt|reizen"
    r"|looked (?:into|at)"
    r"|(?:der|mein) plan|the plan|never happened|nie dazu|wurde nichts"
    r"|überlegt|wollte?n?|wünsch\w*|soll(?:te|ten)?|riet|geraten"
    r"|should (?:do|get|take)"
    r"|vorgehabt|geplant|traum|träumte|geliebäugelt|erwogen|beworben|strebe|anstrebe"
    r"|vorhabe?|studienplatz|ausbildungsplatz|lehrstelle|platz für|zusage für"
    r"|wanted to|thought (?:of|about)|considered|was going to|meant to|planned"
    r"|applied (?:for|to)|applying|an offer for|a place (?:on|for|to)|dreamt of"
    r"|dreamed of"
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
DATED = re.compile(r"diploma in (?:19|20)\d\d")
"""A date, not a subject."""
