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

// Code can be copied, where the browser lets a page write to the clipboard.
if (navigator.clipboard) {
  const said = document.createElement("span");
  said.className = "said";
  said.setAttribute("role", "status");
  document.body.append(said);
  for (const box of document.querySelectorAll("article [class*='highlight-']:not(.testoutput)")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.setAttribute("aria-label", "Copy the code");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(box.querySelector("pre").textContent);
      button.classList.add("copied");
      said.textContent = "Copied";
      setTimeout(() => { button.classList.remove("copied"); said.textContent = ""; }, 2000);
    });
    box.append(button);
  }
}
