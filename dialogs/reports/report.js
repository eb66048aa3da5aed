"use strict";
(async () => {
  const raw = Uint8Array.from(atob(document.getElementById("data").textContent.trim()), c => c.charCodeAt(0));
  const stream = new Blob([raw]).stream().pipeThrough(new DecompressionStream("gzip"));
  const data = await new Response(stream).json();
  const { names, columns: c } = data, $ = id => document.getElementById(id), PAGE = 50;
  const make = (tag, text, cls) => { const e = document.createElement(tag); if (text !== undefined) e.textContent = text; if (cls) e.className = cls; return e; };
  const rows = c.act.map((act, n) => ({
    n, persona: names.personas[c.persona[n]], need: names.intents[c.intent[n]], act: names.acts[act],
    response: c.response[n] < 0 ? "" : names.responses[c.response[n]], best: names.responses[c.ideal[n]],
    questions: c.questions[n], unneeded: c.needless[n], regret: c.regret[n],
    outcome: c.harm[n] ? "harm" : c.success[n] ? "success" : "failure", cause: c.blame ? names.blames[c.blame[n]] : "",
  }));
  const heads = ["n", "persona", "need", "act", "response", "best", "questions", "unneeded", "regret", "outcome"].concat(c.blame ? ["cause"] : []);
  let page = 0, order = "n", up = true;
  const fill = (id, options) => options.forEach(o => { const e = make("option", o); e.value = o; $(id).append(e); });
  fill("f-act", [...new Set(rows.map(r => r.act))]); fill("f-persona", names.personas);
  heads.forEach(h => { const th = make("th"), b = make("button", h === "n" ? "#" : h); b.type = "button"; b.onclick = () => { up = order === h ? !up : true; order = h; show(); }; th.append(b); th.dataset.head = h; document.querySelector("#table thead tr").append(th); });
  const chosen = () => {
    const text = $("f-text").value.toLowerCase(), act = $("f-act").value, outcome = $("f-outcome").value, persona = $("f-persona").value;
    return rows.filter(r => (!act || r.act === act) && (!persona || r.persona === persona) && (!outcome || r.outcome === outcome)
      && (!text || `${r.n} ${r.persona} ${r.need} ${r.response} ${r.best} ${r.cause}`.toLowerCase().includes(text)));
  };
  function show() {
    const found = chosen().sort((a, b) => (a[order] > b[order] ? 1 : a[order] < b[order] ? -1 : a.n - b.n) * (up ? 1 : -1));
    const pages = Math.max(1, Math.ceil(found.length / PAGE)); page = Math.min(page, pages - 1);
    const body = document.querySelector("#table tbody"); body.replaceChildren();
    found.slice(page * PAGE, (page + 1) * PAGE).forEach(r => {
      const tr = make("tr"); tr.onclick = () => open(r.n);
      heads.forEach(h => {
        if (h === "n") { const td = make("td"), b = make("button", r.n); b.type = "button"; b.setAttribute("aria-label", `open dialogue ${r.n}`); td.append(b); tr.append(td); }
        else tr.append(make("td", h === "regret" ? r[h].toFixed(2) : r[h], h === "outcome" ? (r[h] === "success" ? "good" : "bad") : ""));
      });
      [...tr.cells].forEach((td, k) => td.dataset.head = heads[k]); body.append(tr);
    });
    document.querySelectorAll("th").forEach(th => th.setAttribute("aria-sort", th.dataset.head === order ? (up ? "ascending" : "descending") : "none"));
    $("count").textContent = `${found.length} of ${rows.length} dialogues`; $("page").textContent = `page ${page + 1} of ${pages}`;
    $("before").disabled = page === 0; $("after").disabled = page >= pages - 1;
  }
  const turnsOf = n => { if (data.talks) return data.talks[n]; const path = []; for (let at = data.ends[n]; at >= 0; at = data.nodes[at].up) path.unshift(data.nodes[at]); return path; };
  const shares = (box, list) => list.forEach(([name, p]) => { box.append(make("span", name)); const bar = make("span", undefined, "bar"), i = make("i"); i.style.width = `${100 * p}%`; bar.append(i); box.append(bar, make("span", `${(100 * p).toFixed(1)} %`)); });
  let left = null;
  function open(n) {
    left = document.querySelector(`[aria-label="open dialogue ${n}"]`);
    const r = rows[n], facts = c.facets[n].map((v, k) => `${names.facets[k]}: ${names.values[k][v]}`).join("; ");
    $("h-one").textContent = `Dialogue ${n}: ${r.outcome}`;
    $("who").textContent = `${r.persona}, wants ${r.need}. ${facts}. Best response: ${r.best}.` + (r.cause ? ` Put down to: ${r.cause}.` : "");
    $("turns").replaceChildren(...turnsOf(n).map(t => {
      const li = make("li"), told = make("div", undefined, "belief"), more = make("details");
      shares(told, t.belief); more.append(make("summary", "what else was weighed"));
      const facts = make("div", undefined, "belief"); shares(facts, t.facts); more.append(facts);
      t.could.forEach(([name, score, limit]) => more.append(make("div", `${name}: ${limit || score}`)));
      t.looked.forEach(([name, value, bits]) => more.append(make("div", `ask ${name}: value ${value}, ${bits} bits`)));
      li.append(make("div", t.user, "user"), make("p", `${t.act}: ${t.said}`, "agent"), make("p", t.why, "why"), told, more);
      return li;
    }));
    if (r.act === "abandoned") $("turns").append(make("li", "The user leaves."));
    $("one").hidden = false; location.hash = `dialogue-${n}`; $("one").focus({ preventScroll: true }); $("one").scrollIntoView();
  }
  ["f-text", "f-act", "f-outcome", "f-persona"].forEach(id => $(id).addEventListener("input", () => { page = 0; show(); }));
  $("before").onclick = () => { page--; show(); }; $("after").onclick = () => { page++; show(); };
  document.querySelector(".filters").addEventListener("submit", e => e.preventDefault());
  document.querySelector(".filters").hidden = document.querySelector(".pages").hidden = false;
  $("back").onclick = () => { $("one").hidden = true; (left?.isConnected ? left : $("f-text")).focus(); };
  show();
  const asked = /^#dialogue-(\d+)$/.exec(location.hash); if (asked && rows[+asked[1]]) open(+asked[1]);
})();
