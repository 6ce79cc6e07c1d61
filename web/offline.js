// Keeps a copy of the page's files, once all have been fetched, so that the page opens without a network too. See sw.js.

/** What is only fetched where it is needed: the engine of merge code, the styles of embeds and of their dialog. */
const FETCHED_LATER = ["merge-script-wasm.js", "merge-script-wasm_bg.wasm", "embed.css", "studio.css", "questions.css"];

// Without a copy the page works as before: in a private window, say, or where storage is full.
if (navigator.serviceWorker) keep().catch(() => {});

async function keep() {
  await navigator.serviceWorker.register(new URL("sw.js", document.baseURI), { updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ files: files() });
}

/** The addresses of everything that the page consists of, apart from the page itself. */
function files() {
  const folder = new URL("./", document.baseURI).href;
  const named = [...document.querySelectorAll("link[href], script[src]")].map((element) => element.href ?? element.src);
  const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
  const later = FETCHED_LATER.map((file) => folder + file);
  const all = [...named, ...fetched, ...later, import.meta.url];
  return [...new Set(all)].filter((address) => address.startsWith(folder) && address !== folder);
}
