"""Section 5 of the specification, rule by rule: what T01.1..T15.1 make of one subject.

`Case` holds a declaration and the chosen options and answers in `Verdict`s; `@duty` wraps each rule in the order of
judgement 1-4 of "Sections and absent facts" (role, handles, the list, the inner list). Rules do 5 and 6 themselves.
"""
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import workdays
from facts import (Unknown, all_of, any_of, bad_evidence, date_part, day_of, lift, midnight, moment_of, need,
                   read_catalogue)

ROLES_MAKER = {"product_manufacturer"}
ROLES_PLATFORM = {"platform_operator"}
ROLES_DRIVING = {"product_manufacturer", "automated_driving_operator"}


@dataclass(frozen=True)
class Verdict:
    status: str
    due: object = None
    done: object = None
    next_due: object = None
    provisional: bool = False
    missing: frozenset = frozenset()
    evidence: tuple = ()          # the paths declared by the facts that made it met or late
    flaws: tuple = field(default=(), compare=False)


@dataclass(frozen=True)
class Due:
    """A due date and whether a year without a notice was used to find it."""
    when: object
    provisional: bool = False


NOT_APPLICABLE = Verdict("not_applicable")


def undeclared(*unknowns):
    return Verdict("undeclared", missing=lift(lambda *_: None, *unknowns).missing)


class Case:
    """One declaration under one choice of as-of date, readings, year and horizon."""

    def __init__(self, facts, as_of, reading, year, horizon, folder):
        self.facts, self.as_of, self.reading, self.year = facts, as_of, reading, year
        self.horizon, self.folder = horizon, folder
        self._catalogue = None

    # -- facts ---------------------------------------------------------------------------------------------------
    def section(self, *keys):
        """The value under these keys, or None where any of them is absent."""
        here = self.facts
        for key in keys:
            here = here.get(key) if isinstance(here, dict) else None
        if keys == ("data_catalog", "entries") and isinstance(here, str):
            if self._catalogue is None:
                self._catalogue = read_catalogue(Path(self.folder) / here)
            return self._catalogue
        return here

    def members(self, *keys):
        return self.section(*keys) or []

    def by_now(self, when):
        """Facts after the as-of date are plans."""
        return when is not None and date_part(when) <= self.as_of

    # -- due dates -----------------------------------------------------------------------------------------------
    def rested(self, due):
        """Reading `rest_day`: a date that falls on a rest day."""
        if self.reading["rest_day"] == "same_date":
            return due
        moved, used = workdays.next_workday(due.when)
        return Due(moved, due.provisional or used)

    def fixed(self, month, day):
        """The due dates marked (fixed): `named_day`, and after it `rest_day`."""
        back = 1 if self.reading["named_day"] == "day_before" else 0
        return self.rested(Due(date(self.year, month, day) - timedelta(days=back)))

    def before(self, event):
        """A duty marked "before": with `same_day: no` due the day before; it never moves off a rest day."""
        return Due(event - timedelta(days=1 if self.reading["same_day"] == "no" else 0))

    def cycle(self, last, years):
        """`rolling`: last + N years; `calendar`: 31 December of year(last) + N; then `rest_day`."""
        rolling = self.reading["yearly"] == "rolling"
        return self.rested(Due(workdays.add_years(last, years) if rolling else date(last.year + years, 12, 31)))

    # -- judging -------------------------------------------------------------------------------------------------
    def not_done(self, due):
        """overdue, due_soon or pending."""
        day = date_part(due.when)
        if self.as_of > day:
            status = "overdue"
        else:
            status = "due_soon" if day - timedelta(days=self.horizon) <= self.as_of else "pending"
        return Verdict(status, due=due.when, provisional=due.provisional)

    def undated(self, holds, evidence=(), encouraged=False):
        """An undated duty holds now, or is a gap (advised where it is only encouraged)."""
        if holds:
            return Verdict("met", evidence=tuple(evidence))
        return Verdict("advised" if encouraged else "gap")

    def dated(self, due, done, evidence=()):
        """A dated duty; without a due date it is undated."""
        if due is None:
            return self.undated(self.by_now(done), evidence)
        if not self.by_now(done):
            return self.not_done(due)
        return Verdict("met" if in_time(done, due.when) else "late", due=due.when, done=done,
                       provisional=due.provisional, evidence=tuple(evidence))

    def cyclic(self, first_due, years, reports):
        """T03's cycle over (day, evidence) of the reports that count; `years` None for grade 1."""
        if not reports:
            return self.not_done(first_due)
        reports = sorted(reports, key=lambda report: report[0])
        last, evidence = reports[-1]
        if years is None and len(reports) > 1:        # "after a second one `met`, due null"
            return Verdict("met", done=last, evidence=evidence)
        own = first_due if len(reports) == 1 else self.cycle(reports[-2][0], years)
        judged = self.dated(own, last, evidence)
        if years is None:
            return judged
        coming = self.cycle(last, years)
        provisional = own.provisional or coming.provisional
        ahead = self.not_done(coming)
        if ahead.status != "pending":
            return replace(ahead, provisional=provisional)
        return replace(judged, next_due=coming.when, provisional=provisional)

    def evidenced(self, verdict):
        """Section 5, Evidence: a bad path of the fact that made it met or late makes the finding a gap."""
        if verdict.status not in ("met", "late"):
            return verdict
        flaws = tuple(path for path in verdict.evidence if bad_evidence(path, self.folder))
        return replace(verdict, status="gap", flaws=flaws) if flaws else verdict


def in_time(done, due):
    """To the second where both have a time, else by date."""
    both_timed = date_part(done) is not done and date_part(due) is not due
    return done <= due if both_timed else date_part(done) <= date_part(due)


# -- the frame: judgement 1-4 ------------------------------------------------------------------------------------
RULES = {}                       # rule -> (binding, function(case) -> [(subject, Verdict)])
KEYS = {"personal_information": ("personal_information", "activities")}


def duty(rule, subject, *, over=False, inner=None, roles=None, handles=None, unless_empty=None, encouraged=False):
    """Register a rule. `over`: the subject is a section path with a list of subjects; `inner`: the list within each;
    `unless_empty`: a list that a rule without a list reads in the same way."""
    def register(judge):
        def run(case):
            company = case.facts["company"]
            if roles and not roles & set(company["roles"]):                                    # 1
                return [(subject, NOT_APPLICABLE)]
            if handles:                                                                        # 2
                flag = (company.get("handles") or {}).get(handles)
                if flag is None:
                    return [(subject, undeclared(Unknown(f"company.handles.{handles}")))]
                if not flag:
                    return [(subject, NOT_APPLICABLE)]
            path = subject if over else unless_empty
            if path:                                                                           # 3
                subjects = case.section(*KEYS.get(path, path.split("/")))
                if subjects is None:
                    return [(subject, undeclared(Unknown(path)))]
                if not subjects:
                    return [(subject, NOT_APPLICABLE)]
            if not over:
                return [(subject, judge(case))]
            return [finding for owner in subjects for finding in below(case, owner, f"{path}/{owner['id']}")]

        def below(case, owner, path):
            if inner is None:
                return [(path, judge(case, owner, path))]
            members = owner.get(inner)                                                         # 4
            if members is None:
                return [(f"{path}/{inner}", undeclared(Unknown(f"{path}/{inner}")))]
            if not members:
                return [(f"{path}/{inner}", NOT_APPLICABLE)]
            return [(f"{path}/{inner}/{member['id']}", judge(case, member, f"{path}/{inner}/{member['id']}", owner, path))
                    for member in members]
        RULES[rule] = ("encouraged" if encouraged else "mandatory", run)
        return judge
    return register


def paths(fact, *keys):
    return [fact[key] for key in keys if fact and key in fact]


def earliest(facts, key):
    """The fact with the earliest date under `key` (of two on one day the first), or None: "first" is by date."""
    having = [fact for fact in facts if key in fact]
    return min(having, key=lambda fact: day_of(fact[key])) if having else None


def day(fact, key):
    return day_of((fact or {}).get(key))


# -- 1. responsibility -------------------------------------------------------------------------------------------
@duty("T01.1", "company")
def policies(case):
    first = earliest(case.members("governance", "policies"), "issued_on")
    return case.undated(case.by_now(day(first, "issued_on")), paths(first, "file"))


@duty("T01.2", "company")
def department(case):
    return case.undated(case.section("governance", "department") is not None)


@duty("T01.3", "company")
def manager(case):
    return case.undated(case.section("governance", "manager", "name") is not None)


@duty("T01.4", "company")
def officers(case):
    return case.undated(bool(case.members("governance", "officers")))


@duty("T01.5", "company")
def supervisions(case):
    return case.undated(any(case.by_now(day(held, "held_on")) for held in case.members("governance", "supervisions")))


@duty("T01.6", "company")
def resources(case):
    return case.undated(case.section("governance", "resources") is not None)


@duty("T01.7", "governance/hazards", over=True)
def hazards(case, hazard, path):
    due = day(hazard, "fix_by")
    return case.dated(Due(due) if due else None, day(hazard, "fixed_on"))


@duty("T01.8", "company", handles="important_data", encouraged=True)
def chief_data_officer(case):
    return case.undated(case.section("governance", "chief_data_officer", "name") is not None, encouraged=True)


# -- 2-4. platforms ----------------------------------------------------------------------------------------------
@duty("T02.1", "platforms", over=True)
def graded(case, platform, path):
    return case.undated("grade" in platform and case.by_now(day(platform, "graded_on")))


@duty("T02.2", "platforms", over=True)
def filed(case, platform, path):
    filing = platform.get("filing") or {}
    documents = paths(filing, "grading_report", "annex")
    return case.undated(case.by_now(day(filing, "applied_on")) and len(documents) == 2, documents)


def evaluated(case, platform, path, key):
    """T03, both of its rules."""
    grade = need(platform, path, "grade")
    if isinstance(grade, Unknown):
        return undeclared(grade)
    approved = day(platform.get("filing"), "approved_on")
    if not case.by_now(approved):
        return Verdict("pending")
    graded_on = day(platform, "graded_on")

    def counts(report):
        completed = day(report, "completed_on")
        return case.by_now(day(report, "submitted_on")) and (
            graded_on is None or (completed is not None and completed >= graded_on))
    reports = [(day(report, "submitted_on"), tuple(paths(report, "report")))
               for report in platform.get(key) or [] if counts(report)]
    years = {1: None, 2: 2}.get(int(grade), 1)
    return case.cyclic(Due(*workdays.add_workdays(approved, 30)), years, reports)


@duty("T03.1", "platforms", over=True)
def conformity(case, platform, path):
    return evaluated(case, platform, path, "conformity_evaluations")


@duty("T03.2", "platforms", over=True)
def risk(case, platform, path):
    return evaluated(case, platform, path, "risk_assessments")


@duty("T04.1", "threat_notices", over=True, roles=ROLES_PLATFORM)
def threat_notices(case, notice, path):
    due, both = day(notice, "respond_by"), [day(notice, "remediated_on"), day(notice, "reported_on")]
    return case.dated(Due(due) if due else None, None if None in both else max(both))


# -- 5-7. vehicles, OTA, apps ------------------------------------------------------------------------------------
@duty("T05.1", "vehicles", over=True, inner="launches", roles=ROLES_MAKER)
def launches(case, launch, path, vehicle, vehicle_path):
    due = lift(case.before, need(launch, path, "launched_on", day_of))
    components = need(vehicle, vehicle_path, "components")
    if isinstance(lift(lambda *_: None, due, components), Unknown):
        return undeclared(due, components)
    firsts = [earliest((test for test in launch.get("tests") or [] if test.get("target") == target), "completed_on")
              for target in ["vehicle", *components]]
    done = None if None in firsts else max(day(test, "completed_on") for test in firsts)
    return case.dated(due, done, [path for test in firsts for path in paths(test, "report")])


def before_event(case, owner, path, event, fact, key):
    """Due before the owner's `event`; done by `key` of `fact`."""
    due = lift(case.before, need(owner, path, event, day_of))
    return undeclared(due) if isinstance(due, Unknown) else case.dated(due, day(fact, key), paths(fact, "report"))


@duty("T06.1", "ota_releases", over=True, roles=ROLES_MAKER)
def ota(case, release, path):
    return before_event(case, release, path, "released_on", release.get("security_test"), "completed_on")


def covers(section, *wanted):
    return set(wanted) <= set((section or {}).get("covers") or [])


@duty("T07.1", "company", unless_empty="apps")
def app_management(case):
    section = case.section("app_management")
    return case.undated(covers(section, "development", "launch", "use", "upgrade"), paths(section, "file"))


@duty("T07.2", "apps", over=True, inner="releases")
def app_releases(case, release, path, app, app_path):
    return before_event(case, release, path, "released_on", release.get("security_test"), "completed_on")


# -- 8-9. important data -----------------------------------------------------------------------------------------
IMPORTANT = {"handles": "important_data"}


@duty("T08.1", "company")
def identified(case):
    return case.undated(case.by_now(day(case.section("data_catalog"), "identified_on")))


@duty("T08.2", "data_catalog", **IMPORTANT)
def catalogue_filed(case):
    within = [filing for filing in case.members("data_catalog", "filings")
              if "filed_on" in filing and day(filing, "filed_on").year == case.year]
    return case.dated(case.fixed(7, 31), day(earliest(within, "filed_on"), "filed_on"))


def changed(new, old):
    """|new - old| * 100 >= 30 * old, exactly; from 0 any increase is a change and 0 to 0 is none."""
    return new > 0 if old == 0 else abs(new - old) * 100 >= 30 * old


def baseline(filings, on):
    """(whether there is a filing with filed_on <= on, the latest of them; of two on one day the later in the list)."""
    if isinstance(filings, Unknown):
        return filings, filings
    filed = [(need(filing, f"data_catalog/filings/{filing['id']}", "filed_on", day_of), filing) for filing in filings]
    here = [lift(lambda a, b: a <= b, day_filed, on) for day_filed, _ in filed]
    exists = any_of(*here)
    unknown = [fact for fact in here if isinstance(fact, Unknown)]
    if unknown:
        return exists, lift(lambda *_: None, *unknown)
    candidates = [(day_filed, index) for index, (day_filed, _) in enumerate(filed) if here[index]]
    return exists, filed[max(candidates)[1]][1] if candidates else None


def of_baseline(filing, key):
    if isinstance(filing, Unknown):
        return filing
    return need(filing, f"data_catalog/filings/{filing['id']}", key)


def update_due(case, applies, on, incomplete=None):
    """The shared end of T08.3 and T08.5: `on` + 3 months, done by the first filing after `on`."""
    due = lift(lambda start: case.rested(Due(workdays.add_months(start, 3))), on)
    if applies is False:
        return NOT_APPLICABLE
    if isinstance(applies, Unknown) or isinstance(due, Unknown):
        return undeclared(applies, due)
    after = [filing for filing in case.members("data_catalog", "filings")
             if "filed_on" in filing and day(filing, "filed_on") > on]
    return case.dated(due, day(earliest(after, "filed_on"), "filed_on"))


@duty("T08.3", "data_catalog/snapshots", over=True, **IMPORTANT)
def snapshots(case, snapshot, path):
    on = need(snapshot, path, "taken_on", day_of)
    exists, old = baseline(need(case.section("data_catalog"), "data_catalog", "filings"), on)
    if exists is False:
        return NOT_APPLICABLE
    grown = [lift(changed, need(snapshot, path, key), of_baseline(old, key)) for key in ("entries", "storage_gb")]
    other = snapshot.get("other_major_change") is True
    return update_due(case, all_of(exists, any_of(*grown, other)), on)


@duty("T08.4", "data_catalog/entries", over=True, **IMPORTANT)
def entries(case, entry, path):
    return case.undated(all(key in entry for key in ("category", "level", "owner")))


@duty("T08.5", "data_catalog/current", **IMPORTANT)
def current(case):
    given = case.section("data_catalog", "entries")
    if given is None:
        return NOT_APPLICABLE
    catalogue = case.section("data_catalog")
    on = need(catalogue, "data_catalog", "updated_on", day_of)
    exists, old = baseline(need(catalogue, "data_catalog", "filings"), on)
    if exists is False:
        return NOT_APPLICABLE
    named = [(f"data_catalog/entries/{entry['id']}", entry) for entry in given]
    levels = [need(entry, path, "level") for path, entry in named]
    counted = [item for item in named if item[1].get("level") in ("important", "core")]
    sizes = [need(entry, path, "storage_gb") for path, entry in counted]
    number = lift(lambda *_: len(counted), *levels)
    total = lift(lambda *known: sum(known[len(levels):]), *levels, *sizes)
    grown = [lift(changed, number, of_baseline(old, "entries")), lift(changed, total, of_baseline(old, "storage_gb"))]
    if isinstance(total, Unknown):      # "an entry without `level`, or a counted one without `storage_gb`"
        return undeclared(exists, *grown, on)
    return update_due(case, all_of(exists, any_of(*grown)), on)


@duty("T09.1", "data_risk_assessments", **IMPORTANT)
def risk_assessed(case):
    within = [report for report in case.members("data_risk_assessments")
              if all(key in report and day(report, key).year == case.year for key in ("completed_on", "submitted_on"))]
    first = earliest(within, "submitted_on")
    return case.dated(case.fixed(11, 30), day(first, "submitted_on"), paths(first, "report"))


# -- 10-11. personal information, sharing, export ----------------------------------------------------------------
@duty("T10.1", "personal_information", over=True, handles="personal_information")
def assessed(case, activity, path):
    return before_event(case, activity, path, "starts_on", activity.get("pipia"), "completed_on")


@duty("T10.2", "personal_information", over=True, handles="personal_information")
def assessment_filed(case, activity, path):
    starts, ended = need(activity, path, "starts_on", day_of), day(activity, "ended_on")
    begun = lift(lambda start: start <= date(case.year, 11, 30), starts)
    applies = all_of(begun, ended is None or ended >= date(case.year, 1, 1))
    if applies is False:
        return NOT_APPLICABLE
    if isinstance(applies, Unknown):
        return undeclared(applies)
    report = activity.get("pipia")
    return case.dated(case.fixed(11, 30), day(report, "submitted_on"), paths(report, "report"))


@duty("T11.1", "company", unless_empty="data_sharing/partners")
def sharing_policy(case):
    return case.undated(case.by_now(day(case.section("data_sharing", "policy"), "issued_on")))


@duty("T11.2", "data_sharing/partners", over=True)
def reviewed(case, partner, path):
    return before_event(case, partner, path, "starts_on", partner, "reviewed_on")


@duty("T11.3", "data_sharing/partners", over=True)
def supervised(case, partner, path):
    started = lift(case.by_now, need(partner, path, "starts_on", day_of))
    if isinstance(started, Unknown):
        return undeclared(started)
    if not started:
        return Verdict("pending")
    return case.undated(any(case.by_now(day_of(text)) for text in partner.get("supervised_on") or []))


@duty("T11.4", "data_exports", over=True)
def export_assessed(case, export, path):
    applies = need(export, path, "important_data")
    due = lift(case.before, need(export, path, "starts_on", day_of))
    if applies is False:
        return NOT_APPLICABLE
    if isinstance(applies, Unknown) or isinstance(due, Unknown):
        return undeclared(applies, due)
    return case.dated(due, day(export.get("security_assessment"), "passed_on"))


@duty("T11.5", "data_exports", over=True)
def export_reported(case, export, path):
    applies = need(export, path, "important_data")
    if applies is False:
        return NOT_APPLICABLE
    reported = case.by_now(day(export, "reported_on"))
    started = True if reported else lift(case.by_now, need(export, path, "starts_on", day_of))
    if isinstance(applies, Unknown) or isinstance(started, Unknown):
        return undeclared(applies, started)
    return case.undated(reported) if started else Verdict("pending")


# -- 12. emergencies ---------------------------------------------------------------------------------------------
@duty("T12.1", "company")
def plan(case):
    section = case.section("emergency", "plan")
    return case.undated(case.by_now(day(section, "issued_on")) and covers(section, "process", "duties", "measures"))


@duty("T12.2", "emergency/drills")
def drills(case):
    held = [day(drill, "held_on") for drill in case.members("emergency", "drills") if "held_on" in drill]
    year_end = case.rested(Due(date(case.year, 12, 31)))
    if case.reading["yearly"] == "rolling":
        return case.cyclic(year_end, 1, [(on, ()) for on in held if case.by_now(on)])
    return case.dated(year_end, min((on for on in held if on.year == case.year), default=None))


def incident(case, fact, path, key):
    """T12.3-T12.5: at once, by `immediate_hours`; `none` makes it undated and reads no start."""
    kind = need(fact, path, "kind")
    level = need(fact, path, "level")
    applies = any_of(lift(lambda k: k == "network", kind),
                     all_of(lift(lambda k: k == "data", kind),
                            lift(lambda l: l in ("larger", "major", "critical"), level)))
    hours, due = case.reading["immediate_hours"], None
    if hours is not None:
        due = lift(lambda at: Due(midnight(at) + timedelta(hours=hours)), need(fact, path, "discovered_at", moment_of))
    if applies is False:
        return NOT_APPLICABLE
    if isinstance(applies, Unknown) or isinstance(due, Unknown):
        return undeclared(applies, due)
    return case.dated(due, moment_of(fact.get(key)))


@duty("T12.3", "incidents", over=True)
def plan_activated(case, fact, path):
    return incident(case, fact, path, "plan_activated_at")


@duty("T12.4", "incidents", over=True)
def incident_remediated(case, fact, path):
    return incident(case, fact, path, "remediated_at")


@duty("T12.5", "incidents", over=True)
def incident_reported(case, fact, path):
    return incident(case, fact, path, "reported_at")


# -- 13. vulnerabilities -----------------------------------------------------------------------------------------
@duty("T13.1", "company")
def vulnerability_management(case):
    return case.undated(covers(case.section("vulnerability_management"),
                               "discovery", "verification", "analysis", "patching", "reporting"))


def vulnerability(case, fact, path, key):
    days, due = case.reading["vulnerability_days"], None
    if days is not None:
        due = lift(lambda found: Due(found + timedelta(days=days)), need(fact, path, "found_on", day_of))
        if isinstance(due, Unknown):
            return undeclared(due)
    return case.dated(due, day(fact, key))


@duty("T13.2", "vulnerabilities", over=True)
def mitigated(case, fact, path):
    return vulnerability(case, fact, path, "mitigated_on")


@duty("T13.3", "vulnerabilities", over=True)
def reported_to_miit(case, fact, path):
    return vulnerability(case, fact, path, "reported_to_miit_on")


@duty("T13.4", "vulnerabilities", over=True)
def reported_to_bureau(case, fact, path):
    return vulnerability(case, fact, path, "reported_to_bureau_on")


# -- 14-15. automated driving, maturity --------------------------------------------------------------------------
def automated(case, activity, path, fact, key):
    in_scope = {"L3", "L4"} | ({"L5"} if case.reading["automated_driving_l5"] == "yes" else set())
    applies = lift(lambda level: level in in_scope, need(activity, path, "level"))
    due = lift(case.before, need(activity, path, "starts_on", day_of))
    if applies is False:
        return NOT_APPLICABLE
    if isinstance(applies, Unknown) or isinstance(due, Unknown):
        return undeclared(applies, due)
    return case.dated(due, day(fact, key), paths(fact, "report") if fact is not activity else ())


@duty("T14.1", "automated_driving", over=True, roles=ROLES_DRIVING)
def driving_tested(case, activity, path):
    return automated(case, activity, path, activity.get("security_test"), "completed_on")


@duty("T14.2", "automated_driving", over=True, roles=ROLES_DRIVING)
def driving_reported(case, activity, path):
    return automated(case, activity, path, activity, "reported_on")


@duty("T15.1", "company", encouraged=True)
def maturity(case):
    return case.undated(any(case.by_now(day(one, "completed_on"))
                            for one in case.members("maturity", "assessments")), encouraged=True)
