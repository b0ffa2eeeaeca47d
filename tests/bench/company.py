"""One company as its declaration says it, every section but the catalogue: lines of YAML, made up from a seed.

In: a Dice. Out: lines in the shape of examples/, most of it in order, something late, overdue or missing here and there.
"""
import random

MARKS = ["智行", "远途", "星驰", "驭风", "沪联", "云舆", "捷安", "申车", "通达", "启明", "恒车", "海纳"]
TRADES = ["汽车", "新能源汽车", "车联网科技", "智能网联", "出行服务", "商用车"]
FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
GIVEN = ["伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "晓明", "志远", "建国", "雅琴", "思源", "文博"]
DEPARTMENTS = ["数据部", "网络安全部", "研发中心", "能源业务部", "客服部", "智能座舱部", "信息技术部", "法务合规部"]
HAZARDS = ["运维跳板机弱口令", "测试环境未隔离", "日志留存不足六个月", "接口未做鉴权", "备份未加密", "账号长期未清理"]
ROLES = ["product_manufacturer", "platform_operator", "facility_operator", "automated_driving_operator"]


class Dice:
    """The same seed throws the same numbers under every Python: only random(), whose numbers Python promises to keep."""

    def __init__(self, *seed):
        self.throw = random.Random("/".join(map(str, seed))).random

    def below(self, count):
        return int(self.throw() * count)

    def among(self, words):
        return words[int(self.throw() * len(words))]

    def chance(self, share):
        return self.throw() < share

    def day(self, year=2025, months=(1, 10)):
        low, high = months
        return f"{year}-{low + self.below(high - low + 1):02d}-{1 + self.below(28):02d}"


def name_of(dice):
    return f"{dice.among(MARKS)}{dice.among(TRADES)}（上海）有限公司"


def person(dice):
    return dice.among(FAMILY) + dice.among(GIVEN)


def governance(dice):
    yield "governance:"
    yield "  policies:"
    yield f"    - {{id: security, name: 网络和数据安全管理制度, issued_on: {dice.day(2024)}}}"
    if not dice.chance(0.05):
        yield f"  department: {dice.among(DEPARTMENTS)}"
    yield "  manager:"
    yield f"    name: {person(dice)}"
    yield "    title: 副总裁"
    yield "  officers:"
    for duty in ("网络安全", "数据安全"):
        yield f"    - name: {person(dice)}"
        yield f"      duty: {duty}"
    yield "  supervisions:"
    yield f"    - held_on: {dice.day()}"
    yield f"  resources: 2025 年度预算 {100 + dice.below(900)} 万元，专职 {2 + dice.below(9)} 人"


def hazard(dice, number, fixed):
    yield f"    - id: h-2025-{number:06d}"
    yield f"      name: {dice.among(HAZARDS)}"
    yield f"      found_on: {dice.day(months=(1, 3))}"
    yield f"      fix_by: {dice.day(months=(4, 9))}"
    if fixed:
        yield f"      fixed_on: {dice.day(months=(4, 8))}"


def platforms(dice, count):
    yield "platforms:"
    for number in range(count):
        yield f"  - id: tsp-{number + 1}"
        yield f"    name: {dice.among(MARKS)}车联网服务平台"
        yield "    kind: service_platform"
        yield f"    grade: {2 + dice.below(2)}             # 定级结果以备案为准"
        yield f"    graded_on: {dice.day(months=(1, 1))}"
        yield "    filing:"
        yield f"      applied_on: {dice.day(months=(2, 2))}"
        yield f"      approved_on: {dice.day(months=(3, 5))}"
        yield "      grading_report: evidence/grading.txt"
        yield "      annex: evidence/annex.txt"
        for kind in ("conformity_evaluations", "risk_assessments"):
            yield f"    {kind}:"
            yield f"      - completed_on: {dice.day(months=(6, 7))}"
            yield f"        submitted_on: {dice.day(months=(8, 8))}"
            yield f"        by: {'third_party' if dice.chance(0.5) else 'self'}"


def flow(**facts):
    """A mapping on one line."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in facts.items()) + "}"


def products(dice):
    yield "threat_notices:"
    yield "  - id: n-1"
    yield f"    received_on: {dice.day(months=(2, 4))}"
    yield f"    remediated_on: {dice.day(months=(5, 5))}"
    yield f"    reported_on: {dice.day(months=(6, 6))}"
    yield "vehicles:"
    yield "  - id: x1"
    yield f"    name: {dice.among(MARKS)} X1"
    yield "    components: [infotainment, tbox]"
    yield "    launches:"
    yield "      - id: sale"
    yield "        kind: sale"
    yield f"        launched_on: {dice.day(months=(5, 9))}"
    yield "        tests:"
    for target in ("vehicle", "infotainment", "tbox"):
        yield f"          - {flow(target=target, completed_on=dice.day(months=(2, 5)), by='third_party')}"
    yield "ota_releases:"
    yield f"  - {flow(id='x1-2.4.0', vehicle='x1', version='2.4.0', **release(dice))}"
    yield "app_management: {covers: [development, launch, use, upgrade]}"
    yield "apps:"
    yield "  - id: app"
    yield f"    name: '{dice.among(MARKS)}出行'"
    yield "    releases:"
    number = f'"5.{dice.below(9)}"'
    yield f"      - {flow(id=number, **release(dice))}"


def release(dice):
    return {"released_on": dice.day(months=(6, 9)), "security_test": flow(completed_on=dice.day(months=(4, 6)))}


def partner(dice):
    days = {"starts_on": dice.day(months=(3, 5)), "reviewed_on": dice.day(months=(1, 3))}
    return {**days, "supervised_on": f"[{dice.day(months=(6, 10))}]"}


def duties(dice):
    assessed = {"completed_on": dice.day(months=(8, 9)), "submitted_on": dice.day(months=(10, 10)), "by": "self"}
    yield f"data_risk_assessments: [{flow(id='r-2025', **assessed)}]"
    yield "personal_information:"
    yield "  activities:"
    for number, kind in enumerate(("sensitive", "automated_decision")):
        yield f"    - id: a-{number + 1}"
        yield f"      kind: {kind}"
        yield f"      starts_on: {dice.day(months=(3, 6))}"
        yield f"      pipia: {flow(completed_on=dice.day(months=(1, 3)), submitted_on=dice.day(months=(7, 10)))}"
    yield "data_sharing:"
    yield f"  policy: {flow(issued_on=dice.day(2024))}"
    yield "  partners:"
    yield f"    - {flow(id='map', name='示例图商', **partner(dice))}"
    yield "data_exports: []"
    yield "emergency:"
    yield f"  plan: {flow(issued_on=dice.day(2024), covers='[process, duties, measures]')}"
    yield f"  drills: [{flow(held_on=dice.day(2024))}, {flow(held_on=dice.day())}]"
    yield "incidents: []"
    yield "vulnerability_management: {covers: [discovery, verification, analysis, patching, reporting]}"
    yield "vulnerabilities:"
    yield "  - id: v-1"
    yield "    severity: high"
    yield "    found_on: 2025-05-06"
    yield f"    mitigated_on: 2025-05-{6 + dice.below(4):02d}"
    yield "    reported_to_miit_on: 2025-05-07"
    yield "    reported_to_bureau_on: 2025-05-07"
    yield "automated_driving: []"
    yield f"maturity: {flow(assessments='[' + flow(completed_on=dice.day(), level=3, by='third_party') + ']')}"
    yield "waivers: []"


def company(dice, hazards=2, unfixed=0, platform_count=1):
    """Every section but the catalogue; of the hazards the last `unfixed` stay open past their day."""
    yield "# 2025 年自查申报（虚构）"
    yield "zhudun: 1"
    yield "company:"
    yield f"  name: {name_of(dice)}"
    yield f"  roles: [{', '.join(role for role in ROLES[:2 + dice.below(3)])}]"
    yield "  handles: {important_data: true, personal_information: true}"
    yield from governance(dice)
    yield "  hazards:"
    for number in range(hazards + unfixed):
        yield from hazard(dice, number + 1, number < hazards)
    yield from platforms(dice, platform_count)
    yield from products(dice)
    yield from duties(dice)
