// Runs before the first paint, and until the page's code has started: the theme, progress, and what to do when the code
// cannot be loaded. Not a module, so that it works when modules cannot be loaded. The texts are in first-paint.html.

(() => {
  /** The smallest valid module. */
  const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
  const MEGABYTE = 1e6;
  /** How long nothing may arrive before the page says so. */
  const PATIENCE_MS = 12_000;

  const root = document.documentElement;
  const part = (name) => document.querySelector(`#loading [data-part="${name}"]`);

  prepare();
  let patience = setTimeout(stall, PATIENCE_MS);
  // A file that the page names cannot be fetched, or a script of the page is not one. Such an event does not bubble.
  addEventListener("error", ({ target, filename }) => {
    if (target?.tagName === "SCRIPT" || (filename && isOfPage(filename) && !hasFailed())) fail();
    if (target?.tagName === "LINK" && target.rel === "stylesheet") reportMissingStyles();
  }, true);
  globalThis.polyleaderLoading = { progress, fail };

  /** The theme that the user chose, and whether the first paint shows the run that is opened. */
  function prepare() {
    const query = new URLSearchParams(location.search);
    if (query.has("embed")) return void prepareEmbed(query.get("theme"));
    const kept = stored("polyleader-preferences");
    // Where earlier versions kept preferences and work.
    const earlier = stored("polyleader");
    const theme = kept ? kept.theme : earlier?.theme;
    if (theme) root.dataset.theme = theme;
    const hasRun = location.hash.length > 1 || kept?.has_documents || earlier?.branches || earlier?.work;
    if (hasRun) root.dataset.opens = "other";
  }

  /** What local storage has under a key; nothing if that is blocked or unreadable, as on a first visit. */
  function stored(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  /** An embed has its own style sheet, and its theme from the address. */
  function prepareEmbed(theme) {
    root.dataset.embed = "";
    root.dataset.opens = "other";
    if (["light", "dark"].includes(theme)) root.dataset.theme = theme;
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: "embed.css", blocking: "render" }));
  }

  /** Whether an address is in the folder of the page, and not that of an extension of the browser. */
  function isOfPage(address) {
    return address.startsWith(new URL("./", document.baseURI).href);
  }

  /** Shows how many bytes of the code have arrived, of how many if that is known. */
  function progress(arrived, total) {
    const bar = part("progress");
    if (!bar) return;
    clearTimeout(patience);
    patience = setTimeout(stall, PATIENCE_MS);
    if (part("said").dataset.says === "stalled") say("loading");
    const megabytes = (bytes) => (bytes / MEGABYTE).toFixed(1);
    if (total) {
      bar.max = total;
      bar.value = Math.min(arrived, total);
    }
    part("bytes").textContent = total ? `${megabytes(arrived)} of ${megabytes(total)} MB` : `${megabytes(arrived)} MB`;
  }

  /** Says that nothing has arrived for long, and offers to try again; what is under way goes on. */
  function stall() {
    if (!part("said") || hasFailed()) return;
    say("stalled");
    offerRetry();
  }

  function hasFailed() {
    return "failed" in (document.getElementById("loading")?.dataset ?? {});
  }

  /** Says that a style sheet is missing: what of the page is there may be hard to use. */
  function reportMissingStyles() {
    if (document.readyState === "loading") return void addEventListener("DOMContentLoaded", reportMissingStyles);
    const notice = document.getElementById("unstyled");
    notice.hidden = false;
    notice.querySelector("button").onclick = () => location.reload();
  }

  /** Says that the code could not be loaded or, if it was, not started; and offers to try again. */
  function fail(wasLoaded = false) {
    // It may fail before the page's text has arrived.
    if (document.readyState === "loading") return void addEventListener("DOMContentLoaded", () => fail(wasLoaded));
    if (!part("said")) return;
    say(!allowsWebAssembly() ? "refused" : wasLoaded ? "damaged" : "unreachable");
    document.getElementById("loading").dataset.failed = "";
    offerRetry();
  }

  function offerRetry() {
    const retry = part("retry");
    retry.hidden = false;
    retry.disabled = false;
    retry.onclick = tryAgain;
  }

  /** Says the text of a part. */
  function say(name) {
    const said = part("said");
    said.dataset.says = name;
    said.textContent = part(name).textContent;
    part("retry").hidden ||= name === "loading";
  }

  function allowsWebAssembly() {
    try {
      return Boolean(new WebAssembly.Module(EMPTY_MODULE));
    } catch {
      return false;
    }
  }

  /**
   * Reloads the page. Fetching its files first, past the cache, made Chromium 156 crash in one of five reloads that
   * followed.
   */
  function tryAgain() {
    part("retry").disabled = true;
    say("again");
    location.reload();
  }
})();
