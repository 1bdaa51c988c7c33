"""Words of danger as short and plain as people write them late at night."""

from moderation.checks._crisis_words import ILLNESS, PASTILLAS, PILLS, STOP
from moderation.checks._text import Phrases

_SOON = r"(before|now|tonight|today|tomorrow|so|soon|because|if|when|while)"
_END = r"(?= ?[.!?\n]|\Z)"
_WEAPONS = rf"({PILLS}|knife|knives|rope|gun|razors?|blades?|car keys)"
_HEIGHT = r"(bridge|tracks|railings|edge|drop|river|weir|cliffs?|platform|viaduct|balcony)"
_ARMAS = rf"({PASTILLAS}|cuchillos?|cuerda|escopeta|pistola|navaja)"

NOW = Phrases(
    rf"""
    (have|got|sitting here with|here with) (all )?(the|my|his|her) {PILLS} (here )?(in front of|\
        beside|next to) me(?! (in a|with the|on a tray|every))
    (died|gone|passed|left us)[^\n]{{0,60}}\bi (just )?want to be (with|where) (him|her|them){STOP}
    no ([a-z]{{1,9}} )?point (in )?(me|my) ((still|even) )?(being alive|living|staying alive|going
        on|carrying on|existing)
    keep (looking|staring) at the {_HEIGHT}(?! of)(?! from my (window|bed|room))
    (hope|pray|wish) (that )?(the|this|my|it) {ILLNESS} (kills|takes|finishes) me(?! (off )?(with|\
        laughing))
    (this is|it is|it's) (me|my way of) saying goodbye(?! to (the|my|this|chemo|treatment))
    (alive|here|existing)[^\n]{{0,30}} (don't|do not) want to be{_END}
    want to end (it|it all|everything|things) {_SOON}
    (pray|ask|beg|praying|asking|begging)[^.!?\n]{{0,25}} (god|the lord|jesus|he|death|the angels)
        (takes|to take|will take|would take|to come for|comes for) (me|my life)(?! (by|through|to (a|\
        the|see)|on|back))
    (?<!was )(?<!were )(?<!had )(?<!felt )nothing (left )?(for me )?to live for{STOP}
    (don't|do not|doubt) (think )?i'll (be (here|alive|around)|see) tomorrow(?! ?,? ?(they|the (team|\
        ward|doctor)|as|home|i'm (moving|going)))
    (the|my|all the) notes[.,:;]? ((there's|there is) )?one (for|to) (the )?\w+,? (and )?one
        (for|to)
    done living{STOP}
    (i'm|i am|im) not safe (on my own|alone|by myself|with myself|tonight|here alone)(?! (with (a|\
        the|my)|on the (stairs|steps)|in the (shower|bath|kitchen)|until))
    (don't|do not|can't|cannot) trust myself (alone |here )?(with|around|near) (the|my|his|her|all)
        ({_WEAPONS}|bridge|balcony|car|window)
    ready to (take|swallow) (the lot|them all|all of them|every (last )?one|the whole
        \w{{3,9}}){STOP}
    no quiero estar aqui(?= ?[.,]? ?(ni [^.!?\n]{{0,30}} ni|en ningun|en este mundo|ni en ningun))
    no quiero (vivir|seguir) en un mundo (sin|en el que|donde)
    (don't|do not) want to (live|be|stay) in (a|this) world (without|where|that)
    (cartas|notas)[^.!?\n]{{0,30}}esta noche (se acaba|acaba todo|lo hago|me voy)
    (adios|perdon|perdonadme|lo siento)[^.!?\n]{{0,30}} no me busqu(eis|en){_END}
    no me fio de mi( mism[oa])? (([a-z]{{2,9}} ){{0,3}}(con|cerca de) (las |los |la |el
        )?{_ARMAS}|esta noche|sol[oa]{_END})
    (las|mis) {PASTILLAS} (aqui )?(delante|al lado|enfrente)(?= ?[.!?\n]| y (tod|nadie|estoy))
    (tengo|llevo) tod[oa] el dia (mirando|delante de) (las|la|el|los) {_ARMAS}
""",
    loose=True,
)

# Grave, or only fear: a person has to read it.
DESPAIR = Phrases(
    rf"""
    (i|i've been|i'm) (can't|cannot|couldn't|can not|not able to) stop thinking (of|about) (dying|\
        death|being dead|not being here){STOP}
    (i )?can't get (dying|death) out of my head
    no (puedo dejar|dejo|paro) de pensar en (morir(me)?|la muerte){STOP}
    did not want to go on{STOP}
    didn't want to go on{STOP}
    no queria seguir viv(iendo|ir)
""",
    loose=True,
)
