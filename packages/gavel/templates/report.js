"use strict";
(() => {
  const PAGE = 25;
  const chapters = JSON.parse(document.getElementById("lots").textContent).map((c) => {
    let opened = c.from, price = 0;
    const lots = c.opened.map((step, i) => {
      opened += step;
      price += c.price[i];
      const sold = c.sold[i] === null ? c.base[i] : c.sold[i];
      return [i + 1, opened, c.base[i] / 1000, price / 100, sold > 0 ? c.paid[i] / 100 : null, c.wait[i],
        c.restarts[i], (c.base[i] - sold) / 1000];
    });
    return { name: c.scenario, lots };
  });
  const number = (digits) => (value) => value === null ? "–" :
    value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const two = (value) => String(value).padStart(2, "0");
  const time = (second) => new Date(second * 1000).toISOString().slice(0, 19).replace("T", " ");
  const wait = (seconds) => {
    if (seconds === null) return "–";
    return Math.floor(seconds / 3600) + ":" + two(Math.floor(seconds / 60) % 60) + ":" + two(seconds % 60);
  };
  const show = [number(0), time, number(3), number(2), number(2), wait, number(0), number(3)];
  const heads = [...document.querySelectorAll(".lots th")];
  const body = document.querySelector(".lots tbody"), where = document.getElementById("where");
  const back = document.getElementById("back"), on = document.getElementById("on");
  let chapter = chapters[0], column = 0, up = true, page = 0;

  const draw = () => {
    const pages = Math.max(1, Math.ceil(chapter.lots.length / PAGE));
    page = Math.min(Math.max(page, 0), pages - 1);
    body.replaceChildren(...chapter.lots.slice(page * PAGE, (page + 1) * PAGE).map((lot) => {
      const row = document.createElement("tr");
      row.append(...lot.map((value, i) => {
        const cell = document.createElement("td");
        cell.textContent = show[i](value);
        return cell;
      }));
      return row;
    }));
    where.textContent = "page " + number(0)(page + 1) + " of " + number(0)(pages);
    back.disabled = page === 0;
    on.disabled = page === pages - 1;
    heads.forEach((head, i) => head.setAttribute("aria-sort", i !== column ? "none" : up ? "ascending" : "descending"));
  };
  // Lots without the figure stay last, whichever way the others are sorted.
  const sort = () => chapter.lots.sort((a, b) => {
    const x = a[column], y = b[column];
    if (x === null || y === null) return (x === null) - (y === null) || a[0] - b[0];
    return (up ? x - y : y - x) || a[0] - b[0];
  });
  const pick = (name) => {
    chapter = chapters.find((one) => one.name === name);
    document.querySelectorAll("[data-of]").forEach((part) => { part.hidden = part.dataset.of !== name; });
    document.querySelectorAll("[data-pick]").forEach((one) => one.setAttribute("aria-pressed", one.dataset.pick === name));
    page = 0;
    sort();
    draw();
  };
  heads.forEach((head, i) => head.querySelector("button").addEventListener("click", () => {
    up = column === i ? !up : true;
    column = i;
    page = 0;
    sort();
    draw();
  }));
  back.addEventListener("click", () => { page -= 1; draw(); });
  on.addEventListener("click", () => { page += 1; draw(); });
  document.querySelectorAll("[data-pick]").forEach((one) => one.addEventListener("click", () => pick(one.dataset.pick)));
  if (chapter) pick(chapter.name);
})();
