// Plays for some seconds at a speed, and notes how long after the one before each frame comes.
const [speed, done] = arguments;
const speeds = document.querySelector("[aria-label=Speed]");
const SECONDS = 4;
const frames = [];
let verdicts = "";
let begun = 0;
let last = 0;

function frame(now) {
  if (!begun) begun = now;
  else if (now - begun > 500) frames.push(now - last);
  last = now;
  if (!verdicts && now - begun > 2000) verdicts = document.querySelector(".verdicts")?.innerText.replaceAll("\n", ", ") ?? "";
  if (now - begun < SECONDS * 1000) return void requestAnimationFrame(frame);
  document.querySelector("[aria-label=Pause]")?.click();
  setTimeout(() => done({ frames, verdicts }), 500);
}

speeds.value = speed;
speeds.dispatchEvent(new Event("change", { bubbles: true }));
document.querySelector("[aria-label=Play]")?.click();
requestAnimationFrame(frame);
