"""Ballots and what they come to: every flaw of a file at once, and Nash welfare against enumeration."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.errors import DialogError
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.values.ballots import Ballot, rank_weights, read_ballots, voter_id, weighed_objectives
from edgewise.beliefs.values.welfare import Agreement, agree, situations, utilities
from hypothesis import given, settings
from hypothesis import strategies as st
from plural_domains import care, plural_decisions

CARE = care().domain
HEADER = "voter,group,independence,safety,helpfulness\n"
seeds = st.integers(0, 10_000)


def flaws(text: str, **more: object) -> str:
    with pytest.raises(DialogError) as caught:
        read_ballots(text, CARE, **more)  # type: ignore[arg-type]
    return caught.value.message


# -- reading


def test_weights_are_read_and_scaled_so_that_nobody_counts_more() -> None:
    one, other = read_ballots(HEADER + "a,x,3,1,\nb,y,3e6,1e6,0\n", CARE)
    assert one.weights == pytest.approx({"independence": 0.75, "safety": 0.25, "helpfulness": 0.0})
    assert other.weights == pytest.approx(one.weights)
    assert (one.voter, one.group, one.line) == ("a", "x", 2)


def test_columns_are_found_by_id_and_by_name_in_any_order() -> None:
    named = compile_domain(
        Domain.model_validate(
            {
                "name": "x",
                "intents": {"a": ["a"]},
                "objectives": {"own-way": {"name": "Her own way"}, "helpfulness": {}},
            }
        )
    ).domain
    (ballot,) = read_ballots("HER OWN  WAY,Voter,helpfulness\n3,a,1\n", named)
    assert ballot.weights == pytest.approx({"own-way": 0.75, "helpfulness": 0.25})


def test_a_ranking_becomes_the_centroid_of_its_order() -> None:
    (ballot,) = read_ballots("voter,ranking\na,safety > independence > helpfulness\n", CARE)
    assert ballot.weights == pytest.approx({"safety": 11 / 18, "independence": 5 / 18, "helpfulness": 2 / 18})
    corners = np.array([[1, 0, 0], [1 / 2, 1 / 2, 0], [1 / 3, 1 / 3, 1 / 3]])
    assert list(ballot.weights[name] for name in ("safety", "independence", "helpfulness")) == pytest.approx(
        corners.mean(axis=0)
    )


def test_ties_share_and_what_is_left_out_comes_last() -> None:
    tied, short = read_ballots("voter,ranking\na,safety = independence\nb,safety\n", CARE)
    assert tied.weights["safety"] == tied.weights["independence"] == pytest.approx(8 / 18)
    assert short.weights["independence"] == short.weights["helpfulness"] == pytest.approx(3.5 / 18)


@given(st.integers(1, 7))
def test_rank_weights_sum_to_one_and_fall(size: int) -> None:
    names = [f"n{k}" for k in range(size)]
    weights = list(rank_weights([[name] for name in names]).values())
    assert sum(weights) == pytest.approx(1)
    assert weights == sorted(weights, reverse=True)


def test_two_ballots_of_one_voter_are_refused_with_their_lines() -> None:
    told = flaws(HEADER + "Ann,x,1,1,1\nbob,x,1,1,1\n ANN ,y,2,1,1\nbob,,1,2,3\nann,,1,1,1\n")
    assert "ballots:4: 'ann' voted more than once, on lines 2, 4 and 6: none is counted" in told
    assert "ballots:5: 'bob' voted more than once, on lines 3 and 5" in told


@pytest.mark.parametrize(
    "twin", ["al\u200bice", "\ufeffalice", "alice\u00ad", "a\x00lice", "ALICE\u2060", "ａｌｉｃｅ"]
)
def test_what_cannot_be_seen_makes_no_second_voter(twin: str) -> None:
    assert "more than once, on lines 2 and 3" in flaws(HEADER + f"alice,,1,1,1\n{twin},,2,1,1\n")


def test_everything_that_is_wrong_is_told_at_once_with_its_line() -> None:
    told = flaws(HEADER + 'a,x,one,1,1\n\nb,x,0,0,\nc,x,-1,1,1\nd,x,1\n,x,1,1,1\n"e\ne",x,inf,1,1\nf,x,nan,1,1\n')
    for line, what in (
        (2, "the weight of 'independence' is not a number: 'one'"),
        (4, "every weight is zero"),
        (5, "not between 0"),
        (6, "3 cells where the header has 5"),
        (7, "nobody is named"),
        (8, "not between 0"),
        (10, "not between 0"),
    ):
        assert f"ballots:{line}: {what}" in told or (what == "not between 0" and f"ballots:{line}: the weight" in told)
    assert "7 problems, so nothing is counted" in told


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("voter,safty", "unknown column 'safty' (did you mean 'safety'?)"),
        ("voter,safety,safety", "two columns are 'safety'"),
        ("group,safety", "no column says who voted"),
        ("voter,group", "nothing is weighed"),
        ("voter,ranking,safety", "keep one of the two"),
    ],
)
def test_a_header_that_cannot_be_meant(header: str, what: str) -> None:
    assert what in flaws(f"{header}\na,1,1\n")


@pytest.mark.parametrize(
    ("ranking", "what"),
    [("safety > speed", "names 'speed'"), ("", "ranking is empty"), ("safety > safety", "something twice")],
)
def test_a_ranking_that_cannot_be_meant(ranking: str, what: str) -> None:
    assert what in flaws(f"voter,ranking\na,{ranking}\n")


@given(st.text(alphabet='voter,group"\n\r\x00 >=1.5e9-independence', max_size=80), st.booleans())
def test_whatever_is_written_is_read_or_told_to_be_wrong(text: str, below: bool) -> None:
    try:
        found = read_ballots(HEADER + text if below else text, CARE)
    except DialogError as error:
        assert error.message.startswith("ballots")
    else:
        assert found and all(sum(ballot.weights.values()) == pytest.approx(1) for ballot in found)


def test_an_empty_file_and_one_without_ballots() -> None:
    assert "there are no ballots" in flaws("\n \n")
    assert "no ballot below the header" in flaws(HEADER)


def test_only_who_is_on_the_roll_votes() -> None:
    assert "ballots:3: 'Eve' is not on the roll" in flaws(HEADER + "a,,1,1,1\nEve,,1,1,1\n", roll={"a"})
    assert len(read_ballots(HEADER + "A ,,1,1,1\n", CARE, roll={voter_id("a")})) == 1


def test_a_limit_alone_is_not_weighed() -> None:
    domain = {**CARE.model_dump(by_alias=True), "objectives": {"safety": {"weight": 0}, "independence": {}}}
    assert list(weighed_objectives(Domain.model_validate(domain))) == ["independence"]


# -- agreeing


def brute(model: Model, ballots: list[Ballot], weights: np.ndarray) -> list[float]:
    """Each voter's utility of some weights, state by state."""
    at = situations(model)
    got: list[float] = []
    for ballot in ballots:
        mine = np.array([ballot.weights.get(name, 0.0) for name in model.domain.objectives])
        worst = best = now = 0.0
        for n, mass in enumerate(at.mass):
            worth = at.rules.worth(at.vectors[n], mine)
            chosen = int(np.round(at.rules.rank(at.vectors[n], at.admissible[n], weights), 12).argmax())
            allowed = worth[at.admissible[n]]
            worst, best, now = worst + mass * allowed.min(), best + mass * allowed.max(), now + mass * worth[chosen]
        got.append(1.0 if best - worst < 1e-9 else float(np.clip((now - worst) / (best - worst), 0, 1)))
    return got


def voters(seed: int, model: Model) -> list[Ballot]:
    rng, names = np.random.default_rng(seed), list(weighed_objectives(model.domain))
    return [
        Ballot(f"v{n}", dict(zip(names, rng.dirichlet(np.ones(len(names))), strict=True)), f"g{n % 2}", n)
        for n in range(rng.integers(2, 6))
    ]


def welfare(got: list[float]) -> tuple[int, float]:
    content = [u for u in got if u > 1e-9]
    return len(content), float(np.mean(np.log(content))) if content else 0.0


def vector(model: Model, found: Agreement) -> np.ndarray:
    return np.array([found.weights.get(name, 0.0) for name in model.domain.objectives])


@settings(max_examples=3, deadline=None)
@given(seeds)
def test_no_weights_on_a_grid_serve_the_voters_better(seed: int) -> None:
    model = plural_decisions(seed)
    names = list(model.domain.objectives)
    ballots = voters(seed, model)
    heads, logs = welfare(brute(model, ballots, vector(model, agree(model, ballots))))
    for corner in product((0.0, 0.5, 1.0), repeat=len(names)):
        if any(corner):
            other = welfare(brute(model, ballots, np.array(corner)))
            assert other[0] <= heads
            assert other[0] < heads or other[1] <= logs + 1e-6


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_what_is_reported_is_what_enumeration_gives(seed: int) -> None:
    model = plural_decisions(seed)
    ballots = voters(seed, model)
    found = agree(model, ballots)
    got = brute(model, ballots, vector(model, found))
    for outcome in found.outcomes:
        mine = [u for u, ballot in zip(got, ballots, strict=True) if ballot.group == outcome.group]
        assert outcome.agreed == pytest.approx(np.mean(mine), abs=1e-9)
        assert outcome.least == pytest.approx(min(mine), abs=1e-9)
        assert outcome.voters == len(mine)
    product_ = float(np.exp(np.mean(np.log(got)))) if min(got) > 1e-9 else 0.0
    assert found.welfare["agreed"] == pytest.approx(product_, abs=1e-6)
    assert found.welfare["agreed"] >= found.welfare["average"] - 1e-9


@settings(max_examples=6, deadline=None)
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_ballots_does_not_matter(seed: int, random: object) -> None:
    model = plural_decisions(seed)
    ballots = voters(seed, model)
    assert agree(model, ballots[::-1]).weights == agree(model, ballots).weights


def test_everyone_alike_gets_their_own_best() -> None:
    model = care()
    ballots = read_ballots(HEADER + "".join(f"v{n},,1,6,1\n" for n in range(5)), model.domain)
    (outcome,) = agree(model, ballots).outcomes
    assert outcome.agreed == pytest.approx(1.0)


def test_a_majority_takes_all_and_the_agreed_weights_do_not() -> None:
    model = care()
    rows = [f"m{n},mothers,6,1,3\n" for n in range(6)] + [f"s{n},sons,1,6,3\n" for n in range(5)]
    found = agree(model, read_ballots(HEADER + "".join(rows), model.domain))
    mothers, sons = found.outcomes
    assert mothers.majority == pytest.approx(1.0) and sons.majority < 0.5
    assert sons.agreed > 0.7 and mothers.agreed > 0.7
    assert found.welfare["agreed"] > found.welfare["majority"]
    assert found.differing[0].agreed == "day" and found.differing[0].majority == "home"


def test_situations_are_the_states_with_the_priors_mass() -> None:
    model = plural_decisions(7)
    at = situations(model)
    assert at.mass.sum() == pytest.approx(1)
    assert at.admissible.any(axis=1).all()
    assert (
        utilities(at, np.eye(len(model.domain.objectives)), at.choices(np.eye(len(model.domain.objectives)))).max() <= 1
    )


@pytest.mark.parametrize("seed", range(4))
def test_three_times_the_same_voters_agree_on_the_same(seed: int) -> None:
    model = plural_decisions(seed)
    once = voters(seed, model)
    thrice = [Ballot(f"{one.voter}#{n}", one.weights, one.group) for one in once for n in range(3)]
    found, again = agree(model, once), agree(model, thrice)
    assert (found.weights, found.average_weights) == (again.weights, again.average_weights)
    assert found.welfare == pytest.approx(again.welfare)
