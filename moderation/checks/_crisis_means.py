"""Means in words of danger: what is taken, kept back or looked at, and hurting oneself."""

from moderation.checks._crisis_words import LIMBS, MANY, MUCHAS, PASTILLAS, PILLS, STOP
from moderation.checks._text import Phrases

# Hurting oneself, told plainly or shown by what is found.
_HURTING = rf"""
    (asked|begged|asking) [^.!?\n]{{0,30}}(something|anything) to (end|finish) (this|it|me|things|\
        it all){STOP}
    (punch|hit|kick|smash|punching|hitting) [^.!?\n]{{0,24}}(until|till) my (hand|hands|knuckles|\
        head|fist|fists) (\w{{1,5}} )?(break|bleed|split|crack)s?
    (esta manana|anoche|hoy|ayer|esta noche|otra vez) (llegue|fui|subi|me fui|estuve|me subi)
        (hasta|a|en|al|encima de) (la|el|las) (barandilla|azotea|puente|via|vias|acantilado|anden|\
        borde)(?! (con|de la (cama|piscina)))
    (can't|cannot|couldn't) stop ((the|myself) )?(hurting|cutting|burning|harming|biting|\
        scratching|hitting) (myself|himself|herself|my (arms|legs|hands))
    (i|she|he) cut(,| and| so) [^.!?\n]{{0,26}}(i|she|he) (feel better|bleed|breathe|calm|feel
        (calm|alive|real))
    (tied|knotted|hung|fixed|tested|checked) the (rope|noose|cord|knot)(?! (to|for|on|around the
        (boat|tree|box)))
    (quickest|fastest|easiest|surest|simplest|cleanest|least painful) way (for me )?to (die|kill|\
        end (it|my)|go under)(?! of)
    (go|went|got|throw myself|walk|step|lie( down)?|put myself|fall) (under|in front of|onto|\
        beneath) (a|the|some) (train|tube|bus|lorry|tracks|rails|truck|tram)(?! (of|ticket|bridge|\
        to))
    (going to|gonna|wants to|want to|she'll|he'll|i'll|will|could|about to) (just )?(walk|wade|\
        swim) (out )?into the (sea|river|lake|canal|ocean|reservoir)(?! (up to|to (swim|paddle|\
        cool)|with (my|the)|for (a|the)))(?= (like|and|until|as|one|tonight|soon|some)|{STOP})
    {PILLS} [^.!?\n]{{0,14}}(will|mind|intend|intention|plan|going|want|reason|courage|nerve|mean)
        to use (it|them)(?! (up|for|with|at))
    (he|she|sister|brother|mum|mam|dad|son|daughter|wife|husband|friend|i) ((has|have|'ve|just|\
        also) )?(swallowed|downed|necked) ((a|the|all|his|her|my|half) ){{1,3}}(box|boxes|bottle|\
        packet|handful|strip|jar) of ([a-z]{{3,12}} )?{PILLS}
    (se |me |ha |he ){{1,2}}(tragado|tomado|trago|tomo) (una|la|un|el|media) (caja|bote|frasco|\
        tableta|punado) de {PASTILLAS}
    (atado|colgado|preparado|anudado) la (cuerda|soga)(?! (al|del|a la))
    (manera|forma|modo) mas (rapid[oa]|facil|segur[oa]|simple|indolor[oa]) de (morir(se|me)?|\
        matar(se|me)|acabar con)
    (meter(me|se)|tirar(me|se)|metiera|tirara|poner(me|se)) (debajo|delante) de(l)? ?(un|el)?
        ?(tren|camion|metro|autobus)
    (se va a|me voy a|quiere|quiero) (meter(se|me)?) en el (mar|rio|agua|pantano)(?= (como|y|hasta
        (no|que)|para no)|{STOP})
    {PASTILLAS} y (ganas|intencion|ganas) de (usarl[oa]s?|tomarl[oa]s?)
    (scratch|scratches|claw|claws|bite|dig|dig in|gouge) [^.!?\n]{{0,20}}?(till|until) (there's|\
        there is|i see|i draw|it draws) blood(?![^\n]{{0,40}}itch)
    (burn|burns|burning|cut|cuts|cutting|slice|slices|carve|scratch) ((just|only|at) )?((the|\
        inside|insides|tops?|backs?|skin|flesh|soft|part|of|on) ){{1,6}}(my|her|his) (own
        )?({LIMBS}|arm|leg|thigh|hand)(?! (on|off|open|when|shaving))
    (keep|keeps|has|have|hung|hangs|made|makes|tied|ties|hides|hidden|got) (a|the|his|her|my) noose
    (take|hide|lock|keep|get) (away )?(my|the|those|these) ({PILLS}|knives|blades|razors|car keys|\
        gun) ((away|up) )?from (me|him|her)(?! (because|so|or|till|until|the))
    (someone|somebody|please|you) ([a-z]{{1,7}} )?(take|hide|lock|keep) (my|the|those|these)
        ({PILLS}|knives|blades|razors) away
    (picture|image|vision|dream|daydream|see) (of )?(myself|me) ((lying|floating|already) )?(in the
        (reservoir|river|canal|water|lake|quarry)|dead|hanging|in (my|a) coffin)
    (stand|standing|stood|walk|walking|lean|leaning|step|stepping) ((too|so|right|very|always)
        )?(close|near|nearer|closer) (to )?the (edge of the (platform|cliff|roof|bridge|road|\
        track|quarry)|platform edge|tracks|rails|kerb)
    (which|what|how) (floor|height|high|storey|bridge|train) [^.!?\n]{{0,40}}(certain|fatal|to
        kill|survive|enough to die|be sure)
    how many (of )?((my|the|these|his|her|those) )?{PILLS} ([a-z]{{1,7}} ){{0,3}}?(kill|be fatal|\
        finish|be enough|end)
    enough (of )?([a-z']{{2,9}} )?{PILLS} [^.!?\n]{{0,35}}?to (see (me|him|her) off|finish (me|\
        him|her) off|do me in|see me out|take me out)
    (car|engine|motor)( running)?,? [^.!?\n]{{0,22}}garage (door )?(shut|closed|down|sealed)
    {PILLS} (went|have gone|are all) (down|inside me|in me)(?! (well|easily|with|better|the
        (toilet|sink|drain|loo)))
    (took|swallowed|had) the (whole|full|entire) (strip|packet|box|bottle|lot)[^\n]{{0,50}}(more|\
        next time|only slept|again|sick)
    (tried|trying) (it )?again,? ((last night|yesterday|today|on \w{{6,9}}|this (week|morning)),?
        )?(with|using|by) (the|a|her|his|my) (belt|rope|cord|scarf|{PILLS}|razor|blade|knife|car|\
        sheet|bag)
    lo (intento|volvio a intentar|ha intentado)( otra vez| de nuevo)?,? (anoche|ayer|hoy|el
        \w{{5,9}})?,? ?(otra vez )?(con|a base de) (el|la|un|una|las|sus) (cinturon|cuerda|soga|\
        {PASTILLAS}|cuchilla|navaja|sabana)
    (me|se) (aran[oa]|rasc[oa]|muerd[oe]) hasta (hacerme|hacerse|que (me )?(sale|sal\w)) (la
        )?sangre
    (guarda|guardo|tiene|tengo|hizo|hice|ha hecho|cuelga) (una|la) (soga|horca)
    (desde )?que (piso|altura|puente) [^.!?\n]{{0,24}}(tirarse|tirarme|saltar|segur[oa]|mortal|\
        caer)
    cuantas {PASTILLAS} ([a-z]{{1,7}} ){{0,4}}?(matarian|matan|bastan|bastarian|hacen falta para
        (acabar|morir))
    {PASTILLAS} (de sobra|suficientes|bastantes) [^.!?\n]{{0,30}}para (irme|morir(me)?|acabar|no
        despi?ertar|quedarme)
    (alguien|que me|quitadme|quiteme|escondedme|esconde) (me )?((quite|quiten|esconda|guarde|\
        saque|quitadme) )?(las|los|mis) ({PASTILLAS}|cuchillos|cuchillas)[^.!?\n]{{0,30}}(no
        respondo|de mi|no me fio|esta noche|por favor)
    (me pongo|me acerco|me paro|me quedo) ((demasiado|muy|tan) )?(cerca del|al) (borde|filo)( del?
        (anden|la via|las vias|puente|la azotea))?
    (las )?{PASTILLAS} me las (tome|he tomado|tomo|trague) hace
    (put|puts|putting|stub|stubs|stubbing|hold|press) ((a|the|my|out|cigarettes?|lighter|iron|hot|\
        fag|spoon) ){{1,5}}(out )?(on|to|against) (my|his|her) (own )?({LIMBS}|arm|leg|thigh|hand|\
        skin|body)
    (hit|hits|hitting|bang|bangs|banging|smash|smashing|punch|punching|slap|slapping|bite|biting|\
        pinch|scratch|scratching|cut|cutting|burn|burning|hurt|hurting|stab|stabbing|carve|\
        carving|slice|slicing|pick|picking|scald|scalding) [^.!?\n]{{0,45}}?(because i (deserve|\
        want to hurt|hate (me|myself))|so (that )?i (can (breathe|feel|cope|sleep)|feel
        something)|just to feel|to feel (something|anything|real)|to punish (me|myself)|until i
        bleed|till i bleed|to hurt (me|myself)|on purpose|instead of crying|to make it stop)
    (hitting|bang|bangs|banging|smash|smashing|beating|knocking) (my|his|her) (own )?head (on|\
        against|into|off) (the|a)(?! (brick wall|same wall|pillow|beam|shelf|door frame))
    (do|doing|did|cut|cutting) (it|myself|my (arms?|legs?|thighs?)) with (a|the|my) ((bit of|blade
        of|piece of|edge of) (a )?)?(razor|blade|compass|scissors|glass|knife|sharpener|scalpel)(?!
        (in the (shower|bath) (again|now)|again now))
    (marks|cuts|burns|lines|scars|slashes|scratches) ([a-z']{{1,9}} ){{0,3}}?(up|on|down|all over|\
        along|inside) (both|her|his|their|my) (both )?({LIMBS}|arm|leg|thigh|\
        wrist)[^.!?\n]{{0,20}} (won't|will not|refuses|hides|hiding|long sleeves|and (a|found)
        (blade|razor)|says (it was|it's) the (cat|dog|stairs))
    (found|find|finding|discovered) (a|an|the|some|her|his) ((blood\w{{0,5}}|hidden|old|loose|\
        small) ){{0,2}}(rope|noose|blades?|razors?|razor blades?|scalpel|stash|suicide note) (in|\
        under|behind|inside|beneath) (my|our|his|her) ((son|daughter|brother|sister|boy|girl|wife|\
        husband|mum|dad)'s )?([a-z]{{3,9}} )?(room|wardrobe|drawer|bag|rucksack|pencil case|bed|\
        mattress|pillow|pocket|coat)
    (blade|razor|scalpel|noose) in (her|his|my|our \w{{3,9}}) ((son|daughter|girl|boy)'s )?(pencil
        case|schoolbag|wardrobe|pillowcase|phone case|school bag)
    (belt|rope|cord|flex|dressing gown cord|scarf|noose) (round|around|about) (my|his|her) (own
        )?neck
    (hold|holding|held|hover|rest|press) (the|a) (blade|razor|scalpel|knife) ((there|to|against|\
        over|above) )[^.!?\n]{{0,40}}?(deeper|harder|press|end|stop|think|blood|skin|wrist|throat)
    (voices?|it) (say|says|tell me to) cut,? (and )?i do
    (me )?(apago|apaga|quemo|quema) (los |un |el )?(cigarr\w{{1,5}}|mechero|cigarrillos?)? ?(en|\
        con) (el|los|la|mi|mis|su|sus) ({LIMBS}|brazo|pierna|mano|muslo)
    (me )?(golpeo|doy (golpes|cabezazos|punetazos)|pego) [^.!?\n]{{0,25}}?(contra|en) (la|mi|el)
        (cabeza|pared|cara)(?= (para|hasta|cada|de noche|porque|cuando))
    (me hago|se hace|hago) (rayas|marcas|cortes|quemaduras) (en|con) ([a-z]{{1,9}}
        ){{0,3}}?({LIMBS}|cuchilla|compas|cuter|cuchillo|brazo|pierna)
    (marcas|cortes|rayas|quemaduras) en (los|las|sus|el|la) (dos )?({LIMBS}|brazo)[^.!?\n]{{0,30}}
        (cuchilla|no quiere|esconde|manga larga|no (me |nos )?dice)
    (encontre|encontrado|encontramos|hay|tiene|descubri) (una?|la) (soga|cuchilla|navaja|cuerda con
        un nudo|bisturi|hoja de afeitar) (en|debajo|detras|bajo) (el|la|su|del|de) (armario|cajon|\
        mochila|estuche|cama|almohada|colchon|cuarto|habitacion)
    (cinturon|soga|cuerda|cable|bufanda) ([a-z]{{1,9}} ){{0,2}}?(al|en el|alrededor del) cuello
"""

# What was just taken, hoped from, or kept back for it.
_TAKING = rf"""
    (taken|took|swallowed|downed|had|necked|drunk|just swallowed|just took|just taken)
        (?=[^.!?\n]{{0,30}}\b(all|rest|every|whole|last|gin|whisky|vodka|lot)\b)((all|the|my|his|\
        her|of|rest|every|last|one|a|bottle|gin|whisky|vodka|and|whole) ){{1,9}}{PILLS}({STOP}|\
        [^.!?\n]{{0,30}}(cupboard|at once|and (lay|lie|now|wait|went)|lay down|goodbye|sorry|gin|\
        vodka|in the house))(?! (back|away|home|with me|in (a|the) (bag|box)|to the|out of|off|for
        the (week|day)))
    (took|swallowed|taken|drank|downed) (what|all that) (was|is|were|'s) left of (my|his|her|the)
        ([a-z']{{3,9}} )?{PILLS}
    (took|taken|swallowed|downed|'ve had) ({MANY}|\d\d|the lot|all) of (them|\
        those)[^\n]{{0,12}}\b(feel|feeling|so|getting|sleepy|drowsy|woozy|sorry|heavy|can't keep)
    (kept|keep|keeping|put|putting|held|saved|saving|hidden|pocketed|pocketing|set) (back|aside|\
        by|up|away|away) (every|each|one|all|a|half|my|the) [^.!?\n]{{0,22}}?({PILLS}|tablet|pill|\
        patch|ampoules?)(?! in the fridge)
    (kept|keep|saved|hoarded|pocketed|hid) (all )?(the|my|every|each|one|his|her) ([a-z]{{2,10}}
        ){{0,2}}?({PILLS}|tablet|pill|patch) (from (every|each|all|my|the|when)|since|every
        (night|day|time))(?! (i was told|the pharmacy))
    (taking|bringing|slipping|smuggling|pocketing|nicking|stealing) ((the|some|his|her|a few|\
        ampoules|vials|boxes|{PILLS}|of) ){{1,4}}(home|out|away) (one at a time|a few at a time|bit
        by bit|in my|from work)
    know (how many|how much|the doses?|what it takes|which ones|what it does)( of them)?( (i|i'd|\
        you|it|you'd|he'd|she'd|they))? (need|needed|take|takes|'d take|would take|will take|to
        (die|do it|be sure|someone))
    (how many|how much|what) (of )?(her|his|my|the|those) [a-z]{{3,12}} (it'd|it would|would it|\
        you'd|i'd|she'd|he'd) (take|need)
    how (much|many) (of )?(the )?([a-z]{{3,12}} ){{1,3}}?(does it take|would it take|do you need|\
        would you need|you need|it takes)(?! (to (get|feel|work|help|sleep|start|walk|fill|make|\
        match|set|heal)|before|for (a|the) transplant|every|for me to))
    (three|four|several|two|different) (chemists?|pharmac\w{{1,3}}|shops|supermarkets) so (that
        )?(no one|nobody|they|no-one) (would|wouldn't|'d|will) (ask|notice|know|stop|wonder)
    enough (of it |in it |there |here |put by |saved |left )?to (finish|do) (the job|the thing|it|\
        me){STOP}
    (a|whole|the) (month|month's supply|months' worth|week's worth|prescription|whole lot) in
        (one|a single) (night|evening|go){STOP}(?! (the chocolates|of telly))
    how (long|quickly|fast|quick) ([a-z']{{1,9}} ){{0,6}}?to (drown|bleed (out|to death)|\
        suffocate|freeze to death|starve to death|hang)(?! (in (paper|email)|out))
    does ([a-z]{{1,9}} ){{0,3}}?(hanging|drowning|jumping) hurt
    (does|if|whether) it hurts?,? ((when you|to|if you) )?(hang|hanging|drown|drowning|jump|\
        jumping|bleed out|suffocat\w{{1,4}}|overdos\w{{1,4}})
    (painless|quick|easy|sure|certain|clean|gentle|peaceful) (way|method|means) (to go( that|\
        {STOP})|out|of (going|dying|doing it)|to (do it|die|end)){STOP}
    (exhaust|engine|gas|car) (on|running) (in the (closed |locked )?garage|and (the )?(doors?|\
        windows?) (shut|closed)|with the (doors?|windows?|hose))
    (sleep|lie down|sit|going|asleep) ([a-z]{{1,8}} ){{0,2}}?with the (exhaust|gas|engine) (on|\
        running|pipe|hose)
    (length of|a) hose(pipe)? (from|on|to|for|and) the exhaust
    (gun|shotgun|rifle|pistol|rope|noose|blade) [^.!?\n]{{0,30}} (thought about|think about|look
        at|looked at|looks at|thinking about|sit with|hold) it (every|each|all|again|most|more|a
        lot|and wonder)
    (asked|asks|asking|wants to know|keeps asking) (me |us )?([a-z]{{1,9}} )?(where|for) ((i|we|\
        the|his|her|put|hid|kept|keep|is|are) ){{1,4}}(gun|gun keys|keys to the gun\w{{0,8}}|gun
        cabinet|shotgun|rifle|cartridges)
    (picked|chosen|chose|tested|tied|measured|know|found) (out )?(the|a|my|which) (beam|branch|\
        tree|hook|joist|rafter|bridge|spot on the bridge)(?! (for the (swing|hammock|picture|\
        bird)|to cross))
    (be|is|'d be|would be) (so |really |that |too )?(easy|simple|quick) ((just|for me) )?to (let go
        of the wheel|let go{STOP}|jump|step (off|out|in front)|swerve|drive (off|into)|turn the
        wheel|slip under|not (surface|come up)|walk (into the|out into)|roll (off|over the))
    (looking|leaning|look|lean) (over|down|out) [^.!?\n]{{0,18}}(looks|seems|is|be|so) (so
        )?(easy|inviting|quick|simple|peaceful)
    (think|thought|thinking|thinks),? ([a-z']{{1,9}} ){{0,3}}?how easy it (would|'d|will) be{STOP}
    (got|went|was|made it|come|came|gone) (as far as|up (to|on)|onto|over) (the|that|a) (railing|\
        railings|rail|parapet|ledge|barrier|edge of the (bridge|cliff|platform|roof))(?! (with
        (my|the) (frame|stick|walker|physio)|of the ward|on the ward|in
        physio))[^.!?\n]{{0,18}}(last night|today|tonight|this morning|again|yesterday|and
        (looked|stood|couldn't|someone))(?! with (the|my|a))
    (drove|went|walked|go|going|driving|walking) ((back|out|up|down) )?to the (cliffs?|bridge|\
        weir|viaduct|quarry|railway|reservoir|\
        tracks)[^.!?\n]{{0,6}}[.,;]?[^.!?\n]{{0,40}}(handbrake|let go|nearly|jump|stood on the
        (edge|wrong side)|almost|one step|how easy|couldn't do it)
    (woke|wake|came round|came to) ([a-z]{{1,9}} ){{0,3}}?(in|at) (the )?(a&e|er|casualty|resus|\
        hospital|icu)[^\n]{{0,60}} (hadn't|had not|didn't|did not) work(ed)?{STOP}
    (next time),? (i'll|i will|i won't|i'm going to|they won't|it'll|it will|nobody|no one)
        ([a-z']{{1,9}} ){{0,4}}?(lock|bolt|find me|stop me|save me|enough|be (higher|sure|quicker|\
        nobody)|do it (right|properly)|work{STOP}|take more|make sure)
    (i'll|i will|going to) (get|do) it (right|properly) next time{STOP}(?= ?[.,;]? (they|the
        (ambulance|neighbour|paramedics|police)|nobody|no one|somebody|someone|my \w{{3,9}} found))
    (can't|cannot|won't|couldn't) (promise|guarantee|swear|say) (that )?(i'll|i will|i can|i'd|to)
        (be|keep (myself )?|stay) ?safe
    (going to|gonna|might|will|about to|i'll) do something (stupid|silly|final|drastic|terrible|to
        myself|i can't undo)(?!,? like)(?= (and|there|i can't|tonight|to)|{STOP})
    what stops (a person|me|people|you|anyone)[^\n]{{0,25}}(run out|nothing|stop(s|ped)? me)
    (nothing|run out of (things|reasons|people) (that|to|who)|only thing( that's)?|all that('s)?|no
        one to) ([a-z]{{1,9}} )?(stop|stops|stopping|keeps|keeping) me( from (doing it|it|going)|\
        alive|here|going)?{STOP}
    (only|just) ((my|the|for) )?[^.!?\n]{{1,28}} (keeps|keeping|stops|stopping) me (from (it|doing
        it|going)|alive|from (ending|jumping|taking))
    (if it weren't|if it wasn't|were it not|but) for (the|my|our) [a-z]{{3,9}},? (i'd|i would|i'd
        have) ((just|have) )?(do it|done it|be dead|go today|end it|ended it)(?! all over)
    (i'd|i would) do it( today| tonight| tomorrow| now|,){{1,2}}[^.!?\n]{{0,20}} if it (weren't|\
        wasn't) for
    (went|gone|walked|ran|disappeared|walked out) [^.!?\n]{{0,20}}(and )?left (a|his|her) note
        (saying|to say|that said)? ?(not to|sorry|goodbye|don't)
    (says|said|say|threaten\w{{0,3}}|going to|gonna|he's|she's|wants to|hes|shes) ((he|she|that|\
        he's|she's|hes|shes|gonna|going|to|will|'ll) ){{0,5}}jump (if|when|off|unless|from the|in
        front|out)(?! (the queue|for joy|at the|of the (cake|bed)))
    tiene (pensado|decidido) (como|cuando|el dia)(?! (celebrar|ir|volver|operar))
    (me|se) (acabo de|acaba de|he|ha|acabe de) (tragar|tomar|tragado|tomado) (lo que|todo lo que)
        (quedaba|habia|tenia)
    me (he )?(tome|tomado|trague|tragado) ({MUCHAS}|\d\d|tod[oa]s){STOP}[^\n]{{0,8}}(tengo|siento|\
        me (estoy|entra)|perdon|sueno|adios)
    (apart|guard|junt|escond|acumul|ahorr|separ)(ando|ado|o|e|aba) (una|un|cada|las|mis|alguna|\
        media) ({PASTILLAS}|pastilla|comprimido)? ?(cada|de cada|todas las) (noche|dia|toma|\
        semana|manana)
    (me )?(las|los|lo|todo) (voy a |quiero |pienso )?(tomar|tomo|trago|tragar) (tod[oa]s? )?(en una
        (sola )?noche|de (una vez|golpe)|todas esta noche|juntas)(?! (con|en ayunas))
    (caja|bote|bolsa|cajon) con lo (necesario|suficiente|justo) para (acabar|terminar|morir|irme|\
        hacerlo)
    se (las dosis|cuant[oa]s) ([a-z]{{1,9}} )?(hacen falta|necesito|hay que tomar|harian falta|de
        memoria{STOP})
    (escopeta|pistola|soga|cuerda) [^.!?\n]{{0,35}} (cualquier (noche|dia)|esta noche|acabo|la
        miro|pienso en ella|me mira)
    (suelto|soltar|soltara|quito) (el freno|el volante|las manos|la barandilla) ([a-z]{{1,9}} )?(ya
        esta|se acab\w{{1,3}}|y se|y adios)
    (si )?(viniera|viene|pasara|pasa) un (camion|tren|coche|autobus),? no me (apart|mov|quit|\
        echari)\w+
    (duele|doler|dolera) ((mucho|el) )?(ahorcarse|ahorcarme|tirarse|ahogarse|cortarse las venas|\
        morirse asi)
    (forma|manera|modo) (de|para) (irse|morir(se)?|acabar|hacerlo) (sin (dolor|sufrir)|rapid[oa]|\
        que no duela)
    (llegue|fui|subi|he ido|me fui|estuve) (hasta|a|en) (la|el|las) (barandilla|azotea|puente|via|\
        vias|acantilado|anden|borde)(?! (con el (andador|fisio|\
        baston)))[^.!?\n]{{0,20}}?(esta|otra vez|anoche|hoy|ayer|y mire|y me)
    la proxima vez,? (echare|cerrare|no me|me asegurare|sera|lo hare|nadie|tomare|no fallo|tomo)
        ?(el|la|con|encuentr\w+|pestillo|llave|bien|mas|de verdad|nadie)
    (lo )?haria (hoy|ya|ahora|esta noche)( mismo)? si no fuera por
    (miedo|temo) (de|a) (hacer|cometer) (una|alguna) (tonteria|locura)(?! (en|con el pelo))
    (pregunt\w{{1,4}}|pide|quiere saber) ([a-z]{{1,9}} ){{0,4}}?(por )?(las llaves del armero|la
        escopeta|los cartuchos|donde esta la (escopeta|pistola))
    (dice|amenaza|va|voy|dijo) ((que|se|me|con|va|a|en) ){{1,4}}(tirar(se|me)?|tirarse) (por (el|\
        la) (hueco|balcon|ventana|terraza)|al (tren|metro|rio|vacio)|del? (puente|terraza))
    rezo (para|por) no (volver|despi?ertar|salir)(me)?( de (la anestesia|esta|ahi))?{STOP}
"""

NOW = Phrases(_HURTING + _TAKING, loose=True)
