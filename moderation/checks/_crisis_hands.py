"""Words of danger by what is in hand, one's own or somebody else's whom one fears for."""

from moderation.checks._crisis_words import LIMBS, PASTILLAS, PILLS, STOP

# Means at hand, hurting oneself, and somebody else's danger. For `_crisis_wishes`.
WITH = rf"""
    (there's|there is|i've got|i have|got|hung|hangs|put up|keep|keeps|have|is) (a|the)
        (rope|noose|cord|cable|belt|flex)(?![^.!?\n]{{0,60}}(swing|boat|goat|dog|horse|washing|\
        tree house|donkey|hammock|tent|sledge|climb|curtain|trailer|cow|calf|physio|bag))
        [^.!?\n]{{0,25}}(tied|knotted|ready|waiting for me|hanging (there|from the
        (beam|hook|rafter))|round the beam|over the beam){STOP}
    (i've|i have|i|i'm|he's|she's|he has|she has|sitting) (got |have |here with |with |sat with
        )?(the|a|my|his|her) (razor|blade|knife|scalpel|stanley knife|box cutter|gun|shotgun)
        ([a-z]{{1,8}} ){{0,6}}?(in the bath|in (my|his|her) (hand|lap)|on my
        (wrist|arm|knee|lap|knees)|beside me|next to me|with me|against
        my)(?![^.!?\n]{{0,40}}(shav|beard|onion|bread|cake|hair|peel|carv|potato|tomato|apple|\
        cheese|fish))
    (drawn|drew|draw|drawing|filled|loaded) (up )?(all|every|the whole|the
        entire|two|three|four|five|ten)
        ((of|the|my|his|last|bit|drop|pens?|syringes?|vials?|in|whole)
        ){{0,4}}(insulin|morphine|pens?|syringes?|potassium)(?! (for|to take|away|every|each|with
        the nurse|before (breakfast|meals)))(?=
        (that|i|in|and|at|tonight|now)|{STOP})(?![^.!?\n]{{0,40}}(nurse|breakfast|week
        ahead|holiday|school|trip))
    (inject|injecting|injected|take|taking|use|using) (all|the whole|the entire|every (last
        )?drop of) ((of|the|my|his|her|pen|vial|cartridge) ){{0,3}}insulin{STOP}
    (spit|spits|spitting|spat|cheek|cheeks|cheeking|palm|palming) (them|it|the \w{{3,8}}|my
        \w{{3,8}}|his \w{{3,8}}|her \w{{3,8}}) (out )?(and|then) ([a-z]{{1,7}}
        )?(save|saves|saving|saved|keep|keeps|keeping|kept|hide|hides|hiding|hid|collect|store)
        (them|it)
    (for|until) (when|the (day|night|time) (that )?)(i've|i have|i finally|he's|she's) had
        enough{STOP}(?! (of (the|this|soup|chemo|work)))
    (pour|pours|tip|tips|throw|throws|empty|chuck|flush|pouring|tipping|throwing|hide|hiding|\
        emptying) (away )?(my|the|all my|all the|his|her)
        (water|drinks?|food|feed|milk|tea|meals?|shakes?|juice|supper|dinner)[^\n]{{0,60}}(want
        (it|this) (over|to be over|to end)|sooner|quicker|hurry it|so (that )?(i|it)
        (die|dies|ends|'ll die)|be over faster|they mustn't know|let me (go|die))
    (slice|slices|slash|slashes|carve|carves|stab|stabs|slicing|slashing|carving|stabbing)
        (my|his|her) (own )?({LIMBS}|arm|leg|thigh|hand)s?
        (open|every|each|until|till|with|again|at night|when|so|because|on purpose|and
        nobody|tonight)
    (scald|scalds|burn|burns|scalding|burnt|burned) (my|his|her) (own )?({LIMBS}|arm|leg|thigh)
        (every (night|day|evening)|each (night|day)|on purpose|with (the|a|my)
        (lighter|cigarette|iron|match|hair straightener)s?)(?! (by
        (mistake|accident)|while|making))
    (punched|slapped|headbutted|smashed|punch|slap|punching|slapping|hit|hitting) (myself|my own
        (face|head)|my face|my head) (in the
        (face|head|eye|stomach|mouth|jaw)|again|until|til|till|so hard|over and over|every
        (night|day|time i)|when i get|with my fists?)(?! (with (the|a)
        (door|boot|cupboard|ball|rake|spoon)|by|on
        the|laughing))(?![^.!?\n]{{0,25}}(accident|mistake|mosquito|awake))
    (back to|gone back to|went back to|started|returned to|returning to|relapsed into|relapsed
        and started|restarted|resumed) ((the|my|old|secret) ){{0,2}}(cutting|self[
        -]?harm(ing)?|self[ -]?injury|the (blade|razor)|blades){STOP}(?<!cost cutting)
    relapsed (last night|yesterday|today|again|this (week|morning))[^.!?\n]{{0,40}}(my
        (arms?|legs?|thighs?|wrists?)|blade|razor|i cut|cuts|stitches)
    (days|weeks|months|years?) clean[^.!?\n]{{0,40}}(i cut|cutting|blade|razor|my
        (arms?|thighs?|wrists?))
    (recaid[oa]|recai) (en|con) (los cortes|las autolesiones|la cuchilla|cortarme|el corte)
    (he|she|husband|wife|son|daughter|brother|sister|father|mother|dad|mum|mam|mom|partner|\
        friend|neighbour|boyfriend|girlfriend|grandad|grandson) ((has|'s|just|is|have)
        ){{0,2}}(taken|took|got|grabbed|locked|shut|gone|walked|driven|drove|run|left|sitting)
        [^.!?\n]{{0,50}}(shotgun|rifle|pistol|the gun|his gun|her gun|rope|noose|all
        (his|her|the) {PILLS})[^.!?\n]{{0,60}}(he's|she's|he is|she
        is|he|she|said|says|isn't|won't|saying) ((that|he's|she's|is|he|she|has|had|it's|all)
        ){{0,3}}(done{STOP}|goodbye|had enough|finished{STOP}|over{STOP}|can't (go
        on|take|cope|do)|answer(ing)?|sorry{STOP}|not coming back)
    (texted|messaged|rang|phoned|called|wrote|written|sent|emailed|said|rung) (me |us |everyone
        |him |her )?((to|say|a|an|just|me|us|saying|his|her) ){{0,3}}(goodbye|farewell|goodbyes|a
        last message)[^.!?\n]{{0,50}}(taken|took|swallowed|{PILLS}|bridge|not answering|won't
        answer|can't reach|phone('s| is) off|locked|turned (his|her|their) phone)
    (she's|he's|she|he|they've|i've) ((has|have|just) )?(taken|swallowed|took|necked|downed)
        (a|the|her|his|my) (whole|entire|full) (box|bottle|packet|pack|strip|lot|jar) of
        (something|stuff|god knows|whatever|i don't know|her|his|my|some){STOP}
    (says|said|wrote|texted|texts|writes|told (me|us)|tells (me|us)|telling
        (me|us)|messaged|written) ((that|me|us|to) ){{0,2}}(he's|she's|he is|she is|they're|he
        has|she has) ((just|now|going to|already)
        ){{0,2}}(taking|swallowing|taken|swallowed|take|swallow) (all|every one|the rest|the
        lot)( of)?( (his|her|my|the))?( ({PILLS}|them|it))?(?! (with|back|home|to|as|every|on
        time|properly|now that|off|away|down)){STOP}
    (locked|shut|barricaded) (himself|herself|themselves) [^.!?\n]{{0,40}}with
        (a|the|his|her|all|my) ([a-z']{{1,9}}
        ){{0,3}}?({PILLS}|knife|razor|blades?|gun|shotgun|rope|belt)
    (surest|gentlest|kindest|most certain|least painful|quickest|easiest|simplest|best)
        (way|method) (for (me|someone|a person) )?to (go|leave|do it|end it) (without (it
        hurting|pain|suffering|anyone (knowing|finding|stopping))|painlessly|for good|if you want
        to die)
    (painless|pain-?free) (way|method|means) (to|of) (go|going|die|dying|leave|leaving|end
        it|doing it|do it)\b(?! (to|home|through|for|injections?))
    how long (it takes|does it take|would it take|until|till|before) ([a-z']{{1,6}}
        ){{0,2}}?(die|dies|dead)[^.!?\n]{{0,12}}(if|when|once) (you|i|someone)
        [^.!?\n]{{3,40}}(without (telling|anyone|them)|secretly|in secret|i'm going to|im going
        to|i'm about to)
    cuant[oa]s {PASTILLAS} ([a-z]{{1,8}} ){{0,5}}?(hacen falta|harian falta|necesito|hay que
        tomar|se necesitan|tendria que tomar) (para|si) ([a-z]{{1,6}}
        ){{0,2}}?(despi?ertar|morir(me|se)?|dormir(me)? para siempre|acabar|matar(me|se)?|no
        volver)
    (soga|cuerda)(?! (del?|para|que usa)\b) [^.!?\n]{{0,30}}(con (el|un) nudo|nudo (ya
        )?(hecho|echado|preparado)|ya (atada|colgada|puesta)|colgada (de la viga|del
        techo))(?![^.!?\n]{{0,40}}(columpio|ropa|barco|tienda|perro))
    (voy a|quiero|pienso|va a|me voy a) (poner(me)?|pinchar(me)?|inyectar(me)?|meter(me)?) (toda
        (la|mi)|tod[oa]s (los|las|mis)|el boli entero de|tres|cuatro|cinco) ([a-z]{{1,8}} de
        )?(insulina|morfina|bolis|plumas|jeringas|viales)
    (tiro|tira|vacio|escondo|echo|tirando|escondiendo) (el agua|la comida|el vaso|las comidas|la
        bandeja|los batidos|el batido|la cena)[^\n]{{0,60}}(acabar (cuanto
        antes|ya|antes)|morir(me)?|terminar (ya|antes|cuanto antes)|irme (ya|antes|cuanto antes))
    (se ha|ha|se)
        (encerrad[oa]|metido|ido|marchado|subido|llevado|cogido|encerro|\
        llevo)[^.!?\n]{{0,30}}(escopeta|pistola|cuerda|soga|cuchillo|todas las
        {PASTILLAS})[^.!?\n]{{0,40}}(no (aguanta|puede|quiere)
        (mas|vivir|seguir)|hart[oa]|adios|acabar|no contesta|no abre|se acabo|matar)
    (se|me) (ha|he|acaba de|acabo de) (tomado|tragado|tomar|tragar) ((casi|medio|tambien)
        )?(tod[oa]s? )?(el|la|las|los|mi|mis|su|sus|un)
        (bote|frasco|blister|tira|caja|medicacion|botes|cajas)s?( entero| entera|
        enteros)?{STOP}(?! (de (vitaminas|la manana|hoy)))
    (stopped|stopping|quit) (the|my) (blood thinners|insulin|anticoagulants?|steroids|heart
        (tablets|pills)|dialysis|{PILLS})[^.!?\n]{{0,20}}(told (nobody|no one)|without telling|in
        secret|secretly)[^.!?\n]{{0,14}}(let it|so (i|it)|until (i|it)|hope|hoping|waiting for it)
    (wish|wishing|wished) (that )?(the|my) (surgeon|doctor|nurse)'?s? (hand|knife|scalpel) had
        slipped
    (he dejado|deje|dejo) (la|las|el|los)
        (insulina|sintrom|anticoagulantes?|corticoides|{PASTILLAS}) [^.!?\n]{{0,14}}(a
        proposito|aposta|a escondidas|sin decir\w{{0,5}})[^.!?\n]{{0,30}}(acab\w+|mor\w+|que pase)
    me he despedido de[^.!?\n]{{2,24}} y ahora (me toca|voy yo|me voy yo)
    (ha subido|se ha subido|esta subid[oa]|esta) (al|en el|a la|en la)
        (tejado|azotea|puente|barandilla|cornisa)[^.!?\n]{{0,20}}(se (va a )?tira|salta|no
        baja|tirarse)r?
"""
