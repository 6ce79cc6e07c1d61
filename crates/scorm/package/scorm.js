// Shows an embedded lesson, and reports to the learning management system by the SCORM 1.2 API: whether the lesson is
// completed, its score, the step, and what is needed to go on from there.

(() => {
  /** As many characters as SCORM 1.2 keeps of an attempt. */
  const MAX_SUSPEND_DATA = 4096;
  /** How many windows may be around this one. */
  const MAX_WINDOWS = 7;

  const frame = document.querySelector("iframe");
  const address = new URL(frame.dataset.address);
  const api = started(findApi(window) ?? (window.opener && findApi(window.opener)));
  const began = Date.now();
  let isFinished = false;
  let hasEnded = false;

  if (api) resume();
  else say("There is no learning management system around this page, so nothing is reported.");
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== address.origin) return;
    if (data?.source === "polyleader" && data.type === "lesson") report(data);
  });
  addEventListener("pagehide", end);
  frame.src = address.href;

  /** The object `API` of a window, or of one around it. */
  function findApi(start) {
    for (let there = start, count = 0; count < MAX_WINDOWS; count++, there = there.parent) {
      const found = apiOf(there);
      if (found) return found;
      if (there.parent === there) break;
    }
    return null;
  }

  /** The API, if it is there and starts a session. */
  function started(found) {
    return found && String(found.LMSInitialize("")) === "true" ? found : null;
  }

  /** A window of another origin tells nothing. */
  function apiOf(there) {
    try {
      return there.API ?? null;
    } catch {
      return null;
    }
  }

  /** Goes on where the learner was. A lesson that was completed once stays so. */
  function resume() {
    const status = api.LMSGetValue("cmi.core.lesson_status");
    isFinished = status === "completed" || status === "passed";
    const progress = api.LMSGetValue("cmi.suspend_data");
    if (progress) address.searchParams.set("progress", progress);
    if (!isFinished) set("cmi.core.lesson_status", "incomplete");
    api.LMSCommit("");
  }

  /** Reports how far the learner is. */
  function report({ step, finished, score, progress }) {
    if (!api || hasEnded) return;
    isFinished ||= finished;
    set("cmi.core.lesson_location", String(step));
    if (progress.length <= MAX_SUSPEND_DATA) set("cmi.suspend_data", progress);
    if (typeof score === "number") {
      set("cmi.core.score.min", "0");
      set("cmi.core.score.max", "100");
      set("cmi.core.score.raw", String(score));
    }
    if (isFinished) set("cmi.core.lesson_status", "completed");
    api.LMSCommit("");
  }

  /** Ends the session, once. */
  function end() {
    if (!api || hasEnded) return;
    hasEnded = true;
    set("cmi.core.session_time", duration(Date.now() - began));
    set("cmi.core.exit", isFinished ? "" : "suspend");
    api.LMSCommit("");
    api.LMSFinish("");
  }

  function set(element, value) {
    api.LMSSetValue(element, value);
  }

  /** A duration as SCORM 1.2 writes it: `0000:12:34`. */
  function duration(milliseconds) {
    const seconds = Math.floor(milliseconds / 1000);
    const digits = (number, count) => String(number).padStart(count, "0");
    return `${digits(Math.floor(seconds / 3600), 4)}:${digits(Math.floor(seconds / 60) % 60, 2)}:${digits(seconds % 60, 2)}`;
  }

  function say(sentence) {
    const said = document.querySelector("[role=status]");
    said.textContent = sentence;
    said.hidden = false;
  }
})();
