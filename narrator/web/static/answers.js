// Answers on their way: each says when it was typed, so that none takes the place of a newer one; what is not known to be
// kept is sent once more when the page is left, and outlives a reload of its window.
"use strict";

const SHELF = `waiting ${location.pathname}`;
const waiting = JSON.parse(sessionStorage.getItem(SHELF) || "{}"); // by path: when it was typed, and what
const sent = new WeakMap(); // by request: when its answer was typed
const WINDOW = `${Date.now()}.${Math.random()}`; // this page until it is loaded again
const STOPPED = "没有保存：程序已停止。请重新启动程序，从新打开的页面继续（已保存的都在）；标红的要再填一次。";
const DECLINED = {
  404: "没有保存：这个单位已经删除（可能是在别的窗口删的），填写的内容没有地方存。请回首页核对。",
  409: "有一格没有保存：别的窗口也改了它。请在标红的那一格选用哪一个。",
};
const REFUSED = "没有保存：程序没有收下标红的一格。请刷新本页（已保存的都在），再填一次。";

// Later than anything typed before, in whatever window, even where the clock was set back.
function now() {
  const typed = Math.max(Date.now(), Number(localStorage.getItem("typed") || 0) + 1);
  localStorage.setItem("typed", typed);
  return String(typed);
}

const asking = () => [...document.querySelectorAll("form.question")];
const unsaved = () => asking().filter((form) => form.dataset.typed);
const isSpare = (form) => form.classList.contains("spare"); // it becomes a line of its own, and the page is made anew
const windowOf = (form) => form.dataset.window || WINDOW; // what a reload found waiting was typed in the page before
const shelve = () => sessionStorage.setItem(SHELF, JSON.stringify(waiting));

function tell(text, well) {
  const kept = document.getElementById("kept");
  kept.textContent = text;
  kept.classList.toggle("bad", !well);
  if (!well) say(text);
}

function tellHowItStands() {
  if (unsaved().some((form) => form.dataset.lost)) return;
  if (unsaved().length) tell("正在保存…", true);
  else tell(`已保存 ${new Date().toLocaleTimeString("zh-CN", { hour12: false })}`, true);
}

function typedIn(form) {
  form.dataset.typed = now();
  if (!isSpare(form)) {
    waiting[form.elements.path.value] = { typed: form.dataset.typed, window: windowOf(form), values: [...new FormData(form)] };
    shelve();
  }
  tellHowItStands();
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form.question");
  if (form) typedIn(form);
});

function done(form) {
  delete form.dataset.typed;
  delete form.dataset.lost;
  delete form.dataset.window;
  delete waiting[form.elements.path.value];
  shelve();
}

const formOf = (event) => event.detail.requestConfig.verb === "post" && event.detail.elt.closest("form.question");

document.addEventListener("htmx:configRequest", (event) => {
  const form = event.detail.elt.closest("form.question");
  if (!form) return;
  event.detail.parameters.window = windowOf(form);
  if (form.dataset.typed) event.detail.parameters.typed = form.dataset.typed;
});
document.addEventListener("htmx:beforeSend", (event) => {
  const form = formOf(event);
  if (form) sent.set(event.detail.xhr, form.dataset.typed);
});

// Answers go one after the other: each tells what changed since the one before it, so that none may come late or never.
document.addEventListener("htmx:afterRequest", (event) => {
  const form = formOf(event);
  if (!form || !event.detail.successful) return;
  if (form.dataset.typed === sent.get(event.detail.xhr)) done(form);
  for (const other of unsaved().filter((each) => each.dataset.lost)) {
    delete other.dataset.lost;
    htmx.trigger(other, "submit");
  }
  tellHowItStands();
});
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    const form = formOf(event);
    if (!form) return;
    form.dataset.typed = form.dataset.typed || now();
    form.dataset.lost = "yes";
    const status = event.detail.xhr.status;
    tell(status ? DECLINED[status] || REFUSED : STOPPED, false);
  });
}

// Another window changed an answer after this page saw it: what it is there is shown, and one of the two is chosen.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 409) event.detail.shouldSwap = true;
});
document.addEventListener("click", (event) => {
  const { take, seen } = event.target.dataset;
  const form = take && event.target.closest("form.question");
  if (!form) return;
  if (take === "mine") {
    form.elements.seen.value = seen;
    delete form.dataset.lost;
    typedIn(form);
    htmx.trigger(form, "submit");
  } else {
    done(form);
    location.reload();
  }
});

function sendTheRest() {
  for (const form of unsaved()) {
    const body = new FormData(form);
    body.append("typed", form.dataset.typed);
    body.append("window", windowOf(form));
    navigator.sendBeacon(form.getAttribute("hx-post"), body);
  }
}
window.addEventListener("beforeunload", sendTheRest);
window.addEventListener("pagehide", sendTheRest);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) for (const form of unsaved()) htmx.trigger(form, isSpare(form) ? "change" : "submit");
});

function fill(form, values) {
  const next = {};
  for (const [name, value] of values) {
    const at = (next[name] = (next[name] ?? -1) + 1);
    const fields = () => form.querySelectorAll(`[name="${CSS.escape(name)}"]`);
    if (at >= fields().length) addLine(form.querySelector(".more"));
    fields()[at].value = value;
  }
}

// What was typed before a reload is shown again and sent again, unless the page has it or a newer answer.
document.addEventListener("DOMContentLoaded", () => {
  for (const [path, { typed, window, values }] of Object.entries(waiting)) {
    const form = asking().find((each) => !isSpare(each) && each.elements.path.value === path);
    if (form && Number(form.dataset.known) < Number(typed)) {
      fill(form, values);
      form.dataset.typed = typed;
      form.dataset.window = window;
      htmx.trigger(form, "submit");
    } else delete waiting[path];
  }
  shelve();
  if (unsaved().length) tellHowItStands();
});
