"""The words in which people say that they want to die or hurt themselves; `crisis` weighs them."""

from moderation.checks._text import Phrases

_SELF = r"(myself|himself|herself|themselves|themself|ourselves)"
_OWN_LIFE = r"(my|his|her|their) (own )?life"
_NOT_TAKEN = r"\b(?! (back|apart|over|seriously|for granted|as it|in (my|his|her) hands|into)\b)"
_MORE = r"any ?(more|longer)"
_STOP = r"(?= ?[.,;!?\n]| (and|but|if|without|y|pero|si)\b|\Z)"
_NOT = r"(don't|dont|do not|doesn't|does not|no longer) (really |even )?"
_DID_NOT = r"(didn't|didnt|did not) (really |even )?"
_PILLS = (
    r"(pills|tablets|morphine|oramorph|meds|medication|(sleeping|pain) ?(pills|tablets)|"
    r"painkillers|tramadol|"
    r"codeine|oxycodone|oxycontin|opioids|opiates|fentanyl|patches|zopiclone|diazepam|valium|"
    r"insulin|"
    r"paracetamol|sedatives|lorazepam|dose|doses)"
)
_PASTILLAS = (
    r"(pastillas|tranquilizantes|morfina|medicinas|medicacion|parches|somniferos|pastis|"
    r"comprimidos|"
    r"opiaceos|insulina|lorazepam|diazepam)"
)
# What people put in between, and what changes nothing.
_ADV = (
    r"((just|really|simply|often|only|even|honestly|still|sometimes|always|actually|seriously) )?"
)
_WEAPON = r"(escopeta|pistola|navaja|cuerda|soga)"
_LIMBS = r"(arms?|legs?|thighs?|wrists?|skin|stomach|belly|brazos?|piernas?|muslos?|munecas?)"
_BENT_ON = (
    r"(want|wants|wanted|wanting|going|need|urge|thought|tempted|try|tried|trying|decided|plan|"
    r"planning|"
    r"planned|ready|about|intend) to"
)
_DEATH = r"(kill|killing|end|ending|hang|hanging|shoot|shooting) (myself|it|my life)"
_HIGH = r"(a|the) (bridge|roof|building|balcony|cliff)"
_MOVING = r"(a|the) (train|tube|bus|car|lorry|truck)"
_QUERER = (
    r"(quiero|quisiera|voy a|pens(e|o|aba|ando|ado) en|pienso en|intent(e|o|ado|ar|aba)|"
    r"ganas de|idea de|quise|queria|planeo|decidi(do)?|gustaria|a punto de)"
)
_QUIERE = (
    r"(quiere|va a|pensaba en|piensa en|intent(o|ar|aba|a)|ganas de|quiso|queria|planea|decidio|"
    r"amenaza con|habla de|a punto de)"
)

# Deeds without a tense of their own; the words before them tell whether it is over.
DEED = Phrases(rf"""
    kill(ing)? {_SELF}(?! (laughing|with (work|laughter)|trying|over (it|this)|to (get|make|be)))
    unalive {_SELF}
    commit(ting)? suicide
    hang(ing)? {_SELF}
    (drown|poison|gas|starve|suffocate|strangle)(ing)? {_SELF}
    shoot(ing)? {_SELF}(?! (up|in the|full|with)\b)
    (end|ending|take|taking) {_OWN_LIFE}{_NOT_TAKEN}
    end(ing)? (it all|it tonight|everything tonight)
    {_BENT_ON} end (it|things|everything){_STOP}
    (finish|finishing|do away with|doing away with|top|topping|off|offing) {_SELF}{_STOP}
    throw(ing)? {_SELF} (under|in front of) {_MOVING}
    throw(ing)? {_SELF} (off {_HIGH}|out of (a|the|my) window)
    jump(ing)? (off|from) {_HIGH}
    jump(ing)? out of (a|the|my) window
    (jump|step|walk|run)(p?ing)? (out )?(in front of|under|into) ({_MOVING}|traffic|the traffic)
    (die|dying) by (my|his|her|their) own hand
    (slit|slitting|cut|cutting) (my|his|her|their) (own )?wrists?
    (do|doing) something to {_SELF}
    {_BENT_ON} (hurt|harm|cut) {_SELF}(?! (off|some|a|on|shaving|loose|free)\b)
    (thoughts|thinking|dreaming) (of|about) (hurting|harming|cutting) {_SELF}(?! off)
    (hurt|hurting|cut|cutting|burn|burning) ({_SELF}|(my|his|her) {_LIMBS}) on purpose
    self[ -]?harming
    (take|taking) an overdose(?! by)
    (take|taking|swallow|swallowing) all (of )?(my|the) {_PILLS} (at once|and (end|die|never|not))
    enough (of (my|the) )?{_PILLS} (here )?to (end (it|my|everything|things)|die|never wake)
    enough (of (my|the) )?{_PILLS} (here )?to (kill|finish) (it|me|{_SELF})
    be (all )?better off (dead|without me|if I (was|were) (dead|gone))
    (think|thinking|thought) (of|about) driving (it |the car )?(into|off) (a|the)
        (wall|tree|lorry|river|bridge|cliff|road)
    suicidar(me|se|nos)
    quitar(me|se) (la vida|de en medio)
    (acabar|terminar) con (mi|su) (propia )?vida
    acabar con todo(?! (el|la|lo|los|las|este|esto|esta(?! noche))\b)
    {_QUERER} (matarme|hacerme dano)
    {_QUIERE} (matarse|hacerse dano|morirse{_STOP}|ahorcarse|tirarse (al|a la|por|del|desde))
    (me (quiero|queria|quise|voy a|puedo)|se (quiere|queria|quiso|va a)) (matar|suicidar|ahorcar|\
        colgar)
    me (quiero|queria|voy a|puedo) tirar (por (la|el|una) (ventana|balcon|puente)|al?
        (tren|metro|via|vias|rio)|del? (un |el )?\w{{4,8}})
    tirarme (por (la|el|una) (ventana|balcon)|al? (tren|metro|via|vias|rio)|del? (un )?puente|desde)
    ahorcarme
    colgarme de (un|una|la|el)
    (cortar(me|se)|abrir(me|se)) las venas
    hacerme dano a mi mism[oa]
    autolesionarme
    (tomarme|tragarme) (todas (las|mis)|un (bote|frasco) (entero )?de)
        {_PASTILLAS}(?! (de|con|a|cada|que)\b)
""")
# The wish is there now.
NOW = Phrases(
    rf"""
    (want|wants|wanting|would like|'d like|long|longing) to
        {_ADV}(die|be dead|not (be here|exist|wake up))
    (ready|decided|going|plan|planning) to (die|be dead) (tonight|today|tomorrow|soon|by)
    ('d|would) rather (be dead|die than (live|go on|carry on))
    wish(es)? (I|he|she|they) ((was|were) (dead|never born|not alive)|had
        (never been born|died(?! (my|her|his|it|the))|not woken up))
    wish(es)? (I|he|she|they)'d (died|never been born|not woken up|never woken up)
    wish(es)? (I|he|she|they) (could {_ADV}(die|not wake up)|would die|hadn't woken up)
    wish \w{{2,4}} (\w{{3,12}} )?had killed me
    (hope|hopes|hoping|pray|praying|wish) (that )?(I|he|she|they)
        {_ADV}(don't|dont|do not|won't|doesn't|never) {_ADV}wake up(?! (with|at|to|for|in|before|\
        late)\b)
    (hope|hoping|pray|praying) (to|that I can) (die|not wake up)
    want to (go to sleep|fall asleep|close my eyes) and (not|never) wake( up)?
    (no|any|a|only|other) way out (is|except|but|other than|apart from)
        (to )?(die|dying|death|suicide|{_DEATH})
    how to (overdose|tie a noose|die (painlessly|quickly|without pain)|(kill|hang|drown|poison)
        {_SELF})
    {_BENT_ON} jump( off| from| in front|{_STOP})
    (been|keep|keeps|started|still|back to) (hurting|harming|burning)
        (myself|himself|herself)(?! (by|on|at|when|with (hope|work))\b)
    I (burn|harm) myself (with|to|so|because|again|every|at night|when)
    want to (swallow|take|down) (them all|all of them|the (whole )?(lot|bottle|box|packet))
    (don't|do not|doesn't) deserve to (live|be alive)
    (know|knows|thought of|thinking of|looked up|looking up|googled|googling|found)
        (\w{{2,5}} )?(ways?|how) to (do it{_STOP}|die|end (it|my life|things)|kill {_SELF})
    how to end (it|my (own )?life)
    (got|have|bought|found) (a|the|my) (rope|noose){_STOP}
    want to (stop|cease) (existing|living{_STOP})
    want (this|tonight|today|it) to be my last (night|day)
    let me die{_STOP}
    want to be gone{_STOP}
    (I've|have) {_ADV}(taken|swallowed) too many {_PILLS}
    {_BENT_ON} drive (it |the car |my car )?(off|into) (a|the)
        (wall|tree|lorry|river|bridge|cliff|sea)
    (I'll|I will) drive (it |the car |my car )?(off|into) (a|the) (wall|tree|river|bridge|cliff|sea)
    death (would be|is|seems|sounds|feels) (better|easier|kinder|preferable|the only)
    {_NOT}want to (live|be alive|be here|be around|exist|wake up|go on|carry on|keep going)(
        {_MORE}|{_STOP})
    {_NOT}want to (live|be alive|exist|go on|carry on) (like this|this way|with this)
    {_NOT}want to wake up (tomorrow|again|in the morning)
    (sick|ready to be done|done) (of|with) (living{_STOP}|being alive|my life{_STOP}|\
        this life(?! of))
    {_NOT}want to (go on|carry on|keep|keep on) living
    (I'm|I am|im|he's|he is|she's|she is) ((actively|very|so|really|still|often) )?suicidal
    (feel|feels|feeling|been|become|becoming) ((so|very|really|actively|still) )?suicidal
    suicidal (again|now|today|tonight)
    (have|has|having|get|constant) (\w{{1,12}} )?suicidal (thoughts|ideation)
    (have|has|having|get|constant) (\w{{1,12}} )?thoughts of suicide
    (think|thinking|dream|fantasi[sz]e|fantasi[sz]ing) (of|about) (suicide|ending things{_STOP})
    (am|i'm|im|is|are|they're|be) (all )?(so much |much )?better off
        (dead|without me|if I (was|were) (dead|gone))
    (have|has|got|is|there's|see|find|feel) (no reason|nothing) (left )?(for (me|him|her) )?to
        (live|stay alive|be alive|keep living|go on{_STOP})( for)?
    (can't|cannot|don't|do not|couldn't) {_ADV}(see|find|have|think of|feel) (a|any|one|a single)
        (\w{{4,6}} )?(reason|point|purpose) (left )?(to|for|in)
        (live|living|stay(ing)? alive|be(ing)? alive|go(ing)? on{_STOP}|carry(ing)?
        on{_STOP}|be(ing)? here)
    (have|has|got|is|there's|see) no (point|sense|purpose)
        (left )?(in (living{_STOP}|being alive|staying alive)|going on{_STOP})
    no will (left )?to live{_STOP}
    (isn't|is not|'s not|no longer|hardly) worth living(?! without (?!(him|her|them|you)))
    (tired|done|fed up|sick) (of|with) (living|being alive|life){_STOP}
    (I|he|she) {_ADV}(don't|do not|doesn't|does not) (feel )?(trust|safe) (with )?{_SELF}
        (alone|tonight|with|around){_STOP}
    (I'm|I am|not) not safe (from|with) {_SELF}
    (don't|do not) feel safe (with|from|alone with) {_SELF}
    (afraid|scared|frightened) (of )?what I (might|may|will|could|'ll) do( to {_SELF})?{_STOP}
    enough of (living|being alive){_STOP}
    (can't|cannot|cant) (go|carry) on (living|with (my )?life|{_MORE})
    (I|I've been|I'm|started|keep|keeps|he's been|she's been) self[ -]?harm(ing)?
    (I've been|been|started|start|keep|keeps|back to|still) cutting
        (myself|himself|herself)(?! (off|on|while|when|shaving|with|a|some)\b)
    (been|started|start|keep|keeps|back to|still|I'm|am) (cutting|burning|slicing) (my|his|her)
        (own )?{_LIMBS}
    (been|started|start|keep|keeps|back to|I'm|am) cutting (myself )?again
    (my|a) suicide (note|plan)
    have a (plan|date|way|method) (to (end|die|do it{_STOP}|kill|finish)|for
        (ending|dying|my death|killing))
    know (exactly )?how (I'm going to|I'll|I will|I would|I'd) (do it|die|end it){_STOP}
    know (exactly )?(which|what) (bridge|tree|beam|train|platform|cliff|roof)
    how many (\w{{1,14}} )?{_PILLS} (it takes|it would take|I (need|would need|'d need)|would
        (kill|do it|be enough))
    (rope|noose|gun|shotgun|rifle|pistol) is (ready|loaded|waiting|in the \w{{3,8}})
    (bought|found|have|got|tied|hidden|loaded) (a|the|my|his)
        ((loaded) )?(noose|rope and|shotgun and)
    (have|I've|I'm|am) (\w{{3,7}} )?(written|writing) ((my|the|some|a) )?(goodbye|farewell|suicide)
        (letters?|notes?)
    by the time you read this,? I('ll| will) be (gone|dead)
    (saving|saved|stockpil(ed|ing)|hoard(ed|ing)) up (all )?(my|his|her|enough|the)
        (\w{{4,10}} )?{_PILLS}
    (saving|hiding|stashing|hoarding|stockpiling|keeping back) (all )?(my|his|her|the|enough)
        (\w{{4,10}} )?{_PILLS}( up)?
    (stockpil|hoard)(ed|ing) ((my|the|his|her) )?{_PILLS}
    (have|has|got|keep|keeps) (\w{{2,5}} )?(his|her|my|the|all|enough) (\w{{2,10}} )?{_PILLS}
        [^.\n]{{0,30}}(going to do with|ready for|for when I)
    (me quiero|se quiere|quiero|quisiera|deseo|ganas de)
        (morir(me)?|estar muert[oa]|dejar de (vivir|existir))
    no (quiero|deseo) (ya )?seguir( (viviendo|viva|vivo|aqui|con mi vida)|{_STOP})
    no (quiero|deseo|quiere) (ya )?(estar aqui
        mas|despi?ertar(me)?(?! al? )|vivir( mas| asi|{_STOP})|existir( mas)?|seguir asi)
    ya no quiero (vivir|estar aqui|seguir aqui)
    (estarian|estaran|estaria|estara|estan|estariais) (mucho )?mejor
        (sin mi{_STOP}|si (yo )?(no estuviera|me
        (muero|muriera|muriese|fuera|matara)|desaparezco|desapareciera))
    mejor que me (muriera|muera)
    (ojala|desearia|espero|rezo para) (manana |algun dia )?(me (muriera|muera|muriese)|estuviera
        muert[oa]|no (volver a )?(me )?despi?ert\w{{1,5}}(?! (al?|por|con|otra vez)\b)|no haber
        nacido)
    no (merece|vale) la pena (vivir|seguir viviendo)
    (cansad[oa]|hart[oa]) de (vivir|la vida|estar viv[oa]){_STOP}
    no (tengo|hay|encuentro|veo) (\w{{2,9}} )?(motivos?|razones|ganas) (para|de) (seguir )?vivi\w+
    no (tengo|le veo|le encuentro) sentido a (vivir|la vida)
    (pienso|pensando|pensado|piensa) en (el
        suicidio|suicidio|morir(me)?{_STOP}|desaparecer{_STOP}|acabar con todo|matar(me|se)|quitarme
        de en medio)
    (guardando|acumulando|juntando|escondiendo|guardadas|contadas)
        (las |mis |todas las |unas )?{_PASTILLAS}
    (tengo|tiene) (todas )?(las|mis|sus|la|el|una) ({_PASTILLAS}|{_WEAPON})
        (contad|guardad|preparad|list|cargad|a mano|escondid)\w{{0,3}}\
        (?![^.!?\n]{{0,30}}(pastillero|semana|desayuno|cena|botiquin))
    (tengo|tiene) (guardad|preparad|escondid|cargad)[oa]s? (las|la|una|el|mis|sus)
        ({_PASTILLAS}|{_WEAPON})
    me quemo (a proposito|con (el mechero|un mechero|cigarr\w{{2,5}}))
    me (corto|hago cortes|estoy (cortando|haciendo (cortes|dano)|autolesionando)|he vuelto a
        cortar)(?! (el|las unas|la barba|un|una|al|con el papel|la leche)\b)
    me hago dano (a mi mism[oa]|aposta|a proposito)
    (se|sabe) (ya )?(como|cuando) (voy|va) a (hacerlo|morir|matarme|matarse){_STOP}
    he (decidido|escrito) (morir(me)?|acabar con todo|matarme|las cartas de despedida|la carta de
        despedida)
    miedo de lo que (pueda|vaya a) hacer(me)?
    wish I could (just )?(go to sleep|fall asleep) and (not|never) wake up
    (quiero|quisiera|ojala pudiera) (dormir(me)?|cerrar los ojos) y no
        (despi?ertar(me)?|abrirlos)( mas| nunca)?
    prefiero (morir(me)?|estar muert[oa])
    no quiero (ya )?(estar viv[oa]|estar en este mundo)
    ojala (me hubiera(n)? (muerto|matado)|no hubiera (nacido|despi?ertado))
    (la|mi) vida (ya )?no (tiene|vale|merece)( ningun)? (sentido|nada|la pena)
    (me gustaria|quisiera|quiero) no despi?ertar(me)?( mas| nunca|{_STOP})
    no merezco (vivir|seguir (viv[oa]|viviendo|aqui))
    me da igual (vivir o morir|vivir|morir(me)?)
    me (autolesiono|corto los brazos)
    (tengo|tiene) (ideas|pensamientos) (suicidas|de suicidio)
""",
    loose=True,
)
# Told as something that was.
THEN = Phrases(rf"""
    wanted to (die|be dead|not (be here|exist|wake up))
    wished (I|he|she|they) (was dead|were dead|could die|would die|had died|had never been born)
    wished (I|he|she|they) (would not|wouldn't) wake up
    {_DID_NOT}want to (live|be here|be alive|go on|carry on|exist|wake up) {_MORE}
    {_DID_NOT}want to (be alive|exist|live){_STOP}
    {_DID_NOT}want to (go on|carry on|keep|keep on) living
    (was|were|felt|had been|became|been) ((actively|very|so|really) )?suicidal
    had (\w{{1,12}} )?(suicidal (thoughts|ideation)|thoughts of suicide)
    thought (of|about) suicide
    (attempted|committed) suicide
    suicide attempt
    died by suicide
    lost \w{{1,12}} to suicide
    (took|ended|taken) {_OWN_LIFE}{_NOT_TAKEN}
    (killed|hanged) {_SELF}(?! (laughing|with (work|laughter)|trying))
    self[ -]?harm(ed)?
    (took|taken) an overdose(?! by)
    (took|swallowed|taken) (all (of )?(the|my|his|her) {_PILLS}|too many {_PILLS} on purpose)(?!
        (with|at|every|as|and my|in (one|a) (spoon|go))\b)
    (took|swallowed|taken) (a|the) (whole |full |entire
        )?(bottle|box|packet|pack|strip|bottleful|jar) of (\w{{3,12}} )?{_PILLS}
    (slit|slashed|opened) (my|his|her) wrists
    I (cut|hurt) myself (to feel|because|again|on purpose)
    (used to|would) (cut|burn|hurt|harm) ({_SELF}|(my|his|her) {_LIMBS})(?! (off|shaving|on)\b)
    (were|was|been) (all )?better off (dead|without me)
    had (no reason|nothing) (left )?to live( for)?
    (was|wasn't) (not )?worth living
    (me queria|queria|me quise|quise|deseaba|desee|deseado) morir(me)?
    no (queria|quise) (seguir viviendo|vivir mas|estar aqui mas|despi?ertar(me)?(?! al? ))
    (pense|pensaba|habia pensado) en (el )?suicidio
    intento de suicidio
    (tom[eo]|trag(ue|o)|he tomado|ha tomado) (un|una|el|la|tod[oa]s?)
        (\w{{2,6}} )?(bote|caja|frasco|blister|tira|punado|monton)(s)?( enter[oa])? de {_PASTILLAS}
    (tome|trague|tomo|trago) todas (las|mis|sus) {_PASTILLAS}(?! (de|con|a|cada|que)\b)
    se (suicido|quito la vida|mato(?! a\b)|ahorco|colgo de|pego un tiro|corto las venas|tiro
        (al tren|por la ventana|del? puente))
    (tuve|tenia) (ideas|pensamientos) (suicidas|de suicidio|de muerte)
    (me cortaba|me autolesionaba)(?! (el|las unas|la barba)\b)
""")
# Despair, or only a very bad week: a person has to read it.
DESPAIR = Phrases(rf"""
    (can't|cannot|cant) (do|take|bear|face) (this|it) {_MORE}
    (can't|cannot|don't|do not) see (the|any|a) point( {_MORE}| in (living|going on)|{_STOP})
    (just )?want (it|this) all to (end|stop|be over)
    just want (it|this) to (end|stop|be over){_STOP}
    (think|thinking) (of|about) ending (it|things){_STOP}
    lost (the|my|his|her|all) will to live{_STOP}
    (can't|cannot) live without (him|her|them){_STOP}
    (?<!casi )me mato{_STOP}
    (easier|better) (to be|if I (was|were)) (dead|gone)
    want to (join|follow) (him|her|them|my \w{{3,8}}){_STOP}
    (quiero|me gustaria) (irme|reunirme) con (el|ella|ellos|mi \w{{3,8}}){_STOP}
    (no|not) (going to|gonna) be (here|around) (much longer|for (christmas|my birthday|long)){_STOP}
    what('s| is) the point (of|in) (living|going on|being alive)
    para que (seguir|vivir){_STOP}
    no puedo mas{_STOP}
    quiero desaparecer
    (mejor|preferiria) no (estar|existir|despi?ertar){_STOP}
    no le (veo|encuentro) sentido
""")
TOPIC = Phrases("""
    suicide
    suicidal
    suicidio
    suicidas?
    autolesion(es|arse)?
""")
