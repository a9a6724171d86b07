// Filtering only: without script the whole report can be read.
(() => {
  const form = document.getElementById("filters");
  const findings = [...document.querySelectorAll("details.finding")];
  const shown = document.getElementById("shown");
  if (!form || !findings.length) return;
  const toAct = new Set(["non_compliant", "partially_compliant", "undetermined"]);
  const value = (name) => (form.elements[name] ? form.elements[name].value.trim() : "");
  const fits = (f) => {
    const verdict = value("verdict");
    const words = value("words").toLowerCase();
    return (
      (!value("unit") || f.dataset.unit.split(" ").includes(value("unit"))) &&
      (!value("severity") || f.dataset.severity === value("severity")) &&
      (!value("group") || f.dataset.group === value("group")) &&
      (!verdict || (verdict === "act" ? toAct.has(f.dataset.verdict) : f.dataset.verdict === verdict)) &&
      (!words || f.textContent.toLowerCase().includes(words))
    );
  };
  const apply = () => {
    let count = 0;
    for (const f of findings) {
      f.hidden = !fits(f);
      count += f.hidden ? 0 : 1;
    }
    shown.textContent = `显示 ${count} / ${findings.length} 项`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
  // A print shows what is on the screen and unfolds what is folded.
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")].filter((d) => !d.hidden);
    folded.forEach((d) => (d.open = true));
  });
  window.addEventListener("afterprint", () => folded.forEach((d) => (d.open = false)));
})();
