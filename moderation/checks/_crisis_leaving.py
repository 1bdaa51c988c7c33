"""Taking leave in words of danger: when it will be, goodbyes, what is left behind, by letter too.

Who is dying of the illness takes leave as well, so what is grave here names an end that is chosen:
a day for it, one's own hand, nobody to look for one.
"""

from moderation.checks._crisis_words import STOP
from moderation.checks._text import Phrases

_WHEN = (
    r"((by|on|before|from|until|after|this|next) )?(tonight|tonite|tomorrow|today|soon|morning|"
    r"(mon|tues|wednes|thurs|fri|satur|sun)day|the (weekend|morning|end of)|week|then|xmas|"
    r"christmas|new year)"
)
_WILL = r"(will|shall|'ll|ill|i'll|he'll|she'll|going to|gonna|mean to|intend to|plan to|about to)"
_THEY = r"(you|they|he|she|everyone|everybody|the (kids|children|boys|girls|family)|my \w{3,9})"
_DEAD = (
    r"(him|her|them|my (wife|husband|mother|father|mum|dad|son|daughter|boy|girl|brother|sister))"
)

NOW = Phrases(
    rf"""
    (would like|want|wish|ready|prefer) to leave,? (permanently|for good and all|for ever|\
        altogether)(?=[.!;?]|\Z)
    (tonight|today|tomorrow)[^.!?\n]{{0,14}} (put an end to|end|finish|do away with) (it|this|\
        everything|it all){STOP}
    (don't|do not|can't|cannot) (see|imagine|picture) (myself|me) ((being|still) )?(alive|living|\
        around) (by|at|after|past|next|in|beyond)
    (esta noche|hoy|manana) (lo )?(acabo|termino|pongo fin|acabo ya) (con|a) (esto|todo|mi
        vida){STOP}
    (don't|do not) (plan|intend|mean) to (see|live to see|make it to) (the )?(new year|christmas|\
        morning|weekend|spring|summer|winter|my (next )?birthday|monday)( in)?{STOP}
    (made up my mind|decided|determined|resolved|seen to it) (that )?[^.!?\n]{{0,24}} (will|shall|\
        is going to|is) (be )?my last{STOP}?(?! (day|week|month) (of|at|on|in))
    (don't|do not|won't|never) (mean|plan|intend|want) to be (alive|living) (at|by|for|in|come|\
        when|next|past|beyond)
    if (nobody|no one|no-one) (rings|calls|comes|answers|stops me|replies) [^.!?\n]{{0,15}}(i'm|\
        i'll|i am|i will) (do|doing|going|gone|taking|take)
    (my|this) life,? [^.!?\n]{{0,12}}(going to|will|i'll|gonna) (stop|end|finish) it{STOP}
    ready to (die|go|leave) and [^.!?\n]{{0,14}}(not going to|won't|don't want to|no longer|tired
        of) wait(ing)?
    (feel|find|found|catch|caught|notice) myself planning (it|how|when|the (way|day|date|where)|\
        my)(?! (holiday|party|trip|wedding|next|return))
    si nadie (llama|viene|contesta|responde) [^.!?\n]{{0,22}},? (lo hago|me voy|me las tomo|salto)
    (he decidido|decidi|tengo decidido) que [^.!?\n]{{0,24}} (sera|va a ser|es) mi ultim[oa]
    no (deseo|quiero|pienso|tengo intencion de) estar viv[oa] (cuando|para|en|el|a)
    es mi vida y (voy a|la voy a) (parar|acabar|terminar)(la)?
    (me noto|me veo|me descubro|me sorprendo) plane\w+
    {_WILL} ((already|probably|just) )?be (dead|gone for good) {_WHEN}(?! (if|of|from|at this
        rate))( anyway)?
    {_WILL} (be dead|have done it) by (then|the time|when)
    {_WHEN},? (i|he|she) ((will|shall|'ll|won't|wont) )?(be dead|not be alive)
    {_WHEN} (is|will be|'s) the (night|day|end|last)(?= (i|that i|of me|when i)\b)
    (is|'s) the (night|day) (that )?(i|i'll|i will|i'm going to) ((finally|just|gonna) )?(do it|\
        go|end it|die|finish it|take them)
    (not|don't|do not|won't|will not|never) ((plan|intend|going|mean|think i'll|expect|want)(ing)?
        )?(to )?(see|make it to|live to|be alive at) (the )?(new year|tomorrow|morning|weekend|my
        (next )?birthday|christmas|end of the (week|month)|spring|summer|monday|{_WHEN}) (in|\
        out)?,? ?(and )?(by choice|i'll see to|i have decided|i've decided|i've told no)
    (bring|bringing|put|putting|draw|drawing|brought) (my|his|her) (own )?(life|existence|days|\
        time here|story here) to (a|an|its) (close|end|finish)
    (depart|leave|quit|take leave of) (this|the) (life|world) (by|at|of) my (own )?(own|act|hand|\
        choice|will)
    by (my|his|her|their) own (act|hand|doing)(?! (written|made|sewn|baked|knitted))
    (terminate|conclude|extinguish|dispose of|make an end of|do away with) (my ((own|wretched|\
        sorry) )?(life|existence|suffering|days)|myself|himself|herself)
    (shall|will|'ll|i'll) have (taken|made) (the|that|this|my) (step|decision|leap|way out|\
        exit){STOP}
    (put|putting) (myself|himself|herself) (down|to sleep|out of (it|this|my misery|his misery|her
        misery|everyone's))
    (shall|will|i'll|going to|gonna|mean to|intend to) see to (myself|himself|herself)(?! (first|\
        later))
    (ought|allowed|able|entitled|want|intend|mean|going|plan|like) to (be allowed to )?finish (it|\
        things) (myself|himself|herself)(?=[.!;?\n]| (and|before|while|tonight|now|rather)|,
        before|\Z)
    {_WILL} (go after|follow|be going after|join) {_DEAD} ({_WHEN}|now|before)
    {_DEAD} (went|is gone|has gone|died)[^.!?\n]{{0,30}} and i('ll| will| shall|'m going to)
        (follow|go too|go after|join)
    manage (fine |well |better |all right )?on the insurance (once|when|after) (he's|she's|i'm|i
        am) (gone|dead)
    (nothing|all|only thing) (that's )?(is )?(left|remains|remaining) (for me )?((to do|now|here)
        ){{0,2}}?(but|except|is|now but|than) (to )?(go|leave|die|end it|do it|be gone){STOP}
    (this is|it's) ((my|a|the|our) )?((last|final) )?(goodbye|farewell)( then| forever| for good|
        everyone| everybody| all| now| from me)?{STOP}[^\n]{{0,40}}?\b(don't|do not|please|sorry|\
        forgive|love you|nobody|i can't|police|can't (stay|go on))
    (don't|do not|not to|please don't|nobody should) (come|go|try|bother) ((to|and) )?(looking|\
        look|search|searching|find|finding) ?(for|me)
    (left|leaving|leave|wrote|found) (us |me |behind )?((a|the|his|her) )?(note|letter|\
        message)[^.!?\n]{{0,16}} (not to (look|follow|come|search|blame)|don't look|asking (us|me)
        to forgive|saying (goodbye|sorry|he can't|she can't|he couldn't|she couldn't))
    (said|saying|says|say) ((his|her|my|our) )?(goodbye|goodbyes|farewell) ([a-z]{{1,9}}
        ){{0,6}}?(as (if|though) (he|she|it|i)) (meant|was (the )?(last|for good|forever|going)|\
        were the last|wouldn't|wasn't coming|won't)
    (they|he|she|nobody) (don't|doesn't|won't|did not|do not) know (it|that it|this) (was|is|'s|\
        will be) (the|my|our) last( time| kiss| meal| evening)?{STOP}
    (won't|will not|no longer|never) (be )?(need|needing) ((my|the|it|them|any|a) )?([a-z]{{2,9}}
        )?(after (today|tonight|tonite|tomorrow|this|{_WHEN})|where i'm going|any ?more
        soon)(?![^.!?\n]{{0,30}}(keep|ward|hospital|stay|mov(e|ing)|new|sold))
    (find|finds|finding|found) (my body|me (dead|hanging|afterwards|cold|in the morning and))
    (haven't|have not|only|not) ([a-z]{{1,9}} ){{0,3}}?who (finds|will find|is to find) me{STOP}
    (who|whoever|one who|don't want (him|her|them|the (kids|children|boys|girls)|my \w{{3,9}}) to|\
        mustn't|shouldn't|nobody has to) ((will|'ll|is going to|is to|has to|would) )?(find|finds)
        (me|my body){STOP}
    (insurance|policy|pension|payout) ([a-z']{{1,9}} ){{0,8}}?(when|once|after|if) (i'm|i am|he's|\
        she's) (gone|dead)(?= and (i'm|he's|she's) not dying)
    i (cost|am a cost to|drain|weigh on) (everybody|everyone|them all)
    take me out of (the|this) (sum|picture|equation|family) and
    (their|your|the) (sums?|lives|life|accounts) ((works?|adds? up|would be|is|are)) ((all
        )?(right|better|easier|lighter)) without me
    (grieve|cry|weep|mourn|miss me|be sad) for (a|one) (year|month|week|while)[^.!?\n]{{0,24}}
        (be|are) ([a-z]{{1,7}} )?(free|fine|better|over it|rid)
    (you|they|he|she|the kids|everyone)( will|'ll) (all )?be (all right|fine|ok|okay|better|better
        off) without me{STOP}[^\n]{{0,30}}(you'll see|by (the |then|tonight|monday)|it will be
        done|i promise|in time|soon)
    {_THEY}( will|'ll|would|'d|deserves?) ([a-z']{{1,9}} ){{0,4}}?a ([a-z]{{2,9}} )?(mother|\
        father|wife|husband|mum|dad|daughter|son) (who|that) (isn't|is not|isnt) (this|me|like me|\
        broken)
    (asked|begged|asks|begs|wants) (me|us|the doctor|her|him) ([a-z]{{1,9}} ){{0,4}}?(help|to help)
        (me|her|him) (to )?(die|end (it|things|her life|his life|it all)|finish it|go){STOP}
    (he|she|(brother|sister|son|daughter|friend|husband|wife|mum|mam|dad|mother|father) (says|\
        said|keeps saying|told me)) ((that|says|said|he|she) ){{0,3}}(won't|will not|wouldn't|'s
        not going to|isn't going to) (be (here|there|alive|around)|still be (here|there|alive))
        (when|by the time|after) (i|we) (get|come|go) (back|home)
    (voice|voices|something|it) ([a-z']{{1,9}} ){{0,3}}?(telling|tells|tell|says|say|said|keeps
        saying|whispers?) (me |to me )?(to )?((that i should|that i must) )?(walk|jump|step|do it|\
        cut|end|die|hang|take them|finish)
    (i've |i have )?promised (myself|himself|herself) (i|he|she) can (go|die|do it|end it) (once|\
        when|after|as soon as)(?! the (school|course|treatment|chemo))
    (ya )?(manana|el (lunes|martes|miercoles|jueves|viernes|sabado|domingo)|esta noche),? (yo )?(ya
        )?(estare muert[oa]|no (voy a )?(estoy|estare|estar) (viv[oa]|en este mundo))
    (ya )?estare muert[oa] (antes|para|el|manana|esta)
    (esta noche|hoy|manana) es (la noche|el dia|el final)( en (la|el))? que
    (poner|dar|puesto) (fin|termino) a (mi|su) (propia )?(vida|existencia|sufrimiento|dias)
    (ya )?habre (dado|tomado) (el|ese|este|la) (paso|salto|decision|salida){STOP}
    por (mi|su) propia mano(?! (escrit|hech))
    (me voy|ire|me ire|voy) (con|detras de|a buscar a) (mi [a-z]{{3,12}}|el|ella|ellos) (esta|\
        este|hoy|manana|ya|antes|pronto|en cuanto)
    me (voy a )?(ayud\w{{1,3}}|sacrific\w{{1,4}}|quitar) a mi mism[oa] (antes|ya|esta|como)
    (ya )?no (me )?(queda|hay) (mas|otra cosa|nada|otra) (que hacer )?(mas )?(que|sino) (irse|\
        irme|morir(me)?|acabar|marcharme){STOP}
    (esto|este) es (un|mi|el) (ultimo )?(adios|despedida){STOP}[^\n]{{0,30}}?\b(no|perdon\w*|os
        quiero|lo siento|nadie)
    (no (me )?|que no (me |lo |la )?)(vengais|vengan|vayais|salgais|salgan) a buscar(me|lo|la)?
    que no (me|lo|la|le) (busqu|sig)(emos|eis|en|ais|an|amos)
    (dej[oe]|ha dejado|deja|encontr\w{{1,4}}) (una|la|su) (nota|carta)[^.!?\n]{{0,16}}(que no (lo|\
        la|le|me) (busq|sig)|pid\w{{1,5}} perdon|de despedida|diciendo adios|que nos perdona)
    (se )?despidi\w{{1,4}} (de (mi|nosotros|todos) )?(por telefono )?como si (fuera|no fuera a|se
        fuera) (para siempre|la ultima|volver|del todo)
    no saben que (era|es|sera|fue) (el|la|mi) ultim[oa]{STOP}
    (quien|la persona que) (me )?(va a |vaya a |tenga que )?(encontrar(me)?|me encuentre)
    (sol[oa] )?(me )?falta saber quien me (va a encontrar|encontrara)
    sin mi,? (las|les|los|todo) ([a-z]{{3,9}} )?(les )?(salen|sale|cuadran?|funciona\w?|iria|iran|\
        va|van|viven) ?(mejor)?
    llorar(ian|an|eis) (un|una|unos) (ano|mes|semana|dias)[^.!?\n]{{0,14}}(libres|tranquilos|\
        mejor|descansar)
    (me|le|nos) (pidio|pide|ha pedido|rogo|ruega) ([a-z]{{1,9}} ){{0,3}}?que (la|lo|le) (ayude|\
        ayudara|ayudase|ayudaramos) a (morir(se)?|acabar|terminar|irse|matarse|quitarse)
    (herman[oa]|hij[oa]|padre|madre|marido|mujer|amig[oa]|el|ella) (me )?(dice|dijo|ha dicho) que
        ((cuando|al|si) [^.!?\n]{{3,30}} )?(el |ella )?(ya no|no) (va a|piensa) (estar|vivir|\
        esperar){STOP}
    la voz (me )?(dice|grita|manda|ordena) que (me )?(tire|corte|mate|salte|muera|acabe|lo haga|\
        vaya)
    (le )?ped\w{{1,5}} al? ([a-z]{{3,12}} )?algo para (acabar|terminar|morir|irme)
    no pienso (llegar a|ver) ([a-z]{{3,12}} )?(nochevieja|navidad|manana|el lunes|mi cumpleanos|el
        ano nuevo|el verano){STOP}(?! con)
    no (puedo )?(prometo|prometer) que (esta noche )?no (haga|vaya a hacer|me haga) (nada|una
        tonteria)
    """,
    loose=True,
)
