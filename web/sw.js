// Opens the page where there is no network, from the last complete copy of its files.
//
// A visit always asks the network for the page first, so a new version is seen at the first visit with a network. Files
// whose names hold a hash of their content never change, so their copies are used at once. A copy is only taken once the
// page has all its files, and replaces the one before only once it is complete.

/** How long the network may be silent before the copy is used. */
const PATIENCE_MS = 4_000;
/** A hash in a file's name, as trunk and xtask write it. */
const HASH = /-[0-9a-f]{12,16}(?=[._-])/;

const page = self.registration.scope;
/** The tabs that were opened from the copy: all their files come from there too, as the versions may differ. */
const fromCopy = new Set();

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("message", (event) => event.waitUntil(keep(event.data.files)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = withoutQuery(request.url);
  if (request.method !== "GET" || !address.startsWith(page)) return;
  if (request.mode === "navigate") {
    if (address === page || address === `${page}index.html`) event.respondWith(open(event));
  } else if (HASH.test(address) || fromCopy.has(event.clientId)) {
    event.respondWith(copyFirst(request));
  } else {
    event.respondWith(networkFirst(request, address));
  }
});

const withoutQuery = (address) => address.split(/[?#]/, 1)[0];

/** The page from the network, or else its copy. */
async function open(event) {
  const copy = await caches.match(page);
  const { response, isCopy } = await newest(event.request, copy);
  if (isCopy) fromCopy.add(event.resultingClientId);
  return response;
}

async function copyFirst(request) {
  return (await caches.match(withoutQuery(request.url))) ?? fetch(request);
}

async function networkFirst(request, address) {
  return (await newest(request, await caches.match(address))).response;
}

/** What the network answers; the copy, if there is one, where it is silent for long, unreachable or out of order. */
async function newest(request, copy) {
  if (!copy) return { response: await fetch(request), isCopy: false };
  const useCopy = { response: copy, isCopy: true };
  const answer = fetch(request).then(
    (response) => (response.status >= 500 ? useCopy : { response, isCopy: false }),
    () => useCopy,
  );
  const silence = new Promise((resolve) => setTimeout(() => resolve(useCopy), PATIENCE_MS));
  return Promise.race([answer, silence]);
}

/** Takes a copy of the page and these files, unless there is one already or the page has been replaced since it was opened. */
async function keep(files) {
  const fresh = new Map();
  for (const address of [page, ...files.filter((address) => !HASH.test(address))]) {
    fresh.set(address, await fetchWhole(address, { cache: "no-cache" }));
  }
  const text = await fresh.get(page).clone().text();
  const named = [...text.matchAll(/[\w.-]+-[0-9a-f]{12,16}[\w.-]*/g)].map(([name]) => name);
  if (!named.every((name) => files.some((address) => address.endsWith(name)))) return;
  const name = await nameOf(files, fresh);
  const cache = await caches.open(name);
  if (!(await cache.match(page))) await fill(cache, files, fresh);
  for (const other of await caches.keys()) {
    if (other !== name && other.startsWith(page)) await caches.delete(other);
  }
}

/** Stores all files, the page last: a copy with the page is complete. */
async function fill(cache, files, fresh) {
  for (const address of files) {
    const response = fresh.get(address) ?? (await caches.match(address)) ?? (await fetchWhole(address, {}));
    await cache.put(address, response);
  }
  await cache.put(page, fresh.get(page));
}

async function fetchWhole(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

/** A name for these contents: the files' names, which hold hashes of theirs, and the contents of those that do not. */
async function nameOf(files, fresh) {
  const texts = [...files].sort();
  for (const response of fresh.values()) texts.push(await response.clone().text());
  const bytes = new TextEncoder().encode(texts.join("\n"));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `${page} ${Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
