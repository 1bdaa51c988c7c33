"""The words of what happens to a life: a child, a body, a mind, a transplant."""

from moderation.checks._content_words import (
    CHILD,
    HIT,
    ILLNESS,
    MAL,
    PEQUE,
    POCO,
    TRATADO,
    TREATED,
    YOUNG,
    Words,
)
from moderation.checks._text import Phrases

PREGNANCY_LOSS = Words(
    Phrases(r"""
        miscarr(y|ied|iage|iages|ying)
        still ?(birth|born)
        lost (the|our|a|my|his) (baby|pregnancy|twins)
        (end|ended|terminate|terminated) (the|my|a|our) pregnancy
        (aborto|aborte|aborto espontaneo|mortinat\w)
        (perdi|perdimos|perder) (al|el|un|mi|nuestro) (bebe|embarazo)
    """),
)
FERTILITY = Words(
    Phrases(r"""
        (whether|if) (i|we|she|he) (ever )?(wanted|want|would want|might want|hoped for|planned)
            ((to have|any|more|a|some|one day) ){0,2}(children|kids|a family|babies|family)
        (counted|collected|retrieved|harvested|got|took|stored) ((my|the|out|out loud|\d\d?|two|\
            three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen) ){1,3}eggs(?! (from
            (the|our)|for (breakfast|tea)))
        eggs were (counted|collected|taken|retrieved|harvested|stored|put by)
        (chance|hope|hopes|dream) of (being|becoming|ever being) (a )?(mother|father|mum|dad|\
            parent|parents)
        (my )?periods? (had |have )?(stopped|never came back|did not come back|came back|went away)
        trying for a (baby|child|family|second|third|brother|sister|girl|boy)
        si (queria|queriamos|quiero|quisiera) (tener )?((mas|un|algun) )?(hij[oa]s?|familia|ninos)
        (se me (retiro|fue|corto)|me quede sin|volvio|no me vuelve|perdi) la (regla|menstruacion)
        buscando (un |el |al )?(bebe|hij[oa]|embarazo|segundo|herman[oa])
        (contaron|sacaron|extrajeron) ([a-z]{3,8} )?ovulos
        (in|sub)?fertility
        infertile
        (me|be|left|her|him|am|was) sterile(?! (room|water|gloves|pack|field))
        pregnan(t|cy|cies)
        embryos?
        (freeze|froze|frozen|freezing|bank|banked|collect|collected|harvest|harvested|stored)
            ((my|our|some|her|the|his|of) ){0,3}(eggs|sperm|embryos|ovaries)
        (eggs|sperm|embryos) (were |was )?(frozen|banked|collected|stored|retrieved)
        sperm
        menopaus(e|al)
        ivf
        (will|would|can|could) be no (more )?(children|babies|kids)
        (cannot|can't|could not|couldn't|never|unable to|not be able to) (ever )?have (any |more |\
            another )?(children|kids|babies|a baby|a child)
        (infertil|esteril|esterilidad|infertilidad|fertilidad)
        (embarazada|embarazo|embriones?)
        (congelar|congele|congelamos|congelaron|guardar|guarde|extraer) ((mis|los|unos|sus)
            )?(ovulos|semen|embriones|esperma)
        (semen|esperma|ovulos)
        menopausia
        (no|nunca) (puedo|podre|podria|podremos|podemos|voy a|habra|haya) ((ya|poder) ){0,2}(tener
            )?(mas )?hijos
        ya no habra hijos
        fecundacion
    """),
)
CHILDREN = Words(
    Phrases(rf"""
        (my|our|his|her|the) ((little|eldest|youngest|middle|only|own) )?({CHILD}|twins?) (is|was|\
            were|turned|has turned) (only |just )?{YOUNG}( now)?( and|[.,;]) (he|she|they|one of
            them|only one of them)?[^.!?\n]{{0,30}}?(has|have|had|got|was told|is having|was
            having|needed|with) ([a-z']{{1,9}} ){{0,5}}?({ILLNESS}|the same illness|chemo|a
            transplant)
        (my|our|his|her|the) ((little|eldest|youngest) )?{CHILD} (is|was|turned|has turned) {YOUNG}
            (in|on) (isolation|the ward|hospital)
        (he|she) (is|was) (only |just )?{YOUNG} and (his|her) hair (is|was|has|fell)
        (my|our|his|her) {CHILD} was (only |just )?{YOUNG}( months)? (old )?when (he|she|it|they)
            (was|were|got|had) (told|found|diagnosed|ill)
        (the|a) (children's|kids') (ward|hospital|clinic|oncology)
        (mi|nuestr[oa]|su) {PEQUE} (tiene|tenia|cumplio) {POCO}( anos)?[.,;] (lleva|llevaba|tiene|\
            tuvo|con)[^.!?\n]{{0,20}}? con ({MAL}|quimio|el mismo)
        (mi|nuestr[oa]|su) {PEQUE} (tiene|tenia|cumplio|cumplia) {POCO}( anos)? en (la burbuja|\
            aislamiento|la planta|el hospital)
        a (mi|nuestr[oa]|su) {PEQUE} (se lo|se la|le) (encontraron|dijeron|vieron|diagnosticaron|\
            detectaron)
        (planta|hospital) de (ninos|pediatria)
        (my|our|his|her|their|the|a) ((little|small|baby|eldest|youngest|middle|own|only|first|\
            grand) ){{0,2}}{CHILD}(, ([a-z]+ ){{0,3}}[a-z0-9]+,)? (was|is|has|had|got|being|were|\
            began|started|received|relapsed|lost (her|his) hair|gets) ?([a-z']{{1,12}}
            ){{0,5}}?{TREATED}
        (our|my|his|her) ((little|baby|eldest|youngest) ){{0,2}}{CHILD}(, [a-z0-9]+,)? (relapsed|\
            lost (her|his) hair|lost all (her|his) hair)
        (our|my) ((little|baby) ){{0,2}}{CHILD} ([a-z]{{1,9}} ){{0,4}}when {ILLNESS} took
        (he|she|i|who) (was|were) (only |just )?{YOUNG}( years old| months old)?( and|,)
            ([a-z']{{1,9}} ){{0,3}}?{TREATED}
        (he|she|i) was (only |just )?{YOUNG}( years old| months old)? when ([a-z']{{1,10}}
            ){{0,8}}?{TREATED}
        {TREATED} ([a-z']{{1,9}} ){{0,3}}?(when|at) ((she|he) was|the age of|age|aged|just) (only
            |just )?{YOUNG}(?! (weeks|months in|in the|o'clock|am|pm|past))( months| years)?
        (had|have|with|survived|survivor of) ([a-z]{{1,9}} ){{0,2}}?{ILLNESS} (as|when i was) a
            (child|kid|baby|little girl|little boy|boy|girl)
        (childhood|paediatric|pediatric|infant) ({ILLNESS}|oncology|haematology|hematology|ward|\
            unit)
        (child|children|kid|kids|baby|toddler|teenager) with {ILLNESS}
        children's (cancer|oncology|leuk(a)?emia|haematology|hematology|hospice)
        (toddler|baby|year-old|newborn)[^.!?\n]{{0,45}}(cannula|chemo|feeding tube|{ILLNESS}|\
            hickman|central line)
        (feeding tube|cannula|chemo|{ILLNESS})[^.!?\n]{{0,30}}(toddler|{YOUNG}-year-old)
        (mi|nuestr[oa]|su|la|el|un|una) {PEQUE} ([a-z]{{1,12}} ){{0,4}}?(le )?(diagnosticaron|\
            encontraron|detectaron|dijeron) ([a-z]{{1,9}} ){{0,4}}?{TRATADO}
        a (mi|nuestr[oa]|su) {PEQUE} (le )?(diagnosticaron|encontraron|detectaron)
        (nuestr[oa]|mi|su) {PEQUE} (de {POCO} (anos|meses) )?(recibio|empezo|tiene|tuvo|recayo|\
            perdio el pelo|esta en|tenia) ([a-z]{{1,12}} ){{0,6}}?{TRATADO}
        (nuestr[oa]|mi) {PEQUE} ([a-z]{{1,9}} ){{0,6}}se (lo|la) llevo la {MAL}
        (yo )?(tenia|con) {POCO} (anos|meses) (cuando|y) ([a-z]{{1,10}} ){{0,6}}?{TRATADO}
        {TRATADO} ([a-z]{{1,9}} ){{0,3}}?(con|a los) {POCO} (anos|meses)
        (tuve|tuvo|tenia|he tenido) ([a-z]{{1,9}} ){{0,2}}?{MAL} de (nin[oa]|peque\w+|chic[oa])
        (nin[oa]s?|bebe|menor(es)?|hij[oa]) con ({MAL}|leucemia)
        (oncologia|hematologia|planta|cancer|leucemia|oncohematologia) (infantil|pediatric[oa])
    """),
    Phrases(r"""
        (nurse|works?|worked|volunteers?|teacher|enfermera|trabaj\w{1,4}) ([a-z']{1,10} ){0,4}
    """),
)
ABUSE = Words(
    Phrases(rf"""
        (he|she|who|husband|wife|father|mother|stepfather|partner|ex|boyfriend|girlfriend|brother|\
            uncle|man|they) (often |also |once |sexually |then )?{HIT} (me|us|my (mother|mum|\
            sister))(?! (at (cards|chess|scrabble|pool)|to it|with the news|like|that|how|a (bit|\
            coffee)))
        (raped|rape|rapist|molested|sexually (assaulted|abused))
        (domestic|sexual|physical|family) (violence|abuse)
        (abusive|abuser)
        abused (as|by|me|us|her|when|for years)
        (the|an|sexual|after|his) assault(?! course)
        assaulted
        violent (home|husband|man|father|relationship|partner|marriage|household|boyfriend|ex)
        (he|she|ex|husband|father|partner|they) (has |had )?threatened to (kill|hurt|beat|shoot)
        (stalked|strangled|battered) me
        (marido|padre|padrastro|novio|pareja|ex|madre|el|hombre|y) me (pegaba|pego|golpeo|\
            golpeaba|maltrataba|empujo|violo|amenazaba|amenazo con matar\w{{0,2}})
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
        (was|is|were|be|as) (a|my|the) ((perfect|full|half|good|close|ten out of ten|complete|\
            only|one) )?match(?=[.,;:!?]| (for|and|which|that|we|on paper|in)|\Z)
        (on |is |it's |since |past |until |by |reached |after )day ((plus|minus) )?(zero|one
            hundred|a hundred|hundred|twenty-eight|thirty|sixty|ninety|2[89]|[3-9]\d|1\d\d)(?!
            (of|in) (the|my|each|every|isolation|lockdown))
        day (one hundred|a hundred|hundred|\+ ?\d{1,3})
        (my |his |her |the )?(brother|sister|father|mother|dad|mum|son|daughter|cousin|donor|\
            stranger)'s (bone )?(marrow|cells|stem cells|blood group|blood type)
        (his|her|their|the donor) cells (went|came|ran|dripped|are|took|grew|moved|were)
            ([a-z]{1,9} )?(in|into|in me|through|home|over)
        (wiped|wipe|killed|emptied|destroyed|burned) (out )?(off )?(my|his|her) (own )?(bone
            )?marrow
        (stranger|somebody|someone|person|match|name) on the (donor |bone marrow |stem cell
            )?register
        per cent (donor|somebody|someone|him|her|my (brother|sister)|german)
        my own cells (back|again|were given back|returned)
        compatible (al cien|con (mi|el|la)|del todo)|(era|es|fue|son|somos) compatibles?(?= (al|con
            mi|y|de|en todo)|[.,;])
        dia (mas|menos|\+) (cero|treinta|cien|sesenta|\d{1,3})
        (el |en el |del )?dia (cien|\+ ?\d{1,3})
        (las )?(celulas|la medula|medula|sangre|grupo (de sangre|sanguineo)) de (mi (herman[oa]|\
            padre|madre|hij[oa]|prim[oa])|un(a)? desconocid[oa])
        (transplant|transplants|transplantation)
        stem[ -]cells?
        (bone )?marrow (transplant|donor|donation)
        (gave|donated|give|donate|got) ([a-z']{1,9} ){0,3}?(bone )?marrow
        new marrow
        (my|our|no|unrelated|matched|sibling|was my|found a|a) donor(?! (of|kebab|wall|card|\
            plaque))
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
