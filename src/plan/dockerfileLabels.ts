/** One build stage, as far as labels go. */
interface Stage {
  names: readonly string[];
  /** What stands after FROM: an earlier stage or an image. */
  base: string;
  keys: Set<string>;
}

interface Instruction {
  name: string;
  rest: string;
}

/**
 * The keys of the labels that a Dockerfile sets for a target stage (the last one where none is named), those of
 * the stages that it builds on included.
 * https://docs.docker.com/reference/dockerfile/#label
 */
export function dockerfileLabelKeys(dockerfile: string, target?: string): ReadonlySet<string> {
  const mark = /^\s*#\s*escape\s*=\s*`/im.test(directives(dockerfile)) ? '`' : '\\';
  const stages = readStages(instructions(dockerfile, mark), mark);
  const keys = new Set<string>();
  let stage = target === undefined ? stages.at(-1) : findStage(stages, target);
  while (stage) {
    for (const key of stage.keys) keys.add(key);
    stage = findStage(stages.slice(0, stages.indexOf(stage)), stage.base);
  }
  return keys;
}

/** The comment lines at the top, where parser directives stand. */
function directives(dockerfile: string): string {
  return /^(?:\uFEFF)?(?:[ \t]*#[^\n]*\n?)*/.exec(dockerfile)?.[0] ?? '';
}

function findStage(stages: readonly Stage[], name: string): Stage | undefined {
  return stages.findLast(({ names }) => names.includes(name.toLowerCase()));
}

function readStages(lines: readonly Instruction[], mark: string): Stage[] {
  const stages: Stage[] = [];
  for (const { name, rest } of lines) {
    if (name === 'FROM') {
      const [base = '', as, alias] = rest.split(/\s+/).filter((word) => !word.startsWith('--'));
      const named = as?.toLowerCase() === 'as' && alias !== undefined ? [alias.toLowerCase()] : [];
      stages.push({ names: [...named, String(stages.length)], base, keys: new Set() });
    } else if (name === 'LABEL') {
      for (const key of labelKeys(rest, mark)) stages.at(-1)?.keys.add(key);
    }
  }
  return stages;
}

/** Instructions with their continued lines joined; comments, blank lines and here-documents are left out. */
function instructions(dockerfile: string, mark: string): Instruction[] {
  const lines = dockerfile.replace(/^\uFEFF/, '').split(/\r?\n/);
  const continued = new RegExp(`\\${mark}[ \\t]*$`);
  const found: Instruction[] = [];
  let joined = '';
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (/^\s*(#|$)/.test(line)) continue;
    joined += line.replace(continued, '');
    if (continued.test(line)) continue;
    const [, name = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(joined) ?? [];
    found.push({ name: name.toUpperCase(), rest: rest.trim() });
    joined = '';
    if (/^(RUN|COPY|ADD)$/i.test(name)) at = afterHeredocs(lines, at, rest);
  }
  const [, name = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(joined) ?? [];
  return name === '' ? found : [...found, { name: name.toUpperCase(), rest: rest.trim() }];
}

/** The last line of the here-documents that an instruction opens; the instruction's own where there is none. */
function afterHeredocs(lines: readonly string[], start: number, rest: string): number {
  let at = start;
  for (const [, dash, , word] of rest.matchAll(/<<(-?)(["']?)([A-Za-z_]\w*)\2/g)) {
    const end = lines.findIndex(
      (line, index) => index > at && (dash ? line.replace(/^\t+/, '') : line) === word,
    );
    at = end < 0 ? lines.length : end;
  }
  return at;
}

function labelKeys(rest: string, mark: string): string[] {
  const words = splitWords(rest, mark);
  const [first] = words;
  if (first === undefined) return [];
  // The old form, `LABEL key value with blanks`, has one key.
  if (!first.includes('=')) return [unquote(first, mark)];
  return words.flatMap((word) => {
    const at = endOfKey(word, mark);
    return at > 0 ? [unquote(word.slice(0, at), mark)] : [];
  });
}

/** Splits at blanks outside quotes. */
function splitWords(text: string, mark: string): string[] {
  const e = `\\${mark}`;
  const word = new RegExp(
    `(?:"(?:${e}[\\s\\S]|[^"${e}])*"|'[^']*'|${e}[\\s\\S]|[^\\s"'${e}]|["'${e}])+`,
    'g',
  );
  return text.match(word) ?? [];
}

/** Where the key's `=` stands; one in quotes belongs to the key. */
function endOfKey(word: string, mark: string): number {
  const e = `\\${mark}`;
  const key = new RegExp(`^(?:"(?:${e}[\\s\\S]|[^"${e}])*"|'[^']*'|[^="'])+`).exec(word)?.[0] ?? '';
  return word[key.length] === '=' ? key.length : -1;
}

function unquote(text: string, mark: string): string {
  return text.replaceAll(/["']/g, '').replaceAll(mark, '');
}
