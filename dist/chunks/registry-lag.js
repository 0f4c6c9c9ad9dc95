
// src/registry/lag.ts
var FIRST_WAIT_MS = 100;
var LAG_MS = 5e3;
async function untilThere(read, { waitMs, sleep }) {
  let waited = 0;
  for (let ms = FIRST_WAIT_MS; ; ms *= 2) {
    const found = await read();
    if (found !== void 0 || waited >= waitMs) return found;
    const step = Math.min(ms, waitMs - waited);
    await sleep(step);
    waited += step;
  }
}

export {
  LAG_MS,
  untilThere
};
