// Fetches the module that runs merge code. Its address is relative to the page, wherever that is hosted.
let tries = 0;

export async function fetch_module() {
  // A browser may remember that a script could not be fetched; another address is another try.
  const again = tries++ ? `?try=${tries}` : "";
  const address = (file) => new URL(file + again, document.baseURI).href;
  const module = await import(address("merge-module.js"));
  await module.default({ module_or_path: address("merge-module_bg.wasm") });
  return module;
}
