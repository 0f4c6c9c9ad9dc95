import { dirname, join, resolve } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { licensesOf } from './licenses.ts';

/** What the action is made of: the action itself, its clean-up, and the command line. */
const ENTRIES = { index: 'src/index.ts', post: 'src/post.ts', cli: 'src/cli.ts' } as const;

/** Packages written for CommonJS call require; ESM has none. Named so that it can't clash with an import in the code. */
const BANNER =
  "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);";

export interface Bundle {
  /** Path below dist → content. */
  files: ReadonlyMap<string, string>;
  /** Bytes that each entry always loads: its file, the chunks that it starts, and what those import statically. */
  startBytes: Readonly<Record<keyof typeof ENTRIES, number>>;
}

/** They have no side effects, but do not say so: told, esbuild drops what we do not import (400 KB of an HTTP client). */
const withoutSideEffects: Plugin = {
  name: 'without-side-effects',
  setup({ onResolve, resolve: find }) {
    onResolve({ filter: /^@actions\// }, async ({ path, pluginData, ...options }) => {
      if (pluginData === 'resolved') return undefined;
      const found = await find(path, { ...options, pluginData: 'resolved' });
      return { ...found, sideEffects: false };
    });
  },
};

/**
 * An import of node:http as a module reads all its exports, getters for WebSocket and the like among them, and those
 * load node's whole fetch: some 15 ms at every start. Taken as an object, only what is used is read.
 */
const leanHttp: Plugin = {
  name: 'lean-http',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:https?$/ }, ({ path, importer }) =>
      /node_modules/.test(importer) ? undefined : { path, namespace: 'lean-http', sideEffects: false },
    );
    onLoad({ filter: /.*/, namespace: 'lean-http' }, ({ path }) => {
      const described = Object.getOwnPropertyDescriptors(process.getBuiltinModule(path) ?? {});
      const names = Object.entries(described).flatMap(([name, { value }]) =>
        value === undefined ? [] : [name],
      );
      const contents = `const { ${names.join(', ')} } = process.getBuiltinModule('${path}');\nexport { ${names.join(', ')} };`;
      return { contents };
    });
  },
};

/** Bundles `root`/src in memory; the same sources make the same bytes. */
export async function bundle(root: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ENTRIES,
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    write: false,
    metafile: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    charset: 'utf8',
    legalComments: 'none',
    banner: { js: BANNER },
    plugins: [withoutSideEffects, leanHttp],
    logLevel: 'warning',
  });
  const names = stableNames(metafile);
  const rename = (text: string) =>
    text.replace(/chunks\/[\w.-]+-[A-Z0-9]{8}\.js|(?<=["']\.\/)[\w.-]+-[A-Z0-9]{8}\.js/g, (old) => {
      const found = names.get(old.startsWith('chunks/') ? old : `chunks/${old}`);
      return found === undefined ? old : old.startsWith('chunks/') ? found : found.slice('chunks/'.length);
    });
  const dist = resolve(root, 'dist');
  const files = new Map(
    outputFiles.map((file) => [rename(file.path.slice(dist.length + 1)), rename(file.text)]),
  );
  files.set('licenses.txt', await licensesOf(root, metafile));
  const startBytes = { index: 0, post: 0, cli: 0 };
  for (const name of ['index', 'post', 'cli'] as const)
    startBytes[name] = startSize(metafile, `dist/${name}.js`);
  return { files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))), startBytes };
}

/** Names chunks after what they hold instead of a hash, so that a change touches the files that it is about. */
function stableNames(metafile: Metafile): Map<string, string> {
  const taken = new Map<string, number>();
  const chunks = Object.entries(metafile.outputs)
    .filter(([path]) => path.startsWith('dist/chunks/'))
    .map(([path, { inputs, entryPoint }]) => ({ path, subject: entryPoint ?? largest(inputs) }))
    .sort((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : a.path < b.path ? -1 : 1));
  return new Map(
    chunks.map(({ path, subject }) => {
      const name = chunkName(subject);
      const count = (taken.get(name) ?? 0) + 1;
      taken.set(name, count);
      return [path.slice('dist/'.length), `chunks/${name}${count > 1 ? `-${count}` : ''}.js`];
    }),
  );
}

function largest(inputs: Metafile['outputs'][string]['inputs']): string {
  const [first] = Object.entries(inputs).sort(
    ([a, { bytesInOutput: x }], [b, { bytesInOutput: y }]) => y - x || (a < b ? -1 : 1),
  );
  return first?.[0] ?? 'shared';
}

/** `src/registry/client.ts` → registry-client; `node_modules/@actions/core/lib/core.js` → actions-core. */
function chunkName(path: string): string {
  const inPackage = /^.*node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(path)?.[1];
  const own = join(dirname(path), path.replace(/^.*\//, '').replace(/\.[cm]?[jt]s$/, '')).replace(
    /^src\//,
    '',
  );
  return (inPackage ?? own).replace(/^@/, '').replaceAll(/[^\w]+/g, '-');
}

function startSize(metafile: Metafile, entry: string): number {
  const loaded = new Set<string>();
  const load = (path: string, kinds: readonly string[]) => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const next of metafile.outputs[path]?.imports ?? [])
      if (!next.external && kinds.includes(next.kind)) load(next.path, ['import-statement']);
  };
  load(entry, ['import-statement', 'dynamic-import']);
  return [...loaded].reduce((sum, path) => sum + (metafile.outputs[path]?.bytes ?? 0), 0);
}
