(() => {
  const svg = document.querySelector("svg.graph");
  if (!svg) return;
  let chosen = "";
  const show = () => {
    const near = new Set([chosen]);
    svg.querySelectorAll(".line").forEach((line) => {
      const tied = line.dataset.a === chosen || line.dataset.b === chosen;
      if (tied) { near.add(line.dataset.a); near.add(line.dataset.b); }
      line.classList.toggle("lit", Boolean(chosen) && tied);
      line.classList.toggle("off", Boolean(chosen) && !tied);
    });
    svg.querySelectorAll(".box").forEach((box) => {
      box.classList.toggle("off", Boolean(chosen) && !near.has(box.dataset.id));
      box.classList.toggle("lit", box.dataset.id === chosen);
    });
  };
  const choose = (box) => { chosen = box && box.dataset.id !== chosen ? box.dataset.id : ""; show(); };
  svg.addEventListener("click", (event) => choose(event.target.closest(".box")));
  svg.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(event.target.closest(".box")); }
    if (event.key === "Escape") choose(null);
  });
})();
