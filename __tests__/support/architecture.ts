import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** What a layer may import of the others: as it likes, or types alone. Its own files, oci, errors and csv are free to all. */
interface Layer {
  values: readonly string[];
  types: readonly string[];
  /** What it may not import from elsewhere. */
  never?: RegExp;
}

const ALL = ['inputs', 'host', 'registry', 'context', 'plan', 'execute', 'report'];

/** The import table. An entry (index, main, post, cli) may import everything; only an entry may import an entry. */
const LAYERS: Readonly<Record<string, Layer>> = {
  oci: { values: [], types: [] },
  errors: { values: [], types: [] },
  csv: { values: [], types: [] },
  inputs: { values: [], types: [] },
  host: { values: [], types: [] },
  registry: { values: ['host'], types: [] },
  context: { values: ['inputs', 'registry', 'host'], types: [] },
  plan: { values: [], types: ['inputs', 'context'], never: /^(@actions\/|node:)/ },
  execute: { values: ['registry', 'host'], types: ['plan'] },
  report: { values: ['host'], types: ['plan', 'execute'] },
  // the parts of main: what it does between the stages, asking and deciding by turns
  stages: { values: ALL, types: [] },
  index: { values: [...ALL, 'main', 'post'], types: [] },
  main: { values: [...ALL, 'stages'], types: [] },
  post: { values: ALL, types: [] },
  cli: { values: [...ALL, 'main'], types: [] },
};

export interface Import {
  from: string;
  typesOnly: boolean;
}

const STATEMENT = /^(?:import|export)\s+(type\s)?[^'"`;]*?from\s+['"]([^'"]+)['"]/gm;
const BARE = /^import\s+['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The imports of a module's text. `import { type A }` counts as a value: the module is loaded for it. */
export function importsOf(text: string): Import[] {
  return [
    ...[...text.matchAll(STATEMENT)].map(([, type, from = '']) => ({ from, typesOnly: type !== undefined })),
    ...[...text.matchAll(BARE), ...text.matchAll(DYNAMIC)].map(([, from = '']) => ({
      from,
      typesOnly: false,
    })),
  ];
}

/** `src/plan/tags/sha.ts` → plan; `src/main.ts` → main. */
const layerOf = (path: string) => path.replace(/^src\//, '').replace(/[/.].*$/, '');

/** The edges of a file that the table does not have. */
export function forbiddenEdges(path: string, text: string): string[] {
  const name = layerOf(path);
  const layer = LAYERS[name];
  if (!layer) return [`${path}: "${name}" has no line in the import table`];
  return importsOf(text).flatMap(({ from, typesOnly }) => {
    if (!from.startsWith('.')) return layer.never?.test(from) ? [`${path} imports ${from}`] : [];
    const target = layerOf(join(path, '..', from));
    const free = [name, 'oci', 'errors', 'csv', ...layer.values].includes(target);
    if (free || (typesOnly && layer.types.includes(target))) return [];
    const only = layer.types.includes(target) ? '; types alone are free' : '';
    return [`${path} imports ${target} (${from})${only}`];
  });
}

const FUNCTION_HEAD =
  /^(\s*)(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:function\b|(?:const|let)\s+\w+[^=]*=\s*(?:async\s+)?(?:\(|\w+\s*=>|function\b)|(?!if|for|while|switch|catch|return|await|else)(?:static\s+|async\s+|get\s+|set\s+|#)?\w+\([^;]*$)/;

/** Functions with a name and a body of their own, by lines; for text that biome has formatted. */
export function functionLengths(text: string): { name: string; line: number; lines: number }[] {
  const lines = text.split('\n');
  return lines.flatMap((head, at) => {
    const indent = FUNCTION_HEAD.exec(head)?.[1];
    if (indent === undefined) return [];
    const opens = lines.slice(at).findIndex((line) => /(\{|\(|\[)$/.test(line) && line.startsWith(indent));
    if (opens !== 0) return [];
    const closing = new RegExp(`^${indent}\\}[)\\];,]*$`);
    const length = lines
      .slice(at + 1)
      .findIndex((line) => closing.test(line) || (line !== '' && !line.startsWith(indent)));
    const end = lines[at + 1 + length] ?? '';
    return closing.test(end) ? [{ name: head.trim(), line: at + 1, lines: length + 2 }] : [];
  });
}

/** Path below the repository → text, of the TypeScript files in a folder. */
export function readSources(folder: string): [string, string][] {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path): [string, string] => [path.slice(ROOT.length + 1), readFileSync(path, 'utf8')])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
