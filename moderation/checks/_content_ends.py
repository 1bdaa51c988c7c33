"""The words of an end, or of what may be one: death, dying, the illness come back."""

from moderation.checks._content_words import FAMILIA, FEW, ILLNESS, KIN, MAL, POCOS, Words
from moderation.checks._text import Phrases

DEATH = Words(
    Phrases(rf"""
        died
        passed (away|peacefully|over(?= (in|on|at|last)\b))
        (he|she|{KIN}|who) passed(?= (on|in|at|early|quietly|last)\b|[.,]|\Z)(?! (on (to|his|her)|\
            in (her|his)))
        (lost|losing|lose|without) ((my|our|his|her|their|a|your|both|his own) )((dear|little|\
            baby|elder|older|younger|big|own) )?{KIN}
        (lost|losing) (him|her|them both)(?= ?[.,;!?]|\Z| (last|to {ILLNESS}|before|when|after|\
            and|so)\b)
        lost (his|her|their|the) (fight|battle|life)
        buried (him|her|them|my|our|his|mum|mom|dad)
        funeral
        (at|to|from) the (crematorium|graveside|cemetery|wake)
        cremat(ed|ion)
        (his|her|their|the|{KIN}'s) ashes
        (widow|widower|widowed|bereaved|bereavement|orphan(ed)?)
        (he|she|they|{KIN}) (is|are|was|were|has been|had been|'s) ((already|now|long) )?dead
        (been|months|years|weeks) dead
        (everyone|everybody|others|they) [^.!?\n]{{0,30}}\bor dead
        (my|our|his|her|their) late {KIN}
        (is|are|were) gone now
        (her|his|their|{KIN}'s) death
        the death of (my|our|his|her|a|their)
        (disease|it|{ILLNESS}|that) (has )?(killed|took) (him|her|them|((my|our) )?{KIN})(?! (to|\
            into|back|home|a|away|hair|hours|months|days|time|voice|strength)\b)
        (did not|didn't|not|never) (survive|make it|pull through)(?! (to the (shop|bus|train|door|\
            toilet|loo)|on time))
        never came (home|back) from (the|that|this) (hospital|ward|hospice|unit)
        (last|final) breath
        breathed (his|her) last
        (murio|fallecio|fallecido|fallecida|fallecieron|murieron|muerta|muerto de)
        ha muerto
        se nos (fue|murio|ha ido)
        (perdi|perdimos|hemos perdido|he perdido|perder|perdio) a (mi|mis|su|nuestr[oa]|un|una)
            ((mejor|gran|querid[oa]) )?{FAMILIA}
        (la|lo) (perdi|perdimos)(?! (de vista|todo|en el|por el))
        (se (la|lo|le) llevo|se llevo a (mi|su|nuestr[oa])) ?(la|el|un)? ?({MAL}|{FAMILIA})?
        (entierro|funeral|velatorio|tanatorio|cementerio|esquela)
        enterr(amos|aron|e) a
        (sus|las|mis) cenizas
        (viud[oa]|huerfan[oa])s?
        la muerte de (mi|su|nuestr[oa]|un|una|el|ella)
        su muerte
        (mi|su|nuestr[oa]) difunt[oa] {FAMILIA}
        no (sobrevivio|sobrevivieron|salio adelante|lo consiguio)
        (ultimo suspiro|su ultimo aliento)
    """),
    Phrases(r"""
        (phone|laptop|battery|plants?|car|computer|engine|trees?|telly|radio|tablet|cells?|roses|\
            tomatoes|kettle|boiler|wifi|signal|connection|conversation|flowers|grass) ([a-z]{1,8}
            )?
        (nearly|almost|could have|would have|should have|might have|thought (that )?(i|he|she)
            had|if (i|he|she) had|as if (i|he|she)) ([a-z]{1,8} )?
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
        (decided|chosen|chose|voted) (against|not to (have|take|go for|do)|to (say no to|stop|\
            refuse|end)) ((a|any|the|all|another|more|further|having|second|third|fourth|last|\
            treatment|transfusions?|chemo|dialysis) ){{1,4}}(treatment|course|chemo|round|line|\
            cycle|transplant|transfusions?)?(?=[^\n]{{0,160}}\b(weeks|days|summer|autumn|winter|\
            spring|home|left|months|lived another|peace|giving up)\b)(?![^\n]{{0,80}}\b(remission|\
            years ago)\b)
        (said|say|saying) no to (another|a|any|more|the) ((more|second|third|fourth|further)
            )?(round|treatment|course|chemo|line|transplant|cycle)\b(?=[^\n]{{0,90}}\b(weeks|days|\
            summer|autumn|winter|spring|left|home)\b)
        (would be|was to be|is to be|there is|wanted) no more (treatment|chemo|transfusions|\
            hospital)(?=[^\n]{{0,90}}\b(bed|home|weeks|days|left|summer|morphine)\b)
        (stopped|stop) everything (but|except) the (morphine|pain|oxygen)
        (think|thinks|say|says|told me) (that )?(i|he|she) (have|has|had) (until|till|to) (the
            )?(spring|summer|autumn|winter|christmas|easter)
        (shall|will|i'll|may|might|perhaps) have (some|a few|perhaps|maybe) (weeks|days|a summer|\
            months)(?! (off|of|to go|until))
        (lived|had|got) (another|a further) {FEW}( \w+)? (days|weeks|hours)(?! (of|off))
        (didn't|did not|not) want to be kept (going|alive|here)
        (took|brought|bring|take|carried) (him|her|mum|dad|them) home (and|to) (sat|sit|die|wait|be
            with)
        (decidido|dicho|pedido) (que )?(no|basta|parar)[^.!?\n]{{0,24}}(mas )?(tratamiento|quimio|\
            ciclos|transfusiones)(?=[^\n]{{0,90}}\b(semanas|dias|verano|casa|cama|primavera|\
            otono)\b)
        (dijo|pidio|decidio) que (no queria|le dejaran de|no le pusieran|le dejasen
            de)[^.!?\n]{{0,24}}(quimio|tratamiento|transfusiones|mas)(?=[^\n]{{0,90}}\b(semanas|\
            dias|cama|casa|vivio)\b)
        tendre (unas|algunas|quiza|pocas) (semanas|un verano|dias)
        hospice
        palliative
        terminal(ly ill)?(?! (\d|one|two|three|four|five|building))
        ({FEW}|a) (days|weeks|months|year|years)(,? at most|,? if)? ?(left|to live|rather than)
        (days|weeks|months),? (left|to live|rather than|not (months|years))
        ({FEW} )?(weeks|months) left
        (has|have|had|with) (only )?(weeks|days|months)( left)?(?! (of|off|to wait|until|between))
        (say|said|says|told me|gave|give) (that )?(i have|me|him|her|she has|he has) ({FEW}|a|half
            a) (days|weeks|months|year)
        nothing (more|else|left) (can be done|could be done|they could do|they can do|to (try|do))
        (no|running out of|run out of|ran out of) (more )?(treatment|options|lines|treatments)
            (options )?(left|for me|for him|for her|of treatment)
        (running out|run out) of (lines|options|treatments)
        comfort care
        end[ -]of[ -]life
        (am|is|was|were|are|i'm|he's|she's|be) (now )?dying(?! (to|for|with laughter|of (laughter|\
            thirst|curiosity|boredom)))
        (his|her|their|{KIN}'s|my) (last|final) ({FEW} )?(days|hours|weeks|night|breath|months)(?!
            (of (summer|term|work|school|treatment|chemo|radio)))
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
        (me|le|te) (quedan?|dan|dieron|daban) (solo )?({POCOS} )?(dias|semanas|meses|anos?)(?! (de \
            (quimio|baja)|para el alta))
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
        ({ILLNESS}|it|cells|blasts|lump|counts) (has|have|had|is|was|'s|'d)? ?(come|came|crept|\
            creeping|grown|coming) back(?! (as|from|with a|to me|to life|home|and forth|curly|\
            thicker))
        ({ILLNESS}|it|cells) (is|was|are) back(?! (to|in (stock|fashion)|home|on|at))
        ({ILLNESS}|it) (has |had )?returned
        {ILLNESS} (has |had )?(progressed|spread again|is growing again)
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
        (el|la|mi|su) {MAL} (ha vuelto|volvio|habia vuelto|regreso|ha regresado|reaparecio)
        (volvio|ha vuelto|habia vuelto|regreso) (el|la|mi|su) {MAL}
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
