"""Words of danger as short and plain as people write them late at night."""

from moderation.checks._crisis_words import ILLNESS, LIMBS, PASTILLAS, PILLS, STOP

_SOON = r"(before|now|tonight|today|tomorrow|so|soon|because|if|when|while)"
_END = r"(?= ?[.!?\n]|\Z)"
_WEAPONS = rf"({PILLS}|knife|knives|rope|gun|razors?|blades?|car keys)"
_HEIGHT = r"(bridge|tracks|railings|edge|drop|river|weir|cliffs?|platform|viaduct|balcony)"
_ARMAS = rf"({PASTILLAS}|cuchillos?|cuerda|escopeta|pistola|navaja)"

# Both lists go into patterns of `_crisis_wishes`: one search more would cost more than they do.
PLAIN = rf"""
    (have|got|sitting here with|here with) (all )?(the|my|his|her) {PILLS} (here )?(in front of|\
        beside|next to) me(?! (in a|with the|on a tray|every))
    (died|gone|passed|left us)[^\n]{{0,60}}\bi (just )?want to be (with|where) (him|her|them){STOP}
    no ([a-z]{{1,9}} )?point (in )?(me|my) ((still|even) )?(being alive|living|staying alive|going
        on|carrying on|existing)
    keep (looking|staring) at the {_HEIGHT}(?! of)(?! from my (window|bed|room))
    (hope|pray|wish) (that )?(the|this|my|it) {ILLNESS} (kills|takes|finishes) me(?! (off )?(with|\
        laughing))
    (this is|it is|it's) (me|my way of) saying goodbye(?! to (the|my|this|chemo|treatment))
    (alive|here|existing)[^\n]{{0,30}} (don't|do not) want to be{_END}
    want to end (it|it all|everything|things) {_SOON}
    (pray|ask|beg|praying|asking|begging)[^.!?\n]{{0,25}} (god|the lord|jesus|he|death|the angels)
        (takes|to take|will take|would take|to come for|comes for) (me|my life)(?! (by|through|to
        (a|\
        the|see)|on|back))
    (?<!was )(?<!were )(?<!had )(?<!felt )nothing (left )?(for me )?to live for{STOP}
    (don't|do not|doubt) (think )?i'll (be (here|alive|around)|see) tomorrow(?! ?,? ?(they|the
        (team|\
        ward|doctor)|as|home|i'm (moving|going)))
    (the|my|all the) notes[.,:;]? ((there's|there is) )?one (for|to) (the )?\w+,? (and )?one
        (for|to)
    done living{STOP}
    (i'm|i am|im) not safe (on my own|alone|by myself|with myself|tonight|here alone)(?! (with (a|\
        the|my)|on the (stairs|steps)|in the (shower|bath|kitchen)|until))
    (don't|do not|can't|cannot) trust myself (alone |here )?(with|around|near) (the|my|his|her|all)
        ({_WEAPONS}|bridge|balcony|car|window)
    ready to (take|swallow) (the lot|them all|all of them|every (last )?one|the whole
        \w{{3,9}}){STOP}
    if there (was|were|is) (a|an) (off |kill )?(switch|button) (i'd|i would|i'll) (press|push|\
        flick|\
        hit|use)
    (gone|dead|died|left)[^.!?\n]{{0,30}} i('m| am) going (to go )?too{STOP}
    (stop|stopping|skip|not (take|taking)) (my|the|all my) ({PILLS}|dialysis|treatment|chemo)
        [^.!?\n]{{0,20}}let it (happen|kill|finish|end|take me)
    i cut my (own )?(leg|arm|{LIMBS}) (tonight|last night|again|yesterday|today|this morning|\
        earlier)(?! (on|shaving|while|when|with (a|the) (tin|lid|kitchen|bread)))
    (see|know|think of|tell me) (no reason )?why i ([a-z]{{1,7}} ){{0,2}}?((keep|go|carry) (on
        )?living|live{STOP}|stay alive|bother living|be alive)
    (won't|will not|not going to) be alive (by the time|when) (you|they|anyone) (ring|call|read|\
        phone|find|come)
    sorry[^\n]{{0,25}} i('ve| have) (just )?(taken|swallowed) (all of them|them all|the lot|every
        one|everything)
    (knife|razor|blade|gun|rope) (is |hidden |lies )?under my (pillow|mattress|bed)
    (wish|wished) (that )?(the|my|that) (transplant|chemo|treatment|operation|donor|graft|\
        ambulance|doctors) (hadn't|had not|didn't|had never|never|had not) (worked|taken|saved me|\
        found me|engrafted|come|been found|brought me)
    (wish) (the|my) (transplant|chemo|treatment|operation) had failed
    ojala no hubieran? (salido bien|funcionado|aparecido|encontrado|prendido|llegado) (el|la|un|los)
        (trasplante|quimio|tratamiento|operacion|donante|injerto|ambulancia|medicos)
    (busco|busque|(buscado|mirado|buscando|mirando)) ([a-z]{{1,9}} ){{0,3}}?(como|formas? de|\
        maneras? de) (morir(me)?|matarme|suicidarme|quitarme la vida)
    (me )?(he|ha) (tomado|tragado) (ya )?tod[oa]s (las|los|mis|sus) {PASTILLAS}(?! (de|con|a|cada|\
        que|sin|hoy)\b)
    ((se va|me voy|voy|va) a|quier[eo]) (tomar|tragar)(se|me)? tod[oa]s? (la|las|los|mis|sus|su|mi)
        {PASTILLAS}(?! (de|con|a|cada|que)\b)
    sin (el|ella|ellos|mi \w{{3,9}}),? (yo )?(ya )?no (voy a|quiero|pienso|puedo) (seguir|vivir)(
        viv\w+)?{STOP}
    miedo (de|a) hacerme (algo|dano)
    (don't|do not) want to (live to )?see (tomorrow|another (day|morning|christmas|birthday)){STOP}
    (no|not (much|any)|little) (good|use|help|worth) to (anyone|anybody|them|him|her|my \w{{3,9}})
        (alive|living)
    let me (just )?(die|go|slip away) in my sleep
    (hurt|burn|cut|hit|punish) myself (every|each) (day|night|evening)(?= now|{STOP})
    (worked out|know|chosen|decided|picked) which (train|bridge|tree|roof|beam|platform|cliff){STOP}
    (i'd|i would) (die|do it|kill myself|be dead|end it) if i (had|weren't|wasn't|were) (the|not|\
        brave\w*|such|so|less)
    what(s|'s| is) the (point|use|good) of (me|my) (staying|still being|being) alive
    (hope|hopes|hoping|pray|prays|praying|wish|wishing) (that )?my heart (stops|would stop|will
        stop|gives out|would give out)(?! (racing|pounding|jumping|thumping|skipping|flutter))
    no quiero (ver|llegar a) (manana|otro dia){STOP}
    no (paro|dejo|puedo (parar|dejar)) de pensar en (matarme|morirme|suicidarme|quitarme)
    (quiero|quisiera|ganas de) saltar(?= y (estoy|vivo|acabar|que se)| (desde|por (la|el) (ventana|\
        balcon|puente)))
    me hago dano (todos los dias|cada dia|todas las noches|cada noche){STOP}
    ojala (se )?(me )?(pare|parara|parase) (el|mi) corazon
    no (sirvo|valgo) (para|de) nada viv[oa]
    no quiero estar aqui(?= ?[.,]? ?(ni [^.!?\n]{{0,30}} ni|en ningun|en este mundo|ni en ningun))
    no quiero (vivir|seguir) en un mundo (sin|en el que|donde)
    (don't|do not) want to (live|be|stay) in (a|this) world (without|where|that)
    (cartas|notas)[^.!?\n]{{0,30}}esta noche (se acaba|acaba todo|lo hago|me voy)
    (adios|perdon|perdonadme|lo siento)[^.!?\n]{{0,30}} no me busqu(eis|en){_END}
    no me fio de mi( mism[oa])? (([a-z]{{2,9}} ){{0,3}}(con|cerca de) (las |los |la |el
        )?{_ARMAS}|esta noche|sol[oa]{_END})
    (las|mis) {PASTILLAS} (aqui )?(delante|al lado|enfrente)(?= ?[.!?\n]| y (tod|nadie|estoy))
    (tengo|llevo) tod[oa] el dia (mirando|delante de) (las|la|el|los) {_ARMAS}
"""

# Grave, or only fear: a person has to read it.
FEARED = rf"""
    (can't|cant|cannot|couldn't) stop thinking (of|about) (dying|\
        death|being dead|not being here){STOP}
    can't get (dying|death) out of my head
    no (puedo dejar|dejo|paro) de pensar en (morir(me)?|la muerte){STOP}
    life is over( for me)?{STOP}
    did not want to go on{STOP}
    didn't want to go on{STOP}
    no queria seguir viv(iendo|ir)
"""
