// What the pages do besides htmx: filtering questions, adding lines, closing traces, telling what is too large.
"use strict";

const say = (text) => { document.getElementById("said").textContent = text; };
const waits = ["待填", "请改正", "请核对"];

function fits(question, show) {
  if (show === "全部") return true;
  const state = question.querySelector(".state");
  const open = state !== null && waits.includes(state.textContent.trim());
  return show === "待填" ? open : open && question.classList.contains("reason");
}

function filter(show) {
  let left = 0;
  for (const question of document.querySelectorAll(".question")) {
    question.hidden = !fits(question, show);
    left += question.hidden ? 0 : 1;
  }
  for (const above of document.querySelectorAll(".group, .part")) {
    above.hidden = above.querySelector(".question:not([hidden])") === null;
  }
  document.getElementById("none").hidden = left > 0;
  say(show === "全部" ? "显示全部问题" : `显示${show}的 ${left} 项`);
}

function grow(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

function addLine(button) {
  const lines = button.parentElement;
  const every = lines.querySelectorAll(".line:not(.heads)");
  const line = every[every.length - 1].cloneNode(true);
  for (const input of line.querySelectorAll("input, textarea, select")) {
    input.value = "";
    const label = input.getAttribute("aria-label");
    if (label) input.setAttribute("aria-label", label.replace(/\d+/, every.length + 1));
  }
  lines.insertBefore(line, button);
  line.querySelector("input, textarea, select").focus();
}

function tooLarge(form) {
  const most = Number(form.dataset.most);
  const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
  return files.reduce((sum, file) => sum + file.size, 0) > most;
}

function showPicked(input) {
  const shown = input.parentElement.querySelector("[data-picked]");
  const count = input.files.length;
  const folder = count ? input.files[0].webkitRelativePath.split("/")[0] : "";
  const several = folder ? `${folder}（${count} 个文件）` : `${count} 个文件`;
  shown.textContent = !count ? shown.dataset.picked : folder || count > 1 ? several : input.files[0].name;
  input.parentElement.classList.toggle("has", input.files.length > 0);
}

document.addEventListener("change", (event) => {
  if (event.target.name === "show") filter(event.target.value);
  if (event.target.type === "file") showPicked(event.target);
});

for (const name of ["dragenter", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const drop = event.target.closest && event.target.closest(".drop");
    if (drop) drop.classList.toggle("over", name === "dragenter");
  });
}

document.addEventListener("input", (event) => {
  if (event.target.tagName === "TEXTAREA") grow(event.target);
});

document.addEventListener("click", (event) => {
  if (event.target.classList.contains("more")) addLine(event.target);
  if (event.target.dataset.close) closeTrace();
});

let asked = null;
function closeTrace() {
  const trace = document.getElementById("trace");
  if (!trace || !trace.firstChild) return;
  trace.replaceChildren();
  if (asked && document.contains(asked)) asked.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeTrace();
});

// What is wanted is said beside its field, in the page's words; the browser's own are in the browser's language.
function mark(field, text) {
  const about = (field.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== `${field.id}-wrong`);
  let told = document.getElementById(`${field.id}-wrong`);
  if (!told) {
    told = document.createElement("span");
    told.id = `${field.id}-wrong`;
    told.className = "fault";
    field.closest(".drop, .field").append(told);
  }
  told.textContent = text;
  told.hidden = !text;
  field.setAttribute("aria-invalid", text ? "true" : "false");
  field.setAttribute("aria-describedby", [...about, ...(text ? [told.id] : [])].join(" "));
}

const misses = (field) => !field.validity.valid || (field.type !== "file" && !field.value.trim());

document.addEventListener("input", (event) => {
  if (event.target.getAttribute("aria-invalid") === "true" && event.target.dataset.wanted) {
    mark(event.target, misses(event.target) ? event.target.dataset.wanted : "");
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const wanted = [...form.querySelectorAll("[data-wanted]")];
  for (const field of wanted) mark(field, misses(field) ? field.dataset.wanted : "");
  const first = wanted.find(misses);
  if (first) {
    event.preventDefault();
    first.focus();
    return;
  }
  if (!form.dataset.most) return;
  if (tooLarge(form)) {
    event.preventDefault();
    say("选的文件超过 64 MB，没有上传。请核对是不是选错了文件。");
    return;
  }
  const busy = form.querySelector(".busy");
  if (busy) busy.hidden = false;
  form.querySelector("button[type=submit]").disabled = true;
});

window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[type=submit]")) button.disabled = false;
  for (const busy of document.querySelectorAll(".busy")) busy.hidden = true;
  for (const input of document.querySelectorAll(".drop input")) showPicked(input);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target && event.detail.target.id === "trace") asked = event.detail.elt;
});

document.addEventListener("DOMContentLoaded", () => {
  for (const area of document.querySelectorAll("textarea")) grow(area);
});

// Not before the page is loaded: going to the place that the address names takes the focus away.
window.addEventListener("load", () => {
  const there = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const field = there && there.querySelector("textarea, input:not([type=hidden]), select, button");
  if (field) field.focus({ preventScroll: true });
});
