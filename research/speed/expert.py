"""The same job as an expert would script it in pandas, NumPy, scikit-learn and SciPy, whole columns at a time.

    python3 expert.py FOLDER OUT

As the monitor does by default, it (the parts lie in `job/`, each says what it does)
- reads the five tables and checks them a column at a time: cells that are no numbers, ranges, sums of items, unknown schools
  and assessments, rows that come twice; rows set aside and what else is wrong go to rejected.csv;
- clusters schools by context, 25 starts, number of groups by the gap on at most 1 000 schools, beside silhouette and
  Calinski-Harabasz; judges the groups by silhouette, spread and 50 bootstrap samples; context index;
- judges every sitting by its cluster without the sitting itself: location, a slope on what context and size explain over the
  region, and tau^2 from the lower side, by the monitor's own equations, solved anew in clusters up to 200 sittings, by one
  Newton step in larger ones; tau^2 shared between the clusters; observed sittings as the yardstick of the level where there are
  more than ten and they differ; Student's t with Satterthwaite's degrees;
- asks all fourteen of the monitor's detectors that this data lets answer, by the same formulas (rank correlation of their
  z-scores with the monitor's: .992-1.000 at 240 schools, .997-1.000 at 2 400; what differs is the random starts and draws);
- estimates how honest z-scores hang together, and takes p-values of sittings, schools and families from 6 000 draws of honest
  units of the same shape; Benjamini-Hochberg; strength;
- lists what to recheck: grounds, number of papers, acceptance number, priority, the strongest findings; papers that stand out;
- compares observed with unobserved sittings (jackknife); support list; fairness table; official markers HIGH_MEAN and JOURNAL;
- writes CSV, result.json and, where openpyxl is installed, recheck.xlsx; prints processor seconds by part.

It does not: ask year-jump, year-fall and prior-lists, nor GROWTH and DROP (they need other years); plan a budget, a control
sample or peer sensitivity (off by default); tell booklets with different items; fall back to the region where schools are too
few for two groups; guess formats, encodings or columns; explain findings in words (which items, how many pupils); write
reports for people (HTML, annex). Random numbers are NumPy's, so that results equal the monitor's nearly, not to the last digit.
"""
import json
import os
import resource
import sys
import warnings

import numpy as np
import pandas as pd

from job import detectors, patterns, peers, recheck
from job.evidence import FAMILIES, KINDS, NAMES, benjamini_hochberg, tiers, weigh
from job.read import TEST, YES_NO, read, sittings_of

KEY = ["school_id", *TEST]
parts = {}


def done(part, last=[0.0]):
    """Processor seconds since the part before."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    now = usage.ru_utime + usage.ru_stime
    parts[part] = round(parts.get(part, 0) + now - last[0], 2)
    last[0] = now


def measure(t, random):
    """All detectors of one assessment, standings for those across assessments, and what is noted of single papers."""
    found = {}
    for name in ("high_level", "low_spread", "boundary_heap", "low_tail", "level_shape", "mark_gap", "absence"):
        found.update(getattr(detectors, name)(t))
    levels, surpluses = detectors.level_standing(t), detectors.surplus_standing(t)
    done("scores, marks, absence")
    strata = patterns.Strata(t)
    deviation, shuffled, covariance, share = patterns.profiles(strata)
    found.update(patterns.item_profile(t, deviation, covariance))
    found.update(patterns.hard_items(t, deviation, shuffled, covariance, share, random))
    done("items")
    fit, improbable = patterns.response_fit(t, strata)
    found.update(fit)
    done("response fit")
    alike, partner = patterns.alike_answers(t, strata, random)
    found.update(alike)
    done("alike answers")
    return found, levels, surpluses, improbable, partner


def measure_all(frame, papers, items, assessments, context, exempt, random):
    """Outcomes [detector][sitting, (value, effect, p, n)]; official markers; papers that stand out; heaps of the region."""
    outcomes = np.full((len(NAMES), len(frame), 4), np.nan)
    levels, surpluses, markers, flagged, heaps = [], [], [], [], {}
    for number, own in frame.groupby("test"):
        test = assessments.loc[number]
        rows = slice(own.start.iloc[0], own.start.iloc[0] + own.n.sum())
        width = len(str(test.item_max).split("|"))
        t = detectors.Sittings(own, papers.iloc[rows], items[rows, :width], test, context[own.school])
        found, level, surplus, improbable, partner = measure(t, random)
        for name, columns in found.items():
            outcomes[NAMES.index(name), own.index] = np.stack(columns, 1)
        levels.append(level)
        surpluses.append(surplus)
        frame.loc[own.index, "mean"], frame.loc[own.index, "failing"] = t.mean, t.counts[:, :t.cuts[0]].sum(1) / t.n
        if test.grade in (4, 5) and test.subject in ("Русский язык", "Математика"):
            markers.append(recheck.official_markers(t, exempt[own.school]))
        heaps[f"{test.subject} {test.grade}"] = recheck.region_heap(t)
        flagged.append(papers_that_stand_out(t, papers.pupil_id.to_numpy()[rows], improbable, partner))
        done("official markers, papers")
    across = [(levels, detectors.own_controls, "own-control", 2), (levels, detectors.subject_controls, "subject-profile", 2),
              (surpluses, detectors.own_controls, "own-mark-gap", 3)]
    for pieces, controls_of, name, least in across:
        standing = stack(pieces)
        enough, over_controls = controls_of(frame, frame.n.to_numpy() >= least)
        for key, columns in detectors.against_control(frame, standing, enough, over_controls, name).items():
            outcomes[NAMES.index(key)] = np.stack(columns, 1)
    done("own results")
    return outcomes, pd.concat(markers), pd.concat(flagged), heaps


def stack(pieces):
    """Standing, variance, tau^2, points and pupils of the sittings of all assessments, one after the other."""
    columns = [(*standing, np.full(len(n), points), n) for standing, points, n in pieces]
    return tuple(np.concatenate(column) for column in zip(*columns))


def papers_that_stand_out(t, pupils, improbable, partner):
    at = np.flatnonzero(improbable | (partner >= 0))
    table = t.frame[KEY].iloc[t.sitting[at]].reset_index(drop=True)
    alike = np.where(partner[at] >= 0, pupils[partner[at]], "")
    return table.assign(pupil_id=pupils[at], improbable=improbable[at], alike_to=alike)


def main():
    warnings.simplefilter("ignore")
    folder, out = sys.argv[1:3]
    os.makedirs(out, exist_ok=True)
    random = np.random.default_rng(1)
    done("start")
    schools, results, items, assessments, participation, observers, problems = read(folder)
    frame, order = sittings_of(results, schools, assessments, participation, observers)
    papers, items = results.iloc[order], items[order]
    done("read and check")

    matrix = peers.context_of(schools)
    groups, numbers, peer_groups, by_school = peers.cluster(matrix.to_numpy(), random)
    peer_groups = peer_groups.join(peers.profiles(schools.join(by_school.peer_group)), on="peer_group")
    schools = schools.join(by_school)
    schools["context_index"] = peers.context_index(matrix)
    frame["group"], frame["peer_group"] = groups[frame.school], schools.peer_group.to_numpy()[frame.school]
    done("peers")

    advanced = schools.advanced_program.map(YES_NO).to_numpy()
    context = np.column_stack([advanced, matrix])
    exempt = schools[["advanced_program", "confirmed_by_exam"]].eq("да").all(axis=1).to_numpy()
    outcomes, markers, flagged, heaps = measure_all(frame, papers, items, assessments, context, exempt, random)
    p = outcomes[:, :, 2].T
    single, measured, of_school = weigh(frame, p, random)
    frame["p"], frame["q"] = single[:, -1], benjamini_hochberg(single[:, -1])
    frame["tier"] = tiers(single, frame.q.to_numpy())
    frame[[f"p {kind}" for kind in KINDS]] = single[:, :-1]
    whole = np.full((len(schools), len(KINDS) + 1), np.nan)
    whole[measured] = of_school
    schools["p"], schools["q"] = whole[:, -1], benjamini_hochberg(whole[:, -1])
    schools["tier"] = tiers(whole, schools.q.to_numpy())
    schools[[f"p {kind}" for kind in KINDS]] = whole[:, :-1]
    done("evidence")

    recheck.list_sittings(frame, schools, p)
    listed = recheck.list_schools(frame, schools)
    marked = markers.groupby("school").any().reindex(range(len(schools)), fill_value=False)
    schools["high_mean"], schools["journal"] = marked.high_mean, marked.journal
    schools["recheck"] = schools.school_id.isin(listed.school_id)
    coverage = frame.groupby(schools.municipality.to_numpy()[frame.school])["observed"].agg(["size", "sum"])
    region = {
        "papers": len(papers), "observed": frame.observed.mean(), "papers_on_list": int(frame.papers.sum()),
        "official_index": 100 - 100 * (marked.high_mean | marked.journal)[marked.assessed].mean(), "heaps": heaps,
        "municipalities": coverage.to_dict("index"),
    }
    shown = [*KEY, "n", "observer", "grounds", "tier", "p", "q", "papers", "acceptance_number", "reasons"]
    tables = {
        "schools": schools, "recheck": listed,
        "recheck-sittings": frame[frame.recheck].sort_values(["school", "grade", "subject"])[shown],
        "support": recheck.support(frame, schools, p[:, NAMES.index("high-level")]),
        "fairness": recheck.fairness(frame, schools), "observer-effect": recheck.observer_effects(frame, assessments),
        "peer-groups": peer_groups, "number-of-groups": numbers, "papers": flagged, "rejected": problems,
        "signals": signals_of(frame, outcomes),
    }
    done("list and region")
    write(out, tables, frame, region)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({
        "papers": len(papers), "sittings": len(frame), "schools": len(schools),
        "listed": int(schools.tier.isin(["strong", "moderate"]).sum()), "seconds": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / 1024, "parts": parts,
    }))


def signals_of(frame, outcomes):
    """Long table: a row per sitting and detector."""
    D, N = len(NAMES), len(frame)
    signals = frame[KEY].iloc[np.tile(np.arange(N), D)].reset_index(drop=True)
    for name, values in (("detector", NAMES), ("family", list(FAMILIES.values()))):
        codes, kinds = pd.factorize(np.array(values))
        signals[name] = pd.Categorical.from_codes(np.repeat(codes, N), kinds)
    signals[["value", "effect", "p", "n"]] = outcomes.reshape(-1, 4)
    signals["outcome"] = pd.Categorical.from_codes(signals.p.notna().astype(int), ["undecided", "measured"])
    return signals


def write(out, tables, frame, region):
    for name, table in tables.items():
        excel = {"sep": ";", "decimal": ",", "encoding": "utf-8-sig"} if name.startswith("recheck") else {}
        table.to_csv(f"{out}/{name}.csv", index=False, **excel)
    done("write CSV")
    with open(f"{out}/result.json", "w", encoding="utf-8") as file:
        file.write(f'{{"region":{json.dumps(region, ensure_ascii=False)}')
        for name, table in {**tables, "sittings": frame}.items():
            if name not in ("papers", "recheck-sittings", "rejected"):
                records = table.to_json(orient="records", force_ascii=False, double_precision=15)
                file.write(f',\n"{name}":{records}')
        file.write("}\n")
    done("write JSON")
    try:
        from openpyxl import Workbook
    except ImportError:
        print("openpyxl is not installed: no recheck.xlsx", file=sys.stderr)
        return
    book = Workbook(write_only=True)
    for name in ("recheck", "recheck-sittings", "schools"):
        table = tables[name]
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        sheet.append(list(table.columns))
        for row in table.astype(object).where(table.notna(), None).itertuples(index=False, name=None):
            sheet.append(row)
    book.save(f"{out}/recheck.xlsx")
    done("write XLSX")


if __name__ == "__main__":
    main()
