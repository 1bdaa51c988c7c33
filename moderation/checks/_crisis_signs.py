"""Words that say little alone, and much beside others: an act, and what it would be done with.

"I am going to do it tonight" may be a telephone call; beside tablets or a note it is none.
"""

from moderation.checks._crisis_words import PASTILLAS, PILLS, STOP
from moderation.checks._text import Phrases

ACT = Phrases(
    rf"""
    (i|he|she|i'll|i'd|he'll|she'll|to|gonna|will|shall|could|can) ((just|finally|really) )?do it(
        (tonight|today|tomorrow|soon|now|alone|myself|this (week|evening)))?{STOP}
    how easy (it )?((would|'d|will|might) )?(be|is|it is|it looks){STOP}
    (looks|seems|so|too|would be|'d be) easy{STOP}
    (i'm|i am|i'll|i will|i shall|gonna|going to) ((just|off|now) )?(go|going|leave|leaving|be
        gone|slip away|disappear)( now| tonight| soon| tomorrow| on (mon|tues|wednes|thurs|fri|\
        satur|sun)day)?{STOP}
    (take|taking|swallow|swallowing|have|having|neck|down) ((all of )?them all|all of them|the
        (whole )?(lot|bottle|box|packet)|every (last |single )?one){STOP}
    (jump|let go|step off|go over|tip over|walk in|lean out){STOP}
    (finish|end|finishing|ending) (it|things|this|everything|me|the job){STOP}
    (it'll|it will|that will|itll|that'll) be (quick|over|quiet|done|painless|tidy)
    (lined|laid|counted|set|drawn|measured) (it |them |all |everything )?(all )?(up|out)( on the
        bed|in (a )?rows?)?{STOP}
    (i'm|i am|he's|she's) ((just|really) )?(doing it|checking out|trying again|going through with
        it){STOP}
    (tomorrow|by (morning|then|monday|the weekend)) i (won't|will not) be here{STOP}
    (have|got|found|'ve) (got )?(the|my) (courage|nerve|guts|strength)( now| at last| to (do it|\
        go))?{STOP}
    only one way (this|it|to) (stops?|ends?|will (stop|end)|(make|get) it){STOP}
    (got|have|made|'ve|has) ((got|a|the|my|his|her) ){{1,2}}plan{STOP}
    (decided|know|worked out|settled) (how|when|where|what to do){STOP}
    (is|are|it's) ready( for (me|tonight|it))?{STOP}
    (gonna|going to) do it (after|before|once|when|while)
    (mon|tues|wednes|thurs|fri|satur|sun)day,? (when|while|once) (they're|they are|he's|she's|the
        \w{{3,8}} are) (all )?(at (school|work)|out|asleep|in bed|away)
    (el )?(lunes|martes|miercoles|jueves|viernes|sabado|domingo),? cuando (esten|este|se vayan|se
        vaya)
    (i|he|she) ((never|don't|do not) )?(thinks?|thought) (of|about) it (every|all the time|all
        day|again|a lot|constantly|most)
    (tell|tells|telling|told) (myself|me|himself|herself) to{STOP}
    give (him|her|them|it) (a|the) chance
    (i've|i have|have|has|he's|she's) (stopped|set) it there
    (next time|the next one) (it (does|will)|i (won't|will)|i'll)
    no (puedo|voy a) (parar|esperar mas){STOP}
    lo (voy a hacer|hare|hago|haria)( (esta noche|hoy|manana|pronto|ya|sol[oa]))?{STOP}
    (que|lo) facil (que )?(seria|es|parece){STOP}
    (me voy|me ire|me marcho|irme)( (ya|hoy|esta noche|manana|pronto|el (lunes|martes|miercoles|\
        jueves|viernes|sabado|domingo)))?{STOP}
    me (las|los|lo) (voy a )?(tomo|tomar|trago|tragar) tod[oa]s?{STOP}
    (saltar|soltarme|salto|dejarme caer|me suelto){STOP}
    (acabar|terminar|acabo|termino) (con )?(esto|todo|ya)?{STOP}
    sera (rapido|breve|limpio|un momento|indoloro)
    (tengo|tiene|he hecho) un plan{STOP}
    (lo )?tengo (ya )?todo (ya )?(preparado|listo|puesto|contado|pensado)
    (se|he decidido|tengo decidido) (ya )?(como|cuando|donde){STOP}
    ojala la proxima (lo haga|vez lo|sea)
    """,
    loose=True,
)
# What it would be done with or where, what is left behind for it, and when nobody is by.
BESIDE = Phrases(
    rf"""
    {PILLS}
    (belt|dressing gown cord|the bottle)
    (look after|take care of) (mum|mam|dad|him|her|them|the (dog|cat|kids|boys|girls))
    funeral
    so (that )?(i|it) (don't|dont|doesn't|won't) (ruin|spoil)
    on my (own )?terms
    (brave|desperate|ready|strong) enough
    (sleeping|pain) ?(tablets?|pills?)
    (rope|noose|gun|shotgun|rifle|razor|blade|knife|knives|bridge|balcony|cliffs?|railings?|\
        parapet|weir|canal|viaduct|ledge|exhaust|hose|hosepipe|beam|train|tracks|platform|\
        multi-?storey|helium|ampoules?|vials?|overdose|compass|the edge)
    (the|a|my|his|her) (note|notes|letters)(?=('s)? ?(is|are|i|,|and|ready|on|to|for)\b)
    (goodbye|goodbyes|farewell|forgive me)
    (leaving|left|written|writing) (notes?|letters?) (for|to) (everyone|everybody|them all|each|\
        all)
    (house|flat|place|home) (to (myself|himself|herself)|is empty|will be empty|empty)
    (no one|nobody|everyone|everybody) ([a-z']{{1,6}} )?(asleep|home|in|out|around|about)
        (tonight|on|till|until)
    (crisis team|samaritans|helpline)
    (should have|should've|nearly|almost) (killed|finished) me{STOP}
    (have |to |want to |going to )die{STOP}
    {PASTILLAS}
    (soga|escopeta|pistola|cuchillas?|navaja|puente|balcon|acantilado|barandilla|azotea|anden|\
        vias|ampollas|sobredosis)
    (la|una|mi) (nota|carta)
    (notas|cartas|una carta) para (todos|cada|ellos)
    (adios|despedida|perdonadme|perdoname)
    (la casa|el piso) (para mi|vaci[oa]|sol[oa])
    (deberia|tendria que|tenia que) haberme matado
    (he dicho|les he dicho|digo) que estoy bien
    """
)
# The same on an ordinary day.
ORDINARY = Phrases(
    r"""
    (the way|as) (they|the nurse|he|she) (told|said|showed)
    (home|shop|work|bed|lunch|breakfast|dinner|supper|tea|nurse|nurses|pharmacist|pharmacy|clinic|\
        physio|appointment|discharge|holiday|seaside|church|school|garden|photo|swim|haircut|\
        chemist|taxi|grandchildren|bake|paint|knit|phone|ring)
    (casa de|al cine|al medico|desayuno|comida|cena|enfermera|farmacia|consulta|playa|colegio|\
        compra|vacaciones|foto|llamar|taxi|nietos|uvas)
    (every|each) (morning|day|evening|week)
    (with|at) (breakfast|lunch|dinner|food|water|meals)
    """
)
