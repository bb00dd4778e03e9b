// A wall's own watch: counts ages on where the server cannot, and brings a lost page back.
// It does nothing where no board stands. Times are seconds.
(() => {
  "use strict";
  const here = document.currentScript.src;
  const GRACE = 15;
  const PAUSE = 5;
  const RELOAD = 60;
  const FIRST = 30;

  let drawn = null;
  let since = 0;
  let date = Date.now();
  let asked = 0;
  let right = 0;

  const now = () => performance.now() / 1000;
  // The steady clock stands still while a television sleeps; the other one does not.
  const elapsed = () => Math.max(now() - since, (Date.now() - date) / 1000);
  const is = (limit) => limit !== undefined && elapsed() >= Number(limit);

  function tell(element, text) {
    if (text !== undefined && element.textContent !== text) element.textContent = text;
  }

  function age(element) {
    const { dataset } = element;
    const minutes = Math.floor((Number(dataset.age) + elapsed()) / 60);
    const text = minutes < 1 ? dataset.now : minutes < 60 ? dataset.minutes : dataset.hours;
    tell(element, text.replace("{}", minutes < 60 ? minutes : Math.floor(minutes / 60)));
  }

  function figure(element) {
    const { state, late, stale } = element.dataset;
    if (state !== "live" && state !== "late") return;
    const next = is(stale) ? "stale" : is(late) ? "late" : state;
    if (next === state) return;
    element.dataset.state = next;
    element.querySelectorAll("[data-word]").forEach((word) => tell(word, word.dataset[next]));
  }

  async function ask() {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PAUSE * 1000);
    try {
      const answer = await fetch(new URL("healthz", here), { cache: "no-store", signal: stop.signal });
      right = (await answer.json()).callboard === "alive" ? right + 1 : 0;
    } catch (error) {
      right = 0;
    }
    clearTimeout(timer);
  }

  function watch(redraw) {
    if (now() - since <= redraw + GRACE) {
      right = 0;
    } else if (now() - asked >= PAUSE) {
      asked = now();
      if (right > 1 && asked >= RELOAD) location.reload();
      else ask();
    }
  }

  function tick() {
    const board = document.querySelector("[data-board]");
    if (!board) {
      if (drawn !== null) since = now();
      drawn = null;
      // A display on which no board comes is lost, too.
      if (/[?&]display=/.test(location.search)) watch(FIRST);
      return;
    }
    if (board.dataset.drawn !== drawn) {
      drawn = board.dataset.drawn;
      since = now();
      date = Date.now();
    }
    const redraw = Number(board.dataset.redraw);
    const each = (name, show) => board.querySelectorAll(`[data-${name}]`).forEach(show);
    each("age", age);
    each("state", figure);
    if (elapsed() > 2 * redraw + 5) each("reason", (line) => tell(line, board.dataset.gone));
    watch(redraw);
  }

  setInterval(tick, 1000);
})();
