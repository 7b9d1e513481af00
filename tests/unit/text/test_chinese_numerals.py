"""Numbers in Chinese characters."""

import pytest

from functions.text.chinese_numerals import in_figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("八十元", "80元"),
        ("十二月", "12月"),
        ("二〇一一年", "2011年"),
        ("三百零五", "305"),
        ("一万二千", "12000"),
        ("两亿", "200000000"),
        ("三年", "3年"),
        ("240元", "240元"),
    ],
)
def test_a_numeral_becomes_figures(text: str, figures: str) -> None:
    assert in_figures(text) == figures
