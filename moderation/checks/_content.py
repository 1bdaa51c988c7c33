"""The words by which a story tells what it is about; `content_labels` gives them their codes.

A label warns a reader or lets one choose. So it is about what happened to people, not about a word:
a telephone dies, a cat comes back, tomatoes are transplanted.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from moderation.checks import Draft, Remark
from moderation.checks._text import Phrases, after, before, folded

_KIN = (
    r"(mum|mom|mam|mother|dad|father|wife|husband|partner|son|daughter|brother|sister|twin|friend|"
    r"grandad|grandpa|grandfather|gran|grandma|grandmother|nan|uncle|aunt|cousin|baby|boy|girl|"
    r"child|niece|nephew|fiance|fiancee|best friend|roommate|neighbour)"
)
_FAMILIA = (
    r"(madre|padre|mama|papa|mujer|marido|esposa|esposo|pareja|hij[oa]|herman[oa]|abuel[oa]|ti[oa]|"
    r"prim[oa]|amig[oa]|bebe|nin[oa]|sobrin[oa]|niet[oa]|compan\w{1,5}|suegr[oa])"
)
_ILLNESS = (
    r"(cancer|leuk(a)?emia|lymphoma|myeloma|disease|illness|tumou?r|aml|all|cml|cll|mds|hodgkin)"
)
_MAL = r"(cancer|leucemia|linfoma|mieloma|enfermedad|tumor|mal)"
_FEW = r"(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|some|few|\d\d?)"
_POCOS = r"(un|unos|pocos|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|\d\d?)"
_YOUNG = (
    r"(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"[1-9]|1[0-5])"
)
_POCO = (
    r"(un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|[1-9]|"
    r"1[0-5])"
)
_CHILD = (
    r"(son|daughter|boy|girl|child|baby|toddler|grandson|granddaughter|grandchild|niece|nephew|kid)"
)
_PEQUE = r"(hij[oa]|nin[oa]|bebe|peque|niet[oa]|sobrin[oa]|chiquit[oa])"
_TREATED = (
    rf"({_ILLNESS}|diagnosed|chemo\w*|relapsed|bald|transplant|radiotherapy|maintenance|steroids|"
    rf"a port|isolation|oncology)"
)
_TRATADO = (
    rf"({_MAL}|diagnostic\w{{2,5}}|quimio\w*|recay\w{{1,3}}|calv[oa]|trasplante|radioterapia|"
    rf"oncologia|aislamiento)"
)
_HIT = (
    r"(hit|hits|beat|beats|slapped|punched|kicked|choked|strangled|pushed|shoved|raped|molested|"
    r"stalked|attacked|hurt)"
)


@dataclass(frozen=True)
class Words:
    """What tells of something, and what, just before or after, turns it into something else."""

    told: Phrases
    unless_before: Phrases | None = None
    unless_after: Phrases | None = None

    def found(self, plain: str) -> bool:
        """Whether a text in plain letters tells of it."""
        return any(not self._other(match) for match in self.told.finditer(plain))

    def _other(self, match: re.Match[str]) -> bool:
        earlier = re.split(r"[.!?\n;]", before(match, letters=45))[-1]
        later = re.split(r"[.!?\n;]", after(match, letters=40))[0]
        return bool(
            (self.unless_before and self.unless_before.search(earlier))
            or (self.unless_after and self.unless_after.search(later))
        )


DEATH = Words(
    Phrases(rf"""
        died
        passed (away|peacefully|over(?= (in|on|at|last)\b))
        (he|she|{_KIN}|who) passed(?= (on|in|at|early|quietly|last)\b|[.,]|\Z)(?! (on (to|his|her)|\
            in
            (her|his)))
        (lost|losing|lose|without) ((my|our|his|her|their|a|your|both|his own) )((dear|little|baby|\
            elder|older|younger|big|own) )?{_KIN}
        (lost|losing) (him|her|them both)(?= ?[.,;!?]|\Z| (last|to {_ILLNESS}|before|when|after|\
            and|so)\b)
        lost (his|her|their|the) (fight|battle|life)
        buried (him|her|them|my|our|his|mum|mom|dad)
        funeral
        (at|to|from) the (crematorium|graveside|cemetery|wake)
        cremat(ed|ion)
        (his|her|their|the|{_KIN}'s) ashes
        (widow|widower|widowed|bereaved|bereavement|orphan(ed)?)
        (he|she|they|{_KIN}) (is|are|was|were|has been|had been|'s) ((already|now|long) )?dead
        (been|months|years|weeks) dead
        (is|are|were) gone now
        (her|his|their|{_KIN}'s) death
        the death of (my|our|his|her|a|their)
        (disease|it|{_ILLNESS}|that) (has )?(killed|took) (him|her|them|((my|our) )?{_KIN})\
            (?! (to|into|back|home|a|away|hair|hours|months|days|time|voice|strength)\b)
        (did not|didn't|not|never) (survive|make it|pull through)(?! (to the (shop|bus|train|door|\
            toilet|loo)|on time))
        never came (home|back) from (the|that|this) (hospital|ward|hospice|unit)
        (last|final) breath
        breathed (his|her) last
        (murio|fallecio|fallecido|fallecida|fallecieron|murieron|muerta|muerto de)
        ha muerto
        se nos (fue|murio|ha ido)
        (perdi|perdimos|hemos perdido|he perdido|perder|perdio) a (mi|mis|su|nuestr[oa]|un|una) \
            ((mejor|gran|querid[oa]) )?{_FAMILIA}
        (la|lo) (perdi|perdimos)(?! (de vista|todo|en el|por el))
        (se (la|lo|le) llevo|se llevo a (mi|su|nuestr[oa])) ?(la|el|un)? ?({_MAL}|{_FAMILIA})?
        (entierro|funeral|velatorio|tanatorio|cementerio|esquela)
        enterr(amos|aron|e) a
        (sus|las|mis) cenizas
        (viud[oa]|huerfan[oa])s?
        la muerte de (mi|su|nuestr[oa]|un|una|el|ella)
        su muerte
        no (sobrevivio|sobrevivieron|salio adelante|lo consiguio)
        (ultimo suspiro|su ultimo aliento)
    """),
    Phrases(r"""
        (phone|laptop|battery|plants?|car|computer|engine|trees?|telly|radio|tablet|cells?|roses|\
            tomatoes|kettle|boiler|wifi|signal|connection|conversation|flowers|grass) ([a-z]{1,8} )?
        (nearly|almost|could have|would have|should have|might have|thought (that )?(i|he|she) had|\
            if (i|he|she) had|as if (i|he|she)) ([a-z]{1,8} )?
        i ([a-z]{1,8} )?
        (movil|telefono|portatil|bateria|plantas?|coche|ordenador|tele|celulas|flores|rosas)
            ([a-z]{1,8} )?
        (casi|medio|habria|hubiera|estaba|estoy|estuve) ([a-z]{1,8} )?
    """),
    Phrases(r"""
        halfway
        (of|from) (shame|laughing|laughter|embarrassment|boredom|thirst)
        (de|del) (risa|verguenza|sueno|cansancio|hambre|miedo|ganas|aburrimiento)
        a mitad
        (el|la|los|las|mi) (movil|portatil|telefono|bateria|plantas?|coche|ordenador|tele)
    """),
)
DYING = Words(
    Phrases(rf"""
        hospice
        palliative
        terminal(ly ill)?(?! (\d|one|two|three|four|five|building))
        ({_FEW}|a) (days|weeks|months|year|years)(,? at most|,? if)? ?(left|to live|rather than)
        (days|weeks|months),? (left|to live|rather than|not (months|years))
        ({_FEW} )?(weeks|months) left
        (has|have|had|with) (only )?(weeks|days|months)( left)?(?! (of|off|to wait|until|between))
        (say|said|says|told me|gave|give) (that )?(i have|me|him|her|she has|he has) ({_FEW}|a|\
            half a)
            (days|weeks|months|year)
        nothing (more|else|left) (can be done|could be done|they could do|they can do|to (try|do))
        (no|running out of|run out of|ran out of) (more )?(treatment|options|lines|treatments)
            (options )?(left|for me|for him|for her|of treatment)
        (running out|run out) of (lines|options|treatments)
        comfort care
        end[ -]of[ -]life
        (am|is|was|were|are|i'm|he's|she's|be) (now )?dying(?! (to|for|with laughter|of (laughter|\
            thirst|curiosity|boredom)))
        (his|her|their|{_KIN}'s|my) (last|final) ({_FEW} )?(days|hours|weeks|night|breath|months)\
            (?! (of (summer|term|work|school|treatment|chemo|radio)))
        on the last night
        at the end,? (he|she) (only |just )?
        (home|here|there|bed) to die
        (die|dying|died) (at home|peacefully|in peace)
        (will|won't|would|shall) ?(not|never)? (live to )?see (my|our|his|her) ((own|little|grand)
            )?(son|daughter|children|kids|girls?|boys?|grand\w+|wedding)
        unconscious (for|in|during) (her|his)
        (breathing changed|death rattle|syringe driver|do not resuscitate|dnr)
        paliativ[oa]s?
        terminal
        (me|le|te) (quedan?|dan|dieron|daban) (solo )?({_POCOS}|semanas|meses|dias)
            ?(dias|semanas|meses|ano)?(?! (de quimio|de baja|para el alta))
        (ya )?no (hay|queda) (mas )?(tratamiento|opciones|nada que hacer)
        se (acaban|acabaron|agotan) (las|los) (opciones|tratamientos)
        (me estoy|se esta|se estaba|estoy|estaba) muriendo(me|se)?(?! (de (risa|sueno|ganas|\
            hambre)))
        (sus|los) (dos |tres )?ultim[oa]s (dos |tres |pocos )?(dias|horas|semanas)
        (fin|final) de (la|su) vida
        (ultimo suspiro|sedacion)
        (a|para) morir (en|a) (casa|su)
    """),
    Phrases(r"""
        (never|not|isn't|wasn't|no es|nunca) (a )?
        (charity|shop|trato de|tienda) ([a-z]{1,8} )?
    """),
    Phrases(r"""
        (volunteers?|charity|shop|bookshop|fundraiser)
        de (la|mi|su) (quimio|radio\w*|beca|curso|verano|vacaciones|campana)
        del? (verano|curso|ano|mes|vacaciones|quimio)
        three was
        (is|was) closed
    """),
)
RELAPSE = Words(
    Phrases(rf"""
        relaps(e|ed|es|ing)
        recurrence
        recurred
        ({_ILLNESS}|it|cells|blasts|lump|counts) (has|have|had|is|was|'s|'d)? ?(come|came|crept|\
            creeping|grown|coming) back(?! (as|from|with a|to me|to life|home|and forth|curly|\
            thicker))
        ({_ILLNESS}|it|cells) (is|was|are) back(?! (to|in (stock|fashion)|home|on|at))
        ({_ILLNESS}|it) (has |had )?returned
        {_ILLNESS} (has |had )?(progressed|spread again|is growing again)
        growing again
        (come|came) back in the same
        (found|saw) (it|them|new blasts|blasts|cells|something)( growing)? again
        new blasts
        remission (only )?lasted
        (second|third|fourth) (remission|relapse|time round|time around)
        (no longer in|out of|lost my|lost) remission
        in remission my counts
        (treatment|chemo|drug|it) (has )?(stopped|stops) working
        (recaida|recaidas|recai|recaido|recayo|recidiva)
        (el|la|mi|su) {_MAL} (ha vuelto|volvio|habia vuelto|regreso|ha regresado|reaparecio)
        (volvio|ha vuelto|habia vuelto|regreso) (el|la|mi|su) {_MAL}
        (dijeron|dijo|supe|supimos) que (ha|habia) vuelto
        (la )?remision (solo )?duro
        (segunda|tercera) (remision|vez que)
        (tratamiento|quimio) (ha dejado|dejo) de funcionar
    """),
    Phrases(r"""
        (no|never|without|not|hasn't|haven't|didn't|sin|ningun|ninguna|nunca|jamas) ([a-z]{1,8}
            ){0,3}
    """),
)
FERTILITY = Words(
    Phrases(r"""
        (in|sub)?fertility
        infertile
        (me|be|left|her|him|am|was) sterile(?! (room|water|gloves|pack|field))
        miscarr(y|ied|iage|iages|ying)
        still ?(birth|born)
        pregnan(t|cy|cies)
        embryos?
        (freeze|froze|frozen|freezing|bank|banked|collect|collected|harvest|harvested|stored) \
            ((my|our|some|her|the|his|of) ){0,3}(eggs|sperm|embryos|ovaries)
        (eggs|sperm|embryos) (were |was )?(frozen|banked|collected|stored|retrieved)
        sperm
        menopaus(e|al)
        ivf
        (will|would|can|could) be no (more )?(children|babies|kids)
        (cannot|can't|could not|couldn't|never|unable to|not be able to) (ever )?have
            (any |more |another )?(children|kids|babies|a baby|a child)
        lost (the|our|a|my|his) (baby|pregnancy|twins)
        (end|ended|terminate|terminated) (the|my|a|our) pregnancy
        (infertil|esteril|esterilidad|infertilidad|fertilidad)
        (aborto|aborte|aborto espontaneo|mortinat\w)
        (embarazada|embarazo|embriones?)
        (congelar|congele|congelamos|congelaron|guardar|guarde|extraer) ((mis|los|unos|sus)
            )?(ovulos|semen|\
            embriones|esperma)
        (semen|esperma|ovulos)
        menopausia
        (no|nunca) (puedo|podre|podria|podremos|podemos|voy a|habra|haya) ((ya|poder) ){0,2}(tener
            )?(mas )?hijos
        ya no habra hijos
        (perdi|perdimos|perder) (al|el|un|mi|nuestro) (bebe|embarazo)
        fecundacion
    """),
)
CHILDREN = Words(
    Phrases(rf"""
        (my|our|his|her|their|the|a) ((little|small|baby|eldest|youngest|middle|own|only|first|\
            grand)
            ){{0,2}}{_CHILD}(, ([a-z]+ ){{0,3}}[a-z0-9]+,)? (was|is|has|had|got|being|were|began|\
            started|received|relapsed|lost (her|his) hair|gets) ?([a-z']{{1,12}} ){{0,5}}?{_TREATED}
        (our|my|his|her) ((little|baby|eldest|youngest) ){{0,2}}{_CHILD}(, [a-z0-9]+,)?
            (relapsed|lost (her|his) hair|lost all (her|his) hair)
        (our|my) ((little|baby) ){{0,2}}{_CHILD} ([a-z]{{1,9}} ){{0,4}}when {_ILLNESS} took
        (he|she|i|who) (was|were) (only |just )?{_YOUNG}( years old| months old)?( and|,)
            ([a-z']{{1,9}} ){{0,3}}?{_TREATED}
        (he|she|i) was (only |just )?{_YOUNG}( years old| months old)? when ([a-z']{{1,10}}
            ){{0,8}}?\
            {_TREATED}
        {_TREATED} ([a-z']{{1,9}} ){{0,3}}?(when|at) ((she|he) was|the age of|age|aged|just)
            (only |just )?{_YOUNG}(?! (weeks|months in|in the|o'clock|am|pm|past))( months| years)?
        (had|have|with|survived|survivor of) ([a-z]{{1,9}} ){{0,2}}?{_ILLNESS} (as|when i was) a
            (child|kid|baby|little girl|little boy|boy|girl)
        (childhood|paediatric|pediatric|infant) ({_ILLNESS}|oncology|haematology|hematology|ward|\
            unit)
        (child|children|kid|kids|baby|toddler|teenager) with {_ILLNESS}
        children's (cancer|oncology|leuk(a)?emia|haematology|hematology|hospice)
        (toddler|baby|year-old|newborn)[^.!?\n]{{0,45}}(cannula|chemo|feeding tube|{_ILLNESS}|\
            hickman|central line)
        (feeding tube|cannula|chemo|{_ILLNESS})[^.!?\n]{{0,30}}(toddler|{_YOUNG}-year-old)
        (mi|nuestr[oa]|su|la|el|un|una) {_PEQUE} ([a-z]{{1,12}} ){{0,4}}?(le )?(diagnosticaron|\
            encontraron|detectaron|dijeron) ([a-z]{{1,9}} ){{0,4}}?{_TRATADO}
        a (mi|nuestr[oa]|su) {_PEQUE} (le )?(diagnosticaron|encontraron|detectaron)
        (nuestr[oa]|mi|su) {_PEQUE} (de {_POCO} (anos|meses) )?(recibio|empezo|tiene|tuvo|recayo|\
            perdio el pelo|esta en|\
            tenia) \
            ([a-z]{{1,12}} ){{0,6}}?{_TRATADO}
        (nuestr[oa]|mi) {_PEQUE} ([a-z]{{1,9}} ){{0,6}}se (lo|la) llevo la {_MAL}
        (yo )?(tenia|con) {_POCO} (anos|meses) (cuando|y) ([a-z]{{1,10}} ){{0,6}}?{_TRATADO}
        {_TRATADO} ([a-z]{{1,9}} ){{0,3}}?(con|a los) {_POCO} (anos|meses)
        (tuve|tuvo|tenia|he tenido) ([a-z]{{1,9}} ){{0,2}}?{_MAL} de (nin[oa]|peque\w+|chic[oa])
        (nin[oa]s?|bebe|menor(es)?|hij[oa]) con ({_MAL}|leucemia)
        (oncologia|hematologia|planta|cancer|leucemia|oncohematologia) (infantil|pediatric[oa])
    """),
    Phrases(r"""
        (nurse|works?|worked|volunteers?|teacher|enfermera|trabaj\w{1,4}) ([a-z']{1,10} ){0,4}
    """),
)
ABUSE = Words(
    Phrases(rf"""
        (he|she|who|husband|wife|father|mother|stepfather|partner|ex|boyfriend|girlfriend|brother|\
            uncle|man|they) (often |also |once |sexually |then )?{_HIT} (me|us|my (mother|mum|\
            sister))\
            (?! (at (cards|chess|scrabble|pool)|to it|with the news|like|that|how|a (bit|coffee)))
        (raped|rape|rapist|molested|sexually (assaulted|abused))
        (domestic|sexual|physical|family) (violence|abuse)
        (abusive|abuser)
        abused (as|by|me|us|her|when|for years)
        (the|an|sexual|after|his) assault(?! course)
        assaulted
        violent (home|husband|man|father|relationship|partner|marriage|household|boyfriend|ex)
        (he|she|ex|husband|father|partner|they) (has |had )?threatened to (kill|hurt|beat|shoot)
        (stalked|strangled|battered) me
        (marido|padre|padrastro|novio|pareja|ex|madre|el|hombre|y) me (pegaba|pego|golpeo|golpeaba|\
            maltrataba|empujo|violo|amenazaba|amenazo con matar\w{{0,2}})
        me (pegaba|maltrataba|golpeaba|violo|violaron)
        (malos tratos|maltrato|maltratador|violencia (de genero|machista|domestica|sexual))
        abus(o|os|aron|aba|ada|ado) (sexual(es)?|de mi|de ella|de nin[oa])
        (violacion|violada|agresion sexual)
    """),
    None,
    Phrases(r"""
        (the|a|my) (photocopier|machine|air|ball|bell|wall|drum)
    """),
)
GRAPHIC = Words(
    Phrases(r"""
        (vomit|vomits|vomited|vomiting|puked|puking|retching|retched)
        (threw|throw|throwing|thrown) up(?! (my (hands|arms)|a (question|wall)|questions))
        was (so |violently )?sick (all|into|over|every|\d|ten|twenty|sixteen|again and)
        (ventilator|intubated?|tracheostomy|resuscitat\w+)
        (intensive care|icu|itu)
        drill(ed|ing|s)? (in|into|through)
        biopsy ([a-z']{1,9} ){0,5}?(hurt|scream\w*|agony|pain\w*|crunch)
        scream(ed|ing) (in|with|from) (pain|agony)
        blood (all over|everywhere|on the|in the (sink|toilet|bowl)|poured|gushed|spurted|ran down)
        (coughed|spat|spitting|peed|passed) (up )?(blood|skin|clots)
        (oozing|oozed|pus)
        (open|bleeding|raw) (sore|sores|wound|wounds|flesh|mouth)
        one open sore
        (mouth|throat|skin|ulcers)[^.!?\n]{0,25}\b(bled|bleeding|raw|peeled|blistered)
        skin (came|fell|coming|falling|peel\w*|sloughed)( off| away)?
        diarrh(o)?ea
        soiled (myself|the bed|my)
        tube (down|up|in|into) (my|his|her) (throat|nose|neck|chest|side)
        needle after needle
        (goes|attempts|tries|stabs|jabs) (to (get|find)|before)[^.!?\n]{0,25}\b(needle|vein|\
            cannula|line)
        cut (me|him|her) open
        tied (my|his|her) hands
        (haemorrhage|hemorrhage|haemorrhaged|seizures?|sepsis|septic shock)
        (vomite|vomitos?|vomitar|vomitaba|vomitando|vomito sangre|vomita)
        (uci|cuidados intensivos|uvi|respirador)
        (intub(aron|ado|ada|ar)|traqueotomia)
        me pincharon ([a-z0-9]{1,9} )(veces|intentos)
        (en )?carne viva
        sangre (por tod[oa]|en (el|la) (lavabo|cama|suelo))
        (sangraba|sangrando|escupi sangre|hemorragia)
        (piel a tiras|se me (caia|cayo|pelo) la piel)
        (gritar|grite|gritaba|aullar) de dolor
        (diarrea|pus|llagas)
        (tubo|sonda) (por|en) la (garganta|nariz)
    """),
)
MIND = Words(
    Phrases(r"""
        depress(ed|ion|ive)(?! in the (sofa|cushion|road|mattress))
        anti-?depressants?
        (sertraline|citalopram|fluoxetine|prozac|mirtazapine|venlafaxine|escitalopram)
        anxiety
        panic attacks?
        (ptsd|post[ -]?traumatic)
        psychiatr\w+
        psychiatric
        (psychosis|psychotic)
        (nervous|mental|a) breakdown(?! (truck|van|of))
        mental health
        nightmares?
        flashbacks?
        (my|a|the|saw) (therapist|psychologist|counsellor|counselor|psychotherapist)
        (counselling|counseling|psychotherapy)
        terrified(?! of (spiders|dogs|wasps|heights|the dentist|geese))
        (couldn't|could not|can't|cannot) stop crying
        (depresion|deprimid[oa]s?|antidepresivos?)
        (ansiedad|ataques? de (panico|ansiedad))
        (estres postraumatico|tept)
        (psiquiatra|psiquiatrico|psicologa|psicologo|psicoterapia)
        (no podia|no puedo) (parar|dejar) de llorar
        (pesadillas|aterrad[oa]|salud mental)
    """),
    Phrases(r"""
        (no|never|without|nunca|sin|not) ([a-z]{1,7} )?
    """),
)
TRANSPLANT = Words(
    Phrases(r"""
        (transplant|transplants|transplantation)
        stem[ -]cells?
        (bone )?marrow (transplant|donor|donation)
        (gave|donated|give|donate|got) ([a-z']{1,9} ){0,3}?(bone )?marrow
        new marrow
        (my|our|no|unrelated|matched|sibling|was my|found a|a) donor(?! (of|kebab|wall|card|plaque))
        (gvhd|gvh|graft[ -](versus|against|vs)[ -]host)
        engraft(ed|ment)?
        conditioning (chemo|week|regimen|drugs)
        (allogeneic|autologous|haplo(identical)?)
        my (auto|allo|sct|bmt)
        day (plus|zero|\+) ?[a-z0-9]*
        (match|name) (on|in) the register
        trasplant(e|es|ad[oa]|aron)
        celulas madre
        (mi|un|una|su|fue mi|el) donante
        (don[oa]|donaron|dio|dieron) (su|la) medula
        injerto
        dia cero
    """),
    Phrases(r"""
        (tomatoes|seedlings|tomates|plantas|roses|rosas|esquejes) ([a-z]{1,8} ){0,3}
        blood
    """),
    Phrases(r"""
        (them |it )?(in)?to (bigger|larger|the) (pots?|bed|garden)
        a macetas
    """),
)
DESPAIR = "despair"
TOLD: dict[str, Words] = {
    "death": DEATH,
    "dying": DYING,
    "relapse": RELAPSE,
    "children": CHILDREN,
    "fertility": FERTILITY,
    "mind": MIND,
    "abuse": ABUSE,
    "graphic": GRAPHIC,
    "transplant": TRANSPLANT,
}


def told(draft: Draft, remarks: Iterable[Remark]) -> set[str]:
    """The codes of what a draft tells of. `remarks`: what the check on crises noticed, or all."""
    texts = [folded(draft, field).plain for field in ("title", "body")]
    found = {code for code, words in TOLD.items() if any(map(words.found, texts))}
    if any(remark.check == "crisis" and remark.start < remark.end for remark in remarks):
        found.add(DESPAIR)
    return found
