import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Dockerignore, type IgnoreMatch, parseDockerignore } from './dockerignore.ts';

/** What a folder would send to the builder. */
export interface BuildContextFacts {
  bytes: number;
  files: number;
  /** False where counting stopped early: there is more. */
  complete: boolean;
  /** The file that says what is left out; undefined where there is none. */
  ignoreFile: string | undefined;
  /** Paths of the first `.git`, `node_modules` and `.env` that are not left out. */
  unwanted: readonly string[];
  /** The largest entries of the folder itself, the largest first. */
  largest: readonly { name: string; bytes: number }[];
}

export interface CountingBounds {
  entries: number;
  ms: number;
}

const BOUNDS: CountingBounds = { entries: 200_000, ms: 300 };
/** How many files are looked at at once: enough to keep the disk busy, few enough to stop in time. */
const AT_ONCE = 128;
const UNWANTED = new Set(['.git', 'node_modules', '.env']);
const LARGEST = 3;

/** Counts what a build context holds, its .dockerignore respected, folder by folder from the top; undefined where it cannot be read. */
export async function readBuildContext(
  folder: string,
  dockerfile: string,
  bounds: CountingBounds = BOUNDS,
): Promise<BuildContextFacts | undefined> {
  const found = await readIgnoreFile(folder, dockerfile);
  const count = new Count(folder, parseDockerignore(found?.text ?? ''), bounds);
  return (await count.run()) ? { ...count.facts(), ignoreFile: found?.name } : undefined;
}

/** `<Dockerfile>.dockerignore` beside the Dockerfile comes first. */
async function readIgnoreFile(folder: string, dockerfile: string) {
  const names = [`${dockerfile}.dockerignore`, join(folder, '.dockerignore')];
  for (const name of names) {
    const text = await readFile(name, 'utf8').catch(() => undefined);
    if (text !== undefined) return { name: basename(name), text };
  }
  return undefined;
}

interface Folder {
  /** Below the context, with slashes; '' for the context itself. */
  path: string;
  match: IgnoreMatch | undefined;
}

class Count {
  readonly #root: string;
  readonly #ignore: Dockerignore;
  readonly #bounds: CountingBounds;
  readonly #end: number;
  readonly #top = new Map<string, number>();
  readonly #unwanted = new Map<string, string>();
  #entries = 0;
  #files = 0;
  #complete = true;

  constructor(root: string, ignore: Dockerignore, bounds: CountingBounds) {
    this.#root = root;
    this.#ignore = ignore;
    this.#bounds = bounds;
    this.#end = performance.now() + bounds.ms;
  }

  /** False where the context itself cannot be read. */
  async run(): Promise<boolean> {
    const folders: Folder[] = [{ path: '', match: undefined }];
    for (const folder of folders) {
      if (this.#mustStop()) break;
      const entries = await readdir(join(this.#root, folder.path), { withFileTypes: true }).catch(
        () => undefined,
      );
      if (entries === undefined && folder.path === '') return false;
      folders.push(...(await this.#look(folder, entries ?? [])));
    }
    return true;
  }

  facts() {
    const sizes = [...this.#top].map(([name, bytes]) => ({ name, bytes }));
    return {
      bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
      files: this.#files,
      complete: this.#complete,
      unwanted: [...this.#unwanted.values()],
      largest: sizes.toSorted((a, b) => b.bytes - a.bytes).slice(0, LARGEST),
    };
  }

  #mustStop(): boolean {
    if (this.#entries < this.#bounds.entries && performance.now() < this.#end) return false;
    this.#complete = false;
    return true;
  }

  /** Counts a folder's files; resolves to the folders in it that are to be looked into. */
  async #look(folder: Folder, entries: readonly Dirent[]): Promise<Folder[]> {
    const folders: Folder[] = [];
    for (let at = 0; at < entries.length; at += AT_ONCE) {
      if (at > 0 && this.#mustStop()) break;
      const some = entries.slice(at, at + AT_ONCE);
      this.#entries += some.length;
      const looked = await Promise.all(some.map((entry) => this.#one(folder, entry)));
      folders.push(...looked.filter((one) => one !== undefined));
    }
    return folders;
  }

  async #one(folder: Folder, entry: Dirent): Promise<Folder | undefined> {
    const path = folder.path ? `${folder.path}/${entry.name}` : entry.name;
    const match = this.#ignore.match(path, folder.match);
    if (entry.isDirectory() && match.ignored)
      return this.#ignore.mayContainExceptions(path) ? { path, match } : undefined;
    if (match.ignored) return undefined;
    if (UNWANTED.has(entry.name) && !this.#unwanted.has(entry.name)) this.#unwanted.set(entry.name, path);
    if (entry.isDirectory()) return { path, match };
    const bytes = await lstat(join(this.#root, path)).then(
      ({ size }) => size,
      () => 0, // gone since
    );
    const top = path.split('/', 1)[0] ?? path;
    this.#top.set(top, (this.#top.get(top) ?? 0) + bytes);
    this.#files += 1;
    return undefined;
  }
}
