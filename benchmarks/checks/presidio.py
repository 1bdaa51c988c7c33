"""presidio-analyzer over the same passages: run by a Python that has it, never by ours.

Reads JSON from the standard input (`models`, `passages`, `stories`) and answers JSON: what it
noticed in each passage, and the seconds it took for the stories. Nothing of ours is imported.
"""

import json
import sys
import time

NUMBERS = (
    "US_SSN US_ITIN US_MBI US_PASSPORT US_BANK_NUMBER US_DRIVER_LICENSE UK_NHS UK_NINO ES_NIF "
    "ES_NIE CREDIT_CARD IBAN_CODE MEDICAL_LICENSE ID"
)
# What presidio calls it: the kinds of ours that it may be right about.
FITS = {
    "EMAIL_ADDRESS": ("email",),
    "PHONE_NUMBER": ("phone",),
    "PERSON": ("full_name", "third_party", "staff"),
    "LOCATION": ("address", "place"),
    "DATE_TIME": ("birth_date",),
    "URL": ("social", "money"),
    **dict.fromkeys(NUMBERS.split(), ("id_number",)),
}


def engine(models: dict[str, str]):
    """The analyzer as its documentation sets it up for these languages; "blank" knows no names."""
    import spacy
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider, SpacyNlpEngine

    if "blank" in models.values():
        nlp = SpacyNlpEngine()
        nlp.nlp = {language: spacy.blank(language) for language in models}
    else:
        listed = [{"lang_code": code, "model_name": name} for code, name in models.items()]
        given = {"nlp_engine_name": "spacy", "models": listed}
        nlp = NlpEngineProvider(nlp_configuration=given).create_engine()
    return AnalyzerEngine(nlp_engine=nlp, supported_languages=list(models))


def main() -> None:
    asked = json.load(sys.stdin)
    analyzer = engine(asked["models"])

    def noticed(passage):
        found = analyzer.analyze(passage["text"], language=passage["language"])
        return [[one.entity_type, one.start, one.end] for one in found if one.entity_type in FITS]

    answers = [noticed(passage) for passage in asked["passages"]]
    began = time.process_time()
    for story in asked["stories"]:
        noticed(story)
    seconds = time.process_time() - began
    json.dump({"noticed": answers, "seconds": seconds}, sys.stdout)


if __name__ == "__main__":
    main()
