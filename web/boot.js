// Loads the page's WebAssembly; trunk writes the file names, which change with the content, into this script's tag.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
// A module's specifier is relative to this file unless it is made absolute.
const absolute = (path) => new URL(path, document.baseURI).href;

try {
  const { default: init } = await import(absolute(js));
  await init({ module_or_path: absolute(wasm) });
  document.getElementById("loading")?.remove();
} catch (reason) {
  const loading = document.getElementById("loading");
  if (loading) loading.textContent = "Polyleader could not be started: this browser did not load its WebAssembly. Reload the page, or try another browser.";
  throw reason;
}
