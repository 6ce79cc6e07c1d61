// Fetches the module that runs merge code. Its address is relative to the page, wherever that is hosted.
let tries = 0;

export async function fetch_module() {
  // A browser may remember that a script could not be fetched; another address is another try.
  const again = tries++ ? `&try=${tries}` : "";
  // The module's own name stays the same from release to release, the page's does not.
  const page = document.querySelector("script[data-wasm]")?.dataset.wasm.split("/").pop() ?? "";
  const address = (file) => new URL(`${file}?of=${encodeURIComponent(page)}${again}`, document.baseURI).href;
  const module = await import(address("merge-script-wasm.js"));
  await module.default({ module_or_path: address("merge-script-wasm_bg.wasm") });
  return module;
}
