// Seeks to many instants by pressing on the diagram, and measures each seek from the press.
// The press happens at the start of a frame. Its style, layout and paint follow; a message posted then is handled
// after the frame has been submitted.
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

// A fixed computation, whose time shows how fast the machine is just now.
function measurePace() {
  const started = performance.now();
  let number = 1;
  for (let round = 0; round < 1e6; round += 1) number = (Math.imul(number, 1664525) + 1013904223) | 0;
  pace.push(performance.now() - started + (number === 0 ? 1 : 0));
}

// Calls back after all tasks that are already queued.
function afterQueuedTasks(callback) {
  const channel = new MessageChannel();
  channel.port1.onmessage = callback;
  channel.port2.postMessage(null);
}

function seek() {
  measurePace();
  const box = diagram.getBoundingClientRect();
  const position = {
    clientX: box.left + 100 + random() * (box.width - 140),
    clientY: box.top + 6,
    button: 0,
    bubbles: true,
  };
  const started = performance.now();
  diagram.dispatchEvent(new PointerEvent("pointerdown", position));
  diagram.dispatchEvent(new PointerEvent("pointerup", position));
  afterQueuedTasks(() => {
    // Forces layout, in case any is still pending.
    document.body.getBoundingClientRect();
    work.push(performance.now() - started);
    requestAnimationFrame(() =>
      afterQueuedTasks(() => {
        shown.push(performance.now() - started);
        if (work.length < SEEKS) setTimeout(() => requestAnimationFrame(seek), 5);
        else done({ work, shown, pace, memory: globalThis.pageMemory.buffer.byteLength / 1048576 });
      }),
    );
  });
}

requestAnimationFrame(seek);
