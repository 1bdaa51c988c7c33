"""Notices cures that are claimed and medicines that are advised, but not what somebody took.

"I took 400 mg a day" is a life; "take 400 mg a day" is advice, and a reader may follow it.
"""

import re
from collections.abc import Iterator

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import Phrases, Rule, before, scan

_REMEDY = (
    r"(cannabis( oil)?|cbd( oil)?|hemp oil|turmeric|curcumin|baking soda|bicarbonate( of soda)?|"
    r"celery juice|carrot juice|beetroot juice|wheatgrass|juicing|(apricot|peach) (kernels|seeds|"
    r"stones)|"
    r"laetrile|(vitamin )?b17|ivermectin|fenbendazole|mebendazole|mms|chlorine dioxide|bleach|"
    r"essiac( tea)?|(apple cider )?vinegar|vinagre( de manzana)?|"
    r"soursop|graviola|black salve|alkaline (water|diet)|(high[ -]dose )?vitamin c|vitamin d3?|"
    r"keto(genic)?( diet)?|"
    r"fasting|colloidal silver|hydrogen peroxide|coffee enemas?|mistletoe|(medicinal|reishi|"
    r"lion's mane|"
    r"chaga) ?mushrooms?|dandelion( root)?|castor oil|garlic|homeopathy|reiki|raw (food|"
    r"vegan)( diet)?|"
    r"herbs|herbal (tea|medicine)|supplements|moringa|black seed oil|aloe( vera)?|hyperthermia|"
    r"ozone|"
    r"(this|my|our|the) (diet|protocol|tea|oil|method|juice|product|supplement|powder)|"
    r"positive thinking|"
    r"prayer|faith|curcuma|bicarbonato|dioxido de cloro|aceite de (cannabis|cbd|ricino)|marihuana|"
    r"ivermectina|ayuno|(el )?zumo de \w{2,12}|jugo de \w{2,12}|(huesos|semillas) de albaricoque|"
    r"agua alcalina|vitamina [cd]|kalanchoe|homeopatia|dieta (\w{2,12} )?(alcalina|cetogenica|"
    r"keto)|"
    r"uncaria|una de gato|muerdago|ajo|kefir|jengibre|hierbas|(esta|mi|nuestra) (dieta|infusion)|"
    r"(este|mi|nuestro) (metodo|protocolo|jarabe|producto|te|aceite))"
)
_ILLNESS = (
    r"(cancers?|leuk(a?e)mia|lymphomas?|myeloma|hodgkin's?|tumou?rs?|mds|cml|cll|aml|disease|"
    r"illness|lymph nodes|cancer cells|blasts|it|leucemias?|linfomas?|mieloma|tumor(es)?|"
    r"enfermedad|"
    r"celulas cancerosas|bultos?|ganglios)"
)
_DRUG = (
    r"(chemo(therapy)?|radiotherapy|radiation|transplant|imatinib|glivec|gleevec|dasatinib|"
    r"nilotinib|"
    r"ponatinib|bosutinib|ibrutinib|acalabrutinib|venetoclax|ruxolitinib|lenalidomide|revlimid|"
    r"thalidomide|hydroxyurea|hydroxycarbamide|rituximab|methotrexate|prednisone|prednisolone|"
    r"dexamethasone|dex|steroids?|tablets|pills|meds|medicines?|medication|treatment|maintenance|"
    r"antibiotics|blood thinners|interferon|insulin|morphine|quimio(terapia)?|radio(terapia)?|"
    r"trasplante|imatinib|dasatinib|ibrutinib|lenalidomida|prednisona|dexametasona|cortisona|"
    r"corticoides|pastillas|medicacion|medicinas?|tratamiento|mantenimiento|antibioticos?|dosis)"
)
_YOUR = (
    r"(the |your |any |that |this |all (the |your )?|la |el |las |los |tu |tus |vuestr[oa]s? |mas )"
)
_AMOUNT = (
    r"(\d[\d.,]{0,6} ?(mg|mcg|g|grams?|ml|drops|spoons?|teaspoons?|tablespoons?|capsules|tablets|"
    r"cups|"
    r"gramos|gotas|miligramos|cucharad(as?|itas?)|capsulas|comprimidos|iu|ui)|"
    r"(one|two|three|four|five|six|ten|half a|a) (teaspoons?|tablespoons?|spoons?|drops|capsules|"
    r"grams)|"
    r"(un[oa]?|dos|tres|cuatro|cinco|diez) (gotas|cucharad(as?|itas?)|capsulas|gramos))"
)
_CURES = (
    r"(cures|heals|reverses|melts|dissolves|shrinks|kills|beats|eliminates|destroys|gets rid of)"
)
_CURED = (
    r"(cured|cleared|flushed out|healed|reversed|melted|dissolved|shrank|killed|beat|eliminated|"
    r"got rid of|cure|heal)"
)
_WILL = r"(will|can|could|would|does|is going to|may)"

_DOES = (
    rf"(({_WILL} )?({_CURES}|{_CURED}|kill|reverse|melt|shrink|dissolve|beat)"
    rf" [^.\n]{{0,20}}?{_ILLNESS})"
)
_BETTER = (
    rf"(({_WILL} )?do(es)? what {_YOUR}?{_DRUG} (can't|cannot|won't)|[^.!?\n]{{0,20}}?"
    rf"(better|stronger|safer|more (effective|powerful)) than {_YOUR}?{_DRUG})"
)
_CURA = (
    r"(((te|os|me|nos|le|lo|puede|va a) ){0,2}"
    r"(cur|san|limpi|elimin|reduc|encog|mat|derrit|disuelv|revier|deshac|quit)"
    rf"[aeo]\w{{0,3}} [^.\n]{{0,16}}?{_ILLNESS})"
)
_REMITS = (
    r"((will |can )?(puts?|gets?|got|sent|sends) (\w{2,12} ){1,2}((back )?in(to)? "
    r"((full|complete) )?remission|away(?= ?[.,;!?\n]|\Z)|packing)|"
    r"((te|me|le|os) )?(pone|puso|mete|metio|deja|dejo) en remision|"
    r"((te|me|le|os) )?(limpi[oa]|cur[oa]|san[oa]) (la|el|mi|tu) (sangre|medula|cuerpo))"
)
_CLAIM = Phrases(rf"""
    (homeopath|healer|herbalist|naturopath|shaman|acupuncturist|reiki master|curander[oa]|\
        naturopata|\
        homeopata|acupuntor) ((me|le) )?(healed|cured|got rid of|melted|shrank|curo|sano|quito)
        [^.!?\n]{{0,16}}{_ILLNESS}
    (sugar|dairy|meat|milk|azucar|la leche) (feeds|fuels|alimenta) (the |your |a |las |tus |los |el
        )?(cancer|tumou?rs?|cells|leuka?emia|lymphoma|celulas|tumor(es)?|leucemia)
    (cures|heals|cleans(es)?|cura|limpia|sana) (the|your|la|tu) (bad )?(blood|marrow|sangre|medula)
    {_REMEDY}( (injections?|drops|oil|tea|powder|capsules|extract|juice|therapy))?
        ({_DOES}|{_BETTER}|{_CURA}|{_REMITS}|(cured|healed|saved) (me|him|her|us))
    you('ll| will| can) (beat|cure|heal) (this|it|cancer) (with|by|without)
    (cures|heals|(will|can|could) (cure|heal))
        (\d{{1,3}} ?% of |any |all |every |most |your |the )?(\w{{2,8}} )?{_ILLNESS}
    (100 ?%|guaranteed|proven)( \w{{4,10}})? (to )?(cure|heal|work against)s?
    (cured|healed) (of|from) (my |the )?(\w{{2,12}} )?{_ILLNESS} (by|with|thanks to|using)
        (\w{{2,10}} )?{_REMEDY}
    (cured|healed) (my|his|her|their|our) (own )?{_ILLNESS} (by|with|through|without|using)
        \w{{2,12}}
    (te |os |se )?(cura(n|ra)?|puede curar) (el|la|los|las|cualquier|todo tipo de)
        (\w{{2,10}} )?{_ILLNESS}
    me cure (de |del |de la |el |la )?{_ILLNESS} (con|gracias a|a base de|sin) \w{{2,12}}
    (cura|curacion) (100 ?%|garantizada|segura|definitiva)
""")
_NOTHING = re.compile(
    r"\b(?:no|not|never|nothing|nobody|nada|nunca|ni|chemo|transplant|quimio|trasplante|if|si)\b"
    r"(?:\s\w+){0,2}\s?\Z|n't\b",
    re.IGNORECASE,
)
_NEVER = re.compile(r"\b(?:not|never|nothing|no\scure|nada)\b|n't\b", re.IGNORECASE)
# Orders: only where somebody is told, see `_is_told`.
_DOSE = Phrases(rf"""
    (take|try|use|have|drink|inject|swallow|start (with|on)) [^.,;\n]{{0,30}}?{_AMOUNT}
    (take|try|use|drink|eat|inject|start|switch to|go on) (\w{{2,8}} ){{0,2}}?{_REMEDY}
    (one|two|half a|a|\d) (tea|table)?spoon(s|ful)? of {_REMEDY} (every|each|a|per|daily|in the)
    (take|try|use) (a|an|one|two|some) (\w{{3,8}}
        )?(aspirin|paracetamol|ibuprofen|diuretic|laxative)s?
    {_AMOUNT} (of|de) (\w{{2,8}} )?{_REMEDY}
    (swap|replace|exchange|trade) {_YOUR}(\w{{2,12}} )?{_DRUG} (for|with)
    (double|triple|increase|raise|lower|halve|reduce|cut|up|put up) (your|the) (daily |usual
        )?(dose|\
        dosage|amount|intake) of
    (half a|half the|one|two|a) (tablets?|pills?|capsules?|doses?) (of \w{{3,16}} )?(is|are)
        (plenty|enough|all you need)(?! (for (me|him|her|us)|now|to))
    (cut out|give up|avoid|cut) (all )?(sugar|dairy|meat|gluten)[^.!?\n]{{0,24}}(feeds?|cancer|\
        cells|\
        heal|starve)
    (take|have) (it|them|yours) every (other|second|third) day
    tomal[oa]s? (un dia si y otro no|cada dos dias|a dias alternos|en dias alternos)
    ask for a (higher|lower|bigger|stronger|double|smaller) dose
    (double|triple|increase|raise|lower|halve|reduce|cut|up|put up|bring down)
        {_YOUR}{{1,2}}(\w{{2,10}} )?{_DRUG}
    (tom[ae]|tomad|tomen|tomate|tomaos|tomese|usa|usad|prueba|probad|bebe|bebed|ponte|echate)
        [^.,;\n]{{0,30}}?{_AMOUNT}
    (toma|tomad|tome|tomen|tomate|tomaos|prueba|probad|bebe|bebed|usa|usad|come|comed)
        (\w{{2,8}} ){{0,2}}?{_REMEDY}
    (sube|subid|subete|baja|bajate|dobla|duplica|reduce|aumenta|quitate)
        {_YOUR}(\w{{2,10}} )?{_DRUG}
""")
_STOP = Phrases(rf"""
    (stop|quit|skip|refuse|reject|ditch|drop|bin|chuck|dump|flush|avoid|come off|throw away|say no
        to|give up)
        (taking |having |using )?{_YOUR}{{1,2}}(\w{{2,12}} )?{_DRUG}
    (stop|quit|refuse|reject|ditch|avoid|say no to|forget)
        (taking |having )?(chemo(therapy)?|radiation|radiotherapy|\w{{3,12}}nib)
    (never|don't|do not) let (them|anyone|anybody|your \w{{3,10}}) (give|put|talk|bully) you
    no (dejes|dejeis|dejen) que (te|os|les) (hagan|pongan|den|metan|\
        convenzan)[^.!?\n]{{0,14}}{_DRUG}
    (wean|taper|get|come) (yourself |yourselves )?off {_YOUR}(\w{{2,12}} )?{_DRUG}
    (do not|don't|never|no need to|you needn't) (take|have|accept|start|do|touch|agree to)
        {_YOUR}?(\w{{2,12}} )?{_DRUG}
    (deja|dejad|dejen|dejate|dejaos|rechaza|rechazad|tira|tirad|abandona|abandonad|salta(te)?)
        (de tomar |de )?{_YOUR}{{1,2}}(\w{{2,12}} )?{_DRUG}
    no (te fies|os fieis|confies|confieis) (de|en) {_YOUR}(\w{{2,12}} )?{_DRUG}
    deja(d|n)? de \w{{4,14}} con {_YOUR}{_DRUG}
    no (te|os|se) (pongas|pongais|pongan|des|deis|hagas|hagais) {_YOUR}(\w{{2,12}} )?{_DRUG}
    no (tomes|tomeis|tomen|aceptes|acepteis|empieces) {_YOUR}?(\w{{2,12}} )?{_DRUG}
    no hace falta (que )?(tom\w{{1,5}}|hacer\w{{0,3}}|pon\w{{2,6}}) {_YOUR}?(\w{{2,12}} )?{_DRUG}
""")
# Said straight to a reader, so an order wherever it stands.
_YOU = Phrases(rf"""
    you (really )?(should|must|have to|need to|ought to|can just|could just|can safely)
        (just |also )?(stop|quit|skip|refuse|double|increase|raise|lower|halve|take|try|drink|come
        off) [^.\n]{{0,20}}?({_DRUG}|{_REMEDY}|{_AMOUNT})
    you (want|need|ought) to (cut out|give up) (all )?(sugar|dairy|meat|gluten)
    you (don't|do not) need (to take |to have |any |the |your ){{0,2}}{_DRUG}
    (tienes|teneis|tendrias|deberias|debes|deberiais)
        (que )?(tomar|subir|bajar|dejar|doblar|probar|rechazar)(te|os|lo|la)?
        [^.\n]{{0,20}}?({_DRUG}|{_REMEDY}|{_AMOUNT})
    no necesitas {_YOUR}?{_DRUG}
    con (\w{{2,4}} )?{_REMEDY} (basta|es suficiente|sobra|vale)
""")
_ORDER = re.compile(
    r"(?:\A|[.!?:;\n\"(-]\s{0,2}|,\s|\b(?:please|just|simply|and|then|so|y|e|pues|or|o|everyone|"
    r"anyone|"
    r"everybody|should|must|do\sis|is|better|instead|to\sall|luego|solo|mejor|por\sfavor)[,:]?\s)\Z",
    re.IGNORECASE,
)
# Who is asked or told in the sentence: then it is a story, not an order.
_STORY = re.compile(
    r"\b(?:I|we|he|she|they|me|us|him|her|them|my|our|doctors?|nurses?|consultant|said|told|asked|"
    r"yo|me|nos|mi|dijo|dijeron|medic[oa]s?|doctora?)\b(?![^,.;:\n]{0,12}:)[^,.:;\n]{0,60}\Z",
    re.IGNORECASE,
)


def _is_denied(match: re.Match[str]) -> bool:
    """ "It cured nothing", "there is no cure": not a claim."""
    claim = re.sub(r"what\s(?:\w+\s){1,3}can(?:'t|not)", "", match[0])
    return bool(_NOTHING.search(before(match, letters=25)) or _NEVER.search(claim))


def _is_told(match: re.Match[str]) -> bool:
    """Not an order to the reader but something that somebody did, was told or wondered about."""
    earlier = before(match, letters=80)
    return not _ORDER.search(earlier) or bool(_STORY.search(re.split(r"[.!?\n]", earlier)[-1]))


_CLAIMS = gettext_noop("This says that something cures an illness. A reader may act on it.")
_ADVISES = gettext_noop(
    "This reads like advice about a medicine or a dose. What helped one person can harm another."
)

_RULES = [
    Rule(_YOU, Severity.WARN, _ADVISES),
    Rule(_STOP, Severity.WARN, _ADVISES, unless=_is_told),
    Rule(_DOSE, Severity.WARN, _ADVISES, unless=_is_told),
    Rule(_CLAIM, Severity.WARN, _CLAIMS, unless=_is_denied),
]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each claim of a cure, and each piece of advice about a medicine."""
    return scan(draft, "treatment", _RULES)
