
// src/errors.ts
var UserError = class extends Error {
  hint;
  /** Where in the user's files the fault lies; the line counts from 1. */
  place;
  constructor(message, options = {}) {
    super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
    this.name = "UserError";
    this.hint = options.hint;
    this.place = options.place;
  }
};
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
function joinErrors(errors) {
  const [first, ...others] = errors;
  if (others.length === 0 || !errors.every((error) => error instanceof UserError)) return first;
  const texts = new Set(errors.map(({ message, hint }) => [message, hint].filter(Boolean).join("\n")));
  return new UserError([...texts].join("\n"), { cause: first });
}
function faultsError(input, faults) {
  const listed = faults.map(({ line, problem }) => `"${line}": ${problem}`);
  if (listed.length === 1) return new UserError(`Input ${input}: ${listed[0]}`);
  return new UserError(
    `Input ${input} has ${listed.length} faults:
${listed.map((text) => `  - ${text}`).join("\n")}`
  );
}
function nearestWord(word, candidates) {
  const scored = candidates.map((candidate) => ({
    candidate,
    distance: editDistance(word.toLowerCase(), candidate)
  }));
  const best = scored.toSorted((a, b) => a.distance - b.distance)[0];
  return best && best.distance <= Math.max(1, Math.floor(best.candidate.length / 3)) ? best.candidate : void 0;
}
function suggest(word, candidates) {
  const near = nearestWord(word, candidates);
  return near === void 0 ? `known are ${candidates.join(", ")}` : `did you mean "${near}"?`;
}
function editDistance(a, b) {
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 2] === b[j - 1] && a[i - 1] === b[j - 2] ? before[j - 2] : void 0;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution, (swapped ?? Infinity) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

export {
  UserError,
  messageOf,
  joinErrors,
  faultsError,
  nearestWord,
  suggest
};
