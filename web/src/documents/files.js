// Saving texts, pictures and packages as files.

/** Saves text, bytes or a blob where the user chooses, if the browser lets them choose; else as a download. Returns whether it was saved. */
export async function save_file(suggestedName, content, type) {
  if (!globalThis.showSaveFilePicker) return download(suggestedName, content, type);
  try {
    const extension = suggestedName.slice(suggestedName.lastIndexOf("."));
    const file = await showSaveFilePicker({ suggestedName, types: [{ accept: { [type]: [extension] } }] });
    const writable = await file.createWritable();
    await writable.write(content);
    await writable.close();
    return true;
  } catch (reason) {
    if (reason?.name === "AbortError") return false;
    // Embedded pages may not choose.
    if (reason?.name === "SecurityError") return download(suggestedName, content, type);
    throw reason;
  }
}

function download(name, content, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  // The browser has taken the content by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return true;
}

/** An SVG picture as a PNG of another size. */
export async function png_of(svg, width, height) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").drawImage(image, 0, 0, width, height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject())));
}
