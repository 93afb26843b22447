"""The five tables, checked a column at a time; rows that cannot be used are set aside and told."""
import numpy as np
import pandas as pd

TEST = ["subject", "grade", "year"]
YES_NO = {"да": 1.0, "нет": 0.0}


class Checks:
    """Collects what is wrong with a table: row as a spreadsheet shows it, column, what was found, and what is wrong."""

    def __init__(self, name, table):
        self.name, self.table, self.set_aside, self.found = name, table, np.zeros(len(table), bool), []

    def note(self, wrong, column, problem, rows=None):
        at = np.flatnonzero(wrong)
        if rows is not None:
            at = rows[at]
        if len(at):
            found = {"row": at + 2, "column": column, "found": self.table[column].to_numpy()[at].astype(str)}
            self.found.append(pd.DataFrame({"table": self.name, **found, "problem": problem}))
        return at

    def reject(self, wrong, column, problem, rows=None):
        self.set_aside[self.note(wrong, column, problem, rows)] = True

    def numbers(self, columns, tell):
        """Columns that hold text somewhere become numbers; a cell that is none is told or sets its row aside."""
        for column in columns:
            if self.table[column].dtype == object:
                number = pd.to_numeric(self.table[column], errors="coerce")
                tell(number.isna() & self.table[column].notna(), column, "not a number")
                self.table[column] = number


def read(folder):
    """Tables, item scores (int8, -1 = left blank or no item of this assessment), and the table of problems."""
    table = lambda name: pd.read_csv(f"{folder}/{name}.csv", dtype={"school_id": str})
    schools, assessments, participation, observers = map(table, ("schools", "assessments", "participation", "observers"))
    results = read_results(f"{folder}/results.csv")
    checks = [check_schools(schools)]
    checks.append(check_keys(Checks("participation", participation), schools, assessments, ["school_id", *TEST]))
    check_participation(checks[-1])
    checks.append(check_keys(Checks("observers", observers), schools, assessments, None))
    for column in ("observer", "conflict_of_interest"):
        checks[-1].note(~observers[column].isin(YES_NO) & observers[column].notna(), column, "neither yes nor no")
    checks.append(check_keys(Checks("results", results), schools, assessments, ["school_id", *TEST, "class", "pupil_id"]))
    items = check_results(checks[-1], assessments)
    problems = [found for check in checks for found in check.found]
    problems = pd.concat(problems) if problems else pd.DataFrame(columns=["table", "row", "column", "found", "problem"])
    results = results[["school_id", "test", "pupil_id", "variant", "score", "journal_mark"]]
    tables = (schools, participation, observers, results, items)
    good = [table[~check.set_aside] for table, check in zip(tables, [*checks, checks[-1]])]
    schools, participation, observers, results = (table.reset_index(drop=True) for table in good[:-1])
    return schools, results, good[-1], assessments, participation, observers, problems


def read_results(path):
    kinds = dict.fromkeys(["school_id", "subject", "class", "pupil_id"], "category")
    columns = pd.read_csv(path, nrows=0).columns
    numbers = [name for name in columns if name.startswith("item_") or name in ("variant", "score", "mark", "journal_mark")]
    try:
        return pd.read_csv(path, dtype={**kinds, **dict.fromkeys(numbers, "float32")}, na_values=["X"])
    except ValueError:
        # Some cell is no number. The slow way finds out which.
        return pd.read_csv(path, dtype=kinds, na_values=["X"], low_memory=False)


def check_schools(schools):
    checks = Checks("schools", schools)
    checks.reject(schools.school_id.isna() | schools.school_id.duplicated(), "school_id", "missing or twice")
    shares = [name for name in schools if name.endswith("_share")]
    checks.numbers([*shares, "pupils"], checks.note)
    for name in shares:
        checks.note((schools[name] < 0) | (schools[name] > 1), name, "no share of 0 to 1")
        schools[name] = schools[name].where(schools[name].between(0, 1))
    return checks


def check_keys(checks, schools, assessments, unique):
    """Schools and assessments that the other tables know, each row once."""
    table = checks.table
    checks.reject(~table.school_id.isin(schools.school_id), "school_id", "unknown school")
    for column in TEST:
        checks.reject(~table[column].isin(assessments[column]) & table[column].notna(), column, "unknown assessment")
    if unique:
        code = np.zeros(len(table), np.int64)
        for column in unique:
            own = table[column].astype("category").cat.codes.to_numpy(np.int64)
            code = code * (own.max() + 2) + own + 1
        checks.reject(pd.Series(code).duplicated(), unique[-1], "the same row twice")
    return checks


def check_participation(checks):
    checks.numbers(["enrolled", "participants"], checks.reject)
    table = checks.table
    checks.reject(~(table.enrolled >= 1), "enrolled", "nobody")
    checks.note(table.participants > table.enrolled, "participants", "more than enrolled")


def check_results(checks, assessments):
    """Scores, items and marks within their ranges; the sum of the items against the score."""
    results = checks.table
    columns = sorted((name for name in results if name.startswith("item_")), key=lambda name: int(name[5:]))
    checks.numbers([*columns, "score", "mark", "journal_mark", "variant"], checks.reject)
    for column in ("mark", "journal_mark"):
        wrong = ~results[column].isin([2, 3, 4, 5]) & results[column].notna()
        if len(checks.note(wrong, column, "no mark of 2 to 5")):
            results.loc[wrong, column] = np.nan
    results["test"] = tests_of(results[TEST], assessments)
    checks.reject(results.test < 0, "subject", "unknown assessment")
    items = np.full((len(results), len(columns)), -1, np.int8)
    score = results.score.to_numpy(float)
    for number, test in assessments.iterrows():
        rows = np.flatnonzero(results.test == number)
        most = [int(points) for points in str(test.item_max).split("|")]
        checks.reject(~((score[rows] >= 0) & (score[rows] <= test.max_score)), "score", f"not 0 to {test.max_score}", rows)
        total = np.zeros(len(rows))
        for j, column in enumerate(columns):
            points = results[column].to_numpy()[rows]
            if j >= len(most):
                checks.note(np.isfinite(points), column, "no item of this assessment", rows)
                continue
            blank = np.isnan(points)
            points = np.where(blank, 0, points)
            checks.reject((points < 0) | (points > most[j]) | (points != np.floor(points)), column, f"not 0 to {most[j]}", rows)
            total += points
            items[rows, j] = np.where(blank, -1, np.clip(points, 0, most[j]))
        checks.note(total != score[rows], "score", "not the sum of the items", rows)
    return items


def tests_of(table, assessments):
    """Position of the assessment of each row, -1 for none."""
    groups = table.groupby(TEST, observed=True, sort=False)
    of_group = groups.ngroup().to_numpy()
    known = {key: position for position, key in enumerate(assessments[TEST].itertuples(index=False, name=None))}
    keys = table.iloc[np.unique(of_group, return_index=True)[1]].itertuples(index=False, name=None)
    return np.array([known.get(key, -1) for key in keys])[of_group]


def sittings_of(results, schools, assessments, participation, observers):
    """One row per school and assessment, in this order, with who was enrolled and who observed."""
    school = pd.Index(schools.school_id).get_indexer(results.school_id.cat.categories)[results.school_id.cat.codes]
    key = results.test.to_numpy() * len(schools) + school
    order = np.argsort(key, kind="stable")
    keys, start, count = np.unique(key[order], return_index=True, return_counts=True)
    frame = assessments.iloc[keys // len(schools)][TEST].reset_index(drop=True)
    frame.insert(0, "school_id", schools.school_id.to_numpy()[keys % len(schools)])
    frame["test"], frame["school"], frame["n"], frame["start"] = keys // len(schools), keys % len(schools), count, start
    enrolled = participation[["school_id", *TEST, "enrolled"]]
    frame = frame.merge(enrolled, how="left", on=["school_id", *TEST])
    frame["observer"], frame["conflict"] = observed(frame, observers)
    frame["observed"] = (frame.observer == "present") & ~frame.conflict
    return frame, order


def observed(frame, observers):
    """The most specific row of the observers' table speaks, and of equally specific ones the worst."""
    badness = observers.observer.map({"да": 0, "нет": 4}).fillna(2)
    conflict = observers.conflict_of_interest.eq("да")
    badness = badness.where(~conflict | (badness == 4), 3 + badness / 4)
    rows = observers.assign(badness=badness, conflict=conflict)
    filled = rows[TEST].notna()
    worst = pd.DataFrame({"badness": np.nan, "conflict": False}, index=frame.index)
    for pattern in sorted(map(tuple, filled.drop_duplicates().to_numpy()), key=sum):
        on = ["school_id", *(name for name, given in zip(TEST, pattern) if given)]
        part = rows[(filled == pattern).all(axis=1)].sort_values("badness").drop_duplicates(on, keep="last")
        part = part[[*on, "badness", "conflict"]].astype({name: frame[name].dtype for name in on})
        own = frame[on].merge(part, how="left", on=on).set_index(frame.index)
        said = own.badness.notna()
        worst[said] = own.loc[said, ["badness", "conflict"]]
    status = np.select([worst.badness.isin([0, 3]), worst.badness == 4], ["present", "absent"], "unknown")
    return status, worst.conflict.astype(bool)
