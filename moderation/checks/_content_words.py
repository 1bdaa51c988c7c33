"""What the words of content labels are put together from, and how a text is told by them."""

import re
from dataclasses import dataclass

from moderation.checks._text import Phrases, after, before

KIN = (
    r"(mum|mom|mam|mother|dad|father|wife|husband|partner|son|daughter|brother|sister|twin|friend|"
    r"grandad|grandpa|grandfather|gran|grandma|grandmother|nan|uncle|aunt|cousin|baby|boy|girl|"
    r"child|niece|nephew|fiance|fiancee|best friend|roommate|neighbour)"
)
FAMILIA = (
    r"(madre|padre|mama|papa|mujer|marido|esposa|esposo|pareja|hij[oa]|herman[oa]|abuel[oa]|ti[oa]|"
    r"prim[oa]|amig[oa]|bebe|nin[oa]|sobrin[oa]|niet[oa]|compan\w{1,5}|suegr[oa])"
)
ILLNESS = (
    r"(cancer|leuk(a)?emia|lymphoma|myeloma|disease|illness|tumou?r|aml|all|cml|cll|mds|hodgkin)"
)
MAL = r"(cancer|leucemia|linfoma|mieloma|enfermedad|tumor|mal)"
FEW = r"(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|some|few|\d\d?)"
POCOS = r"(un|unos|pocos|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|\d\d?)"
YOUNG = (
    r"(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"[1-9]|1[0-5])"
)
POCO = (
    r"(un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|[1-9]|"
    r"1[0-5])"
)
CHILD = (
    r"(son|daughter|boy|girl|child|baby|toddler|grandson|granddaughter|grandchild|niece|nephew|kid)"
)
PEQUE = r"(hij[oa]|nin[oa]|bebe|peque|niet[oa]|sobrin[oa]|chiquit[oa])"
TREATED = (
    rf"({ILLNESS}|diagnosed|chemo\w*|relapsed|bald|transplant|radiotherapy|maintenance|steroids|"
    rf"a port|isolation|oncology)"
)
TRATADO = (
    rf"({MAL}|diagnostic\w{{2,5}}|quimio\w*|recay\w{{1,3}}|calv[oa]|trasplante|radioterapia|"
    rf"oncologia|aislamiento)"
)
HIT = (
    r"(hit|hits|beat|beats|slapped|punched|kicked|choked|strangled|pushed|shoved|raped|molested|"
    r"stalked|attacked|hurt)"
)


@dataclass(frozen=True)
class Words:
    """What tells of something, and what, just before or after, turns it into something else."""

    told: Phrases
    unless_before: Phrases | None = None
    unless_after: Phrases | None = None

    def found(self, plain: str) -> bool:
        """Whether a text in plain letters tells of it."""
        return any(not self._other(match) for match in self.told.finditer(plain))

    def _other(self, match: re.Match[str]) -> bool:
        earlier = re.split(r"[.!?\n;]", before(match, letters=45))[-1]
        later = re.split(r"[.!?\n;]", after(match, letters=40))[0]
        return bool(
            (self.unless_before and self.unless_before.search(earlier))
            or (self.unless_after and self.unless_after.search(later))
        )
