// Records when the page first paints something, and when its stage is drawn and can be used: runs before its scripts.
//
// The stage is drawn with the first frame in which everything that the selector wants is there; it can be used when
// the main thread has submitted that frame and handles the next message. The frames of the next seconds are timed.
globalThis.started = {};
const SECONDS = 3;
const wanted = WANTED;

new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.name === "first-contentful-paint") started.painted = entry.startTime;
  }
}).observe({ type: "paint", buffered: true });

new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) started.shifted = (started.shifted ?? 0) + entry.value;
}).observe({ type: "layout-shift", buffered: true });

function time(last, end, frames) {
  requestAnimationFrame((now) => {
    frames.push(now - last);
    if (now < end) time(now, end, frames);
    else started.frames = frames;
  });
}

function look() {
  if (!wanted.every((selector) => document.querySelector(selector))) return void requestAnimationFrame(look);
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    started.usable = performance.now();
    requestAnimationFrame((now) => time(now, now + SECONDS * 1000, []));
  };
  channel.port2.postMessage(null);
}

requestAnimationFrame(look);
