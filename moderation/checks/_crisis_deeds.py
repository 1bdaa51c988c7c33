"""Deeds in words of danger: a plan, means kept ready, hurting oneself, what was tried."""

from moderation.checks._crisis_words import (
    ASLEEP,
    AWAKE,
    BORDE,
    EDGE,
    FILL,
    KNOWN,
    LIMBS,
    LIVING,
    MANY,
    MUCHAS,
    NO_PLACE,
    PASTILLAS,
    PILLS,
    SEEN_TO,
    STOP,
)
from moderation.checks._text import Phrases

# A plan: when, where, how, and the letters.
_PLAN = rf"""
    (plan|plans|planning|planned) ((for|out) )?(my|his|her) (own )?(suicide|exit|death)(?!
        (together|with|notice))
    (chosen|picked|set|decided on|fixed|settled on|got|have) (a|the|my) (day|date|time|hour|\
        (place|spot) and (a|the) (day|time|way)|bridge|tree|way|method) (to|for|when|on which)
        ([a-z']{{1,9}} ){{0,3}}?(die|do it|end (it|my|things)|kill|jump|my death)
    (chosen|picked|set|fixed) (the|a|my) (day|date)( and i know| already|{STOP})(?= ?(and|,|\.) (i
        know|the (rope|pills|letters)|it))
    (?<!to ){KNOWN} (exactly |just )?(how|when|where) (to|i'll|i will|i'm going to|i'd|i would)
        (\w{{2,6}} )?(do it(?= (without|when|so|alone|before)|{STOP})|die|end it|go through with|\
        kill|hang|drown)
    (when|by the time|if) (you|anyone|they|somebody|anybody) (are )?(read|reads|reading|open|\
        opens|get|gets|find|finds)[^.!?\n]{{0,22}},? (i'll|i will|i won't|i will not|i'm|i am)
        (already )?(be )?(dead|gone{STOP}|no longer|alive|be here|have done it|not be)
    (won't|will not|not going to|don't plan to|don't intend to|not) ([a-z']{{1,9}} ){{0,2}}?(be
        alive|be here|live|living|see|last)[^.!?\n]{{0,30}},? (because )?{SEEN_TO}
    (said|saying) (my |our )?goodbyes? to ([a-z]{{1,9}} ){{1,4}}without (them|him|her|anyone)
    (written|wrote) (all )?my (goodbyes|farewells|last letters?|suicide note)
    (this|today|tonight|tomorrow|mon|tues|wednes|thurs|fri|satur|sun)(day)?( is| will be) my last
        (day|night)(?= on (this )?earth|\.(?! (of|at)))
    (after|by|from|until) (mon|tues|wednes|thurs|fri|satur|sun)day,? (nobody|no one|they|you|i)
        (will |'ll |won't )?([a-z]{{1,8}} )?(has to|have to|need|needs|be) (to )?([a-z]{{1,8}}
        )?(look after|care for|worry about|carry|bother with|clean up after) me
    (tengo|he|esta) (ya )?(elegid|decidid|escogid|pensad|planead)[oa] (?!donde)([a-z]{{1,9}}
        ){{0,6}}?(morir(me)?|matarme|hacerlo|mi muerte|mi final|suicidarme|ultimo dia(?! de))
    (planeando|planeo|he planeado|preparando|preparo) mi (propia )?(suicidio|muerte|final)
    (se|sabe|pensado|decidido) (ya )?(como|cuando|donde) (lo )?(voy|va) a (hacerlo|hacer|morir|\
        matarme|acabar){STOP}
    (pens(ar|ando)|pienso) en (como|la (forma|manera) de) (matarme|morir(me)?|suicidarme|acabar)
    cuando (leas|leais|lean|abras|abrais|abran|alguien lea) (esto|estas?|esta carta|la
        carta)[^.!?\n]{{0,16}}?(yo )?((ya )?no estare|(ya )?estare muert[oa]|(ya )?habre (muerto|\
        acabado|hecho|ido))
    (escrito|deje escritas|dejo escritas) (las|mis|todas las) (cartas (de despedida|de adios)|\
        despedidas)
    me he despedido de ([a-z]{{1,9}} ){{1,4}}sin que
"""

# Means kept ready, and hurting oneself now.
_MEANS = rf"""
    (squirrel(l)?ing|stashing|stashed|hoarding|hoarded|stockpiling|hiding|siphoning|tucking) ((up|\
        away|the|my|his|her|all|some|extra|of) ){{0,4}}{PILLS}(?! (away from|in the fridge|out of
        reach))
    (putting|setting|laying|put|set|laid|keeping) ((the|my|his|her|some|extra|all|of|a|bit|few|\
        little) ){{0,4}}{PILLS} (aside|by|back)\b
    (putting|setting|laying|put|set|laid) (aside|by) ((the|my|his|her|some|extra|all|of|a|bit|few)
        ){{0,4}}{PILLS}
    (collected|saved|gathered|kept|got|have|hoarded|counted( out)?|put by|hidden) (up )?enough (of
        )?((the|my|his|her) )?({PILLS} )?to (make sure|be sure|do it|kill|die|not wake|never wake|\
        finish|end)
    (has|have|got|keep|keeps) (a|his|her|my) (secret )?(stash|store|hoard) of {PILLS}
    {PILLS} (ready for tonight|lined up|counted out|in (my|his|her) (lap|hand))
    (with|all) ((the|my|all|of|his|her) ){{0,3}}{PILLS} (all )?in front of (me|him|her)(?! (in a|\
        with the|on a tray|every))
    (how (much|many)) (of )?([a-z]{{1,12}} )?({PILLS} )?([a-z']{{1,7}} ){{0,3}}?(lethal|fatal|\
        deadly|(enough )?to (die|kill)|kill (me|you))
    (google|googled|googling|search|searched|searching|looked|looking|look) ((up|for|about|online|\
        how|a|an|the|on|what) ){{1,4}}(lethal|fatal|deadly|painless) (dose|amount|way|death|method)
    (thought|thoughts|thinking|think|dream|considered|considering|contemplating|tempted|planning|\
        want|wants|going|feel like|consider) ((of|about|to|on|take|taking|an) ){{0,3}}overdos(e|\
        ing)
    (i|he|she) (cut|cuts|burn|burns|scratch|scratches|slice|slices)( and (cut|burn|scratch))?
        (myself|himself|herself|(my|his|her) {LIMBS}) ?(until|till|so (that|i|he|she|it)|because|\
        when|at night|every|most|almost|nearly|some|on bad|after|again|with (a|the) (lighter|\
        blade|razor|knife|scissors|cigarette))
    (he|she|daughter|son|sister|brother) (cuts|burns|slices) (himself|herself|(his|her) {LIMBS})(?!
        (on the|shaving|so (easily|quickly|badly)|easily|in the sun))
    (knife|blade|razor) ([a-z]{{1,9}} ){{0,6}}?(to|against|on) my (wrists?|throat|arms)
    (stand|stood|standing|sat|sit|sitting) (on|at) (the|a) ([a-z-]{{1,9}} )?{EDGE} ([a-z]{{1,9}}
        ){{0,3}}?(wanting|wanted|ready|about|thinking|longing|and wanted|and thought) (to|of|about)
        (jump|jumping|let go|letting go|step|stepping|die|dying|end|ending|fall|falling|go)
    (think|thinking|thoughts|dream|dreaming) (of|about) jumping(?! (for|up|ship|on|back|at|into|\
        in|over|the gun))
    (wish|hope) (the|a|that|some) (car|bus|train|plane|lorry|truck|van) ((would|will|'d) )?(crash|\
        hit|run|kill|take)[a-z]{{0,3}} (me|and|us|over)
    been cutting{STOP}
    (is|are|she's|he's) cutting (herself|himself|themselves)(?! (off|some|a|out|loose|free)\b)
    (se esta|me estoy) cortando(?! (el|la|las|los|un|una|con)\b)
    (me corto|se corta) ((casi )?todas las noches|todos los dias|cada (noche|dia)|a escondidas)
    {PILLS} for when (i can't|i'm ready|it gets|the time|i want)
    {PASTILLAS} para cuando (no pueda|llegue|quiera|este lista)
    starving (myself|himself|herself)(?! for)
    (want|wants|wanted|quiero|queria) (to )?(bleed (to death|out)|desangrar(me|se))
    (he|ha) vuelto a (cortar(me|se)|hacer(me|se) dano|autolesionar(me|se)){STOP}
    enough to (end (this|it all|me|my life)|kill me|finish me){STOP}
    (pens(ar|ando)|pienso) en (saltar|tirarme)(?! (a la cuerda|de alegria|en))
    (feel|feels|felt) like (jumping|stepping|throwing myself|driving (off|into|over))(?! (for|\
        with|up|around|in the air|at)\b)
    have (a|the) (rope|noose|blade|gun)( ready)?{STOP}
    loaded the (gun|shotgun|rifle|pistol)
    (throw|throws|throwing|chuck) (myself|himself|herself) (in|into|off|under|from) (the|a)
        (river|canal|sea|water|lake|bridge|roof|cliff|train|stairs)
    (drive|driving) (the car |it |himself |herself |myself )?(off|into|over) (the|a) ([a-z]{{3,9}}
        )?(road|bridge|cliff|wall|tree|sea|river|edge|lorry)(?! (home|again|trip))(?= (before|if|so
        that|and (end|die)))
    (guardando|juntando|apartando|acumulando|escondiendo|ahorrando|almacenando) ((las|mis|sus|la|\
        unas|de) ){{0,2}}{PASTILLAS}
    (guardad|juntad|apartad|reunid)[oa]s? (bastantes?|suficientes?) {PASTILLAS}
    {PASTILLAS} (delante|en la mano|en el regazo|contadas|\
        preparadas)(?![^.!?\n]{{0,25}}pastillero)(?! (en una caja|del desayuno|por la enfermera|\
        para la semana))
    (cuant[oa]s?) ({PASTILLAS} )?([a-z]{{1,9}} ){{0,4}}?(para morir(se|me)?|para matar\w{{0,2}}|\
        letal(es)?|mortal(es)?)
    dosis (letal|mortal) (de|busc)
    (tomar(me)?|tomarse) una sobredosis
    (se|me) (corta|corto|quema|quemo|hace cortes en|hago cortes en) (en )?(los |las |la
        )?{LIMBS}(?! (con el papel|de))
    me hago dano (con|cuando|a|por|cada|de noche){STOP}?
    (me asom\w{{1,3}} al|me sub\w{{1,3}} al|estuve en el|de pie en el|me acerque al) {BORDE}
        ([a-z]{{1,9}} ){{0,3}}?(queria|queriendo|pensando|con ganas|a punto|para) (de |en
        )?(soltarme|saltar|tirarme|acabar|morir|dejarme caer)
    (tirar(me|se)|(me voy|se va) a tirar|me tiro|se tira|arrojar(me|se)|lanzar(me|se)) (al|por el|\
        por la|desde|a las|del) (un |el |la )?(rio|metro|tren|mar|balcon|ventana|puente|vias|\
        vacio|terraza)
    tengo la (cuerda|soga|escopeta|pistola|cuchilla)
    (ayud|pid)[a-z]{{1,6}} a (matarse|morir ya|suicidarse)
"""

NOW = Phrases(_PLAN + _MEANS, loose=True)

# Deeds that may be over: what stands around tells.
DEED = Phrases(rf"""
    (put|putting) an end to (my (own )?life|myself|himself|herself|it all)
    (want|wants|going|plan|decided) to put an end to (it|everything){STOP}
    (talks?|talking|speaks?|speaking|thinking|think|consider(ing)?|contemplating|dreams?) ((of|\
        about) )?(ending it|ending everything|ending things){STOP}
    (going to|gonna|will|want to|wants to|wanted to|thinking of|about to|plan to) (take|taking|\
        swallow|swallowing) (all|every one) (of )?(my|her|his|the|those) {PILLS}{STOP}
    (guarda|guardo) (la|las|los) {PASTILLAS} para (hacerlo|morir(se|me)?|matar(se|me))
    (me|se) (voy a|va a|quiero|quiere|queria) pegar un tiro
    pegar(me|se) un tiro
    intentado (ahorcar|envenenar|suicidar|asfixiar)(me|se)
    (poner|poniendo|pongo) fin a (mi|su) vida
    (habla|hablando) de (quitarse|matarse|morirse)
""")
THEN = Phrases(rf"""
    (nearly|almost) (jumped|stepped|threw myself|walked|drove|fell|did it|took them all) ?(off|\
        from|under|in front of|into|out of)? ?(the|a|an)? ?({EDGE}|train|bus|lorry|tube|river|\
        canal|window|multi-storey|traffic|sea|{PILLS})?{STOP}
    (nearly|almost) (jumped|stepped|threw myself) (off|from|under|in front of|into|out of)(?!
        (bed|my (skin|chair)|the bath|joy))
    overdosed(?= ?[.,;!?]| (last|on (mon|tues|wednes|thurs|fri|satur|sun|the|my|his|her|{PILLS})|\
        yesterday|again|this|two|and))(?! on (the|my) (news|telly|grapes|sofa))
    (took|swallowed|had taken|'ve taken|have taken) {MANY} (of )?((my|his|her|the|husband's|wife's)
        ){{0,3}}([a-z']{{3,9}} )?{PILLS}(?! (a (day|week)|daily|each|every|at breakfast|with|in the
        morning|over|between|per))
    (hoped|prayed|wished|wanted|longed|begged) {ASLEEP}{{0,8}}{AWAKE}
    (hoped|prayed|longed|begged) {FILL}(be dead|die|dying|death)
    (didn't|did not|couldn't|no longer) (want|wanted|wish|care|see (a|the|any) (point|reason))
        (of|in|to)? ?{FILL}{LIVING}{NO_PLACE}
    (had )?(even )?planned (how|when|where) to (do it|die|end it|kill)
    (had|have) planned to (take|end) my
    died by (his|her|their) own hand
    (casi|por poco|estuve a punto de|estuvo a punto de) ((no )?me |se )?(tiro|tire|tirarme|salto|\
        tomarme|tomo|tome|matarme|mato de verdad|arrojo|ahorcarme)(?! (encima|de risa|\
        al suelo de|a (los|sus) brazos))
    (me tome|se tomo|me trague|trago|tome|he tomado|ha tomado) {MUCHAS} ([a-z]{{1,9}}
        )?{PASTILLAS}(?! (al dia|diarias|cada|por|a la semana|en))
    (me tome|se tomo|me trague|se trago) (un|una|el|la|tod[oa]s?) (\w{{2,6}} )?(bote|caja|frasco|\
        blister|punado) de {PASTILLAS}
    (deseaba|queria|quise|esperaba|rezaba|pedia|sonaba con) (que )?((me|para|por|solo|a) ){{0,2}}no
        (me|volver a )?(despi?ert\w{{1,5}}|seguir viv\w{{1,4}})(?! (a|al|por|en|con)\b)
    (he|habia) querido (morir(me)?|matarme)
    se (ahorco|envenen\w|dispar\w|degoll\w|quiso matar)(?! (a|al|la puerta|el)\b)
    (tuve|habia) (hecho )?un plan para (morir|matarme|acabar)
""")
