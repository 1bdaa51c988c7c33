"""Wishes in words of danger: to be dead, to be no burden, to let the illness do it.

`_crisis` lists phrases that people are known to use. Here stand wishes and deaths with the words
that may be in between, so that a sentence nobody wrote before is noticed too.
"""

from moderation.checks._crisis_hands import WITH
from moderation.checks._crisis_near import NEARLY
from moderation.checks._crisis_plain import FEARED, PLAIN
from moderation.checks._crisis_wanted import WANTED
from moderation.checks._crisis_words import (
    ASLEEP,
    AWAKE,
    BEST,
    DESEO,
    FILL,
    GONE,
    ILLNESS,
    LIVING,
    MAL,
    MEJOR,
    MORE,
    NO_PLACE,
    RID,
    STOP,
    WISH,
)
from moderation.checks._text import Phrases

# To be dead, not to wake, not to live.
_TO_BE_DEAD = rf"""
    {WISH} {FILL}(be dead|being dead|dying|death|(?<!rather )die|not being alive|cease to exist)
    rather die than (live|be|go (on|back|through)|carry on|another|do (it|this|that)|face|have|\
        stay)
    think ((a lot|often|much|all day|always) )?about (not being|no longer being) (alive|here){STOP}
    {WISH} ([a-z']{{1,9}} )?{ASLEEP}{{0,9}}{AWAKE}
    (good|better|best|easier|easiest|kinder|happy|glad|relief|fine|nice|lovely)
        {ASLEEP}{{0,9}}{AWAKE}
    {AWAKE}[^.!?\n]{{0,25}} (best|better|easier|easiest|relief|kinder|happy|glad|fine by me)
    wish (they|he|she|nobody) (wouldn't|didn't|would not|hadn't) (wake|woken|saved|save|bring|\
        brought|revived?|resuscitated?) me( up| back)?
    (don't|do not|dont|no longer|not) {FILL}(want|wish|care|desire|intend|like)
        {FILL}{LIVING}{NO_PLACE}
    (?<!had )no ([a-z]{{1,9}} )?(wish|desire|will|reason|point|sense|use|purpose) (left )?(to|in|\
        for) ((me|my|go|keep|carry|going|on|me to) ){{0,3}}{LIVING}{NO_PLACE}
    (reason|point|sense|use|purpose) (left )?(to|in|of|for) ((me|my|go|keep|going|on|me to)
        ){{0,3}}{LIVING} {MORE}
    lost (any|all|the|my|every) (\w{{1,9}} )?(wish|desire|will) (to {LIVING}|for life)
    (hate|hates|loathe|detest|can't (stand|bear|take|face)|cannot (stand|bear|take|face)|weary of|\
        through with|had enough of|finished with|done with|sick of|tired of|no use for) (being
        alive|living|existing|life|this life|staying alive)( {MORE}|{STOP})
    (living|being alive|staying alive|life) (isn't|is not|is no longer|is hardly|'s not) worth
        (it|living(?! without (?!(him|her|them|you)))|the)
    (leave|depart|quit|exit|want out of|wants out of|get out of|out of|be done with) (this|the)
        (life|world|earth|planet)(?! (cup|of|behind|tour|championship))
    (disappear|vanish|be gone|go away|sleep|asleep|rest) (for good|for ever|forever)(?! (cured|if))
    how (i|he|she|to) ((could|can|might|would) )?(make|get) (myself|himself|herself) (die|dead)
    (death|dying|being dead|to die|to be dead) (would|will|'d) (only )?be (a |my )?(relief|\
        release|better|easier|kinder|blessing|mercy|way out|rest)
    rather (it|the \w{{4,10}}|this) (killed|took|finished) me
    i ((really|just|only) )?deserve (to die|death)
    stop (existing|living|being here|being alive|breathing)(?! (in|into|through|so|like|at|with)\b)
    why am i (still )?(alive|living|breathing)
    (all )?(i|he|she) (really )?wants? is (to )?(not (to )?(be here|be alive|exist|live)|be dead|\
        die|death)
    (wish|wishes|pray|hope) ([a-z']{{1,9}} ){{0,4}}?(it|this|tonight|tomorrow) (was|were|is|would
        be) my last
    (want|wish|need) (this|my) (own )?life (to be )?(over|to end|ended|finished)
    (can't|cannot) be (here|alive) (any ?more|any longer){STOP}
    wish (i|he|she) (weren't|wasn't|was not|were not|hadn't been) (alive|born|here{STOP})
    (happier|better|best|love|hope|dream|dreaming|thought|like) ([a-z]{{1,6}} ){{0,2}}?(not|never)
        waking up( again| ever|{STOP})
    {WISH} [^.!?\n]{{0,40}}over for good{STOP}
    (don't|do not) (plan|intend) (on|to) (being|be|staying|stay) alive
    death is (all|what|the (only )?thing) i
    (end|ending|ended) myself
    want to be (with|beside) (him|her|them|my \w{{3,8}}) (in (the ground|heaven|the grave)|again,?
        dead)
    (want|wants|going|ready) to go (with|after|to) (him|her|them){STOP}
    (won't|will not|refuse to|refuses to) live without (him|her|them|our \w{{3,8}}|my \w{{3,8}})
    {DESEO} (que )?((me|a|ya|solo|estar|por|de|no|seguir|un|una|pronto|la|el) ){{0,3}}?(morir(me|\
        se)?|muert[oa]|(la|mi) muerte|(?<=me )(muer[oa]|muriera|muriese))
    {DESEO} (que )?((me|a|ya|solo|dormir(me)?|cerrar|los|ojos|y|que|con) ){{0,5}}?no ((me|volver|\
        volviera|vuelva|a) ){{0,3}}(despi?ert\w{{1,6}}|abrirlos)(?! (al?|por|con|de noche|otra
        vez)\b)
    no (quiero|deseo|quisiera|querria|tengo ganas de|pienso) (ya )?(estar viv[oa]|seguir viv(o|a|\
        iendo)|vivir|existir|ver otro dia|despi?ertar(me)?)(?! (en (?!este (mundo|cuerpo))|con|\
        cerca|lejos|a (?!(su|mi) lado)|al|del?|por|sin (?!(el|ella|ellos|mi))|sol[oa]|aqui))
    (no soporto|no aguanto|odio|detesto|hart[oa] de|cansad[oa] de|ya no puedo con|no puedo con)
        ((mas|seguir|tanto|ya|el|de) ){{0,2}}(vivir|estar viv[oa]|seguir viv(o|a|iendo)|viviendo|\
        existir|la vida|mi vida){STOP}
    (no aguanto|no soporto) (mas )?(vivir|viva|vivo) (mas|asi)
    (perdido|perdi|pierdo|sin|no me quedan|no tengo) (todas )?(las |ya )?ganas de (vivir|seguir
        viv\w{{1,5}})
    no (tiene|veo|hay|le veo|encuentro|vale|merece) ((la|ningun|el|ya|mas|para|mi|que|pena|\
        sentido|motivo|razon|a|en) ){{1,4}}(vivir|viviendo|viv[oa]|siga viv[oa]|seguir(?= viv))(
        asi)?(?! (en|con|cerca|lejos|al?|del?|junto)\b)
    (vivir|seguir viviendo|estar viv[oa]) (asi )?(ya )?no (merece|vale|tiene)
    (dejar|irme|salir|marcharme|fuera|largarme) (de )?(este mundo|esta vida)(?! laboral)
    (dejar de|parar de) (existir|vivir|respirar)(?! (en|con|sol[oa]|juntos)\b)
    (para que|por que|a que) (voy a |quiero |tengo que )?(seguir|sigo) viv\w{{1,5}}
    por que sigo (aqui|viv[oa]){STOP}
    (la muerte es|morir es|morirme es) (lo (unico|mejor)|la unica|mi unica)
    (la muerte|morir(me)?|estar muert[oa]) (me )?(seria|es) (un |una )?(alivio|descanso|\
        liberacion|bendicion|salida)
    no (me )?(quedan?|tengo|hay) ((nada|motivos?|razones|ganas|por|para|de|lo|que|ya|la)
        ){{1,4}}vivir
    no volver a (abrir los ojos|despi?ertar(me)?){STOP}
    cada (noche|manana|dia) ([a-z]{{1,9}} ){{0,3}}?que sea (la|el) ultim[oa]{STOP}
    que se acabe (esta|mi) vida
    ojala no (estuviera viv[oa]|existiera|viviera|hubiera nacido)
    (ya )?me habria (matado|suicidado|quitado (la vida|de en medio))
    (me )?merezco (morir(me)?|la muerte)
    no quiero (ya )?(estar|seguir) (mas )?en (este mundo|esta vida)
    favor ([a-z]{{1,9}} ){{0,3}}si me (matara|muriera|muero|mato|muriese)
    acab(aria|are|o) con todo( (esta noche|hoy|ya)|{STOP})
    (ya )?no quiero (vivir|seguir) sin (el|ella|ellos|mi \w{{3,9}})
    (dormir(me)?|desaparecer|descansar|irme) (para siempre|del todo)
"""

# Others would be better off.
_BURDEN = rf"""
    (would|'d|'ll|will|are|be|is) ([a-z']{{1,9}} ){{0,5}}?{RID} ([a-z']{{1,9}} ){{0,6}}?(without
        me(( in it| here| around| alive)|{STOP})|of me{STOP}|if i {GONE}|with me (dead|gone))
    (nobody|no one|no-one|who|none of them)( would| will|'?d) ([a-z]{{1,9}} )?(miss|notice|care|\
        mind|mourn|cry|weep) ((me|for|about|much|at|all) ){{0,3}}(if|when|that|once) i {GONE}
    would (anyone|anybody|somebody) (even |really )?(miss me|notice|care|mind|cry) ((if|when) )?i
        {GONE}
    (the )?{BEST} (thing|gift|way|favou?r|solution|answer|option) ([a-z']{{1,10}} ){{0,8}}?(is|\
        would be|was|'s) ((that|for|me|i|to|if|my) ){{0,3}}(die|died|dying|dead|be dead|be gone|\
        death|end it|kill myself|suicide|did not wake|didn't wake|not to (wake|exist|be alive))(?!
        (at|in|with)\b)
    worth more dead
    free of me{STOP}
    dead,? i'd (cost|be (no|less)|trouble|weigh)
    (estaria|estarian|serian|seria|vivirian|vivirian|descansarian|quedarian|irian|iria)
        ([a-z]{{1,10}} ){{0,4}}?(sin mi{STOP}|de mi{STOP}|si (yo )?((ya|me|no|yo)
        ){{0,3}}(estuviera|muriera|muriese|muero|existiera|viviera|fuera de aqui|matara))
    si (yo )?((me|no|ya) ){{0,2}}(estuviera|existiera|muriera|muriese|viviera)(,| muert[oa],?)?
        ([a-z]{{1,10}} ){{0,3}}?(mejor|felices|tranquil\w{{2,3}}|descans\w{{2,6}}|libres|vivirian|\
        estarian)
    (a nadie|nadie|quien|a alguien) (le|me|lo|se)? ?(importaria|echaria|echarian|notaria|daria|\
        lloraria) ([a-z]{{1,9}} ){{0,4}}?(si|que|cuando) (yo )?((me|ya|no) ){{0,2}}(mu(er[oa]|\
        riera|riese)|estuviera|falto|faltara|desapare\w{{3,7}})
    lo {MEJOR} ([a-z]{{1,10}} ){{0,7}}?(es|seria) ((que|si|no|me|yo|para|todos) ){{0,4}}(mu(era|\
        riera|eriera)|morir(me)?|despi?ert\w{{1,4}}|matarme|desapare\w{{3,5}}|estar muert[oa])(?!
        (en|con) )
    si me (muero|mato|muriera) ([a-z]{{1,9}} ){{0,2}}?(descansa|estara|vivira|acaba)[a-z]{{0,2}}
    valgo mas muert[oa]
"""

# Letting the illness, or hunger, do it.
_LETTING_IT = rf"""
    (hope|hopes|pray|prays|want|wants|wish|beg|begs|asking|ask) (that )?((the|this|that|my|it|god|\
        death) )(([a-z]{{1,9}} ){{0,2}}?{ILLNESS} )?(kills?|takes?|finish(es)?|ends?|would (kill|\
        take|finish|end)|to (kill|take|finish|end)) me((?= (off|soon|in my sleep|quickly|tonight|\
        now))|{STOP})
    (stop|stopped|stopping|quit|refuse|refused|refusing|skip|skipped|skipping|given up|gave up|\
        won't|starving|starve|not (taking|eating|drinking)|don't (take|eat|drink)) (?!to (die|let|\
        be))[^.!?\n]{{1,45}}?(because|so that|so|in order|hoping|until|till|and hope|and pray|and
        want|,) [^.!?\n]{{0,22}}?(?<!n't )(?<!not )(?<!would )(?<!could )(?<!might )\b(die|dead|\
        kill me|kills me|ends (it|sooner|faster)|finish me|take me|over sooner)(?! (at|in|with|\
        peace)\w*)
    (let|leave) (me|him|her) (just |please )?(go|alone),? (and )?let (me|him|her) die
    (please|just) ((just|please) )?let me die
    ({DESEO}|que) (que )?((me|la|el|esta|este|lo|le|ya) ){{0,3}}({MAL} )?me (mate|lleve|remate)((?=
        (ya|pronto|esta|mientras|de una vez|esta noche|y|con ell?a?))|{STOP})
    ojala me (mate|lleve|remate) (la|el|esta|este) {MAL}
    (he dejado|deje|no|dejar|dejando) (de )?((me|tomo|como|comer|tomar|pongo|bebo|bebe|come|toma|\
        las|la|el|lo|los|de|y) )([a-z]{{1,12}} ){{0,5}}?(porque|para|y asi|hasta) ([a-z]{{1,9}}
        ){{0,3}}?(morir(me|se)?|muera|muero|que (acabe|termine) ya)(?! (en|con|tranquil\w))
    (dejad|dejen|deja|dejame|dejadme|dejenme)(me)? ?(ya )?morir(me)?(?! (en|con|tranquil\w))
    me (estoy|voy) (dejando|a dejar) morir
    (le )?pido a dios que me lleve
"""

# The same in the words of a telephone, a formal letter and an understatement.
_NOT_TO_BE = rf"""
    (hope|hopes|wish|wishes|wishing|hoping|pray|praying) ((that|for) )?(the )?(next )?(clot|bleed|\
        infection|fever|scan|round|cycle|op|operation|night|heart attack|stroke)
        [^.!?\n]{{0,16}}(the one|the last|take me|takes me|finish|my last)
    (wish|wishes|hope|want|wants) (that )?(someone|somebody|they|you|god|he|she)
        [^.!?\n]{{0,40}}(let me (be gone|go to sleep for good|die|go for good)|put me out of it)
    (yearn|long|pray|beg|ask|hope) for (my|his|her) (own )?death
    (about to|going to|will|'ll|i'll) save (god|him|it|them|the (cancer|illness|disease|doctors))
        the (trouble|bother|job|wait)(?! of)
    (should|could|want to|like to|wish i could|ought to) ((just|simply|quietly) )?(stop|cease)
        (existing|being{STOP})
    (hate|hates|hating|loathe) (being|to be) alive
    favou?r (if|by|when) i ((just|only) )?({GONE}|went (under|away for good)|jump\w{{0,3}}|did it|\
        dying|died|killing myself|disappear\w{{0,3}})
    favor (si|cuando) (me|yo) (metiera|tirara|matara|muriera|quitara|fuera|mato|muero|tiro)
    (deseo|quiero|busco) mi (propia )?muerte
    (como|pensado como) (provocar|causar|provocarme)(la|lo)? (la muerte|{STOP})
    (odio|detesto|no soporto) (estar|seguir) viv[oa]
    (want|wants|wish|long|longing|rather) (to )?be (in|under|beneath) (the (ground|earth|soil|\
        grave|churchyard)|my (grave|coffin))(?! (one|some) day)
    (sleep|bed|eyes|lie down|lie) and ((then|just|to) )?(never|not) (get up|rise|stir|open (them|my
        eyes))( again| ever| any more)?(?! (till|until|before|for))
    (tired|sick|weary|fed up) (of|with) (breathing|waking( up)?|having to (wake|exist|breathe)|my
        heart beating){STOP}
    (disappointed|angry|cross|furious|gutted|sad|annoyed|sorry|hate it|bitter) (that|when|to find|\
        because|each time|every time) (that )?(i )?((have|'ve|'m|am) )?(still (here|alive|\
        breathing)|woken( up)?|woke( up)?|wake( up)?)({STOP}| (again|alive|another))
    (swap|change|trade) (places )?with (any|a|the|some) ((poor|old|fresh) )?(corpse|dead|body in|\
        one in the (cemetery|ground))
    be ((far|much|all) )?better dead
    (not|won't|wouldn't|no|never) (be )?(any|no|the) (worse|poorer|different|emptier) (off
        )?(without me|if i (went|died|were gone|was gone|wasn't here))
    out of [^.!?\n]{{0,18}}this (life|world){STOP}
    (dormirse|dormirme|dormir|acostarme|acostarse) y no (levantar(se|me)?|abrir los ojos)( mas|
        nunca| ya)*
    (quiero|quiere|quisiera) estar (bajo|debajo de la) tierra
    (cansad[oa]|hart[oa]) de (respirar|despi?ertar(me)?){STOP}
    (me da|que|con) (rabia|pena|asco|coraje|tristeza) (haberme despi?ertado|haber despi?ertado|\
        seguir
        (viv[oa]|aqui)|despi?ertarme){STOP}
    estari?a (mucho )?mejor muert[oa]
    (mundo|casa|familia|nadie) [^.!?\n]{{0,14}} peor sin mi{STOP}
    salir de [^.!?\n]{{0,18}}esta vida{STOP}
    (don't|dont|do not|no longer) ((kinda|really|even|just) )?wanna (be (alive|here|around)|live|\
        exist|wake up|do this any ?more|carry on|go on){NO_PLACE}
    (don't|dont|do not|can't|cannot) (want to |wanna )?(do|keep doing) (living|life|being alive|\
        being me|existing)( {MORE}|{STOP})
    (kinda|sorta|lowkey|honestly|actually|just) ((just|rly|really) )?(wanna|want to) (die|be dead|\
        not (be (here|alive)|exist|wake up))(?! of\b)
    (keep|keeps|kept|always|been) (thinking|wondering|imagining) ((about|what) )?(if )?(i
        )?((just|simply) )?(don't|didn't|never|not|did not) (wake|woke|waking) up
    (idea|thought|notion) of (not (being|existing|waking( up)?)|being (dead|no more|nothing)|never
        (having been|waking( up)?)|nothingness)( {MORE})?{STOP}(?<!hate the idea)(?<!bear the
        thought)
    (grown|got|become) ((rather|quite|so|very) )?(fond of|used to|attached to|at peace with) the
        (idea|thought) of (not|being dead|dying by)
    (see|seeing|seen|saw) (the|any|no|much) (use|point|good|purpose) (of|in|to) (me|myself|my being
        (here|alive)|my life|my staying){STOP}
    (if|when|should) (a|the|some) (lorry|bus|train|car|truck|tram|van|wave|wagon) ((came|comes|\
        come|hit|hits|were to|was|turned up|along|round|past|the corner|at me|me|coming)
        ){{1,4}}[^.!?\n]{{0,16}}?(wouldn't|would not|not|don't think i'd|doubt i'd) ((even|bother
        to|really|i'd) )?(step|move|get|jump|mind|care|swerve|run)
    (not be|wouldn't be|would not be|isn't|is not) the worst thing if (i|he|she) ([a-z]{{1,9}}
        ){{0,3}}?(didn't|did not|failed to|never|wasn't) (come home|wake|come back|come round|make
        it|live|around)
    (envy|envious of|jealous of) (the (ones|people|dead)|those|them|him|her|everyone) (who|that)
        (didn't|did not|don't|never)? ?(make it|survive|died|die|wake up|are dead|are gone)
    (jealous of|envy) the (dead|ones in the (cemetery|ground|churchyard))
    (pray|prays|hope|hopes|wish|wishes|hoping|praying) ([a-z']{{1,9}} ){{0,3}}?(i|he|she) ((go|\
        goes) under and )?((don't|doesn't|won't|never|do not) (come (up|round|back|to)|surface|\
        return)|(go under and )?stay under)( again)?(?! (till|until))
    (don't|do not|doesn't) (want|need) (saving|to be (saved|rescued|found|brought (back|round)|\
        resuscitated by))(?! (a|the|for))
    (tell them|told them) not to (bother|save me|bring me back|try)[^.!?\n]{{0,14}} (if|when) they
        find me
    (hand(ing)?|give|giving|put(ting)?) (in )?my notice (in )?(on|for|to|with) (life|living|being
        alive|this world|the world)
    (being alive|living|life|existing|staying alive) is (a|an|the) ([a-z]{{3,9}} )?(job|chore|\
        sentence|punishment|mistake|habit|burden) (i|that i|i'd)
    (god|lord|nature|cancer|illness|it|death) [^.!?\n]{{0,30}}(save|saving) (him|it|her|them|god)
        the (trouble|bother|job|wait)(?= ?{STOP})
    (death|dying|being dead|to die)( is|'s| would be) ((now|really|just|still) )?((the )?(only|one)
        )(thing|appointment|plan|date|wish|hope|future|comfort|door|way)
    (look|looking) forward to (dying|death|being dead|not (being|existing|waking))(?! of)
    (don't|do not|won't|doesn't) (think|believe|expect) (that )?(i'll|i will|i'm going to|i can|\
        he'll|she'll) ([a-z']{{1,6}} )?(make it (to|till|until|through) (the )?(morning|tonight|\
        night|weekend|tomorrow)|be alive (tomorrow|by|in the|on|next)|live through tonight)(?= (if
        i('m| am)|on my own|alone|without|if (nobody|no one))|{STOP})(?= ?[^.!?\n]{{0,30}}(alone|on
        my own|myself|not the illness))
    (please )?(somebody|someone|anyone) (ring|call|come|help|talk to|stop) me[^.!?\n]{{0,40}}(make
        it|safe|do it|alone|alive|morning|do something)
    (if (it|sepsis|the infection|the fever|the clot|a clot|pneumonia|death|the virus) (comes|gets|\
        takes|wants|kills) ?(me|to)?,? (it can|let it|so be it|it may|i won't|fine|good){{0,1}}
        ?(have|take|kill|finish)? ?(me|fight it|it){STOP})
    (leaving|left|leave|letting|let) [^.!?\n]{{0,30}} (hoping|in the hope|praying|hope) (for|of|\
        that|it) [^.!?\n]{{0,24}}(infection|sepsis|clot|fever|fall|end|kill|finish|take)\w{{0,4}}
    (stopped|stopping|not taking|skipping|refusing|throwing away|hiding|spitting out)
        [^.!?\n]{{0,30}} (on purpose|deliberately)[^.!?\n]{{0,40}}(hurry|sooner|quicker|die|end|\
        over|get it)\w{{0,3}}
    (eat|drink|take) nothing[^\n]{{0,30}}(slow|slowly)[^.!?\n]{{0,12}}(gets me there|works|way
        (out|to go)|will do it)
    (ya )?no kiero (vivir|estar|seguir|nada de esta vida)
    (ya )?no quiero estar{STOP}(?= ?[^.!?\n]{{0,30}}(ni|en ningun|nunca|viv\w+|punto|simple))
    (no quiero (vivir|seguir)( mas)?|no quiero mas vida)(?= (que se acabo|ya|nunca|y ya))
    (me da igual) todo,? (manana|esta noche|el \w{{5,9}}) (ya )?no (estoy|estare|voy a estar)
    (carino|gusto|apego) a la idea de (no (existir|estar|despi?ertar|ser)|morir(me)?|desaparecer)
    (la )?idea de (no (existir|despi?ertar|ser|estar viv[oa])|estar muert[oa])( me)? (gusta|\
        consuela|tranquiliza|atrae|parece|da paz)
    no (seria|es) (tan |lo peor|lo mas )?(mal[oa]|terrible|grave)?,? ?(si )?no (volver|volviera|\
        volviese|despi?ertar\w{{0,3}}|vuelvo)(?! a (la|mi|ese|esa|casa de|trabajar))
    (envidio|me dan envidia|envidia de) (a )?(los|las|l[oa]s) (que )?(no (salieron|lo lograron|\
        sobrevivieron|despi?ertaron)|(se )?(murieron|han muerto|muertos))
    (rezo|pido|ruego|espero|ojala)( a dios)? ((para|por|que) )?no (volver|salir|vuelva|salga|\
        despi?ertar\w{{0,2}})( (de ahi|de esa|mas|nunca))?{STOP}
    que me lleve (ya|la|el|de una|dios|por delante){STOP}?
    no como{STOP}[^\n]{{0,24}}(lento|despacio)[^.!?\n]{{0,8}} (llega|sirve|funciona|se acaba|vale)
"""

NOW = Phrases(_TO_BE_DEAD + _BURDEN + _LETTING_IT, loose=True)
OTHERWISE = Phrases(_NOT_TO_BE + PLAIN + WANTED + NEARLY + WITH, loose=True)

# Despair in words that are also said of lesser things.
DESPAIR = Phrases(rf"""{FEARED}
    (understand|know|explain|forgive|see|forgiving|understanding) (why|what) i (did it|have done|am
        about to do|am doing this)(?=[.!]|\Z)
    (entendais|entiendan|entendais|sepais|sepan|perdoneis|perdonen|entienda) (por que|lo que) (lo
        hice|hice|he hecho|voy a hacer)(?=[.!]|\Z)
    (can't|cannot|won't) (live|go on|carry on|keep living) (like this )?(any ?(more|longer)|\
        another day)
    have (everything|all|what) (that )?i need to (do it|end it){STOP}
    (don't|do not|can't|cannot) (see|imagine) (a|any) future{STOP}
    (i|he|she) (should|ought to) be dead{STOP}
    (should|ought to) have been (me|the one) (who died|to die)
    (jump|let go|do it), (i think|says the voice|it says){STOP}
    (don't|do not) want (them to save me|to be saved){STOP}
    no quiero que me salven
    (think|thinking|thoughts) (about|of) (dying|death|being dead) ((all the time|constantly|a lot|\
        often|daily)|every (day|night|hour))
    pienso ((todo el tiempo|a menudo|siempre|cada dia|mucho) )?en (morirme|la muerte{STOP})
    (don't|do not) (plan|intend) (on|to) (being|be) (around|here)
    so ready for (it|this) (all )?to (end|stop|be over)
    no (veo|tengo) (ningun )?futuro{STOP}
    deberia estar muert[oa]{STOP}
""")
