"""
The due list of the ABC rules as a plain pandas script would make it, for `due_list.py` to compare with.

Grades, periods, rules and words stand in the code; nothing in the sheets is checked.
Call it with the customers, the visits, the day and the file to write.
"""

import sys

import pandas as pd

CUSTOMERS, VISITS, DAY, OUT = sys.argv[1:]
ON = pd.Timestamp(DAY)
MONTHS = {"A": 1, "B": 3, "C": 6}
RULES = {"A": "ABC-03.2a", "B": "ABC-03.2b", "C": "ABC-03.2c"}
HEADERS = {
    "code": "Customer",
    "name": "Name",
    "grade": "Grade",
    "owner": "Owner",
    "region": "Region",
    "last_visit": "Last visit",
    "period_start": "Period start",
    "period_end": "Period end",
    "owed": "Owed",
    "done": "Done",
    "short": "Short",
    "missed": "Missed periods",
    "next_due": "Next due",
    "overdue_since": "Overdue since",
    "days_overdue": "Days overdue",
    "status": "Status",
    "rule": "Rule",
    "missing": "Missing",
    "provisional": "Provisional",
}

customers = pd.read_csv(CUSTOMERS, dtype=str, parse_dates=["since"])
visits = pd.read_csv(VISITS, dtype={"customer": str, "status": str}, parse_dates=["start"])
visits = visits[(visits["status"] == "completed") & (visits["start"] <= ON)]

months = customers["grade"].map(MONTHS)
known = months.notna()
here = (ON.year * 12 + ON.month - 1) // months

by_customer = visits.groupby("customer")["start"].agg(["min", "max"])
customers["last_visit"] = customers["code"].map(by_customer["max"])
first = customers["since"].fillna(customers["code"].map(by_customer["min"]))

length = visits["customer"].map(months.set_axis(customers["code"]))
this_month = ON.year * 12 + ON.month - 1
back = this_month // length - (visits["start"].dt.year * 12 + visits["start"].dt.month - 1) // length
counts = visits.assign(back=back).groupby(["customer", "back"]).size().reset_index(name="visits")
done = counts[counts["back"] == 0].set_index("customer")["visits"]
met = counts[counts["back"] > 0].groupby("customer")["back"].min()

customers["owed"] = known.where(known).astype("Int64")
customers["done"] = customers["code"].map(done).fillna(0).where(known).astype("Int64")
customers["short"] = (customers["owed"] - customers["done"]).clip(lower=0)
start = (first.dt.year * 12 + first.dt.month - 1) // months
whole = (first.dt.day == 1) & ((first.dt.month - 1) % months == 0)
elapsed = (here - start.where(whole, start + 1)).fillna(0).clip(lower=0)
since_met = customers["code"].map(met) - 1
customers["missed"] = elapsed.where(since_met.isna() | (since_met > elapsed), since_met).where(known).astype("Int64")


def first_day(period):
    """
    The first day of a period by its number.
    """
    month = (period * months).where(known, this_month).astype(int)
    return pd.to_datetime({"year": month // 12, "month": month % 12 + 1, "day": 1}).where(known)


day = pd.Timedelta(days=1)
short = customers["short"] > 0
late = short & (customers["missed"] > 0)
customers["period_start"] = first_day(here)
customers["period_end"] = first_day(here + 1) - day
customers["next_due"] = customers["period_end"].where(short, first_day(here + 2) - day)
customers["overdue_since"] = first_day(here - customers["missed"].astype(float) + 1).where(late)
customers["days_overdue"] = ((ON - customers["overdue_since"]).dt.days + 1).astype("Int64")
customers["status"] = "met"
customers.loc[short, "status"] = "due"
customers.loc[late, "status"] = "overdue"
customers.loc[~known, "status"] = "undetermined"
customers["rule"] = customers["grade"].map(RULES).fillna(RULES["A"])
customers["missing"] = ("visits.cadence does not know grade '" + customers["grade"] + "'").where(~known)
customers["provisional"] = "no"
customers = customers.rename(columns=HEADERS)[list(HEADERS.values())]
customers.to_csv(OUT, index=False, encoding="utf-8-sig", lineterminator="\r\n")
