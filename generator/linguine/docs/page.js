"use strict";
// Shows the sections that have every word of the search, and their headings.
(() => {
  const search = document.getElementById("search");
  const count = document.getElementById("count");
  const sections = [...document.querySelectorAll("main > section")];
  const texts = sections.map((section) => section.textContent.toLowerCase());
  const entries = new Map(
    [...document.querySelectorAll("nav li")].map((entry) => [
      entry.firstElementChild.getAttribute("href").slice(1),
      entry,
    ]),
  );

  function show(index, isShown) {
    sections[index].classList.toggle("hidden", !isShown);
    entries.get(sections[index].id)?.classList.toggle("hidden", !isShown);
  }

  function find() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    let heading = -1;
    sections.forEach((section, index) => {
      const isHeading = !section.classList.contains("level3");
      const isFound = words.every((word) => texts[index].includes(word));
      if (isHeading) heading = index;
      show(index, isFound);
      if (!isFound || isHeading) return;
      found += 1;
      show(heading, true);
    });
    count.textContent = words.length > 0 ? `${found} found` : "";
  }

  // A link leads to a section that the search may have hidden.
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.classList.contains("hidden")) return;
    search.value = "";
    find();
    target.scrollIntoView();
  }

  search.addEventListener("input", find);
  addEventListener("hashchange", reveal);
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target === search) return;
    event.preventDefault();
    search.focus();
  });
})();
