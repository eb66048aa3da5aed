"use strict";
(async () => {
  const $ = id => document.getElementById(id);
  const raw = Uint8Array.from(atob($("s-data").textContent.trim()), c => c.charCodeAt(0));
  const stream = new Blob([raw]).stream().pipeThrough(new DecompressionStream("gzip"));
  const { cases, policies } = await new Response(stream).json();
  const make = (tag, text, cls) => { const e = document.createElement(tag); if (text !== undefined) e.textContent = text; if (cls) e.className = cls; return e; };
  const VERDICTS = ["right", "not acceptable", "unacceptable"], GOOD = { right: "good" };
  const fill = (id, options) => options.forEach(o => { const e = make("option", o); e.value = o; $(id).append(e); });
  const unique = f => [...new Set(cases.map(f))].sort();
  fill("s-domain", unique(c => c.domain)); fill("s-kind", unique(c => c.kind)); fill("s-part", unique(c => c.part));
  fill("s-policy", policies); fill("s-verdict", VERDICTS); $("s-policy").value = policies[policies.length - 1];
  const heads = ["case", "domain", "kind", "part", "what is said", "what was done", "verdict", "why"];
  let order = "", up = true;
  heads.forEach(h => { const th = make("th"), b = make("button", h); b.type = "button"; b.onclick = () => { up = order === h ? !up : true; order = h; show(); }; th.append(b); th.dataset.head = h; document.querySelector("#s-table thead tr").append(th); });
  const cells = c => { const went = c.played[$("s-policy").value]; return { case: c.name, domain: c.domain, kind: c.kind, part: c.part, "what is said": c.user.join(" … "), "what was done": went ? went.done : "", verdict: went ? went.verdict : "", why: c.reason }; };
  function show() {
    const text = $("s-text").value.toLowerCase(), verdict = $("s-verdict").value;
    const found = cases.map(c => [c, cells(c)]).filter(([c, row]) => ["domain", "kind", "part"].every(k => !$(`s-${k}`).value || c[k] === $(`s-${k}`).value)
      && (!verdict || row.verdict === verdict) && (!text || Object.values(row).join(" ").toLowerCase().includes(text)));
    if (order) found.sort(([, a], [, b]) => a[order].localeCompare(b[order]) * (up ? 1 : -1));
    const body = document.querySelector("#s-table tbody"); body.replaceChildren();
    found.forEach(([c, row]) => {
      const tr = make("tr"); tr.onclick = () => open(c);
      heads.forEach(h => {
        if (h === "case") { const td = make("td"), b = make("button", row.case); b.type = "button"; td.append(b); tr.append(td); }
        else tr.append(make("td", row[h], h === "verdict" ? GOOD[row[h]] || "bad" : h === "why" || h === "what is said" ? "wide" : ""));
      });
      [...tr.cells].forEach((td, k) => td.dataset.head = heads[k]); body.append(tr);
    });
    document.querySelectorAll("#s-table th").forEach(th => th.setAttribute("aria-sort", th.dataset.head === order ? (up ? "ascending" : "descending") : "none"));
    const right = found.filter(([, row]) => row.verdict === "right").length;
    $("s-count").textContent = `${found.length} of ${cases.length} cases, ${right} right under ${$("s-policy").value}`;
  }
  let left = null;
  function open(c) {
    left = [...document.querySelectorAll("#s-table td button")].find(b => b.textContent === c.name);
    $("s-name").textContent = `${c.domain}: ${c.name}`;
    const told = [["kind", c.kind], ["part", c.part], ["why", c.reason], ["right in the end", c.accept.join(", ")], ["never right", c.never.join(", ") || "nothing"], ["if asked", c.knows || "what an ordinary user answers"]];
    $("s-about").replaceChildren(...told.flatMap(([name, text]) => [make("dt", name), make("dd", text)]));
    const first = $("s-policy").value, names = [first, ...policies.filter(p => p !== first)].filter(p => c.played[p]);
    $("s-talks").replaceChildren(...names.map((p, n) => {
      const went = c.played[p], box = make("details"), list = make("ol", undefined, "talk"), head = make("summary", `${p}: `);
      head.append(make("b", went.verdict, GOOD[went.verdict] || "bad"), ` (${went.done})`); box.open = n === 0;
      went.lines.forEach(([who, text, act]) => { const li = make("li", undefined, who === "user" ? "user" : "agent"); if (act) li.append(make("i", act)); li.append(text); list.append(li); });
      box.append(head, list); return box;
    }));
    $("s-one").hidden = false; history.replaceState(null, "", `#case-${c.domain}/${c.name}`); $("s-one").focus({ preventScroll: true }); $("s-one").scrollIntoView();
  }
  ["s-text", "s-domain", "s-kind", "s-part", "s-policy", "s-verdict"].forEach(id => $(id).addEventListener("input", show));
  $("s-filters").addEventListener("submit", e => e.preventDefault()); $("s-filters").hidden = false;
  $("s-back").onclick = () => { $("s-one").hidden = true; (left?.isConnected ? left : $("s-text")).focus(); };
  show();
  const asked = /^#case-([^/]+)\/(.+)$/.exec(decodeURIComponent(location.hash)), one = asked && cases.find(c => c.domain === asked[1] && c.name === asked[2]); if (one) open(one);
})();
