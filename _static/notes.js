// Nothing on a page needs this file: it adds comfort where scripts run.

// The colors: as the system has them, then the other ones, then the system's by choice. Furo's head reads what is kept.
document.querySelector(".theme-toggle").addEventListener("click", () => {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const order = dark ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
  const { dataset } = document.body;
  dataset.theme = localStorage.theme = order[(order.indexOf(dataset.theme) + 1) % 3];
});

// The menu of a narrow screen closes when it has led somewhere on the same page.
const menu = document.getElementById("menu");
menu.addEventListener("click", (event) => event.target.closest("a") && menu.hidePopover?.());
