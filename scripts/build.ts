/** Writes dist/ from src/: `node scripts/build.ts`. With --check it writes nothing, and fails where dist/ is not what it would write. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Bundle, bundle } from './bundle.ts';

const ROOT = resolve(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');

async function readDist(): Promise<Map<string, string>> {
  const entries = await readdir(DIST, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = paths.map(
    async (path) => [path.slice(DIST.length + 1), await readFile(path, 'utf8')] as const,
  );
  return new Map(await Promise.all(read));
}

/** What dist/ has to change to be what the sources make, a line a file; empty where it is that already. */
export async function distDrift({ files }: Bundle): Promise<string[]> {
  const held = await readDist();
  return [
    ...[...files]
      .filter(([path, text]) => held.get(path) !== text)
      .map(([path]) => `dist/${path}: ${held.has(path) ? 'is out of date' : 'is missing'}`),
    ...[...held.keys()].filter((path) => !files.has(path)).map((path) => `dist/${path}: nothing makes it`),
  ];
}

async function write({ files }: Bundle): Promise<void> {
  await rm(DIST, { recursive: true, force: true });
  for (const [path, text] of files) {
    await mkdir(dirname(join(DIST, path)), { recursive: true });
    await writeFile(join(DIST, path), text, { mode: path === 'cli.js' ? 0o755 : 0o644 });
  }
}

async function main(): Promise<void> {
  const made = await bundle(ROOT);
  if (!process.argv.includes('--check')) {
    await write(made);
    for (const [path, text] of made.files)
      console.log(`${String(Buffer.byteLength(text)).padStart(9)}  dist/${path}`);
    return;
  }
  const drift = await distDrift(made);
  for (const line of drift) console.error(line);
  if (drift.length > 0) throw new Error('dist/ is not what src/ makes: run npm run build');
}

if (import.meta.main)
  await main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
