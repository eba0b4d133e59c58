"""From the groups of a figure rule to its value.

The groups are named after the classes of `patterns/vocabulary`: `number` and `number2` for a range, the unit in
`currency`, `money_symbol`, `measure`, `time_unit` or `noun`, `collective` and `scale` for `des centaines de millions`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache

from pipeline.patterns.vocabulary import Vocabulary
from pipeline.records import FigureKind, FigureModifier, FigureValue, Number
from pipeline.surface import fold_phrase
from pipeline.values.numbers import NumberReader, plain_number

Groups = Mapping[str, str | None]

# Units of time that the guide does not have, in those that it has.
_TIME = {"decade": (10, "year"), "century": (100, "year"), "quarter": (3, "month"), "half": (6, "month")}


class FigureReader:
    """Computes the values of figure mentions."""

    def __init__(self, vocabulary: Vocabulary, numbers: NumberReader) -> None:
        self._vocabulary = vocabulary
        self._numbers = numbers
        self._units: dict[str, Callable[[Groups], str | None]] = {
            "count": lambda groups: groups.get("noun"),
            "money": self._currency,
            "percent": lambda groups: "‰" if groups.get("permille") else "%",
            "duration": lambda groups: self._unit("time_unit", groups),
            "measure": lambda groups: self._unit("measure", groups),
        }
        # What the value of a rule may be.
        self.kinds = frozenset({*self._units, "fraction", "sign", "subunit", "several", "approximate"})
        # The same few figures stand again and again.
        self._read_once = lru_cache(maxsize=1 << 14)(self._read)

    def read(self, kind: str, groups: Groups, modifier: FigureModifier | None) -> FigureValue | None:
        """Give the value of a mention; None where its number is not well formed."""
        return self._read_once(kind, tuple(groups.items()), modifier)

    def _read(
        self, kind: str, items: tuple[tuple[str, str | None], ...], modifier: FigureModifier | None
    ) -> FigureValue | None:
        groups = dict(items)
        if kind == "fraction":
            return self._fraction(groups, modifier)
        if kind == "sign":
            return self._sign(groups, modifier)
        if kind == "subunit":
            amount = self._amount(groups, "")
            return None if amount is None else _figure("money", amount / 100, None, None, None, modifier)
        if kind in ("several", "approximate"):
            return self._collective(groups, modifier or ("several" if kind == "several" else "about"))
        low = self._amount(groups, "")
        if low is None:
            return None
        high = self._amount(groups, "2") if groups.get("number2") else None
        unit, factor = self._units[kind](groups), 1
        if kind == "duration" and unit in _TIME:
            factor, unit = _TIME[unit]
        if groups.get("number2"):
            if high is None:
                return None
            low = self._share_scale(groups, low, high)
            return _figure(kind, None, low * factor, high * factor, unit, modifier) if low < high else None
        low = low + 0.5 if groups.get("half") else low / 2 if groups.get("halved") else low
        if cents := groups.get("cents"):  # 12 euros 50
            low = low + int(cents) / 100
        return _figure(kind, low * factor, None, None, unit, modifier)

    def _amount(self, groups: Groups, index: str) -> Number | None:
        number = self._numbers.read(groups.get(f"number{index}") or groups.get(f"scaled{index}") or "")
        scale = groups.get("si_scale")
        factor = self._vocabulary.value("si_scale", scale) if scale else 1
        return plain_number(Decimal(str(number)) * int(factor or 1)) if number is not None else None

    def _share_scale(self, groups: Groups, low: Number, high: Number) -> Number:
        """`5 à 10 millions`: the first number shares the scale of the second, unless it has its own unit."""
        words = fold_phrase(groups["number2"] or "").split()
        scales = self._vocabulary.table("scale")
        factor = scales.get(words[-1]) if words else None
        has_own = fold_phrase(groups["number"] or "1").split()[-1] in scales or groups.get("own_unit")
        return low * factor if isinstance(factor, int) and not has_own and low < high / factor else low

    def _unit(self, name: str, groups: Groups) -> str | None:
        surface = groups.get(name)
        value = self._vocabulary.value(name, surface) if surface else None
        return None if value is None else str(value)

    def _currency(self, groups: Groups) -> str | None:
        return self._unit("currency", groups) or self._unit("money_symbol", groups)

    def _fraction(self, groups: Groups, modifier: FigureModifier | None) -> FigureValue | None:
        top = self._amount(groups, "")
        word = groups.get("fraction_word") or ""
        if top != 1 and word and not word.endswith("s"):  # `la neuf centième fois`
            return None
        if top != 1 and not groups.get("fraction_word"):  # `[4 enfants] sur [100]` are two
            return None
        bottom: Number | None
        if groups.get("fraction_word"):
            divisor = self._vocabulary.value("fraction_word", groups["fraction_word"] or "")
            bottom = divisor if isinstance(divisor, int) else None
        else:
            bottom = self._amount(groups, "2")
        if top is None or not bottom:
            return None
        return _figure("fraction", round(top / bottom, 12), None, None, groups.get("noun"), modifier)

    def _sign(self, groups: Groups, modifier: FigureModifier | None) -> FigureValue | None:
        """`½`, `2½ km`."""
        value = self._vocabulary.value("fraction_sign", groups["fraction_sign"] or "")
        if not isinstance(value, float):
            return None
        amount = value + int(groups.get("whole") or 0)
        unit = self._unit("measure", groups)
        return _figure("measure" if unit else "fraction", amount, None, None, unit, modifier)

    def _collective(self, groups: Groups, modifier: FigureModifier) -> FigureValue | None:
        amount: Number = 1
        if groups.get("number"):
            amount = self._amount(groups, "") or 0
        for name in ("collective", "collective2", "scale", "scale2"):
            if surface := groups.get(name):
                factor = self._vocabulary.value(name.rstrip("2"), surface)
                amount *= factor if isinstance(factor, int) else 1
        for kind, unit in (("money", self._currency(groups)), ("measure", self._unit("measure", groups))):
            if unit:
                return _figure(kind, amount, None, None, unit, modifier)
        if unit := self._unit("time_unit", groups):
            factor, unit = _TIME.get(unit, (1, unit))
            return _figure("duration", amount * factor, None, None, unit, modifier)
        return _figure("count", amount, None, None, groups.get("noun"), modifier)


def _figure(
    kind: FigureKind | str,
    value: Number | None,
    low: Number | None,
    high: Number | None,
    unit: str | None,
    modifier: FigureModifier | None,
) -> FigureValue:
    return FigureValue.model_validate(
        {"kind": kind, "value": value, "min": low, "max": high, "unit": unit, "modifier": modifier}
    )
