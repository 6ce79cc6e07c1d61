// Seeks to many instants, one after the other, by pressing on the diagram, and measures each from the press on.
const done = arguments[arguments.length - 1];
const diagram = document.querySelector(".timeline");
const SEEKS = 200;
const work = [];
const shown = [];
let state = 12345;

function random() {
  state = (state * 1103515245 + 12345) % 2147483648;
  return state / 2147483648;
}

// After everything that is already waiting to be done.
function later(callback) {
  const channel = new MessageChannel();
  channel.port1.onmessage = callback;
  channel.port2.postMessage(null);
}

function seek() {
  const box = diagram.getBoundingClientRect();
  const place = {
    clientX: box.left + 100 + random() * (box.width - 140),
    clientY: box.top + 6,
    button: 0,
    bubbles: true,
  };
  const begun = performance.now();
  diagram.dispatchEvent(new PointerEvent("pointerdown", place));
  diagram.dispatchEvent(new PointerEvent("pointerup", place));
  later(() => {
    // Has style and layout done now.
    document.body.getBoundingClientRect();
    work.push(performance.now() - begun);
    requestAnimationFrame(() =>
      later(() => {
        shown.push(performance.now() - begun);
        if (work.length < SEEKS) setTimeout(() => requestAnimationFrame(seek), 5);
        else done({ work, shown, memory: globalThis.pageMemory.buffer.byteLength / 1048576 });
      }),
    );
  });
}

requestAnimationFrame(seek);
