// What is pasted into a list: each line becomes a row, cells of a spreadsheet spread over columns, list numbers go.
"use strict";

const MOST_PASTED = 500; // rows
const CELL = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]|$)/g;

// The rows of cells of a text as a spreadsheet or a word processor gives it, without blank rows.
function cellsOf(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.replace(/\r\n?/g, "\n").matchAll(CELL)) {
    rows[rows.length - 1].push((quoted === undefined ? plain : quoted.replaceAll('""', '"')).trim());
    if (!end) break;
    if (end === "\n") rows.push([]);
  }
  return rows.filter((row) => row.some(Boolean));
}

const linesOf = (lines) => [...lines.querySelectorAll(".line:not(.heads)")];
const fieldsOf = (line) => [...line.querySelectorAll("input, textarea, select")];
const numeralOf = (field) => (field.dataset.numeral ? new RegExp(`^(?:${field.dataset.numeral})\\s*`) : null);

// Fill the lines from `at` on, each from its column `from` on; the values that a choice does not offer.
function fillLines(lines, at, from, rows) {
  const refused = [];
  while (linesOf(lines).length < at + rows.length + 1) addLine(lines.querySelector(".more"));
  const all = linesOf(lines);
  rows.forEach((row, down) => {
    const fields = fieldsOf(all[at + down]).slice(from);
    row.slice(0, fields.length).forEach((text, across) => {
      fields[across].value = text;
      if (fields[across].value !== text && fields[across].tagName === "SELECT") refused.push(text);
      if (fields[across].tagName === "TEXTAREA") grow(fields[across]);
    });
  });
  fieldsOf(all[at + rows.length - 1])[from].focus();
  return refused;
}

function pasteTable(lines, field, rows) {
  const line = field.closest(".line");
  const from = fieldsOf(line).indexOf(field);
  const room = fieldsOf(line).length - from;
  const wide = Math.max(...rows.map((row) => row.length));
  const told = wide > room ? [`粘贴的有 ${wide} 列，这里从这一格起只有 ${room} 列，右边多出的 ${wide - room} 列没有放入。`] : [];
  const refused = fillLines(lines, linesOf(lines).indexOf(line), from, rows);
  return refused.length ? [...told, `没有放入：${refused.join("、")}（不在可选的里面），请选一个。`] : told;
}

// Rows of a list of texts come in between; what stood below moves down.
function pasteTexts(lines, field, rows) {
  const all = linesOf(lines);
  const at = all.indexOf(field.closest(".line"));
  const texts = rows.flatMap((row) => row.filter(Boolean).join("　").split("\n"));
  texts[0] = field.value.slice(0, field.selectionStart) + texts[0];
  texts[texts.length - 1] += field.value.slice(field.selectionEnd);
  const below = all.slice(at + 1).map((line) => fieldsOf(line)[0].value).filter((text) => text.trim());
  fillLines(lines, at, 0, [...texts, ...below].map((text) => [text]));
  fieldsOf(linesOf(lines)[at + texts.length - 1])[0].focus();
  return rows.some((row) => row.filter(Boolean).length > 1) ? ["粘贴的有几列，这里只有一列，同一行的已用空格连在一起，请核对。"] : [];
}

function tellPasted(form, told) {
  form.querySelectorAll(".pasted").forEach((each) => each.remove());
  for (const text of told) {
    const line = document.createElement("p");
    line.className = "pasted fault 提示";
    line.textContent = text;
    form.querySelector(".lines").append(line);
  }
  if (told.length) say(told.join(" "));
}

function withoutNumerals(lines, field, rows) {
  const columns = fieldsOf(field.closest(".line"));
  const from = columns.indexOf(field);
  let gone = 0;
  const left = rows.map((row) => row.map((text, across) => {
    const numeral = columns[from + across] && numeralOf(columns[from + across]);
    const bare = numeral ? text.replace(numeral, "") : text;
    gone += bare === text ? 0 : 1;
    return bare;
  }));
  return [left, gone];
}

document.addEventListener("paste", (event) => {
  const lines = event.target.closest("form.question .lines");
  if (!lines) return;
  const given = cellsOf(event.clipboardData.getData("text/plain"));
  if (!given.length) return;
  const [rows, gone] = withoutNumerals(lines, event.target, given);
  const isOne = rows.length === 1 && rows[0].length === 1 && !rows[0][0].includes("\n");
  if (isOne && (!gone || event.target.value)) return; // as the browser pastes
  event.preventDefault();
  const form = lines.closest("form");
  if (rows.length > MOST_PASTED) {
    tellPasted(form, [`粘贴的有 ${rows.length} 行，一次最多 ${MOST_PASTED} 行，没有放入。请分几次粘贴。`]);
    return;
  }
  const paste = form.classList.contains("rows") ? pasteTable : pasteTexts;
  const told = paste(lines, event.target, rows);
  tellPasted(form, gone ? [...told, `${gone} 项自带的序号已去掉，报告会另编。`] : told);
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
  htmx.trigger(form, "submit");
});
