import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/** One measurement: the next version after a range, against the plain `git log` of that range. */
export interface HistoryRow {
  commits: number;
  tags: number;
  /** The fastest of several runs, taken in turns, in milliseconds; node's start included. */
  resolveMs: number;
  logMs: number;
  factor: number;
  peakMb: number;
  version: string;
}

const RUNS = 9;
const ENVIRONMENT = {
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};
const ROOT = resolve(import.meta.dirname, '..');

const ENTRY = `
import { exec } from './src/host/exec.ts';
import { readClone } from './src/context/git.ts';
import { readHistory } from './src/context/history.ts';
import { DEFAULT_LEVELS } from './src/plan/commits.ts';
import { tellsMore } from './src/plan/commitsScan.ts';
import { resolveVersion } from './src/plan/version.ts';
const clone = await readClone(exec, process.cwd(), { environment: process.env });
const rules = { levels: DEFAULT_LEVELS, bullets: false, merges: 'skip' };
const question = { prefix: 'v', head: clone.head, paths: [], base: 'reachable', tells: (message) => tellsMore(message, rules) };
const history = await readHistory({ exec, clone, access: async () => undefined }, question);
const request = { wanted: { kind: 'release' }, rules, prefix: 'v', initial: '0.1.0', imageTags: [], revisions: {} };
const result = resolveVersion(request, history);
console.log(JSON.stringify({ version: result.version, commits: history.commits.length, peakMb: process.resourceUsage().maxRSS / 1024 }));
`;

const TYPES = ['feat', 'fix', 'chore', 'docs', 'refactor', 'test', 'fix', 'build'];
const WORDS = 'the parser reads a stream of records and keeps what it has seen until the next'.split(' ');

function message(at: number): string {
  const words = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => WORDS[(from * 7 + index * 3) % WORDS.length]).join(' ');
  const title =
    at % 25 === 0
      ? `Merge pull request #${at} from someone/topic`
      : `${TYPES[at % TYPES.length]}(part${at % 9}): ${words(at, 6)} (#${at})`;
  const body = Array.from({ length: at % 7 }, (_, index) => words(at + index, 12)).join('\n');
  return `${title}\n\n${body}\n\nSigned-off-by: Some One <one@example.com>\n`;
}

/** Writes a history for git fast-import: `tags` tagged commits, then `commits` since the last release. */
function* fastImport(commits: number, tags: number): Generator<string> {
  for (let at = 0; at < tags + commits; at++) {
    const text = message(at);
    const from = at === 0 ? '' : `from :${at}\n`;
    yield `commit refs/heads/main\nmark :${at + 1}\ncommitter A B <a@example.com> ${1_600_000_000 + at * 60} +0000\ndata ${Buffer.byteLength(text)}\n${text}${from}\n`;
    if (at >= tags) continue;
    const suffix = at % 3 === 2 ? `-beta.${at % 10}` : '';
    yield `reset refs/tags/v${Math.floor(at / 1000)}.${Math.floor(at / 10) % 100}.${at % 10}${suffix}\nfrom :${at + 1}\n\n`;
  }
}

function generate(directory: string, commits: number, tags: number): void {
  const git = (args: string[], input?: string) =>
    execFileSync('git', args, { cwd: directory, env: ENVIRONMENT, input });
  git(['init', '--quiet', '--initial-branch=main']);
  git(['fast-import', '--quiet'], [...fastImport(commits, tags)].join(''));
  git(['pack-refs', '--all']);
}

/** Measures one size of history in a temporary folder. */
export async function measureHistory(commits: number, tags: number): Promise<HistoryRow> {
  const directory = mkdtempSync(join(tmpdir(), 'publish-image-bench-'));
  try {
    generate(directory, commits, tags);
    const bundle = join(directory, '.git', 'resolve.mjs');
    const banner =
      "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
    const stdin = { contents: ENTRY, resolveDir: ROOT, loader: 'ts' as const };
    await build({
      stdin,
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node24',
      banner: { js: banner },
      logLevel: 'error',
    });
    writeFileSync(join(directory, '.git', 'info', 'exclude'), '');
    const log = ['git', 'log', '-z', '--format=%H%n%P%n%B', `HEAD~${commits}..HEAD`];
    const { stdout, fastest } = race(directory, [[process.execPath, bundle], log]);
    const [resolveMs = Number.NaN, logMs = Number.NaN] = fastest;
    const told = JSON.parse(stdout) as { version: string; commits: number; peakMb: number };
    return { ...told, tags, resolveMs, logMs, factor: resolveMs / logMs };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Runs commands in turns, so that what else the machine does hits all of them; the output is the first one's. */
function race(cwd: string, commands: readonly (readonly string[])[]): { fastest: number[]; stdout: string } {
  const fastest = commands.map(() => Number.POSITIVE_INFINITY);
  let stdout = '';
  for (let run = 0; run < RUNS; run++) {
    commands.forEach(([file = '', ...args], index) => {
      const started = performance.now();
      const result = spawnSync(file, args, { cwd, env: ENVIRONMENT, maxBuffer: 1 << 28 });
      fastest[index] = Math.min(fastest[index] ?? Number.NaN, performance.now() - started);
      if (result.status !== 0) throw new Error(result.stderr.toString());
      if (index === 0) stdout = result.stdout.toString();
    });
  }
  return { fastest, stdout };
}

/** The sizes that we promise something about. */
export async function benchHistory(): Promise<HistoryRow[]> {
  const rows: HistoryRow[] = [];
  for (const [commits, tags] of [
    [100, 9000],
    [7500, 9000],
    [15_000, 9000],
    [30_000, 9000],
  ] as const)
    rows.push(await measureHistory(commits, tags));
  return rows;
}

if (process.argv[1] === import.meta.filename) {
  const round = (value: number) => Math.round(value * 100) / 100;
  console.table(
    (await benchHistory()).map((row) => ({
      ...row,
      resolveMs: round(row.resolveMs),
      logMs: round(row.logMs),
      factor: round(row.factor),
      peakMb: round(row.peakMb),
    })),
  );
}
