"""Words of danger by what is behind them: to be dead, to be no burden, a plan, means, letting go.

`_crisis` lists phrases that people are known to use. Here stand wishes and deaths with the words
that may be in between, so that a sentence nobody wrote before is noticed too.
"""

from moderation.checks._text import Phrases

_STOP = r"(?= ?[.,;:!?\n)]| (and|but|if|so|because|when|while|before|y|pero|si|porque)\b|\Z)"
_MORE = r"(any ?(more|longer)|mas|jamas|nunca)"
# What stands between a wish and what is wished, and turns nothing round.
_FILL = (
    r"((to|of|for|about|that|just|really|only|simply|honestly|actually|sometimes|i|i'd|me|could|"
    r"would|will|god|please|let|rather|a|an|quick|own|already|now|be|feel|think|thinking|and|the|"
    r"have|have to) ){0,5}?"
)
_WISH = (
    r"(want|wants|wish|wishes|hope|hopes|pray|prays|long|longs|beg|begs|ask|asks|crave|prefer|"
    r"prefers|need|needs|dream|dreaming|hoping|praying|wishing|intend|intends|plan|plans|planning|"
    r"desire|'d like|would like|feel like|'d prefer|'d rather|would rather|would prefer|"
    r"decided|resolved|determined)"
)
_DESEO = (
    r"(quiero|quiere|quisiera|querria|deseo|desea|ojala|espero|espera|pido|pide|rezo|reza|prefiero|"
    r"prefiere|sueno con|suena con|necesito|anhelo|pienso|piensa|planeo|planea|gustaria|ganas de|"
    r"decidido|intento|intenta|voy a|va a)"
)
_ASLEEP = (
    r"((that|to|i|i'd|i'll|me|god|they|they'd|just|and|go|sleep|fall|asleep|tonight|simply|will|"
    r"would|could|of|please|let|for|my|eyes|close|if|one|night|day|from|it|then|take|gets|get) )"
)
_NEITHER = r"(not|don't|dont|never|won't|didn't|wouldn't|no longer)"
_AWAKE = (
    rf"{_NEITHER} (to |ever |just )?((wake|woke)( me)?( up)?|be woken( up)?|"
    rf"see (the|another|one more|a) (\w{{1,9}} )?(morning|day|sunrise|dawn))"
    rf"(?={_STOP}| (again|ever|tomorrow|one day|any ?more|from (the|this|it|my)|after (the|this)|"
    rf"in the morning)\b)"
)
_LIVING = (
    r"(be alive|live|be living|exist|stay alive|go on living|keep living|keep on living|"
    r"be in this world|being alive|living|existing|staying alive|continue living)"
)
# To live somewhere or with somebody is another thing than to live.
_NO_PLACE = (
    r"(?! (in (?!this (body|world|pain|way)|those|the (weeks|months))|at|near|with(?!out| (this|it|\
        all))|on (?!this earth)|by|alone|there|"
    r"next|up|abroad|off|under|out|through|proof|away|as |like (?!this)|here (in|at)|for \w|"
    r"without (?!(him|her|them|you|our|us|my (wife|husband|mum|mom|mother|dad|father|son|daughter|"
    r"sister|brother|partner|girl|boy)))|room|well|donors?|wills?|music|long))"
)
_GONE = (
    r"((was|were|am|'m) (dead|gone|not here|no longer)|died|(was|were)(n't| not) (here|around|\
        there|"
    r"alive|born)|didn't (exist|wake)|did not (exist|wake)|had died|disappeared|just (went|died)|"
    r"(killed|ended) myself|ended it|stopped existing|weren't|wasn't)"
)
_PILLS = (
    r"(pills|tablets|morphine|oramorph|meds|medication|sleepers|painkillers|tramadol|codeine|"
    r"oxycodone|oxycontin|opioids|opiates|fentanyl|patches|zopiclone|diazepam|valium|insulin|"
    r"paracetamol|tylenol|acetaminophen|ibuprofen|aspirin|sedatives|lorazepam|amitriptyline)"
)
_PASTILLAS = (
    r"(pastillas|tranquilizantes|morfina|medicinas|medicacion|parches|somniferos|pastis|"
    r"comprimidos|opiaceos|insulina|lorazepam|diazepam|paracetamol(es)?|trankimazin)"
)
_MANY = (
    r"(\d\d\d?|ten|twelve|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|sixty|a hundred|"
    r"too many|a handful of|dozens of|a load of)"
)
_MUCHAS = (
    r"(\d\d\d?|diez|doce|quince|veinte|treinta|cuarenta|cincuenta|sesenta|un monton de|muchas)"
)
_LIMBS = r"(arms|legs|thighs|wrists?|skin|stomach|belly|brazos|piernas|muslos|munecas|la piel)"
_ILLNESS = (
    r"(cancer|leuk(a)?emia|lymphoma|myeloma|infection|fever|sepsis|pneumonia|disease|illness|virus|"
    r"chemo|tumou?r|operation|an(a)?esthetic|lord|covid|flu)"
)
_MAL = (
    r"(cancer|leucemia|linfoma|mieloma|infeccion|fiebre|sepsis|neumonia|enfermedad|virus|quimio|"
    r"tumor|operacion|anestesia|senor|dios|covid|gripe)"
)
_KNOWN = r"(know|worked out|figured out|decided|planned|thought out|planning|imagine|imagining)"
_SEEN_TO = r"(i'll|i will|i'm going to) (make sure|see to (it|that)|have done it)"
_EDGE = (
    r"(bridge|platform|roof|edge(?! of the (bed|bath|seat|chair|sofa|pool|table|stage|bench))|"
    r"ledge|cliff|balcony|viaduct|car park|kerb|tracks|rails|pier)"
)
_BORDE = r"(puente|anden|tejado|azotea|borde|acantilado|balcon|viaducto|vias|barandilla|ventana)"
_BEST = r"(best|kindest|simplest|easiest|only|right|nicest|decent|fairest|cheapest)"
_MEJOR = r"(mejor|unico|mas justo|mas facil|mejor regalo)"
_RID = r"(better|happier|easier|kinder|lighter|free|freer|rid|relieved|simpler|richer|best)"

# To be dead, not to wake, not to live.
_TO_BE_DEAD = rf"""
    {_WISH} {_FILL}(be dead|being dead|dying|death|(?<!rather )die|not being alive|cease to exist)
    rather die than (live|be|go (on|back|through)|carry on|another|do (it|this|that)|face|have|stay)
    think ((a lot|often|much|all day|always) )?about (not being|no longer being) (alive|here){_STOP}
    {_WISH} ([a-z']{{1,9}} )?{_ASLEEP}{{0,9}}{_AWAKE}
    (good|better|best|easier|easiest|kinder|happy|glad|relief|fine|nice|lovely) {_ASLEEP}{{0,9}}\
        {_AWAKE}
    {_AWAKE}[^.!?\n]{{0,25}} (best|better|easier|easiest|relief|kinder|happy|glad|fine by me)
    wish (they|he|she|nobody) (wouldn't|didn't|would not|hadn't) (wake|woken|saved|save|bring|\
        brought|revived?|resuscitated?) me( up| back)?
    (don't|do not|dont|no longer|not) {_FILL}(want|wish|care|desire|intend|like) {_FILL}{_LIVING}\
        {_NO_PLACE}
    (?<!had )no ([a-z]{{1,9}} )?(wish|desire|will|reason|point|sense|use|purpose) (left )?(to|in|\
        for)
        ((me|my|go|keep|carry|going|on|me to) ){{0,3}}{_LIVING}{_NO_PLACE}
    (reason|point|sense|use|purpose) (left )?(to|in|of|for) ((me|my|go|keep|going|on|me to) )\
        {{0,3}}{_LIVING} {_MORE}
    lost (any|all|the|my|every) (\w{{1,9}} )?(wish|desire|will) (to {_LIVING}|for life)
    (hate|hates|loathe|detest|can't (stand|bear|take|face)|cannot (stand|bear|take|face)|weary of|\
        through with|had enough of|finished with|done with|sick of|tired of|no use for)
        (being alive|living|existing|life|this life|staying alive)( {_MORE}|{_STOP})
    (living|being alive|staying alive|life) (isn't|is not|is no longer|is hardly|'s not)
        worth (it|living|the)
    (leave|depart|quit|exit|want out of|wants out of|get out of|out of|be done with)
        (this|the) (life|world|earth|planet)(?! (cup|of|behind|tour|championship))
    (disappear|vanish|be gone|go away|sleep|asleep|rest) (for good|for ever|forever)(?! (cured|if))
    how (i|he|she|to) ((could|can|might|would) )?(make|get) (myself|himself|herself) (die|dead)
    (death|dying|being dead|to die|to be dead) (would|will|'d) (only )?be (a |my )?(relief|release|\
        better|easier|kinder|blessing|mercy|way out|rest)
    rather (it|the \w{{4,10}}|this) (killed|took|finished) me
    i ((really|just|only) )?deserve (to die|death)
    stop (existing|living|being here|being alive|breathing)(?! (in|into|through|so|like|at|with)\b)
    why am i (still )?(alive|living|breathing)
    (all )?(i|he|she) (really )?wants? is (to )?(not (to )?(be here|be alive|exist|live)|be dead|\
        die|death)
    (wish|wishes|pray|hope) ([a-z']{{1,9}} ){{0,4}}?(it|this|tonight|tomorrow) (was|were|is|would
        be)
        my last
    (want|wish|need) (this|my) (own )?life (to be )?(over|to end|ended|finished)
    (can't|cannot) be (here|alive) (any ?more|any longer){_STOP}
    wish (i|he|she) (weren't|wasn't|was not|were not|hadn't been) (alive|born|here{_STOP})
    (happier|better|best|love|hope|dream|dreaming|thought|like) ([a-z]{{1,6}} ){{0,2}}?(not|never) \
        waking up( again| ever|{_STOP})
    {_WISH} [^.!?\n]{{0,40}}over for good{_STOP}
    (don't|do not) (plan|intend) (on|to) (being|be|staying|stay) alive
    death is (all|what|the (only )?thing) i
    (end|ending|ended) myself
    want to be (with|beside) (him|her|them|my \w{{3,8}}) (in (the ground|heaven|the grave)|again,?
        dead)
    (want|wants|going|ready) to go (with|after|to) (him|her|them){_STOP}
    (won't|will not|refuse to|refuses to) live without (him|her|them|our \w{{3,8}}|my \w{{3,8}})
    {_DESEO} (que )?((me|a|ya|solo|estar|por|de|no|seguir|un|una|pronto|la|el) ){{0,3}}?\
        (morir(me|se)?|muert[oa]|(la|mi) muerte|(?<=me )(muer[oa]|muriera|muriese))
    {_DESEO} (que )?((me|a|ya|solo|dormir(me)?|cerrar|los|ojos|y|que|con) ){{0,5}}?no ((me|volver|\
        volviera|vuelva|a) ){{0,3}}(despert\w{{1,6}}|abrirlos)(?! (al?|por|con|de noche|otra vez)\b)
    no (quiero|deseo|quisiera|querria|tengo ganas de|pienso) (ya )?(estar viv[oa]|seguir
        viv(o|a|iendo)|vivir|existir|ver otro dia|despertar(me)?)(?! (en (?!este (mundo|cuerpo))|\
        con|\
        cerca|lejos|a (?!(su|mi) lado)|al|del?|por|sin (?!(el|ella|ellos|mi))|sol[oa]|aqui))
    (no soporto|no aguanto|odio|detesto|hart[oa] de|cansad[oa] de|ya no puedo con|no puedo con)
        ((mas|seguir|tanto|ya|el|de) ){{0,2}}(vivir|estar viv[oa]|seguir viv(o|a|iendo)|viviendo|\
        existir|la vida|mi vida){_STOP}
    (no aguanto|no soporto) (mas )?(vivir|viva|vivo) (mas|asi)
    (perdido|perdi|pierdo|sin|no me quedan|no tengo) (todas )?(las |ya )?ganas de (vivir|seguir
        viv\w{{1,5}})
    no (tiene|veo|hay|le veo|encuentro|vale|merece) ((la|ningun|el|ya|mas|para|mi|que|pena|sentido|\
        motivo|razon|a|en) ){{1,4}}(vivir|viviendo|viv[oa]|siga viv[oa]|seguir(?= viv))\
        ( asi)?(?! (en|con|cerca|lejos|al?|del?|junto)\b)
    (vivir|seguir viviendo|estar viv[oa]) (asi )?(ya )?no (merece|vale|tiene)
    (dejar|irme|salir|marcharme|fuera|largarme) (de )?(este mundo|esta vida)(?! laboral)
    (dejar de|parar de) (existir|vivir|respirar)(?! (en|con|sol[oa]|juntos)\b)
    (para que|por que|a que) (voy a |quiero |tengo que )?(seguir|sigo) viv\w{{1,5}}
    por que sigo (aqui|viv[oa]){_STOP}
    (la muerte es|morir es|morirme es) (lo (unico|mejor)|la unica|mi unica)
    (la muerte|morir(me)?|estar muert[oa]) (me )?(seria|es) (un |una )?(alivio|descanso|liberacion|\
        bendicion|salida)
    no (me )?(quedan?|tengo|hay) ((nada|motivos?|razones|ganas|por|para|de|lo|que|ya|la)
        ){{1,4}}vivir
    no volver a (abrir los ojos|despertar(me)?){_STOP}
    cada (noche|manana|dia) ([a-z]{{1,9}} ){{0,3}}?que sea (la|el) ultim[oa]{_STOP}
    que se acabe (esta|mi) vida
    ojala no (estuviera viv[oa]|existiera|viviera|hubiera nacido)
    (ya )?me habria (matado|suicidado|quitado (la vida|de en medio))
    (me )?merezco (morir(me)?|la muerte)
    no quiero (ya )?(estar|seguir) (mas )?en (este mundo|esta vida)
    favor ([a-z]{{1,9}} ){{0,3}}si me (matara|muriera|muero|mato|muriese)
    acab(aria|are|o) con todo( (esta noche|hoy|ya)|{_STOP})
    (ya )?no quiero (vivir|seguir) sin (el|ella|ellos|mi \w{{3,9}})
    (dormir(me)?|desaparecer|descansar|irme) (para siempre|del todo)
"""

# Others would be better off.
_BURDEN = rf"""
    (would|'d|'ll|will|are|be|is) ([a-z']{{1,9}} ){{0,5}}?{_RID} ([a-z']{{1,9}} ){{0,6}}?\
        (without me(( in it| here| around| alive)|{_STOP})|of me{_STOP}|if i {_GONE}|with me (dead|\
        gone))
    (nobody|no one|no-one|who|none of them) (would|will|'d) ([a-z]{{1,9}} )?(miss|notice|care|mind|\
        mourn|cry|weep) ((me|for|about|much|at|all) ){{0,3}}(if|when|that|once) i {_GONE}
    would (anyone|anybody|somebody) (even |really )?(miss me|notice|care|mind|cry) ((if|when) )?i
        {_GONE}
    (the )?{_BEST} (thing|gift|way|favou?r|solution|answer|option) ([a-z']{{1,10}} ){{0,8}}?\
        (is|would be|was|'s) ((that|for|me|i|to|if|my) ){{0,3}}(die|died|dying|dead|be dead|be
        gone|\
        death|end it|kill myself|suicide|did not wake|didn't wake|not to (wake|exist|be alive))(?!
        (at|in|with)\b)
    worth more dead
    free of me{_STOP}
    dead,? i'd (cost|be (no|less)|trouble|weigh)
    (estaria|estarian|serian|seria|vivirian|vivirian|descansarian|quedarian|irian|iria)
        ([a-z]{{1,10}} ){{0,4}}?(sin mi{_STOP}|de mi{_STOP}|si (yo )?((ya|me|no|yo)
        ){{0,3}}(estuviera|muriera|muriese|muero|existiera|viviera|fuera de aqui|matara))
    si (yo )?((me|no|ya) ){{0,2}}(estuviera|existiera|muriera|muriese|viviera)(,| muert[oa],?)?
        ([a-z]{{1,10}} ){{0,3}}?(mejor|felices|tranquil\w{{2,3}}|descans\w{{2,6}}|libres|vivirian|\
        estarian)
    (a nadie|nadie|quien|a alguien) (le|me|lo|se)? ?(importaria|echaria|echarian|notaria|daria|\
        lloraria)
        ([a-z]{{1,9}} ){{0,4}}?(si|que|cuando) (yo )?((me|ya|no) ){{0,2}}(mu(er[oa]|riera|riese)|\
        estuviera|falto|faltara|desapare\w{{3,7}})
    lo {_MEJOR} ([a-z]{{1,10}} ){{0,7}}?(es|seria) ((que|si|no|me|yo|para|todos) ){{0,4}}\
        (mu(era|riera|eriera)|morir(me)?|despert\w{{1,4}}|matarme|desapare\w{{3,5}}|estar
        muert[oa])\
        (?! (en|con) )
    si me (muero|mato|muriera) ([a-z]{{1,9}} ){{0,2}}?(descansa|estara|vivira|acaba)[a-z]{{0,2}}
    valgo mas muert[oa]
"""

# A plan: when, where, how, and the letters.
_PLAN = rf"""
    (plan|plans|planning|planned) ((for|out) )?(my|his|her) (own )?(suicide|exit|death)\
        (?! (together|with|notice))
    (chosen|picked|set|decided on|fixed|settled on|got|have) (a|the|my) (day|date|time|hour|\
        (place|spot) and (a|the) (day|time|way)|bridge|tree|way|method)
        (to|for|when|on which) ([a-z']{{1,9}} ){{0,3}}?(die|do it|end (it|my|things)|kill|jump|\
        my death)
    (chosen|picked|set|fixed) (the|a|my) (day|date)( and i know| already|{_STOP})\
        (?= ?(and|,|\.) (i know|the (rope|pills|letters)|it))
    (?<!to ){_KNOWN} (exactly |just )?(how|when|where) (to|i'll|i will|i'm going to|i'd|i would)
        (\w{{2,6}} )?\
        (do it(?= (without|when|so|alone|before)|{_STOP})|die|end it|go through with|kill|hang|\
        drown)
    (when|by the time|if) (you|anyone|they|somebody|anybody) (are )?(read|reads|reading|open|opens|\
        get|gets|find|finds)[^.!?\n]{{0,22}},? (i'll|i will|i won't|i will not|i'm|i am)
        (already )?(be )?(dead|gone{_STOP}|no longer|alive|be here|have done it|not be)
    (won't|will not|not going to|don't plan to|don't intend to|not) ([a-z']{{1,9}} ){{0,2}}?(be
        alive|be here|live|living|see|last)[^.!?\n]{{0,30}},? (because )?{_SEEN_TO}
    (said|saying) (my |our )?goodbyes? to ([a-z]{{1,9}} ){{1,4}}without (them|him|her|anyone)
    (written|wrote) (all )?my (goodbyes|farewells|last letters?|suicide note)
    (this|today|tonight|tomorrow|mon|tues|wednes|thurs|fri|satur|sun)(day)?( is| will be)
        my last (day|night)(?= on (this )?earth|\.(?! (of|at)))
    (after|by|from|until) (mon|tues|wednes|thurs|fri|satur|sun)day,? (nobody|no one|they|you|i)
        (will |'ll |won't )?([a-z]{{1,8}} )?(has to|have to|need|needs|be) (to )?([a-z]{{1,8}} )?\
        (look after|care for|worry about|carry|bother with|clean up after) me
    (tengo|he|esta) (ya )?(elegid|decidid|escogid|pensad|planead)[oa] (?!donde)([a-z]{{1,9}}
        ){{0,6}}?\
        (morir(me)?|matarme|hacerlo|mi muerte|mi final|suicidarme|ultimo dia(?! de))
    (planeando|planeo|he planeado|preparando|preparo) mi (propia )?(suicidio|muerte|final)
    (se|sabe|pensado|decidido) (ya )?(como|cuando|donde) (lo )?(voy|va) a (hacerlo|hacer|morir|\
        matarme|acabar){_STOP}
    (pens(ar|ando)|pienso) en (como|la (forma|manera) de) (matarme|morir(me)?|suicidarme|acabar)
    cuando (leas|leais|lean|abras|abrais|abran|alguien lea) (esto|estas?|esta carta|la
        carta)[^.!?\n]{{0,16}}?\
        (yo )?((ya )?no estare|(ya )?estare muert[oa]|(ya )?habre (muerto|acabado|hecho|ido))
    (escrito|deje escritas|dejo escritas) (las|mis|todas las) (cartas (de despedida|de adios)|\
        despedidas)
    me he despedido de ([a-z]{{1,9}} ){{1,4}}sin que
"""

# Means kept ready, and hurting oneself now.
_MEANS = rf"""
    (squirrel(l)?ing|stashing|stashed|hoarding|hoarded|stockpiling|hiding|siphoning|tucking) \
        ((up|away|the|my|his|her|all|some|extra|of) ){{0,4}}{_PILLS}(?! (away from|in the fridge|out
        of reach))
    (putting|setting|laying|put|set|laid|keeping) ((the|my|his|her|some|extra|all|of|a|bit|few|\
        little) ){{0,4}}{_PILLS} (aside|by|back)\b
    (putting|setting|laying|put|set|laid) (aside|by) ((the|my|his|her|some|extra|all|of|a|bit|few)
        ){{0,4}}{_PILLS}
    (collected|saved|gathered|kept|got|have|hoarded|counted( out)?|put by|hidden) (up )?enough
        (of )?((the|my|his|her) )?({_PILLS} )?to (make sure|be sure|do it|kill|die|not wake|never
        wake|finish|end)
    (has|have|got|keep|keeps) (a|his|her|my) (secret )?(stash|store|hoard) of {_PILLS}
    {_PILLS} (ready for tonight|lined up|counted out|in (my|his|her) (lap|hand))
    (with|all) ((the|my|all|of|his|her) ){{0,3}}{_PILLS} (all )?in front of (me|him|her)(?! (in a|\
        with the|on
        a tray|every))
    (how (much|many)) (of )?([a-z]{{1,12}} )?({_PILLS} )?([a-z']{{1,7}} ){{0,3}}?(lethal|fatal|\
        deadly|(enough )?to (die|kill)|kill (me|you))
    (google|googled|googling|search|searched|searching|looked|looking|look)
        ((up|for|about|online|how|a|an|the|on|what) ){{1,4}}(lethal|fatal|deadly|painless) (dose|\
        amount|way|death|method)
    (thought|thoughts|thinking|think|dream|considered|considering|contemplating|tempted|planning|\
        want|wants|going|feel like|consider) ((of|about|to|on|take|taking|an) ){{0,3}}overdos(e|ing)
    (i|he|she) (cut|cuts|burn|burns|scratch|scratches|slice|slices)( and (cut|burn|scratch))?
        (myself|himself|herself|(my|his|her) {_LIMBS}) ?(until|till|so|because|when|at night|every|\
        most|almost|nearly|some|\
        on bad|after|again|with (a|the) (lighter|blade|razor|knife|scissors|cigarette))
    (he|she|daughter|son|sister|brother) (cuts|burns|slices) (himself|herself|(his|her) {_LIMBS})\
        (?! (on the|shaving))
    (knife|blade|razor) ([a-z]{{1,9}} ){{0,6}}?(to|against|on) my (wrists?|throat|arms)
    (stand|stood|standing|sat|sit|sitting) (on|at) (the|a) ([a-z-]{{1,9}} )?{_EDGE}
        ([a-z]{{1,9}} ){{0,3}}?(wanting|wanted|ready|about|thinking|longing|and wanted|and thought)
        (to|of|about) (jump|jumping|let go|letting go|step|stepping|die|dying|end|ending|fall|\
        falling|go)
    (think|thinking|thoughts|dream|dreaming) (of|about) jumping(?! (for|up|ship|on|back|at|into|in|\
        over|the gun))
    (wish|hope) (the|a|that|some) (car|bus|train|plane|lorry|truck|van) ((would|will|'d) )?(crash|\
        hit|\
        run|kill|take)[a-z]{{0,3}} (me|and|us|over)
    been cutting{_STOP}
    (is|are|she's|he's) cutting (herself|himself|themselves)(?! (off|some|a|out|loose|free)\b)
    (se esta|me estoy) cortando(?! (el|la|las|los|un|una|con)\b)
    (me corto|se corta) ((casi )?todas las noches|todos los dias|cada (noche|dia)|a escondidas)
    {_PILLS} for when (i can't|i'm ready|it gets|the time|i want)
    {_PASTILLAS} para cuando (no pueda|llegue|quiera|este lista)
    starving (myself|himself|herself)(?! for)
    (want|wants|wanted|quiero|queria) (to )?(bleed (to death|out)|desangrar(me|se))
    (he|ha) vuelto a (cortar(me|se)|hacer(me|se) dano|autolesionar(me|se)){_STOP}
    enough to (end (this|it all|me|my life)|kill me|finish me){_STOP}
    (pens(ar|ando)|pienso) en (saltar|tirarme)(?! (a la cuerda|de alegria|en))
    (feel|feels|felt) like (jumping|stepping|throwing myself|driving (off|into|over))(?!
        (for|with|up|around|in the air|at)\b)
    have (a|the) (rope|noose|blade|gun)( ready)?{_STOP}
    loaded the (gun|shotgun|rifle|pistol)
    (throw|throws|throwing|chuck) (myself|himself|herself) (in|into|off|under|from) (the|a)
        (river|canal|sea|water|lake|bridge|roof|cliff|train|stairs)
    (drive|driving) (the car |it |himself |herself |myself )?(off|into|over) (the|a) ([a-z]{{3,9}}
        )?\
        (road|bridge|cliff|wall|tree|sea|river|edge|lorry)(?! (home|again|trip))\
        (?= (before|if|so that|and (end|die)))
    (guardando|juntando|apartando|acumulando|escondiendo|ahorrando|almacenando) ((las|mis|sus|la|\
        unas|de) ){{0,2}}{_PASTILLAS}
    (guardad|juntad|apartad|reunid)[oa]s? (bastantes?|suficientes?) {_PASTILLAS}
    {_PASTILLAS} (delante|en la mano|en el regazo|contadas|preparadas)(?! (en una caja|del
        desayuno|\
        por la enfermera|para la semana))
    (cuant[oa]s?) ({_PASTILLAS} )?([a-z]{{1,9}} ){{0,4}}?(para morir(se|me)?|para matar\w{{0,2}}|\
        letal(es)?|mortal(es)?)
    dosis (letal|mortal) (de|busc)
    (tomar(me)?|tomarse) una sobredosis
    (se|me) (corta|corto|quema|quemo|hace cortes en|hago cortes en) (en )?(los |las |la )?{_LIMBS}\
        (?! (con el papel|de))
    me hago dano (con|cuando|a|por|cada|de noche){_STOP}?
    (me asom\w{{1,3}} al|me sub\w{{1,3}} al|estuve en el|de pie en el|me acerque al) {_BORDE}
        ([a-z]{{1,9}} ){{0,3}}?(queria|queriendo|pensando|con ganas|a punto|para) (de |en )?\
        (soltarme|saltar|tirarme|acabar|morir|dejarme caer)
    (tirar(me|se)|(me voy|se va) a tirar|me tiro|se tira|arrojar(me|se)|lanzar(me|se)) (al|por el|\
        por la|desde|a las|del)
        (un |el |la )?(rio|metro|tren|mar|balcon|ventana|puente|vias|vacio|terraza)
    tengo la (cuerda|soga|escopeta|pistola|cuchilla)
    (ayud|pid)[a-z]{{1,6}} a (matarse|morir ya|suicidarse)
"""

# Letting the illness, or hunger, do it.
_LETTING_IT = rf"""
    (hope|hopes|pray|prays|want|wants|wish|beg|begs|asking|ask) (that )?((the|this|that|my|it|god|\
        death) )(([a-z]{{1,9}} ){{0,2}}?{_ILLNESS} )?(kills?|takes?|finish(es)?|ends?|would (kill|\
        take|\
        finish|end)|to (kill|take|finish|end)) me((?= (off|soon|in my sleep|quickly|tonight|now))|\
        {_STOP})
    (stop|stopped|stopping|quit|refuse|refused|refusing|skip|skipped|skipping|given up|gave up|\
        won't|starving|starve|not (taking|eating|drinking)|don't (take|eat|drink)) (?!to (die|let|\
        be))\
        [^.!?\n]{{1,45}}?(because|so that|so|in order|hoping|until|till|and hope|and pray|and want|\
        ,)
        [^.!?\n]{{0,22}}?(?<!n't )(?<!not )(?<!would )(?<!could )(?<!might )\b(die|dead|kill me|\
        kills me|ends (it|sooner|faster)|\
        finish me|take me|over sooner)(?! (at|in|with|peace)\w*)
    (let|leave) (me|him|her) (just |please )?(go|alone),? (and )?let (me|him|her) die
    (please|just) ((just|please) )?let me die
    ({_DESEO}|que) (que )?((me|la|el|esta|este|lo|le|ya) ){{0,3}}({_MAL} )?me (mate|lleve|remate)\
        ((?= (ya|pronto|esta|mientras|de una vez|esta noche|y|con ell?a?))|{_STOP})
    ojala me (mate|lleve|remate) (la|el|esta|este) {_MAL}
    (he dejado|deje|no|dejar|dejando) (de )?((me|tomo|como|comer|tomar|pongo|bebo|bebe|come|toma|\
        las|la|el|lo|los|de|y) )([a-z]{{1,12}} ){{0,5}}?(porque|para|y asi|hasta) ([a-z]{{1,9}}
        ){{0,3}}?(morir(me|se)?|muera|muero|que (acabe|termine) ya)(?! (en|con|tranquil\w))
    (dejad|dejen|deja|dejame|dejadme|dejenme)(me)? ?(ya )?morir(me)?(?! (en|con|tranquil\w))
    me (estoy|voy) (dejando|a dejar) morir
    (le )?pido a dios que me lleve
"""

NOW = Phrases(_TO_BE_DEAD + _BURDEN + _PLAN + _LETTING_IT + _MEANS)

# Deeds that may be over: what stands around tells.
DEED = Phrases(rf"""
    (put|putting) an end to (my (own )?life|myself|himself|herself|it all)
    (want|wants|going|plan|decided) to put an end to (it|everything){_STOP}
    (talks?|talking|speaks?|speaking|thinking|think|consider(ing)?|contemplating|dreams?)
        ((of|about) )?(ending it|ending everything|ending things){_STOP}
    (going to|gonna|will|want to|wants to|wanted to|thinking of|about to|plan to) (take|taking|\
        swallow|\
        swallowing) (all|every one) (of )?(my|her|his|the|those) {_PILLS}{_STOP}
    (guarda|guardo) (la|las|los) {_PASTILLAS} para (hacerlo|morir(se|me)?|matar(se|me))
    (me|se) (voy a|va a|quiero|quiere|queria) pegar un tiro
    pegar(me|se) un tiro
    intentado (ahorcar|envenenar|suicidar|asfixiar)(me|se)
    (poner|poniendo|pongo) fin a (mi|su) vida
    (habla|hablando) de (quitarse|matarse|morirse)
""")
THEN = Phrases(rf"""
    (nearly|almost) (jumped|stepped|threw myself|walked|drove|fell|did it|took them all) ?\
        (off|from|under|in front of|into|out of)? ?(the|a|an)? ?({_EDGE}|train|bus|lorry|tube|\
        river|\
        canal|window|multi-storey|traffic|sea|{_PILLS})?{_STOP}
    (nearly|almost) (jumped|stepped|threw myself) (off|from|under|in front of|into|out of)(?! (bed|\
        my
        (skin|chair)|the bath|joy))
    overdosed(?= ?[.,;!?]| (last|on (mon|tues|wednes|thurs|fri|satur|sun|the|my|his|her|{_PILLS})|\
        yesterday|again|this|two|and))(?! on (the|my) (news|telly|grapes|sofa))
    (took|swallowed|had taken|'ve taken|have taken) {_MANY} (of )?((my|his|her|the|husband's|wife's)
        ){{0,3}}([a-z']{{3,9}} )?{_PILLS}(?! (a (day|week)|daily|each|every|at breakfast|with|in the
        morning|over|between|per))
    (hoped|prayed|wished|wanted|longed|begged) {_ASLEEP}{{0,8}}{_AWAKE}
    (hoped|prayed|longed|begged) {_FILL}(be dead|die|dying|death)
    (didn't|did not|couldn't|no longer) (want|wanted|wish|care|see (a|the|any) (point|reason))
        (of|in|to)? ?{_FILL}{_LIVING}{_NO_PLACE}
    (had )?(even )?planned (how|when|where) to (do it|die|end it|kill)
    (had|have) planned to (take|end) my
    died by (his|her|their) own hand
    (casi|por poco|estuve a punto de|estuvo a punto de) ((no )?me |se )?(tiro|tire|tirarme|salto|\
        tomarme|tomo|tome|matarme|mato de verdad|arrojo|ahorcarme)(?! (encima|de risa|al suelo de))
        ([a-z]{{1,9}} ){{0,4}}
    (me tome|se tomo|me trague|trago|tome|he tomado|ha tomado) {_MUCHAS} ([a-z]{{1,9}}
        )?{_PASTILLAS}(?! (al dia|\
        diarias|\
        cada|por|a la semana|en))
    (me tome|se tomo|me trague|se trago) (un|una|el|la|tod[oa]s?) (\w{{2,6}} )?(bote|caja|frasco|\
        blister|punado) de {_PASTILLAS}
    (deseaba|queria|quise|esperaba|rezaba|pedia|sonaba con) (que )?((me|para|por|solo|a)
        ){{0,2}}no (me\
        |volver a )?(despert\w{{1,5}}|seguir viv\w{{1,4}})(?! (a|al|por|en|con)\b)
    (he|habia) querido (morir(me)?|matarme)
    se (ahorco|envenen\w|dispar\w|degoll\w|quiso matar)(?! (a|al|la puerta|el)\b)
    (tuve|habia) (hecho )?un plan para (morir|matarme|acabar)
""")
# Despair in words that are also said of lesser things.
DESPAIR = Phrases(rf"""
    (can't|cannot|won't) (live|go on|carry on|keep living) (like this )?(any ?(more|longer)|
        another day)
    have (everything|all|what) (that )?i need to (do it|end it){_STOP}
    (don't|do not|can't|cannot) (see|imagine) (a|any) future{_STOP}
    (i|he|she) (should|ought to) be dead{_STOP}
    (should|ought to) have been (me|the one) (who died|to die)
    (jump|let go|do it), (i think|says the voice|it says){_STOP}
    (don't|do not) want (them to save me|to be saved){_STOP}
    no quiero que me salven
    (think|thinking|thoughts) (about|of) (dying|death|being dead) ((all the time|constantly|a lot|\
        often|daily)|every (day|night|hour))
    pienso ((todo el tiempo|a menudo|siempre|cada dia|mucho) )?en (morirme|la muerte{_STOP})
    (don't|do not) (plan|intend) (on|to) (being|be) (around|here)
    so ready for (it|this) (all )?to (end|stop|be over)
    no (veo|tengo) (ningun )?futuro{_STOP}
    deberia estar muert[oa]{_STOP}
""")
