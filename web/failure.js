// What happens when the page's WebAssembly fails: by a panic, a full memory or an exhausted stack.
//
// After that the module's memory may be in any state, so nothing enters it again: what the user sees and does then is
// all here. The texts are templates in index.html.

/** The run that is being opened, in session storage: a reload must not open it again if it fails. */
const OPENING = "polyleader-opening";

let failed = false;
let leavesOut = false;
/** The link to the last run that was shown. */
let shown = "";
/** The link to the run that is being opened and was not shown yet; null if there is none. */
let opening = null;

/** Remembers the link to the run that is shown, and that nothing else is being opened. */
export function remember_link(link) {
  if (failed) return;
  shown = link;
  opening = null;
  unmark();
}

/** Remembers the link to the run that is about to be opened. */
export function remember_opening(link) {
  if (failed) return;
  opening = link;
  mark();
}

/** Remembers that nothing is being opened any longer. */
export function forget_opening() {
  if (failed) return;
  opening = null;
  unmark();
}

/** Whether the module is to start without a link or a document, because what it started with the last time failed. */
export const opens_nothing = () => leavesOut;

/** Starts the module. If what it opened the last time failed, it starts without that, and a banner offers it. */
export async function start(init) {
  const last = takeMark();
  const setAside = last && setAsideRun(last);
  leavesOut = Boolean(last?.atStart);
  opening = leavesOut ? null : fragment();
  if (opening !== null) mark();
  // A page that is left while it opens a run has not failed.
  addEventListener("pagehide", () => failed || unmark());
  await withGuardedExports(init);
  if (setAside) offer(setAside);
}

/** Whether the module has failed. */
export const hasFailed = () => failed;

// The guard ----------------------------------------------------------------------------------------------------------

/** Runs `init`, so that each entry into the module that it instantiates is guarded. */
async function withGuardedExports(init) {
  const { instantiate, instantiateStreaming } = WebAssembly;
  const guarded = (load) => async (...given) => {
    const { module, instance } = await load.apply(WebAssembly, given);
    return { module, instance: { exports: guard(instance.exports) } };
  };
  WebAssembly.instantiate = guarded(instantiate);
  WebAssembly.instantiateStreaming = guarded(instantiateStreaming);
  try {
    await init();
  } finally {
    Object.assign(WebAssembly, { instantiate, instantiateStreaming });
  }
}

/** The exports of a module, whose functions do nothing once one of them has failed. */
function guard(exports) {
  const guarded = {};
  for (const [name, value] of Object.entries(exports)) guarded[name] = typeof value === "function" ? guardCall(value) : value;
  return guarded;
}

/**
 * What a call into a failed module returns. The glue reads the parts of a result made of several values, such as the
 * error of a closure, by their index: here all are undefined, so that a promise which settles late causes no error.
 */
const NOTHING = Object.freeze([]);

export function guardCall(call) {
  return (...given) => {
    if (failed) return NOTHING;
    try {
      return call(...given);
    } catch (reason) {
      fail();
      throw reason;
    }
  };
}

function fail() {
  if (failed) return;
  failed = true;
  document.getElementById("loading")?.remove();
  const panel = fromTemplate("failed");
  part(panel, "last").hidden = !shown;
  part(panel, "without").hidden = Boolean(shown);
  onPress(panel, "last", () => reopen(shown));
  onPress(panel, "without", () => location.reload());
  offerLink(panel, addressOf(opening || shown));
  // Dialogs are above everything else on the page.
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  document.body.append(panel);
  part(panel, "focus").focus();
}

// After a reload -----------------------------------------------------------------------------------------------------

/** Keeps the page from opening what failed. Returns what to offer: its link, or the document of the entry. */
function setAsideRun({ link, atStart }) {
  const { state } = history;
  const isSame = fragment() === link || atStart;
  if (isSame) history.replaceState(null, "", location.pathname + location.search);
  return link || atStart ? { link, state: atStart ? state : null } : null;
}

/** Says that the last run could not be shown, and offers it. */
function offer({ link, state }) {
  const banner = fromTemplate("not-shown");
  onPress(banner, "again", () => reopen(link, state));
  onPress(banner, "dismiss", () => banner.remove());
  offerLink(banner, addressOf(link));
  document.body.append(banner);
}

// Parts --------------------------------------------------------------------------------------------------------------

const part = (within, name) => within.querySelector(`[data-part="${name}"]`);

function onPress(within, name, action) {
  part(within, name).onclick = action;
}

function fromTemplate(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** Lets the user copy an address, or save it as a file that the page and the command can open. */
function offerLink(within, address) {
  const field = part(within, "link");
  if (field) field.value = address;
  const said = part(within, "said");
  onPress(within, "copy", async () => {
    try {
      await navigator.clipboard.writeText(address);
      said.hidden = false;
    } catch {
      field?.select();
    }
  });
  const save = part(within, "save");
  save.href = URL.createObjectURL(new Blob([`${address}\n`], { type: "text/plain" }));
  save.download = "polyleader-run.txt";
}

/** Reloads the page with this run, which may be none, and what the history kept with it. */
function reopen(link, state = null) {
  unmark();
  failed = true;
  history.replaceState(state, "", location.pathname + location.search + (link && `#${link}`));
  location.reload();
}

const fragment = () => location.hash.replace(/^#/, "");

const addressOf = (link) => location.href.split("#")[0] + (link && `#${link}`);

function mark() {
  const run = JSON.stringify({ link: opening, atStart: !shown });
  stored(() => sessionStorage.setItem(OPENING, run));
}

function unmark() {
  stored(() => sessionStorage.removeItem(OPENING));
}

/** What was being opened when the page was last here and failed; null if nothing was. */
function takeMark() {
  const text = stored(() => sessionStorage.getItem(OPENING));
  unmark();
  return text ? JSON.parse(text) : null;
}

/** The result of an access to storage; null where the browser blocks it or it is full, and in an embed. */
function stored(access) {
  if ("embed" in document.documentElement.dataset) return null;
  try {
    return access();
  } catch {
    return null;
  }
}
