"""Words of danger by what is wanted: no tomorrow, no waking, no longer to weigh on anybody."""

from moderation.checks._crisis_words import STOP

# Not to be, not to wake, to be no burden. For `_crisis_wishes`.
WANTED = rf"""
    (hope|hoping|pray|praying|wish|wishing|beg|begging) (that )?(tomorrow|the morning|morning)
        (never|doesn't|won't|does not) (come|comes|arrive|arrives)( for me{STOP}|(?=[.!]|\Z))
    (want|wish|hope|pray|need|begging|wishing|praying) ([a-z']{{1,9}} ){{0,4}}?(my|this)
        (heart|breath|breathing|body) ((to|would|will|just) ){{0,2}}(stop|stops|stopped|quit|give
        out|gives out|give up|gives up)( beating| working| for good| altogether)?(?= (tonight|in
        my sleep|now|while i|before (morning|tomorrow))|{STOP})(?! ?,? (hurting|racing|aching|so
        (i|that i) can))
    (pray|prays|hope|hopes|wish|praying|hoping|wishing|ask|beg) ([a-z']{{1,9}}
        ){{0,4}}?(i|he|she) (won't|don't|never|will not|do not|wouldn't|didn't|doesn't)
        ([a-z]{{1,9}} )?open (my|his|her) eyes(?! (during|in (the )?(mri|scan|scanner)|too|to
        (see|find)))
    (hope|hopes|pray|prays|wish|hoping|praying|wishing) (that )?(i|he|she) (don't|do
        not|never|didn't|won't|doesn't) (make it|survive|pull through|come through|get through
        it|recover|get better)(?! (to (the|my|our) (shop|bus|party|meeting|station)|on
        time|too|only|home))(?=( (this|the|another|tonight|to
        (morning|tomorrow)|off|next|it)\b)|{STOP})
    (hope|pray|wish|hoping|praying) [^.!?\n]{{0,20}}\bi (die|don't wake( up)?|just go|slip
        away|stay|bleed out) (on the (operating )?table|under the (anaesthetic|anesthetic|knife))
    (want|wish|love|like|prefer|rather) [^.!?\n]{{0,25}}never (have to|had to|having to|need to)
        (wake( up)?|exist|be here|breathe|be alive)( again| any ?more| another|{STOP})
    (want|need|ready|long|longing|wish|craving|waiting|ache)
        ((only|just|for|to|have|take|go|into|now) ){{0,4}}(the|a|my|one)
        (big|last|final|eternal|endless|permanent|forever) sleep
    (erase|delete|extinguish|unmake) myself( for good| completely| altogether| from (this|the)
        (world|earth|life))?{STOP}
    (wish|want|like|beg|asking|ask) [^.!?\n]{{0,25}}(switch|turn|switched|turned) (me off|off for
        good){STOP}
    (plan|planning|intend|intending|mean|going) (to not|not to) (be (here|alive|around)|wake(
        up)?|exist|see)( any ?more| any longer| in the morning| tomorrow| the morning| the
        (end|weekend)|{STOP})(?! (when (the|they)|for the))
    (opt|opting|bow|bowing|check|checking|drop|dropping) out of (life|living|this life|this
        world|the world|existence)
    (gonna|wanna|want to|going to|imma|finna|tryna|lowkey|about to|might)
        ((just|rly|really|actually) )?(kms|unalive|ctb|off myself|yeet myself|end me){STOP}
    (want|wish) [^.!?\n]{{2,25}} and (to )?be dead{STOP}
    (breathe|better|easier|lighter|happier|freer|richer|rest|sleep|live|relieved|relax)
        ([a-z]{{1,8}} ){{0,3}}?(once|when|after|if|with) (i'm|i am|i was|i were|me)
        ((finally|all|well) )?(out of (the (picture|way|equation)|their (way|lives|hair)|his
        (way|life)|her (way|life)|everyone's way)|off (their|her|his) hands(?!-)|under the
        ground|six feet under|dead)
    (start (over|again|afresh)|have a (real |proper |normal )?life|have (his|her|their)
        (life|lives) back|find (somebody|someone)( else| better| new)?|marry again) if i
        (was|were|am|'m) ((dead|gone|out of (the way|it)|not (here|around|alive))|no longer
        (here|around|alive))
    (they|he|she|you|everyone|everybody|the (kids|girls|boys|family)|my \w{{3,9}})
        ((all|would|really|just) ){{0,2}}needs? me (gone|dead|out of the way){STOP}
    (want|wants|prefer|waiting for|wish) me (gone|dead|out of the
        way)[^.!?\n]{{0,12}}(and|so|fine)? (i'm|im|i'll|i will|i am) (going
        to|gonna|make|making|give|giving|do|see|oblige)
    (free|relieve|rid|release|spare) (them|him|her|you|everyone|everybody|the
        (kids|girls|boys|family)|my \w{{3,9}}) ((all|both|at last|finally) )?(of|from) (me|my
        (existence|presence)|myself|having me){STOP}
    (burden|weight|millstone|drain|load|dead weight) [^.!?\n]{{0,40}}(i'll|i will|i'm going to|i
        am going to|i shall|going to|gonna) (lift it|remove (it|myself)|take it
        (away|off)|relieve|free|rid|release|be gone|end it)
    (if|when) i (die|go) [^\n]{{0,60}}make sure (that )?i do{STOP}
    (be|i'd be) (glad|happy|relieved|grateful) (if|when) (it|the
        (cancer|leuk(a)?emia|tumou?r|lymphoma|illness))
        (kills|killed|took|takes|finished|finishes) me(?! (laughing|off guard|home|by))
    (only|just) one way (left )?to (make|get) (it|this|the pain|everything|them|the noise) (to
        )?(stop|end)[,.;]? (and|but) i('ve| have|'m| am| know|'ll| will)
    (pido|pidiendo|rezo|rezando|ojala|deseo|quiero|rogando|ruego) [^.!?\n]{{0,30}}(sea (la|mi)
        ultima noche(?= y|{STOP})|no haya (un )?manana( para mi)?{STOP}|no (me )?amanezca( para
        mi)?{STOP})
    (pido|pidiendo|rezo|rezando|ojala|quiero|deseo|espero|acuesto) [^.!?\n]{{0,30}}no
        (vuelva|volver|volviera|volviese) a (abrir los ojos|despi?ertar(me)?|ver (la luz|el
        sol))(?! (al|con|por|en))
    (pido|pidiendo|rezo|rezando|ojala|quiero|deseo|espero) [^.!?\n]{{0,25}}(me quede|me
        quedara|me quedase|quedarme) en (el sueno|la (operacion|anestesia|mesa)|el quirofano)
    (pido|pidiendo|rezo|rezando|ojala|quiero|deseo|espero) [^.!?\n]{{0,25}}(morir(me)?|me
        muera|me muriera) ((ya|pronto|esta noche) )?(durmiendo|dormid[oa]|mientras duermo|en el
        sueno|en la (operacion|anestesia))(?! (un dia|de viej|dentro de))
    (quiero|deseo|necesito|busco|ojala) [^.!?\n]{{0,20}}(sueno|descanso) (eterno|definitivo|sin
        despertar)
    (descansari\w{{1,3}}|vivirian|estari\w{{1,3}}|respirari\w{{1,3}}|seri\w{{1,3}}) ([a-z]{{1,9}}
        ){{0,3}}?si (yo )?(ya )?(no )?(faltara|faltase|falto|desaparec\w{{2,5}}|me fuera del
        todo|me quitara)
    voy a hacer que falte
    (libr(o|are|ar|arlos|arles|arla|arlo)|quitar(les|le|os)|quito) [^.!?\n]{{0,14}}(de|a)
        (mi|esta carga|este peso){STOP}(?=
        ?[^.!?\n]{{0,20}}(noche|hoy|ya|manana|siempre|lunes|muert|domingo))
    (borrarme|apagarme) (del mapa|del mundo|para siempre|de (este mundo|la vida|una vez))
    (kiero|qiero|kero|qro|kisiera) ((solo|ya) )?(morir(me)?|matarme|dormir(me)? (y no|para
        siempre)|no (despi?ertar|existir))
    (voi|boi|boy|vo) a (matarme|tirarme|suicidarme|acabar con todo|colgarme)
    (solo|unica|una sola) ((hay|existe|una|la) ){{0,2}}(manera|forma|salida) de que (esto|todo|el
        dolor) (pare|acabe|termine)[^.!?\n]{{0,8}} y (ya )?(tengo|se|voy|lo)
"""
