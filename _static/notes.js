// Nothing on a page needs this file. The menu of a narrow screen closes when it has led somewhere on the same page.
const menu = document.getElementById("menu");
menu.addEventListener("click", (event) => event.target.closest("a") && menu.hidePopover?.());
