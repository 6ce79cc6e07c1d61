// Seeks to many instants, one after the other, by pressing on the diagram, and measures each from the press on.
// A press is made as a frame begins. Style, layout and painting of that frame follow, and then what was to come
// later: by then the frame has been handed over.
const done = arguments[arguments.length - 1];
const diagram = document.querySelector(".timeline");
const SEEKS = 400;
const work = [];
const shown = [];
const pace = [];
let state = 12345;

function random() {
  state = (state * 1103515245 + 12345) % 2147483648;
  return state / 2147483648;
}

// The same computation each time: how long it takes tells how fast the machine is just then, and how evenly.
function keepPace() {
  const begun = performance.now();
  let number = 1;
  for (let round = 0; round < 1e6; round += 1) number = (Math.imul(number, 1664525) + 1013904223) | 0;
  pace.push(performance.now() - begun + (number === 0 ? 1 : 0));
}

// After everything that is already waiting to be done.
function later(callback) {
  const channel = new MessageChannel();
  channel.port1.onmessage = callback;
  channel.port2.postMessage(null);
}

function seek() {
  keepPace();
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
    // Nothing is left to be done by now; this would do it.
    document.body.getBoundingClientRect();
    work.push(performance.now() - begun);
    requestAnimationFrame(() =>
      later(() => {
        shown.push(performance.now() - begun);
        if (work.length < SEEKS) setTimeout(() => requestAnimationFrame(seek), 5);
        else done({ work, shown, pace, memory: globalThis.pageMemory.buffer.byteLength / 1048576 });
      }),
    );
  });
}

requestAnimationFrame(seek);
