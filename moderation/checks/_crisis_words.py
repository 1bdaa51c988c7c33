"""The words that the families of danger are put together from; each a pattern in a group."""

STOP = r"(?= ?[.,;:!?\n)]| (and|but|if|so|because|when|while|before|y|pero|si|porque)\b|\Z)"
MORE = r"(any ?(more|longer)|mas|jamas|nunca)"
# What stands between a wish and what is wished, and turns nothing round.
FILL = (
    r"((to|of|for|about|that|just|really|only|simply|honestly|actually|sometimes|i|i'd|me|could|"
    r"would|will|god|please|let|rather|a|an|quick|own|already|now|be|feel|think|thinking|and|the|"
    r"have|have to) ){0,5}?"
)
WISH = (
    r"(want|wants|wish|wishes|hope|hopes|pray|prays|long|longs|beg|begs|ask|asks|crave|prefer|"
    r"prefers|need|needs|dream|dreaming|hoping|praying|wishing|intend|intends|plan|plans|planning|"
    r"desire|'d like|would like|feel like|'d prefer|'d rather|would rather|would prefer|"
    r"decided|resolved|determined)"
)
DESEO = (
    r"(quiero|quiere|quisiera|querria|deseo|desea|ojala|espero|espera|pido|pide|rezo|reza|prefiero|"
    r"prefiere|sueno con|suena con|necesito|anhelo|pienso|piensa|planeo|planea|gustaria|ganas de|"
    r"decidido|intento|intenta|voy a|va a)"
)
ASLEEP = (
    r"((that|to|i|i'd|i'll|me|god|they|they'd|just|and|go|sleep|fall|asleep|tonight|simply|will|"
    r"would|could|of|please|let|for|my|eyes|close|if|one|night|day|from|it|then|take|gets|get) )"
)
NEITHER = r"(not|don't|dont|never|won't|didn't|wouldn't|no longer)"
AWAKE = (
    rf"{NEITHER} (to |ever |just )?((wake|woke)( me)?( up)?|be woken( up)?|"
    rf"see (the|another|one more|a) (\w{{1,9}} )?(morning|day|sunrise|dawn))"
    rf"(?={STOP}| (again|ever|tomorrow|one day|any ?more|from (the|this|it|my)|after (the|this)|"
    rf"in the morning)\b)"
)
LIVING = (
    r"(be alive|live|be living|exist|stay alive|go on living|keep living|keep on living|"
    r"be in this world|being alive|living|existing|staying alive|continue living)"
)
# To live somewhere or with somebody is another thing than to live.
NO_PLACE = (
    r"(?! (in (?!this (body|world|pain|way)|those|the (weeks|months))|at|near|with(?!out| (this|it|\
        all))|on (?!this earth)|by|alone|there|"
    r"next|up|abroad|off|under|out|through|proof|away|as |like (?!this)|here (in|at)|for \w|"
    r"without (?!(him|her|them|you|our|us|my (wife|husband|mum|mom|mother|dad|father|son|daughter|"
    r"sister|brother|partner|girl|boy)))|room|well|donors?|wills?|music|long))"
)
GONE = (
    r"((was|were|am|'m) (dead|gone|not here|no longer)|died|(was|were)(n't| not) (here|around|\
        there|"
    r"alive|born)|didn't (exist|wake)|did not (exist|wake)|had died|disappeared|just (went|died)|"
    r"(killed|ended) myself|ended it|stopped existing|weren't|wasn't)"
)
PILLS = (
    r"(pills|tablets|morphine|oramorph|meds|medication|sleepers|painkillers|tramadol|codeine|"
    r"oxycodone|oxycontin|opioids|opiates|fentanyl|patches|zopiclone|diazepam|valium|insulin|"
    r"paracetamol|tylenol|acetaminophen|ibuprofen|aspirin|sedatives|lorazepam|amitriptyline)"
)
PASTILLAS = (
    r"(pastillas|tranquilizantes|morfina|medicinas|medicacion|parches|somniferos|pastis|"
    r"comprimidos|opiaceos|insulina|lorazepam|diazepam|paracetamol(es)?|trankimazin)"
)
MANY = (
    r"(\d\d\d?|ten|twelve|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|sixty|a hundred|"
    r"too many|a handful of|dozens of|a load of)"
)
MUCHAS = r"(\d\d\d?|diez|doce|quince|veinte|treinta|cuarenta|cincuenta|sesenta|un monton de|muchas)"
LIMBS = r"(arms|legs|thighs|wrists?|skin|stomach|belly|brazos|piernas|muslos|munecas|la piel)"
ILLNESS = (
    r"(cancer|leuk(a)?emia|lymphoma|myeloma|infection|fever|sepsis|pneumonia|disease|illness|virus|"
    r"chemo|tumou?r|operation|an(a)?esthetic|lord|covid|flu)"
)
MAL = (
    r"(cancer|leucemia|linfoma|mieloma|infeccion|fiebre|sepsis|neumonia|enfermedad|virus|quimio|"
    r"tumor|operacion|anestesia|senor|dios|covid|gripe)"
)
KNOWN = r"(know|worked out|figured out|decided|planned|thought out|planning|imagine|imagining)"
SEEN_TO = r"(i'll|i will|i'm going to) (make sure|see to (it|that)|have done it)"
EDGE = (
    r"(bridge|platform|roof|edge(?! of the (bed|bath|seat|chair|sofa|pool|table|stage|bench))|"
    r"ledge|cliff|balcony|viaduct|car park|kerb|tracks|rails|pier)"
)
BORDE = r"(puente|anden|tejado|azotea|borde|acantilado|balcon|viaducto|vias|barandilla|ventana)"
BEST = r"(best|kindest|simplest|easiest|only|right|nicest|decent|fairest|cheapest)"
MEJOR = r"(mejor|unico|mas justo|mas facil|mejor regalo)"
RID = r"(better|happier|easier|kinder|lighter|free|freer|rid|relieved|simpler|richer|best)"
