import { build } from 'esbuild';

/** Files of dist/ by their path, all of them modules as esbuild writes them. */
export type Files = ReadonlyMap<string, string>;

/** `import { a, b as c } from "./x.js";`, with the names where there are any. */
const IMPORT = /^import (?:\{([^}]*)\} from )?"\.\/(?:chunks\/)?([\w-]+\.js)";\n/gm;
const EXPORT = /^export \{\n([^}]*)\};\n/m;
const CHUNKS = 'chunks/';

/** The chunks that a file imports, without those that it may load later. */
function chunksOf(text: string): string[] {
  return [...text.matchAll(IMPORT)].map(([, , file = '']) => CHUNKS + file);
}

/** A file with all that it imports, and what that imports. */
export function closureOf(files: Files, path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const next of chunksOf(files.get(path) ?? '')) closureOf(files, next, found);
  return found;
}

/**
 * Puts `members`, chunks that are never loaded without `host`, into it: esbuild makes a chunk for each way in which modules
 * are shared, and each file costs a start half a millisecond. What others import from them comes from `host` then.
 */
export async function mergeChunks(files: Files, host: string, members: ReadonlySet<string>): Promise<Files> {
  const merged = [...members].filter((path) => path !== host);
  const aliases = aliasesOf(files, [host, ...merged]);
  const reexports = [...aliases].map(([path, names]) => {
    const listed = [...names].map(([name, alias]) => (name === alias ? name : `${name} as ${alias}`));
    return `export { ${listed.join(', ')} } from '${path}';`;
  });
  const text = await bundleText(reexports.join('\n'), files, aliases);
  const others = [...files].filter(([path]) => path !== host && !merged.includes(path));
  return new Map([
    [host, text],
    ...others.map(([path, other]) => [path, fromHost(other, { host, aliases })] as const),
  ]);
}

type Aliases = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What each chunk exports, under names that are unique among them; the host's own names stay. */
function aliasesOf(files: Files, paths: readonly string[]): Aliases {
  const taken = new Set<string>();
  const unique = (name: string) => {
    let alias = name;
    for (let count = 2; taken.has(alias); count++) alias = `${name}${count}`;
    taken.add(alias);
    return alias;
  };
  return new Map(
    paths.map((path) => {
      const names = namesIn(EXPORT.exec(files.get(path) ?? '')?.[1] ?? '').map(([, name]) => name);
      return [path, new Map(names.map((name) => [name, unique(name)]))];
    }),
  );
}

/** `a` or `a as b`, separated by commas: the name within, and the one outside. */
function namesIn(list: string): [string, string][] {
  const entries = list
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  return entries.map((entry) => {
    const [inner = '', outer = inner] = entry.split(' as ');
    return [inner, outer];
  });
}

/** esbuild drops comments; those that name a module's file are what makes a bundle readable. */
const keepPaths = (text: string) => text.replaceAll(/^\/\/ (?=src\/|node_modules\/|lean-)/gm, '//! ');
const restorePaths = (text: string) =>
  text.replaceAll(/^\/\/ merged:.*\n/gm, '').replaceAll(/^\/\/! /gm, '// ');

async function bundleText(entry: string, files: Files, aliases: Aliases): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: '/' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    charset: 'utf8',
    legalComments: 'inline',
    plugins: [
      {
        name: 'merged',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /.*/ }, ({ path, kind }) => {
            const chunk = CHUNKS + path.replace(/^.*\//, '');
            return kind !== 'dynamic-import' && aliases.has(chunk)
              ? { path: chunk, namespace: 'merged' }
              : { path, external: true };
          });
          onLoad({ filter: /.*/, namespace: 'merged' }, ({ path }) => ({
            contents: keepPaths(files.get(path) ?? ''),
          }));
        },
      },
    ],
  });
  return restorePaths(outputFiles[0]?.text ?? '');
}

function fromHost(text: string, { host, aliases }: { host: string; aliases: Aliases }): string {
  return text.replaceAll(IMPORT, (statement, list: string | undefined, file: string) => {
    const names = aliases.get(CHUNKS + file);
    if (!names) return statement;
    const source = statement.includes(`./${CHUNKS}`) ? `./${host}` : `./${host.slice(CHUNKS.length)}`;
    if (list === undefined) return '';
    const mapped = namesIn(list).map(([outer, local]) => {
      const alias = names.get(outer) ?? outer;
      return alias === local ? local : `${alias} as ${local}`;
    });
    return `import { ${mapped.join(', ')} } from "${source}";\n`;
  });
}
