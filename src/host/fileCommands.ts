import { appendFileSync } from 'node:fs';
import { messageOf, UserError } from '../errors.ts';

/**
 * The runner's file commands, written by ourselves: the toolkit's package would bring its HTTP client into every start.
 * Without the runner's file nothing is written; one that cannot be written is a UserError.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#environment-files
 */
function append(variable: string, values: Iterable<readonly [name: string, value: string]>): void {
  const file = process.env[variable];
  const blocks = [...values].map(([name, value]) => {
    let delimiter = 'end_of_value';
    while (value.includes(delimiter)) delimiter += '_';
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
  });
  if (!file || blocks.length === 0) return;
  try {
    appendFileSync(file, blocks.join(''));
  } catch (cause) {
    throw new UserError(`${variable} names a file that cannot be written: ${messageOf(cause)}`, {
      hint: 'The runner makes that file for every step; a container or a shell around this step must keep it.',
    });
  }
}

/** Sets outputs of the step, all in one write. */
export function setOutputs(values: Iterable<readonly [name: string, value: string]>): void {
  append('GITHUB_OUTPUT', values);
}

/** Keeps a value for the post step, which finds it as `STATE_<name>`. */
export function saveState(name: string, value: string): void {
  append('GITHUB_STATE', [[name, value]]);
}

/** Sets variables for the steps that follow. */
export function exportVariables(values: Iterable<readonly [name: string, value: string]>): void {
  append('GITHUB_ENV', values);
}
