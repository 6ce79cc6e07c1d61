// Loads the script engine. Its URL is relative to the page, so that any host works.
let attempts = 0;

export async function fetch_module() {
  // A browser may cache a failed import; a different URL forces a retry.
  const retry = attempts++ ? `&try=${attempts}` : "";
  // The module's file name does not change between releases; the page's hashed name busts the cache.
  const page = document.querySelector("script[data-wasm]")?.dataset.wasm.split("/").pop() ?? "";
  const urlOf = (file) => new URL(`${file}?of=${encodeURIComponent(page)}${retry}`, document.baseURI).href;
  const module = await import(urlOf("merge-script-wasm.js"));
  await module.default({ module_or_path: urlOf("merge-script-wasm_bg.wasm") });
  return module;
}
