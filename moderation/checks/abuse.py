"""Notices insults, threats and wishes of harm to people, but not curses at the illness."""

import re
from collections.abc import Iterator

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import Phrases, Rule, after, before, scan

# What nobody says kindly; what is said so only to somebody's face; what needs "stupid" before it.
_FOUL = (
    r"(bitch(es)?|whores?|sluts?|cunts?|morons?|imbeciles?|retards?|scum(bags?)?|bastards?|"
    r"(ass|arse)holes?|wankers?|dick(head)?s?|pricks?|twats?|pieces? of shit|vermin|cretins?|"
    r"spastics?|fagg?ots?|niggers?|pakis?)"
)
_RUDE = r"(idiots?|liars?|leech(es)?|parasites?|losers?|freaks?|frauds?|fakes?|disgrace)"
_BEAST = (
    r"(cows?|witch(es)?|toads?|snakes?|weasels?|worms?|slugs?|pigs?|dogs?|sows?|rats?|hag|people|immigrants|foreigners|gypsies|jews|"
    r"muslims|blacks)"
)
_HARSH = (
    r"(stupid|poisonous|miserable|dried-up|two-faced|jumped-up|stuck-up|bald|fat|ugly|filthy|dirty|lazy|selfish|fucking|fuckin|bloody|disgusting|pathetic|"
    r"worthless|useless|evil|nasty|greedy|vile|thick|lying|attention|old|silly|damn|goddamn|"
    r"shitty|ignorant)"
)
_INSULT = (
    rf"(({_HARSH},? ){{0,4}}{_FOUL}|"
    rf"({_HARSH},? ){{1,4}}(little |big |old )?({_BEAST}|{_RUDE})(?! of (a|an|my)\b))"
)
_ONE = r"(a|an|the|such an?|just an?|nothing but|a bunch of|all|just|(a )?(total|complete))"
_THEM = r"(you|him|her|them|that|those|the (nurse|doctor|surgeon|consultant)s?)"
_WILL = (
    r"(I'll|I will|I'm going to|I am going to|I'm gonna|we'll|we will|we're going to|"
    r"someone should)"
)
_LIMB = r"(legs?|arms?|necks?|face|jaw|fingers|bones|head|teeth|nose|skull|windows|house|car)"
_KIN = r"(kids?|child(ren)?|family|mother|father|wife|husband|sons?|daughters?)"

_INSULTO = (
    r"(hij[oa]s? de (la gran )?puta|hijoputas?|put[oa]s?(?! (verdad|maravilla|locura|hora|vez|"
    r"vida))|"
    r"zorras?|gilipollas|imbecil(es)?|cabron(es|as?)?|subnormal(es)?|escoria|mongol[oa]s?|"
    r"pendej[oa]s?|capull[oa]s?|maric(on|ones)|sudacas?|mamon(es|a)?|"
    r"sinverguenzas?|desgraciad[oa]s?|canallas?|"
    r"(vibor|serpient|rat|cerd|guarr|asqueros|mentiros|inutil|moro|negr|"
    r"gitan|vag|gord|bruj|viej)\w{0,3} "
    r"(de mierda|asqueros[oa]s?))"
)
_GROSERO = (
    r"(inutil(es)?|farsantes?|mentiros[oa]s?|ridicul[oa]s?|cerd[oa]s?|bruj[oa]s?|parasitos?|"
    r"idiotas?|estupid[oa]s?|payas[oa]s?|ladron(es|as?)?|estafador(es|as?)?|"
    r"asesin[oa]s?|basura|verguenza)"
)
_SON = r"(es|son|eres|sois|sos|sea[ns]?|pedazo de|menud[oa]s?|vaya)"
_UN = r"(un[oa]?s?|(un[oa] (panda|pandilla|banda|monton)|tod[oa]s un[oa]s) de|mas|muy|l[oa]s mas)"

_INSULTS = Phrases(rf"""
    you('re| are)? (all |lot |people |two |just )?(are )?({_ONE} )?({_INSULT}|{_RUDE})
    (is|was|are|were|he's|she's|they're|being) ({_ONE} )?{_INSULT}
    (those|these|that|all the|the|them) ({_HARSH},? ){{1,4}}({_FOUL}|{_BEAST})(?! of (a|an|my)\b)
    (you|you lot|you people|they|those people|you all|they all)( [a-z]{{2,10}}){{0,4}} are (all
        )?((nothing but|just|a bunch of|a pack of) )?(thieves|liars|crooks|murderers|vultures|\
        leeches|criminals|frauds|quacks|butchers|cowards)(?! of)
    (is|are|you|he's|she's|he|she) (such )?(a )?(complete |total )?waste of (skin|oxygen|air)
    ({_HARSH},? ){{2,4}}(nurses?|doctors?|receptionists?|managers?|consultants?|surgeons?|staff)
    (surgeon|doctor|nurse|consultant|dentist|gp|midwife|registrar|specialist|landlord) (is|was)
        ((nothing but|just) )?(a|an) ({_HARSH} )?(butcher|quack|crook|thief|murderer|charlatan|\
        monster|\
        vulture|sadist)
    (foreigners|immigrants|migrants|they|those people|you lot|you people) (should|can|ought to)
        (all )?go (back|home) (to )?where (they|you)( all)? (came|come) from
    and should go back where they (came|come) from
    (cirujan[oa]|medic[oa]|doctora?|enfermer[oa]|dentista|cas(er|erit)[oa]) (es|era) (un|una)
        (\w{{2,9}}
        )?(carnicer[oa]|matasanos|ladron(a)?|asesin[oa]|monstruo|buitre|estafador(a)?)
    you('re| are)? all ((a bunch of|nothing but|just) )?(ghouls|vultures|parasites|hyenas|sheep)
    (lump of lard|sack of (shit|lard)|pile of shit)
    (people|everyone|anyone|those) (on|who|with) [^.!?\n]{{1,30}} (are|is) (all )?((a bunch of|\
        just|\
        nothing but) )?(parasites?|scroungers?|leech(es)?|spongers?|freeloaders?|savages)
    (vacas?|focas?|viboras?|serpientes?|cerd[oa]s?) (venenos|asqueros|burr|gord)[oa]s?
    (es|son|sois|eres) (un|una|unos|unas) ((panda|pandilla|banda|hatajo|punado) de )?(\w{{3,9}}
        )?(ratas?|viboras?|arpias?|buitres?|sanguijuelas?|hienas?|amargad[oa]s?|inutil(es)?|\
        trepas?|\
        cerd[oa]s?|ladrones|mentirosos|impresentables?)
    son (unos|unas) (parasitos|vag[oa]s|salvajes|gentuza)
    you (make me sick|disgust me|are dead to (me|us all))
    (eres|sois|sos) ({_UN} )?(\w{{1,12}} )?{_GROSERO}
    {_SON} ({_UN} (\w{{1,12}} )?(y de )?)?{_INSULTO}
    (callate|callaos|callense|calla|oye|mira),? ({_INSULTO}|{_GROSERO})
    {_INSULTO} (de mierda|asqueros[oa]s?)
    (mentiros|imbecil|inutil|cerd|idiot|trep|falsa?|hipocrit|egoist|desgraciad|ladron)\w{{0,3}} de
        mierda
""")
_CURSES = Phrases(r"""
    (fuck|screw) (you|her|him|them|them all|off)
    go (fuck|screw|kill|hang) yourself
    (go to|burn in|rot in) hell(?! and back)
    drop dead
    (?<!'ll )(?<!will )(?<!could )(?<!would )(?<!to )kill yourself
    shut (the fuck )?up and \w{2,6}
    go (away )?(and )?die
    die (already|you \w{3,12})
    (vete|idos|iros|vayanse|iros todos|marchate) a la (mierda|puta calle|porra)
    (muerete|morios|mueranse|ahogate|pudrete|pudrios)( ya)?
    (das|dais|dan) asco
    que te (jodan|den|mueras|pudras|parta un rayo)
    (jodete|jodeos|que os (jodan|den))
    hij[oa]s? de (la gran )?puta
    me cago en (ti|vosotros|tu madre|tus muertos)
""")
_WISHES = Phrases(rf"""
    (he|she|they|you|somebody|someone) (should|ought to) be (strung up|hanged|shot|horsewhipped|\
        gassed|put (down|against a wall))(?!, (whoever|the (people|ones) who))
    (a )?(es[ea]|ell?[oa]s?|el|la|los) [^.!?\n]{{0,24}}habria que (colgar|matar|fusilar|ahorcar|\
        quemar)(l[oa]s?)?
    ojala (le|les|te|os) (pase|toque|ocurra) (lo mismo )?a (su|sus|tu|tus|vuestr[oa]s?) (hij|\
        famili|niet|madre|padre|mujer|marid)\w{{0,3}}
    hope (that )?(you|he|she|they)('ll| will| all)? (all )?(dies?|rots?|burns?|suffers?|chokes?|\
        gets? (cancer|it too|it yourself))
    hope (that |the |my |those )?(doctor|nurse|surgeon|consultant|man|woman|ex|boss|landlord|\
        neighbour)
        (gets|catches|has|suffers|dies|rots)( (it|this|the same|cancer))? ?(himself|herself|too|as
        well|one day)
    whoever [^.!?\n]{{1,40}} deserves ((a|to (have|break)) )?(broken|smashed|black|his|her|their)
        (leg|\
        legs|arm|neck|eye|nose|face)
    hope (your|his|her|their) (\w{{2,10}} )?{_KIN} (all )?(dies?|gets? (it|cancer)|suffers?|rots?)
    (you|he|she|people like you|(people|someone|anyone) like (that|him|her|them)|you lot|you
        people) (all )?(should|deserve to|ought to|must) (all )?(die|rot|burn in|suffer|(be|get)
        (put down|shot|hanged|gassed|killed))
    (?<!\bi )deserves? (what you've got|to (die|rot|burn|hang|suffer|get cancer)|(your|this|their|\
        her|his) cancer)
    (wish|glad|pity) (you|she|he|they)( had|'d)? (died|got cancer|got it)
    (ojala|espero que) (te|os|se) (mu(era|eras|eran|rais)|pudra[ns]?|pudrais)(?! (el|la) )
    (ojala|espero que) (te|os|les|le) (de|salga|pase|entre)n? (un |lo mismo|cancer|algo malo)
    (mereces?|mereceis|merecen) (morir(te|se)?|lo que (te|os|les) pas\w{{1,3}}|el cancer|sufrir)
""")
_THREATS = Phrases(rf"""
    (nurse|doctor|surgeon|consultant|man|woman|he|she|they) (wants?|needs?|deserves?|could do with|\
        is
        asking for) a ((good|proper|real|hard) )?(slap|smack|kicking|hiding|punch|thrashing|beating)
    (like|love|want|going) to (wring|break|snap) (his|her|your|their|(that|the) \w{{3,12}}'s) neck
    watch your back(?!,? (when|on|with|as|for|in|by))
    (merecen?|necesitan?|pide|piden) (un|una) (buen[oa]? )?(bofetada|hostia|paliza|guantazo|\
        tortazo|\
        patada)
    {_WILL} (\w{{1,8}} ){{0,2}}?put {_THEM} in (a bed|hospital|the (ground|hospital)|a
        (wheelchair|coffin|box))
    {_WILL} (\w{{1,8}} ){{0,5}}?(kill|murder|stab|shoot|strangle|punch|hit|slap|hurt) {_THEM}(?!,?
        (i|we) (said|told|say))
    {_WILL} (\w{{1,8}} ){{0,5}}?(break|smash|burn|kick|punch|bash) (in )?(his|her|your|their)
        {_LIMB}
    {_WILL} make (him|her|them|you) (pay(?! (attention|for (it|the|my|our)))|suffer|bleed|regret
        it)
    (I'm|I am|we're|we are) coming for (you|him|her|them)
    (he|she|they|you)('ll| will) (pay for this|be sorry|regret this)
    ('ll|will|going to|gonna) find (out )?where (you|he|she|they) (lives?|works?)(?! (now|these))
    (know|found out) where (you|he|she|they) lives?(?!,? (i (said|told)|said|says))
    (le|te|les|os) (voy|vamos) a (partir|romper|reventar|matar|pegar|rajar|quemar|hundir)(?! (a
        besos|de risa|el pelo))
    (voy|vamos) a (partir|romper|reventar|matar|pegar|rajar|quemar)(le|te|les|os)
    (se|me|te) (vas|va|van|vais) a (enterar|arrepentir)
    (me )?las? (vas|va|van|vais) a pagar
    se donde (vives|vive|viven|vivis|aparca|trabaja)
""")

# At whom one may shout: the illness, what belongs to it, oneself.
_NOBODY = re.compile(
    r"\b(?:cancer|leuk?(?:a?e)mia|lymphoma|myeloma|tumou?r|cells?|blasts?|illness|disease|chemo\w*|"
    r"steroids?|drip|pump|machine|stand|wheel|cannula|needle|body|spleen|myself|marrow|pain|"
    r"side effects?|(?:love|loved|adore)\s(?:him|her|it|them)|l[oa]\s(?:adoro|quiero)|"
    r"fatigue|nausea|toaster|stairs|staircase|weather|leucemia|linfoma|mieloma|tumor|celulas?|"
    r"enfermedad|quimio|cuerpo|bazo|medula|dolor|maquina|goteo|aguja|bomba|bicho)\b",
    re.IGNORECASE,
)
_ONESELF = re.compile(
    r"\b(?:I|me|myself|yo)(?:'m|'d)?(?:\s[\w']{1,10}){0,2}\s?\Z|\bit(?:'s)?\s?\Z|\
        \blike\s(?:an?\s)?\Z",
    re.IGNORECASE,
)


# Who tells what was said to one hurts nobody.
_HEARD = re.compile(
    r"\b(?:told|tells|telling|shouted at|called|calling|screamed at)\s(?:me|us|my\s\w+)"
    r"(?:\s(?:to|that|a))?\s?\Z|"
    r"\b(?:me|nos)\s(?:dijo|dijeron|llamo|llamaron|grito|gritaron|llamaba|llamaban|decia|decian)"
    r"(?:\s(?:que|a))?\s?\Z",
    re.IGNORECASE,
)


def _is_for_nobody(match: re.Match[str]) -> bool:
    """Said to the illness, or once said to the writer."""
    earlier = re.split(r"[.!?\n]", before(match, letters=60))[-1]
    if _HEARD.search(earlier):
        return True
    later = re.split(r"[.!?\n]", after(match, letters=60))[0]
    return bool(_NOBODY.search(earlier) or _NOBODY.search(later))


def _is_for_nobody_or_oneself(match: re.Match[str]) -> bool:
    return bool(_ONESELF.search(before(match, letters=30))) or _is_for_nobody(match)


_ABUSE = gettext_noop("This may insult or threaten a person. Anger at the illness is welcome here.")

_RULES = [
    *(Rule(p, Severity.WARN, _ABUSE, unless=_is_for_nobody) for p in (_THREATS, _WISHES, _CURSES)),
    Rule(_INSULTS, Severity.WARN, _ABUSE, unless=_is_for_nobody_or_oneself),
]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each insult, curse or threat that is meant for people."""
    return scan(draft, "abuse", _RULES)
