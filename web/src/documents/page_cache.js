// Keeps the page out of the browser's back/forward cache: a page that is frozen there in the middle of a request to the
// database would block the database for every later page.

// Resolves once the page is kept out, or where that cannot be asked for.
export function stay_out_of_page_cache() {
  return new Promise((resolve) => {
    if (!navigator.locks) return resolve();
    const until_closed = new Promise(() => {});
    const hold = () => {
      resolve();
      return until_closed;
    };
    // A page that holds a lock is not frozen. Its name is its own, so that no other page waits for it.
    navigator.locks.request(`polyleader-page-${Math.random()}`, hold).catch(resolve);
  });
}
