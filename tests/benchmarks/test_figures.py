"""Figures side by side: ratios, bars, the table and what is written down."""

from __future__ import annotations

import json
import math

import pytest

from benchmarks.capacity import Company, capacity_table, cores, messages_a_day
from benchmarks.figures import Bar, Row, percentile, table
from benchmarks.report import between, write_figures


def row(ours, stock, bar, **more) -> Row:
    return Row("p50", "ms", ours, stock, bar, **more)


def test_the_ratio_is_ours_divided_by_stock_in_medians():
    assert row([1, 2, 90], [8, 8, 1], Bar("ratio", "<=", 0.3)).ratio == 2 / 8


@pytest.mark.parametrize(
    ("ours", "stock", "bar", "further", "holds"),
    [
        ([2], [10], Bar("ratio", "<=", 0.2), True, True),
        ([2.1], [10], Bar("ratio", "<=", 0.2), True, False),
        ([50], [10], Bar("ratio", ">=", 5), True, True),
        ([49], [10], Bar("ratio", ">=", 5), True, False),
        ([50], [10], Bar("ratio", ">=", 5), False, False),
        ([1.2], [9], Bar("ours", "<=", 1.2), True, True),
        ([1.3], [9], Bar("ours", "<=", 1.2), True, False),
        ([1.0], [], Bar("ours", "<=", 1.05), True, True),
        ([1.0], [], Bar("ratio", "<=", 0.5), True, False),
    ],
)
def test_a_bar_holds_only_where_it_is_reached(ours, stock, bar, further, holds):
    assert row(ours, stock, bar, further_holds=further).holds is holds


def test_a_row_is_written_with_all_that_is_asked_for():
    written = row([10, 12, 11], [100, 90, 110], Bar("ratio", "<=", 0.2)).as_dict()
    assert written == {
        "figure": "p50",
        "unit": "ms",
        "ours": 11,
        "stock": 100,
        "ratio": 0.11,
        "bar": "ratio <= 0.2",
        "holds": True,
        "rounds": 3,
        "spread": {"ours": [10, 12], "stock": [90, 110]},
    }
    assert json.loads(json.dumps(written)) == written


def test_what_was_not_measured_is_said():
    written = row([1.01], [], Bar("ours", "<=", 1.05)).as_dict()
    assert written["stock"] is None
    assert written["ratio"] is None
    assert "not measured" in table([written])


def test_the_ratio_is_in_the_last_column_and_a_miss_stands_out():
    missed = row([5], [10], Bar("ratio", "<=", 0.2)).as_dict()
    last = table([missed]).splitlines()[-1]
    assert last.endswith("| 0.5 |")
    assert "**no**" in last


def test_percentiles_are_values_that_were_measured():
    values = list(range(1, 101))
    assert percentile(values, 0.5) == 51
    assert percentile(values, 0.95) == 96
    assert percentile([7.0], 0.95) == 7.0


def test_capacity_follows_from_the_cost_of_a_message():
    assert messages_a_day(10) == 86400 * 0.5 / 0.010
    assert cores(10, a_second=50) == 1
    assert cores(10, a_second=51) == 2
    company = Company(employees=3600, asking=0.5, messages=10, busiest_hour=0.2)
    assert math.isclose(company.messages_a_second, 1.0)


def test_the_page_is_given_its_figures_and_keeps_the_rest(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text(
        "# Page\n<!-- figures -->\noutdated\n<!-- end of figures -->\nkept\n"
        "<!-- capacity -->\n<!-- end of capacity -->\n"
    )
    people = row(
        [90],
        [15],
        Bar("ratio", ">=", 5),
        details={"processor ms a message": {"ours": 11.0, "stock": 66.0}},
        note="A note.",
    )
    found = {"date": "2030-01-02", "machine": "2 cores", "rows": [people.as_dict()]}
    for _ in range(2):
        write_figures(found, page)
    text = page.read_text()
    assert "outdated" not in text
    assert text.count("kept") == text.count("A note.") == 1
    assert "2030-01-02, 2 cores." in text
    assert "| processor time a message | 11.0 ms | 66.0 ms |" in text
    assert capacity_table(found["rows"]) in text


def test_a_page_without_marks_is_refused():
    with pytest.raises(ValueError, match="figures"):
        between("# Page", "figures", "new")
