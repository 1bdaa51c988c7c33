import pytest

from moderation.checks.crisis import find
from tests.moderation.checks.noticing import noticed

NOW = [
    ("I want to die.", "want to die"),
    ("Lately I don't want to go on living.", "don't want to go on living"),
    ("I don’t want to live anymore", "don’t want to live anymore"),
    ("Some nights I do not want to be here any more.", "do not want to be here any more"),
    ("I am thinking about killing myself", "killing myself"),
    ("I'm going to end my life this week", "end my life"),
    ("I feel suicidal and nobody asks", "feel suicidal"),
    ("I have suicidal thoughts most days", "have suicidal thoughts"),
    ("They would be better off without me", "be better off without me"),
    ("I have a plan to take my own life", "take my own life"),
    ("I've been cutting myself again", "I've been cutting myself"),
    ("I keep thinking of harming myself", "thinking of harming myself"),
    ("I wish I was dead", "wish I was dead"),
    ("I wish the transplant had killed me", "wish the transplant had killed me"),
    ("I hope I don't wake up tomorrow", "hope I don't wake up"),
    ("There's nothing to live for", "There's nothing to live for"),
    ("I am saving up my tablets for when it gets bad", "saving up my tablets"),
    ("I have enough morphine here to end it", "enough morphine here to end it"),
    ("I told my wife that I am going to hang myself", "hang myself"),
    ("I'm tired of living.", "tired of living"),
    ("My son says he wants to die", "wants to die"),
    ("I have thought about ending my life", "ending my life"),
    ("Last night I wanted to die", "wanted to die"),
    ("I wanted to die, and I still do.", "wanted to die"),
    ("I tried to kill myself last week", "kill myself"),
    ("I  want\nto die 😔", "want\nto die"),
    (
        "I wish I could just go to sleep and not wake up",
        "wish I could just go to sleep and not wake up",
    ),
    ("I think about driving into a wall", "think about driving into a wall"),
    ("I will take my own life in the garage", "take my own life"),
    ("Me da igual vivir o morir", "Me da igual vivir o morir"),
    ("Quiero morirme.", "Quiero morirme"),
    ("Ya no quiero vivir", "Ya no quiero vivir"),
    ("No quiero seguir viviendo así", "No quiero seguir viviendo"),
    ("Estoy pensando en quitarme la vida", "quitarme la vida"),
    ("Voy a matarme", "Voy a matarme"),
    ("Todos estarían mejor sin mí", "estarían mejor sin mí"),
    ("No tengo ganas de vivir", "No tengo ganas de vivir"),
    ("Estoy cansada de vivir.", "cansada de vivir"),
    ("Tengo pensamientos suicidas", "Tengo pensamientos suicidas"),
    ("He pensado en suicidarme", "suicidarme"),
    ("Anoche quería morirme", "quería morirme"),
    ("Anoche queri\u0301a morirme", "queri\u0301a morirme"),
]

THEN = [
    ("In the third week I wanted to die.", "wanted to die"),
    ("I thought about killing myself in 2015, and I rang someone.", "killing myself"),
    ("I was suicidal after the transplant and I got help", "was suicidal"),
    ("There was a winter when I didn't want to live.", "didn't want to live"),
    ("I had suicidal thoughts for a year", "had suicidal thoughts"),
    ("My brother took his own life", "took his own life"),
    ("She tried to end her life years ago", "end her life"),
    ("My father died by suicide", "died by suicide"),
    ("I used to self-harm as a girl", "self-harm"),
    ("I felt that life was not worth living", "was not worth living"),
    ("I had no reason to live, I thought", "had no reason to live"),
    ("I took an overdose when I was nineteen", "took an overdose"),
    ("Aquel invierno quería morirme.", "quería morirme"),
    ("Pensé en quitarme la vida hace diez años", "quitarme la vida"),
    ("Tuve ideas suicidas en el aislamiento", "Tuve ideas suicidas"),
    ("Nobody talks about suicide on the ward", "suicide"),
]

SILENT = [
    "I hope the next cycle is the last one.",
    "I put myself down for the choir again.",
    "I want to die somewhere with a dog in it.",
    "Tonight is my last night. Tomorrow they take the line out.",
    "I'm done living out of a suitcase.",
    "Pido a Dios que me lleve por buen camino.",
    "The chemo nearly killed me.",
    "I wanted it to end, and then it did.",
    "I thought I would die that night.",
    "The cake in the canteen was to die for.",
    "My hair was dying before I was.",
    "I was dying to get home.",
    "I don't want to die.",
    "I did not want to die at thirty.",
    "Nobody wants to die, not even the brave ones.",
    "She wanted to die at home, and she did.",
    "He wanted to die in his own bed with the dog on his feet.",
    "I wanted to die of embarrassment when the wig slid.",
    "This thing wants to kill me.",
    "It could kill me, they said, and gave us the figure.",
    "We killed ourselves laughing.",
    "I cut myself shaving and it bled for an hour.",
    "I fell and hurt myself on the stairs.",
    "I have been cutting myself off from friends.",
    "I can't go on holiday without my tablets.",
    "I can't live without porridge.",
    "I don't want to live in fear.",
    "I didn't want to be here, I wanted to be at work.",
    "I take all my tablets with yoghurt.",
    "I collected my tablets from the pharmacy.",
    "An accidental overdose of vincristine is their worst fear.",
    "They kill the marrow so that the new one can live.",
    "The old immune system has to die first.",
    "If you feel suicidal, ring Samaritans on 116 123.",
    "The 988 Suicide & Crisis Lifeline is free.",
    "I was not suicidal, I was tired.",
    "I never thought of killing myself.",
    "It changed my life, it took my life apart, and I took my life back.",
    "At the end of my life I want music.",
    "Deadlines were killing me. Dead cells, dead tired.",
    "La quimio casi me mata.",
    "Pensé que me moría.",
    "Me muero de ganas de volver a casa.",
    "No quiero morirme.",
    "Nadie quiere morir.",
    "No quería morir en un hospital.",
    "Me quería morir de vergüenza.",
    "No quiero vivir con miedo.",
    "Queríamos acabar con todo el papeleo.",
    "Esto va a matarme, dije, y era la sopa.",
    "No quise despertar a mi marido.",
    "Me corto las uñas los viernes.",
    "El teléfono 024 de atención a la conducta suicida",
]


@pytest.mark.parametrize(("text", "words"), NOW)
def test_danger_now_is_severe(text: str, words: str) -> None:
    assert noticed(find, text) == [(words, "severe")]


DESPAIR = [
    ("I can't do this any more.", "can't do this any more"),
    ("I don't see the point any more", "don't see the point any more"),
    ("I just want it all to stop", "just want it all to stop"),
    ("It would be easier to be dead", "easier to be dead"),
    ("No puedo más.", "No puedo más"),
    ("A veces quiero desaparecer", "quiero desaparecer"),
]


@pytest.mark.parametrize(("text", "words"), THEN + DESPAIR)
def test_what_is_past_or_may_be_despair_is_a_warning(text: str, words: str) -> None:
    assert noticed(find, text) == [(words, "warn")]


@pytest.mark.parametrize("text", SILENT)
def test_idioms_of_illness_stay_silent(text: str) -> None:
    assert noticed(find, text) == []


def test_a_past_wish_does_not_hide_a_present_one() -> None:
    text = "I wanted to die in those days too. Now I want to die again."
    assert noticed(find, text) == [("wanted to die", "warn"), ("want to die", "severe")]


def test_a_good_ending_does_not_make_the_past_present() -> None:
    text = "In week three I wanted to die. Now I want to plant tomatoes, and I am still here."
    assert noticed(find, text) == [("wanted to die", "warn")]


@pytest.mark.parametrize(
    "text",
    [
        "I shall see to myself on Sunday. The dog has gone to my nephew.",
        "gonna do it tonight, got mums tablets",
        "He walked out of the ward and left a note saying not to look for him.",
        "I bring my life to a close on the last day of this month.",
        "We found a blade in her pencil case.",
        "The note's on the table. The tablets went down an hour ago.",
        "Quiero estar bajo tierra a su lado.",
        "Esta noche acabo con todo. El bote de pastillas está lleno.",
        "I hope I don't survive the operation.",
        "I am standing on the wrong side of the railing.",
        "Nobody will find me before Thursday.",
        "I can't promise that I'll be alive tomorrow.",
        "She's taken a whole box of something.",
        "After two good years I am back to cutting.",
        "Es mi intención poner fin a mis días.",
        "Mi hermano dice que cuando vuelva del hospital él ya no va a estar.",
        "There are cuts all up her arms and she hides them.",
    ],
)
def test_leaving_means_and_signs_beside_signs_are_severe(text: str) -> None:
    assert "severe" in [severity for _, severity in noticed(find, text)]


@pytest.mark.parametrize(
    "text",
    [
        "I am going to do it tonight, I'm going to ring my sister.",
        "The note is on the table, and the nurse has the tablets. I'm going to bed.",
        "This is goodbye to the Hickman line.",
        "I wish I was dead centre in the photograph.",
        "I've written a farewell letter to my hair.",
        "I am going to end it, this friendship with the vending machine.",
        "Atamos la cuerda al trineo.",
        "I can't promise that I'll be at the meeting tomorrow.",
        "I am back to cutting the grass.",
        "I have made my decision and I am calm: I take the operation.",
        "Nadie me va a encontrar una cita hasta el lunes.",
        "It would be suicide to eat sushi now.",
    ],
)
def test_what_turns_into_something_else_is_silent(text: str) -> None:
    assert noticed(find, text) == []
