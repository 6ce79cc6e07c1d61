// Loads the page's WebAssembly. trunk writes the hashed file names into this script's tag.
import { hasFailed, start } from "./failure.js";

const { js, wasm, bytes } = document.querySelector("script[data-wasm]").dataset;
const { progress, fail } = globalThis.polyleaderLoading;
// Resolve against the page: module specifiers are relative to this file.
const absolute = (path) => new URL(path, document.baseURI).href;
/** Whether all of the code has arrived. */
let arrived = Promise.resolve(false);

// The page says so once it has fetched what it may need later.
addEventListener("polyleader-complete", () => import("./offline.js").catch(() => {}), { once: true });

try {
  const [{ default: init }, code] = await Promise.all([import(absolute(js)), fetchCode()]);
  // A copy is counted: the browser compiles the original while it arrives, and may keep what it compiled.
  arrived = count(code.clone());
  await start(() => init({ module_or_path: code }));
  uncover();
} catch (reason) {
  if (!hasFailed()) fail(await arrived);
  throw reason;
}

/** Shows the page in place of the first paint, once it is rendered and has measured itself, which takes it two frames. */
function uncover() {
  const page = document.getElementById("page");
  const firstPaint = document.querySelector(".first-paint");
  page.dataset.covered = "";
  firstPaint.dataset.covers = "";
  const afterFrame = (call) => requestAnimationFrame(call);
  const reveal = () => {
    firstPaint.remove();
    delete page.dataset.covered;
  };
  const look = () => (page.childElementCount ? afterFrame(() => afterFrame(reveal)) : afterFrame(look));
  look();
}

async function fetchCode() {
  const response = await fetch(absolute(wasm));
  if (!response.ok) throw new Error(`${wasm}: ${response.status}`);
  return response;
}

/** Shows how much of the code has arrived. Returns whether all of it did. */
async function count(response) {
  try {
    const reader = response.body.getReader();
    for (let sum = 0; ; ) {
      const { done, value } = await reader.read();
      if (done) return true;
      sum += value.length;
      progress(sum, Number(bytes));
    }
  } catch {
    return false;
  }
}
