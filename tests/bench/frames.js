// Plays for some seconds at the given speed, and records the time between frames.
const [speed, done] = arguments;
const speeds = document.querySelector("[aria-label=Speed]");
const SECONDS = 4;
const frames = [];
let verdicts = "";
let started = 0;
let last = 0;

function frame(now) {
  if (!started) started = now;
  else if (now - started > 500) frames.push(now - last);
  last = now;
  if (!verdicts && now - started > 2000) verdicts = document.querySelector(".verdicts")?.innerText.replaceAll("\n", ", ") ?? "";
  if (now - started < SECONDS * 1000) return void requestAnimationFrame(frame);
  document.querySelector("[aria-label=Pause]")?.click();
  setTimeout(() => done({ frames, verdicts }), 500);
}

speeds.value = speed;
speeds.dispatchEvent(new Event("change", { bubbles: true }));
document.querySelector("[aria-label=Play]")?.click();
requestAnimationFrame(frame);
