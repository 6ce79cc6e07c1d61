// Saving text as a file.

const TYPES = [{ description: "Polyleader run", accept: { "application/json": [".json"] } }];

/** Saves text where the user chooses, if the browser lets them choose; else as a download. Returns whether it was saved. */
export async function save_file(suggestedName, text) {
  if (!globalThis.showSaveFilePicker) return download(suggestedName, text);
  try {
    const file = await showSaveFilePicker({ suggestedName, types: TYPES });
    const writable = await file.createWritable();
    await writable.write(text);
    await writable.close();
    return true;
  } catch (reason) {
    if (reason?.name === "AbortError") return false;
    // Embedded pages may not choose.
    if (reason?.name === "SecurityError") return download(suggestedName, text);
    throw reason;
  }
}

function download(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  // The browser has taken the content by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return true;
}
