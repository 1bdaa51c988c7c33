"""Words of danger by how near it is: a place, an hour, nobody to come in time."""

from moderation.checks._crisis_words import STOP

# When, where, and nobody by. For `_crisis_wishes`.
NEARLY = rf"""
    (know|knows|worked out|chosen|decided|picked) (exactly )?(where|when|the (place|spot))
        [^.!?\n]{{0,25}}(standing|be|stand|lie|lying|step|waiting|jump) (when|as) (it|the
        (train|express|tube|bus|lorry)) (does|comes|passes|goes|arrives)
    (be|lie|lying|sit|sitting|wait|waiting|kneel|put myself|lay) (down )?(on|across|between|onto)
        the (tracks?|rails|railway line|train line|railway)(?! (bridge|museum|platform|again
        with|side))(?= (when|before|until|tonight|tomorrow|for|and|if|waiting|so|by)|{STOP})
    (sitting|standing|stood|sat|hanging|perched|i'm|im|am|climbed|over|clinging|she's|he's|is)
        (here )?(on|over|to|at) the ((wrong|outer|outside) side of the
        (rail|railings?|barrier|fence|parapet|bridge|balustrade|wall|window|balcony)|(other|far)
        side of the (railings?|parapet|safety (rail|barrier|fence)|balustrade))
    with (stones|rocks|bricks|weights) in (my|his|her) (coat|pockets?|boots|rucksack|jacket)(?!
        (for|to
        throw|that|from|because|since))(?![^.!?\n]{{0,40}}(grand\w+|skim|collect|beach|paint|\
        fossil))
    (won't|will not|not going to|never) (be )?(come|coming|go|going|walk|walking) (back )?down by
        the (stairs|lift|steps)
    (tak\w{{1,3}}|go|going|come|coming) (down )?the (quick|short|fast|quickest|fastest|shortest)
        way (down|out){STOP}
    (scrape|scraping|peel|peeling) me off the
        (tracks|rails|pavement|road|tarmac|rocks|concrete|ground)
    (fish|fishing|drag|pull|dragging|pulling) me out of the
        (river|canal|lake|sea|water|reservoir)(?= (then|tomorrow|in the
        morning|by)|{STOP})(?<!they had to pull me out of the water)
    (find|found) me (hanging|swinging|floating|in the (river|canal|reservoir)|on the
        (tracks|rails|rocks)|at the bottom of the (cliff|stairs|quarry|lake))
    (cut|cutting) me down{STOP}
    (he'll|she'll|i'll|he will|she will|i will|i'd) ((just|only) )?(go|be|climb|be going|throw
        (himself|herself|myself)) (straight |right )?(out of|out|through|off|over)
        (the|that|this|a|my) (window|balcony|roof|railings?|bridge|banister)(?! (to|of|and
        (have|see|wave)|for))
    (nobody|no one|no-one|none of them) (will|'ll|is going to|would|can|could|is likely to) (be
        able to )?(find|stop|save) me (before|until|till|in time|for (days|a
        week|hours|weeks)|then|now|this
        time)(?![^.!?\n]{{0,30}}(tea\b|lunch|dinner|garden|game|hide|hiding|book))
    (they|he|she|you|the (ambulance|nurses|neighbours?)) (won't|will not|can't|won't be able to)
        (find|save|get to) me (before|until|till|in time|this
        time)(?![^.!?\n]{{0,30}}(tea\b|lunch|dinner|garden|game|hide|hiding))
    (so|so that|that) (they'll|they will|it'll|it will|he'll|she'll|help will|you'll|anyone will)
        (be|come|get here|arrive) too late
    (locked|bolted|barred) the (doors?|bathroom|bedroom)[^.!?\n]{{0,70}}(too
        late|(can't|cannot|won't) (stop|get|save|find|reach) (me|in|to me)|nobody (can|could)|no
        one (can|could))
    by the time (they|you|she|he|anyone|somebody|the ambulance|the nurses?)
        (come|comes|get|gets|arrive|arrives|find|finds|wake|wakes)[^.!?\n]{{0,14}},? (it'll|it
        will|i'll|i will|i shall) ((already|all|have) )?be (too
        late|over|gone{STOP}|dead|cold|done{STOP})
    (i'm|i am|im|i'll be) ending (things|everything|it all|it)(?= ?[.!?\n]|
        (tonight|tomorrow|today|soon|after|before|on (mon|tues|wednes|thurs|fri|satur|sun)day)|,
        (i won't|nobody|sorry|forgive|goodbye|please|so|before)|\Z)(?! (with|between))
    (once|when|after|as soon as|before) [^.!?\n]{{3,45}} (i'll|i will|i'm going to|im gonna|i'm
        gonna|i shall) do it{STOP}[^\n]{{0,10}}((everything|all|it)( is|'s) (all )?(in
        order|settled|arranged|ready|prepared|sorted|planned|paid)|nobody|no
        one|forgive|goodbye|don't (try|tell|look|stop))
    (gave|given|giving|give) (myself|life) (until|till|another|one more|to)
        [^.!?\n]{{2,24}}[.,;]? (and |if )?(then|after that)[^.!?\n]{{0,30}}(die{STOP}|end
        it|kill|i'm (gone|out)|stop living|i go{STOP}|do it{STOP})
    (this|that|tonight|today) is the end for me{STOP}
    (can't|cannot|can not|won't|couldn't|not going to|not) (promise|guarantee|swear|say)
        ((you|them|her|him|anyone|that|anybody) ){{0,2}}(i'll|i will|i'd|i'm going to)
        ((still|even) )?be (here|alive|around|breathing) (tomorrow|in the morning|by
        (tomorrow|morning)|tonight|come morning|when you)(?! (at|for|because|as|to))
    (don't|do not|wouldn't) (count|bank|rely|bet) on (seeing me|me (being|still being)|my being)
        (again|alive|here (tomorrow|any ?more|for long))
    (don't|do not) (count on|expect) (seeing me|to see me|me)[^.!?\n]{{0,20}}[.;,]
        ([^.!?\n]{{0,10}})(can't (carry|go) on|done (pretending|fighting|trying|living)|had
        enough of (life|living|it all)|forgive|goodbye)
    safe ((tonight|now|today|at home|alone|by myself|from myself|on my own) )?,? ?((the|my)
        )?((honest|true|real|short) )?answer is no{STOP}
    safe (tonight|now|today|at home|alone|by myself|from myself|on my own),? ((the|my)
        )?((honest|true|real|short) )?answer is no{STOP}
    (made|taken|reached|come to) (my|a|the)
        (decision|choice)(?![^\n]{{0,110}}(surg|operat|mastec|chemo|treat|hospice|trial|\
        transplant|dialysis|home|doctor|donor|palliat|radio|scan|knee|hip|retire|job|mov|\
        sell))[^\n]{{0,24}}(calm|peaceful|at peace|relieved|serene|quiet)[^\n]{{0,24}}\b(it
        (will|'ll) be (this|tonight|tomorrow|soon|on|over|before|quick|quiet)|nobody
        (can|will|needs)|don't (try|look)|forgive|goodbye|i won't (be here|need|see))
    (peace|comfort|relief|calm|comforting|calming|soothing|peaceful) (in|to|of|about)?
        ?(know|knowing|having (chosen|picked|set)) (the|my|which) (day|date|hour|night|how|when)
        ((that|when|i'll|i will|i'm|going|to|it|of|my|i) ){{1,4}}(die|end|death|over|stop)
    (won't|will not|shan't|no longer|not) (be
        )?(need|needing|use|using|want|wanting|require|requiring) (the|my|any|that|another|this)
        ([a-z-]{{3,9}}
        )?(appointments?|bed|card|calendar|diary|refill|prescription|clothes|coat|phone|\
        ticket)[^\n]{{0,30}}(gone by then|be dead|my own (doing|hand|choice)|not be
        (here|alive)|won't be (here|alive)|seen to it)
    (take|taking|taken) my leave (of|from) (this|the) (life|world|earth|living)
    (intend|intention|resolved|purpose|determined|resolve) ((to|of|is|it|that|upon|i|am|have)
        ){{1,3}}(depart|departing|quit|quitting|end|ending|relinquish|cease) (from )?(this
        )?(life|the living|this (world|earth|existence)|living|my (life|days))
    (i'll|i will|ill|im gonna|i'm going to|i'm gonna|i am going to) ((just|fucking|bloody)
        )?(end|finish) (it|it all|myself|things|everything),? ((and|then|just)
        ){{0,2}}(you'll|youll|you will|they'll|he'll|she'll|you all|wait) (all )?(see|be
        sorry|regret|miss|know|realise|realize|and see)(?! (us|me|the|that (it|we)))
    (i'll|ill|i will|i'm going to|im gonna|i'm gonna) ((just|only) )?(be
        dead|kill|die|hang|jump|cut|top)[^.!?\n]{{0,40}}((on|be on|is on) (you|your
        (conscience|hands|head))|your fault|you'll (all )?(be sorry|regret|miss me)|on all of you)
    (dead|die|kill|hang|jump|end it|tracks|overdose)[^\n]{{0,40}}(maybe|perhaps|and|only) then
        (you'll|they'll|he'll|she'll|you will|somebody will|someone will|you might|they might)
        (all )?(be sorry|regret|listen|notice|believe|understand|see){STOP}
    (written|wrote|finished) my (note|notes|goodbye|last letters?)[^.!?\n]{{0,4}} (and|,)
        (left|put|propped|hid|hidden|stuck|pinned|it's|they're) ((it|them)
        )?(by|on|under|in|beside|next to|against|behind) (the|my) \w{{3,12}}(?! (for|to|about|so))
    (note|notes|letters?) (is|are) (by|under|beside|next to|against) (the|my) \w{{3,10}}[.,;]
        [^.!?\n]{{0,30}}(sorry|goodbye|forgive|don't (try|look|come)|i love you all|by morning)
    (nothing|no one|nobody) (left )?((that|to|who|really|now)
        ){{1,2}}(keeps?|keeping|holds?|holding|ties?) me (alive|here any ?more|in this
        (world|life)|on this earth)
    (dog|cat|pets?|horse|hens|bird|rabbits?|budgie)s? [^\n]{{0,70}}(nothing|no one|nobody)
        ([a-z]{{1,7}} ){{0,2}}?(keeps?|keeping|holds?|holding|needs|stops?|stopping) me( here|
        alive| back| any ?more)?{STOP}
    not (planning|intending|aiming|meaning) (to (see|make it to|live to see|reach)|on
        (seeing|making it to|being alive (at|for|in|by)|reaching)) (the |my |another
        )?(summer|spring|winter|autumn|christmas|new year|birthday|weekend|monday|morning|next
        (week|month|year)|easter){STOP}
    (third|next|fourth|this) time,? (i'll|i will|i'm going to|ill|i am going to) (make
        (sure|certain)|not (fail|miss|wake up)|succeed)(?= ?[.!\n]|\Z| (it works|nobody|no
        one|i'm (dead|gone)|that i (die|don't)|i don't wake))(?! ?[.,] (to|he|she))
    (going to|gonna|will|i'll|want to) try (it )?again[^.!?\n]{{0,45}}(stop me|find me|save
        me|find out in time){STOP}
    pumped (my|his|her) stomach[^\n]{{0,60}}(going to|gonna|will|i'll|want to|wants to) (try|do
        it) (it )?again
    (last|final) thing (that )?(i'll|i will|ill|i shall|i'm going to) ever
        (write|say|post|send|type){STOP}
    (last|final) (you'll|you will|anyone will|any of you will) ((ever|all) )?(hear|see) (from|of)
        me{STOP}
    (don't|do not|never|nobody should|must not|mustn't) blame
        (yourself|yourselves|himself|herself|themselves|each other|anyone|the
        (nurses|doctors|ward)) ((for|when|after|once) )(what i('m| am) (about|going)|what i('ve|
        have) done|(you|they) (read|find) (this|me|it)(?=[.!]|\Z)|i('m| am) dead|i do it|i've
        gone)
    tell (my \w{{3,9}}|them|him|her|mum|dad|mam|mom|everyone) [^\n]{{0,60}}(i am|i'm|im)
        (going|leaving|doing it|off) (tonight|now|today){STOP}(?<!home tonight)
    (esta|estare|estar|tumbar(me|se)|tumbad[oa]|poner(me|se)|sentar(me|se)|acostar(me|se)|\
        tumbo|pongo) en (la via|las vias|los railes)(?! (de|con la|del?
        (museo|mano)|verde|intravenosa|central))(?= (del tren|cuando|antes|hasta|y|para)|{STOP})
    (se a que hora|he mirado (a )?que hora|se cuando) pasa el
        (tren|mercancias|ave|cercanias|metro)[^.!?\n]{{0,30}}(estare|en la via|en las vias|me
        (tiro|pongo|tumbo|siento)|delante|debajo)
    (curva|arbol|muro|pilar|barranco|puente) [^.!?\n]{{0,24}}(dejar de girar|soltar el
        volante|estrellar(me|se)|salirme|empotrar(me|se)|lanzar(me|se)|despenar(me|se))
    (subid[oa]|sentad[oa]|encaramad[oa]|de pie|colgad[oa]) (ya )?(en|a|sobre|por fuera de)
        (la|el) (barandilla|pretil|cornisa|repisa|alfeizar|quitamiedos)(?! (del? (barco|la
        cama|la piscina|parque)))(?![^.!?\n]{{0,30}}(foto|fisio|paloma|gorrion|limpi|pint))
    (al otro lado|por fuera) de la (barandilla|valla del puente|barandilla del
        puente)(?![^.!?\n]{{0,30}}(foto|flor|jardin|mar se))
    con (piedras|ladrillos|pesas) en (los bolsillos|el abrigo)(?! (para|de mi))
    (nadie|no) me ((va|van) a )?(encontrara?n?|encuentran?|salvaran?) (hasta|antes|a tiempo|en
        (dias|semanas))(?![^.!?\n]{{0,30}}(escond|jug|cena|comida))
    cuando (lleguen|llegues|llegueis|vengan|vengais|venga|llegue|me encuentren) (ya )?(sera|va a
        ser|habra sido) (demasiado )?tarde(?=[.!]|\Z)(?![^\n]{{0,30}}(trafico|cena))
    me quito de en medio{STOP}(?! ?,? (que|para que|y (asi )?(dejo|pasas?|pueden)))
    se acabo ?[:,;.] (me (quito|mato|tiro)|adios a todos)
    no (te |os |le |les |puedo
        )?(prometo|prometer|prometeros|prometerte|garantizo|garantizar|aseguro|asegurar|\
        asegurarte|aseguraros) que ((manana|esta noche|el \w{{5,9}}) )?(yo )?(siga|este|vaya a
        estar|vaya a seguir|seguire|estare) ((manana|esta noche) )?(viv[oa]|aqui( manana| esta
        noche)?{STOP}|en este mundo)
    (tomad[oa]|tome) (ya )?(la|mi|una)
        decision(?![^\n]{{0,110}}(oper|quimio|tratam|medic|trasplant|cirug|clinic|casa|\
        dialisis|paliativ|prueba|trabaj|doctor|ensayo))[^\n]{{0,20}}(tranquil|en
        paz|calma|seren|aliviad)\w{{0,3}}[^\n]{{0,30}}\b(no habra|no hara falta|sera
        (esta|manana|el|pronto|rapido)|esta (noche|semana)|no (me )?busqu|perdon|adios|despid)
    (es mi|tengo la|mi) (intencion|voluntad|decision|proposito)( es)?( de)?
        [^.!?\n]{{0,20}}(poner fin|acabar con|abandonar|despedirme de|quitarme) ((a|de) )?(mi
        vida|la vida|esta vida|este mundo|mis dias|mi existencia)
    (ya vereis|ya veras|un dia de estos|cualquier dia( de estos)?|una noche de estas),?
        ([a-z]{{1,9}} ){{0,4}}?(me mato|me cuelgo|me quito de en medio|acabo con todo|me pego un
        tiro|me tiro (al|por|del))(?! (de risa|a |por (las|la) escaler|con (la|el|tanto)|en
        (esta|este|la|las)|bajando|subiendo))
    (me mato|me matare|me tiro|me cuelgo|me quito de en medio)[^.!?\n]{{0,20}}(vereis|os
        arrepent\w+|vuestra culpa|llorareis|entonces vendra|sera culpa)
    (cartas|notas)( ya)? (estan|quedan) (ya
        )?(escritas|hechas|listas|cerradas)[^\n]{{0,70}}(solo|nada mas) (me )?(falta|queda)
        (hacerlo|irme|el (paso|valor|momento)|dar el paso)
    (nada|nadie) (que )?me (ata|retiene|sujeta|mantiene) (ya )?(a (este mundo|esta vida|la
        vida)|viv[oa])
    (salvaron|falle|fallo|no salio|no funciono|me encontraron|intente|intentado|lavado de
        estomago)[^\n]{{0,30}}(a la (tercera|proxima|cuarta|segunda)|la
        (proxima|tercera|siguiente)( vez)?),? ([a-z]{{1,8}} )?(no (me )?(van a
        (llegar|encontrar|salvar|poder)|voy a
        fallar|fallo|fallare|llegan|llegaran|encontraran|salvaran)|nadie|lo hare|me asegur\w+)
    (decidle|decidles|dile|diles|diganle|diganles|decidselo) [^\n]{{2,60}}(me voy (esta
        noche|ya|ahora)|no vuelvo|no volvere)(?=[.!]|\Z)
    (esta noche|hoy|ahora) me (las|los) (tomo|trago|voy a tomar|voy a tragar) tod[oa]s(?=[.!]|\Z)
    voy a saltar(?=[.!]|\Z)
    (sera|es|sea) lo ultimo que (os |te |les )?(escriba|escribo|digo|diga|vais a (leer|saber))(
        de mi)?{STOP}
    (photo|picture|video|selfie) (from|of|on) the
        (roof|bridge|ledge|railings?|cliff|tracks|parapet)[^.!?\n]{{0,30}}(sorry|goodbye|\
        forgive|last (one|photo|message))
    (stop|help|come and get|talk to) me[,.]? (please )?(i'm|i am|im) (at|on|by|up on) the
        (station|bridge|platform|tracks|roof|cliffs?|edge|river|viaduct|ledge)
    (don't|do not) want to be (found|saved|rescued|revived) (in time|alive|before)
    there (is|'s|will be) no me (after|by|on|next|come)
    no quiero que me (encuentren|salven|rescaten|reanimen)( a tiempo| viv[oa]){STOP}
    (gonna|finna) ((actually|really|just) )?jump(?=[.!]|\Z)
"""
