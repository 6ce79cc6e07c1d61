// Loads the page's WebAssembly. trunk writes the hashed file names into this script's tag.
import { hasFailed, start } from "./failure.js";

const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
// Resolve against the page: module specifiers are relative to this file.
const absolute = (path) => new URL(path, document.baseURI).href;

try {
  const { default: init } = await import(absolute(js));
  await start(() => init({ module_or_path: absolute(wasm) }));
  document.getElementById("loading")?.remove();
} catch (reason) {
  const loading = document.getElementById("loading");
  if (loading && !hasFailed()) loading.textContent = "Polyleader could not start: its WebAssembly did not load. Reload the page, or try another browser.";
  throw reason;
}
