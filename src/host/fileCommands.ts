import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/**
 * The runner's file commands, written by ourselves: the toolkit's package would bring its HTTP client into every start.
 * Without the runner's file nothing is written.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#environment-files
 */
function append(variable: string, name: string, value: string): void {
  const file = process.env[variable];
  if (!file) return;
  const delimiter = `end_${randomUUID()}`;
  appendFileSync(file, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
}

/** Sets an output of the step. */
export function setOutput(name: string, value: string): void {
  append('GITHUB_OUTPUT', name, value);
}

/** Keeps a value for the post step, which finds it as `STATE_<name>`. */
export function saveState(name: string, value: string): void {
  append('GITHUB_STATE', name, value);
}

/** Sets a variable for the steps that follow. */
export function exportVariable(name: string, value: string): void {
  append('GITHUB_ENV', name, value);
}
