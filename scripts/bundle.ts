import { dirname, join, resolve } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { leanBuiltins } from './leanBuiltins.ts';
import { licensesOf } from './licenses.ts';
import { closureOf, type Files, mergeChunks } from './mergeChunks.ts';

/** What the action is made of: the action itself, its clean-up, and the command line. */
const ENTRIES = { index: 'src/index.ts', cli: 'src/cli.ts' } as const;
const POST = { post: 'src/post.ts' } as const;
/** What the stages load when a run turns out to need it. */
const ASIDE = ['chunks/stages-version.js', 'chunks/stages-githubRelease.js'];
/** Each is loaded after the one before it, and takes in what only then is loaded; what stands `aside` may be without it. */
const HOSTS: readonly { host: string; aside: readonly string[] }[] = [
  { host: 'chunks/main.js', aside: [] },
  { host: 'chunks/stages-carryOut.js', aside: [] },
  { host: 'chunks/stages-session.js', aside: ASIDE },
  { host: 'chunks/stages-acting.js', aside: ASIDE },
];

/** Packages written for CommonJS call require; ESM has none. Named so that it can't clash with an import in the code. */
const BANNER =
  "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);";

export interface Bundle {
  /** Path below dist → content. */
  files: Files;
  /** Bytes that each entry always loads: its file, the chunks that it starts, and what those import statically. */
  startBytes: Readonly<Record<keyof typeof ENTRIES | keyof typeof POST, number>>;
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

/** Bundles `root`/src in memory; the same sources make the same bytes. */
export async function bundle(root: string): Promise<Bundle> {
  const [action, post] = await Promise.all([bundleEntries(root, ENTRIES), bundleEntries(root, POST)]);
  let files: Files = new Map([...action.files, ...post.files]);
  for (const [at, { host }] of HOSTS.entries()) files = await mergeChunks(files, host, loadedWith(files, at));
  const startBytes = {
    index: startSize(files, 'index.js'),
    post: startSize(files, 'post.js'),
    cli: startSize(files, 'cli.js'),
  };
  const licenses = await licensesOf(root, action.metafile);
  const all = [...files, ['licenses.txt', licenses] as const];
  return { files: new Map(all.sort(([a], [b]) => (a < b ? -1 : 1))), startBytes };
}

async function bundleEntries(
  root: string,
  entryPoints: Record<string, string>,
): Promise<{ files: Files; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints,
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
    plugins: [withoutSideEffects, leanBuiltins],
    logLevel: 'warning',
  });
  const names = stableNames(metafile);
  const rename = (text: string) =>
    text.replace(/chunks\/[\w.-]+-[A-Z0-9]{8}\.js|(?<=["']\.\/)[\w.-]+-[A-Z0-9]{8}\.js/g, (old) => {
      const found = names.get(old.startsWith('chunks/') ? old : `chunks/${old}`);
      return found === undefined ? old : old.startsWith('chunks/') ? found : found.slice('chunks/'.length);
    });
  const dist = resolve(root, 'dist');
  const written = outputFiles.map(
    ({ path, text }) => [rename(path.slice(dist.length + 1)), withoutBanner(rename(text))] as const,
  );
  return { files: new Map(written), metafile };
}

/** Few files call require. */
function withoutBanner(text: string): string {
  const rest = text.replace(`${BANNER}\n`, '');
  return /\brequire\b/.test(rest) ? text : rest;
}

/** What a host imports, but for what may be loaded without it: by entries, earlier hosts, and what stands aside. */
function loadedWith(files: Files, at: number): Set<string> {
  const { host = '', aside = [] } = HOSTS[at] ?? {};
  const entries = Object.keys(ENTRIES).map((entry) => `${entry}.js`);
  const without = [...entries, ...HOSTS.slice(0, at).map((earlier) => earlier.host), ...aside];
  const elsewhere = new Set(without.flatMap((path) => [...closureOf(files, path)]));
  return new Set([...closureOf(files, host)].filter((path) => !elsewhere.has(path)));
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

/** An entry with the chunk that it loads at once. */
function startSize(files: Files, entry: string): number {
  const text = files.get(entry) ?? '';
  const started = [...text.matchAll(/import\("\.\/(chunks\/[\w-]+\.js)"\)/g)].map(([, path = '']) => path);
  const loaded = [entry, ...started].flatMap((path) => [...closureOf(files, path)]);
  return [...new Set(loaded)].reduce((sum, path) => sum + Buffer.byteLength(files.get(path) ?? ''), 0);
}
