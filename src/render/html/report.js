// Filters, searches, counts and switches the theme; the page is whole without it. The state of the filter stands in the
// address (#status=overdue,gap&task=3&decl=d1&q=words), so that it can be passed on.
"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  const controls = by("controls"), count = by("count"), query = by("q"), task = by("task"), decl = by("decl");
  const sections = all(".decl");
  const picks = all(".pick button");
  const groups = [], portions = [];
  const findings = [];
  for (const section of sections) {
    for (const group of all(".group", section)) {
      const shown = group.querySelector("h4 b");
      const one = { section, group, shown, size: Number(shown.textContent), visible: 0 };
      groups.push(one);
      for (const box of all(".portion", group)) {
        const portion = { box, visible: 0 };
        portions.push(portion);
        for (const element of box.children) {
          findings.push({ element, status: element.className, task: element.dataset.t, decl: section.id, group: one, portion, words: null });
        }
      }
    }
  }

  const state = { status: new Set(), task: "", decl: "", words: [] };
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const said = (text, n, m) => text.replace("{n}", n).replace("{m}", m);

  const matches_words = (finding) => {
    if (state.words.length === 0) return true;
    finding.words ??= fold(finding.element.textContent);
    return state.words.every((word) => finding.words.includes(word));
  };

  // Each number beside a choice tells what choosing it would show under the other filters.
  const apply = () => {
    const of_status = {}, of_task = {};
    let visible = 0;
    for (const part of [...groups, ...portions]) part.visible = 0;
    for (const finding of findings) {
      const status = state.status.size === 0 || state.status.has(finding.status);
      const in_task = state.task === "" || state.task === finding.task;
      const rest = (state.decl === "" || state.decl === finding.decl) && matches_words(finding);
      if (rest && in_task) of_status[finding.status] = (of_status[finding.status] ?? 0) + 1;
      if (rest && status) of_task[finding.task] = (of_task[finding.task] ?? 0) + 1;
      const shown = rest && in_task && status;
      if (finding.element.hidden === shown) finding.element.hidden = !shown;
      if (shown) { ++visible; ++finding.group.visible; ++finding.portion.visible; }
    }
    for (const { box, visible } of portions) {
      box.hidden = visible === 0;
      box.style.containIntrinsicBlockSize = `${visible * 8.4}rem`;
    }
    tell(of_status, of_task, visible);
  };

  const filtered = () => state.status.size > 0 || state.task !== "" || state.decl !== "" || state.words.length > 0;

  const tell = (of_status, of_task, visible) => {
    const some = filtered();
    const seen = new Set();
    for (const group of groups) {
      group.group.hidden = group.visible === 0;
      group.shown.textContent = group.visible === group.size ? group.size : said(count.dataset.part, group.visible, group.size);
      if (group.visible > 0) seen.add(group.section);
    }
    for (const section of sections) section.hidden = some && !seen.has(section);
    for (const button of picks) {
      button.setAttribute("aria-pressed", state.status.has(button.dataset.s));
      button.querySelector("b").textContent = of_status[button.dataset.s] ?? 0;
    }
    for (const option of task.options) {
      option.dataset.title ??= option.textContent;
      if (option.value !== "") option.textContent = `${option.dataset.title} (${of_task[option.value] ?? 0})`;
    }
    count.textContent = some ? said(count.dataset.some, visible, findings.length) : said(count.dataset.all, 0, findings.length);
    by("nothing").hidden = visible > 0 || !some;
    by("reset").disabled = !some;
    scoreboard();
  };

  // The tables by task, for all declarations or for the chosen one.
  const board = by("by-task");
  const statuses = all("thead [data-s]", board).map((cell) => cell.dataset.s);
  const every = all("[data-s]", document.querySelector(".tiles")).map((tile) => tile.dataset.s);
  const rows = all("tbody tr", board).map((row) => ({ row, cells: [...row.cells].slice(1), first: [...row.cells].slice(1).map((cell) => cell.textContent) }));
  let board_of = "";
  const scoreboard = () => {
    if (board_of === state.decl) return;
    board_of = state.decl;
    const counts = new Map();
    for (const part of (by(state.decl)?.dataset.n ?? "").split(";")) {
      const [number, list] = part.split(":");
      if (list) counts.set(number, list.split(",").map(Number));
    }
    for (const { row, cells, first } of rows) {
      const own = counts.get(row.dataset.t);
      let sum = 0;
      cells.forEach((cell, at) => {
        const last = at === statuses.length;
        const value = state.decl === "" ? Number(first[at]) : last ? sum : own?.[every.indexOf(statuses[at])] ?? 0;
        sum += last ? 0 : value;
        if (!last) cell.className = value === 0 ? "zero" : statuses[at];
        fill(cell, value, last ? null : { status: statuses[at], task: row.dataset.t });
      });
    }
  };

  const listed = new Set(findings.map((finding) => finding.status));
  const fill = (cell, value, target) => {
    if (!target || value === 0 || !listed.has(target.status)) { cell.textContent = value; return; }
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = value;
    const row = cell.parentElement.cells[0].textContent.trim();
    button.setAttribute("aria-label", `${row}: ${words_of[target.status]} ${value}`);
    button.addEventListener("click", () => choose({ status: [target.status], task: target.task, decl: state.decl }));
    cell.replaceChildren(button);
  };

  const words_of = Object.fromEntries(all("[data-s]", document.querySelector(".tiles")).map((tile) => [tile.dataset.s, tile.querySelector(".st").textContent]));

  const choose = ({ status = [], task: number = "", decl: id = "" }) => {
    state.status = new Set(status);
    state.task = task.value = number;
    state.decl = id;
    if (decl) decl.value = id;
    query.value = "";
    state.words = [];
    apply();
    remember();
    const heading = by("h-findings");
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
  };

  // The address.
  const remember = () => {
    const parts = [];
    if (state.status.size > 0) parts.push("status=" + [...state.status].join(","));
    if (state.task !== "") parts.push("task=" + state.task);
    if (state.decl !== "") parts.push("decl=" + state.decl);
    if (query.value.trim() !== "") parts.push("q=" + encodeURIComponent(query.value.trim()));
    const hash = "#" + parts.join("&");
    try { history.replaceState(null, "", hash); } catch { location.hash = hash; }
  };
  const recall = () => {
    const hash = location.hash.slice(1);
    if (hash.startsWith("f-")) return reveal(hash);
    if (hash !== "" && !/^(status|task|decl|q)=/.test(hash)) return;
    const given = new URLSearchParams(hash);
    const known = new Set(picks.map((button) => button.dataset.s));
    state.status = new Set((given.get("status") ?? "").split(",").filter((status) => known.has(status)));
    const pick = (choice, value) => {
      if (!choice) return "";
      choice.value = value ?? "";
      if (choice.selectedIndex < 0) choice.value = "";
      return choice.value;
    };
    state.task = pick(task, given.get("task"));
    state.decl = pick(decl, given.get("decl"));
    query.value = given.get("q") ?? "";
    state.words = fold(query.value).split(/\s+/).filter(Boolean);
    apply();
  };
  const reveal = (id) => {
    const element = by(id);
    if (!element) return;
    if (element.hidden) clear();
    element.querySelector("details").open = true;
    element.scrollIntoView();
  };

  const clear = () => {
    state.status.clear();
    state.task = task.value = state.decl = query.value = "";
    if (decl) decl.value = "";
    state.words = [];
    apply();
  };

  // The controls.
  for (const button of picks) {
    button.addEventListener("click", () => {
      const status = button.dataset.s;
      if (!state.status.delete(status)) state.status.add(status);
      apply();
      remember();
    });
  }
  task.addEventListener("change", () => { state.task = task.value; apply(); remember(); });
  decl?.addEventListener("change", () => { state.decl = decl.value; apply(); remember(); });
  let typing;
  query.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      state.words = fold(query.value).split(/\s+/).filter(Boolean);
      apply();
      remember();
    }, 150);
  });
  by("reset").addEventListener("click", () => { clear(); remember(); query.focus(); });
  by("unfold").addEventListener("click", ({ currentTarget: button }) => {
    const open = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", open);
    for (const { element } of findings) if (!element.hidden) element.querySelector("details").open = open;
  });
  for (const tile of all(".tiles [data-s]")) {
    if (!listed.has(tile.dataset.s)) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-label", `${words_of[tile.dataset.s]} ${tile.querySelector("b").textContent}`);
    button.addEventListener("click", () => choose({ status: [tile.dataset.s] }));
    tile.append(button);
  }
  window.addEventListener("hashchange", recall);

  // Dark and light: the system's, unless chosen.
  const theme = by("theme"), root = document.documentElement;
  const dark_system = matchMedia("(prefers-color-scheme: dark)");
  const show_theme = () => {
    theme.setAttribute("aria-pressed", root.dataset.theme ? root.dataset.theme === "dark" : dark_system.matches);
  };
  theme.addEventListener("click", () => {
    root.dataset.theme = theme.getAttribute("aria-pressed") === "true" ? "light" : "dark";
    show_theme();
  });
  dark_system.addEventListener("change", show_theme);
  show_theme();

  // Paper shows everything; a browser whose style cannot open a closed part has it opened here.
  if (!CSS.supports("selector(::details-content)")) {
    let opened = [];
    window.addEventListener("beforeprint", () => {
      opened = all("article details:not([open])");
      for (const part of opened) part.open = true;
    });
    window.addEventListener("afterprint", () => { for (const part of opened) part.open = false; });
  }

  // The timeline begins at the as-of line where it does not fit; the names of its lanes stay in sight.
  const chart = document.querySelector(".chart"), now = document.querySelector("path.now");
  chart?.addEventListener("scroll", () => {
    const picture = chart.querySelector("svg");
    const along = (chart.scrollLeft * picture.viewBox.baseVal.width) / picture.getBoundingClientRect().width;
    for (const lane of all(".lane", picture)) lane.setAttribute("x", along);
  });
  if (now && chart.scrollWidth > chart.clientWidth) {
    chart.scrollLeft = now.getBoundingClientRect().x - chart.getBoundingClientRect().x - chart.clientWidth * 0.6;
  }

  for (const { row, cells } of rows) {
    cells.forEach((cell, at) => { if (at < statuses.length) fill(cell, Number(cell.textContent), { status: statuses[at], task: row.dataset.t }); });
  }
  controls.hidden = count.hidden = theme.hidden = false;
  apply();
  recall();
})();
