"""What the desk calls the parts of a safeguarding case."""

from django.utils.translation import gettext_lazy as _

from moderation.case_states import Because, CaseAction, CaseState, Outcome, Role, Step

STATES = {
    CaseState.OPEN: _("Nobody has taken this yet"),
    CaseState.TAKEN: _("Somebody looks after this"),
    CaseState.PROPOSED: _("One of two would close this"),
    CaseState.CLOSED: _("Closed by two people"),
}
BECAUSE = {
    Because.CHECKS: _("The checks saw words of despair"),
    Because.TEAM: _("Somebody of the team is worried"),
    Because.REPORT: _("A reader is worried"),
}
# Each step: what to do, and how.
STEPS = {
    Step.TOGETHER: (
        _("Read it with somebody"),
        _(
            "Ask another person of the team to read it too, now. Four eyes see more, and nobody "
            "carries this alone."
        ),
    ),
    Step.DANGER: (
        _("Ask whether the danger is now"),
        _(
            "Does it sound like today? Look for a plan, a means, a goodbye, a time. Despair about "
            "the past, or a phrase about treatment, is not the same."
        ),
    ),
    Step.TELL: (
        _("Decide who has to know"),
        _(
            "Follow your organization's own plan. If the danger is now and you know where the "
            "person is, a lead decides whether to call the emergency number there. An organizer "
            "can look up the address for this."
        ),
    ),
    Step.REACH: (
        _("Reach the person"),
        _(
            "Write a short and warm message below, with people who answer now. Promise nothing "
            "you cannot keep. Never use your own phone or mail."
        ),
    ),
    Step.WRITE_DOWN: (
        _("Write down what was done"),
        _("Who was told, when, and what came of it. Without the person's own words."),
    ),
}
OUTCOMES = {
    Outcome.NO_DANGER: _("Nobody is in danger: we read it with care, and it is something else"),
    Outcome.REACHED: _("We reached the person, and they have somebody"),
    Outcome.HANDED_ON: _("Others help now, such as the emergency service"),
    Outcome.NOT_REACHED: _("We did what we could, and could not reach the person"),
}
PEOPLE = {
    Role.MODERATOR: _("A moderator"),
    Role.LEAD: _("A lead"),
    Role.ORGANISER: _("An organizer"),
    Role.SYSTEM: _("Marrow"),
}
HAPPENED = {
    CaseAction.OPEN: _("asked that this person is looked after"),
    CaseAction.TAKE: _("took it"),
    CaseAction.TICK: _("did a step"),
    CaseAction.UNTICK: _("took a step back"),
    CaseAction.NOTE: _("wrote something down"),
    CaseAction.REACH_OUT: _("wrote to the person"),
    CaseAction.REVEAL: _("looked up the address"),
    CaseAction.PASS_ON: _("told all leads, because nobody had taken it"),
    CaseAction.PROPOSE: _("would close it"),
    CaseAction.SEND_BACK: _("said that it cannot be closed yet"),
    CaseAction.CONFIRM: _("agreed, and it is closed"),
}
