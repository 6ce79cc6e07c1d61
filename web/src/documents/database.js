// Keeps a page that is opening the database out of the browser's cache of left pages.

/**
 * Keeps this page out of that cache until the returned function is called. A page that is frozen there while it opens a
 * database blocks that database for every other page; a page that holds a lock is not put there.
 */
export function stay_out_of_page_cache() {
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  // Without locks, or where they are not allowed, the database is opened anyway.
  navigator.locks?.request(`polyleader-${Math.random()}`, () => released).catch(() => {});
  return release;
}
