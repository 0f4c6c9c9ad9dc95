import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { type Cancel, type Ended, runProcess } from './actionProcess.ts';
import { type Environment, type Event, variablesOf } from './event.ts';
import { parseFileCommands } from './fileCommands.ts';
import { type Commands, parseWorkflowCommands } from './workflowCommands.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const RECORDER = join(ROOT, '__tests__/support/childRecorder.ts');
const ENTRIES = { main: 'dist/index.js', post: 'dist/post.js' } as const;

export interface ActionOptions {
  entry?: 'main' | 'post';
  /** As in `with:`; defaults of action.yml are filled in. */
  inputs?: Readonly<Record<string, string>>;
  event?: Event;
  /** On top of PATH, HOME and the runner's variables; undefined removes one. */
  env?: Environment;
  /** The workspace. A new empty folder where absent. */
  cwd?: string;
  /** RUNNER_TEMP, to share between main and post. A new folder where absent. */
  temp?: string;
  /** What main saved; becomes STATE_…. */
  state?: Readonly<Record<string, string>>;
  /** Values of `${{ … }}` in action.yml's defaults, such as 'github.token'; '' where absent. */
  expressions?: Readonly<Record<string, string>>;
  /** Cancels as the runner does: SIGINT, SIGTERM after 7.5 s, SIGKILL 2.5 s later. */
  cancel?: Cancel;
  /** Also records the argv of every process that is started below. */
  record?: boolean;
  /** Instead of dist/… of the repository. */
  program?: string;
}

export interface ActionResult extends Commands, Omit<Ended, 'descendants'> {
  outputs: Readonly<Record<string, string>>;
  state: Readonly<Record<string, string>>;
  /** GITHUB_ENV and GITHUB_PATH, which are to stay empty. */
  exported: string;
  summary: string;
  temp: string;
  /** The argv of its children, and of theirs as far as they were seen; empty unless `record` is set. */
  children: readonly (readonly string[])[];
}

/** Runs an entry of the bundle as a runner would, in an environment that has nothing else. */
export async function runAction(options: ActionOptions = {}): Promise<ActionResult> {
  const temp = options.temp ?? makeFolder('runner-');
  const files = commandFiles(temp);
  const cwd = options.cwd ?? makeFolder('workspace-');
  const record = join(files.folder, 'children');
  const program = options.program ?? join(ROOT, ENTRIES[options.entry ?? 'main']);
  const flags = options.record ? ['--import', RECORDER] : [];
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    ...variablesOf(options.event ?? {}, { cwd, temp, folder: files.folder }),
    ...files.variables,
    ...inputVariables(options),
    ...prefixed('STATE_', options.state ?? {}),
    ...(options.record ? { CHILD_RECORD: record } : {}),
    ...options.env,
  };
  const argv = [process.execPath, ...flags, program] as const;
  const { descendants, ...ended } = await runProcess({
    argv,
    cwd,
    env,
    cancel: options.cancel,
    watch: options.record,
  });
  return {
    ...ended,
    ...parseWorkflowCommands(ended.stdout),
    outputs: parseFileCommands(files.read('GITHUB_OUTPUT')),
    state: parseFileCommands(files.read('GITHUB_STATE')),
    summary: files.read('GITHUB_STEP_SUMMARY'),
    exported: files.read('GITHUB_ENV') + files.read('GITHUB_PATH'),
    temp,
    children: [...recorded(record), ...descendants],
  };
}

/** Runs main, then post with what main saved, as a job does whatever became of main. */
export async function runJob(options: ActionOptions): Promise<{ main: ActionResult; post: ActionResult }> {
  const cwd = options.cwd ?? makeFolder('workspace-');
  const main = await runAction({ ...options, cwd });
  const { cancel: _, ...again } = options;
  const post = await runAction({ ...again, cwd, entry: 'post', temp: main.temp, state: main.state });
  return { main, post };
}

const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder, which goes when this process does. */
export function makeFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  folders.push(folder);
  return folder;
}

function commandFiles(temp: string) {
  mkdirSync(temp, { recursive: true });
  const folder = mkdtempSync(join(temp, '_runner_file_commands_'));
  const names = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY', 'GITHUB_ENV', 'GITHUB_PATH'];
  for (const name of names) writeFileSync(join(folder, name), '');
  const variables = Object.fromEntries(names.map((name) => [name, join(folder, name)]));
  return { folder, variables, read: (name: string) => readFileSync(join(folder, name), 'utf8') };
}

const prefixed = (prefix: string, values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));

/** https://docs.github.com/actions/reference/metadata-syntax-for-github-actions#inputs */
function inputVariables({ inputs = {}, expressions = {} }: ActionOptions): Record<string, string> {
  const file = join(ROOT, 'action.yml');
  const declared = existsSync(file)
    ? Object.entries<{ default?: unknown }>(parse(readFileSync(file, 'utf8')).inputs ?? {})
    : [];
  const evaluate = (text: string) =>
    text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, name: string) => expressions[name] ?? '');
  const defaults = declared.map(([name, row]) => [name, evaluate(String(row.default ?? ''))] as const);
  const variable = (name: string) => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
  return Object.fromEntries(
    [...defaults, ...Object.entries(inputs)].map(([name, value]) => [variable(name), value]),
  );
}

function recorded(file: string): string[][] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}
