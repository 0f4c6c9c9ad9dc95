import { messageOf, UserError } from '../errors.ts';
import { InputFault, nearest } from './parsers.ts';
import type { InputRow } from './row.ts';
import { type Inputs, inputRows, schema } from './schema.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** All inputs, and what is to be said of them. */
export interface Read {
  inputs: Inputs;
  /** Unknown inputs, told with the nearest name. */
  warnings: readonly string[];
}

/** What is wrong with inputs; those that are wrong have their defaults in `inputs`, so that more can be checked. */
export class InputsError extends UserError {
  readonly inputs: Inputs;

  constructor(message: string, hint: string, inputs: Inputs) {
    super(message, { hint });
    this.name = 'InputsError';
    this.inputs = inputs;
  }
}

interface Fault {
  name: string;
  given: string;
  expected: string;
  hint: string | undefined;
}

/**
 * Reads every input from the INPUT_… variables that the runner sets.
 * Throws one InputsError that lists all that is wrong, and unknown names, which may be why.
 */
export async function readInputs(environment: Environment): Promise<Read> {
  const faults: Fault[] = [];
  const sections = await Promise.all(
    Object.entries(schema).map(async ([section, rows]) => {
      const values = Object.entries(rows).map(async ([key, row]) => [
        key,
        await readRow(row, { environment, faults }),
      ]);
      return [section, Object.fromEntries(await Promise.all(values))];
    }),
  );
  const warnings = unknownInputs(environment);
  const inputs = Object.freeze(Object.fromEntries(sections)) as Inputs;
  if (faults.length > 0) throw new InputsError(describeFaults(faults), warnings.join('\n'), inputs);
  return { inputs, warnings };
}

async function readRow(
  row: InputRow<unknown>,
  to: { environment: Environment; faults: Fault[] },
): Promise<unknown> {
  const raw = to.environment[variable(row.name)] ?? '';
  const given = row.keepBlanks ? raw : raw.trim();
  if (given === '') return row.absent();
  try {
    return await row.parse(given);
  } catch (error) {
    const hint = error instanceof InputFault ? error.hint : undefined;
    to.faults.push({ name: row.name, given, expected: messageOf(error), hint });
    return row.absent();
  }
}

/** https://docs.github.com/actions/reference/metadata-syntax-for-github-actions#inputs */
function variable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

const SECRET = /password|token|secret|registries/;

function describeFaults(faults: readonly Fault[]): string {
  const listed = faults.map(({ name, given, expected, hint }) => {
    const shown = SECRET.test(name)
      ? ''
      : ` (given: ${JSON.stringify(given.length > 80 ? `${given.slice(0, 80)}…` : given)})`;
    return `${name}: ${expected}${shown}${hint ? `; ${hint}` : ''}`;
  });
  const [first = ''] = listed;
  if (listed.length === 1) return `Input ${first}`;
  return `${listed.length} inputs are wrong:\n${listed.map((fault) => `  - ${fault}`).join('\n')}`;
}

/** What other actions of the kind call it, where no name of ours is near. */
const ELSEWHERE = new Map([
  ['dockerfile', 'file'],
  ['repository', 'images'],
  ['endpoint', 'nodes'],
  ['append', 'nodes'],
  ['config', 'buildkitd-config'],
  ['config-inline', 'buildkitd-config-inline'],
]);

function unknownInputs(environment: Environment): string[] {
  const known = new Set(inputRows.map((row) => variable(row.name)));
  const names = inputRows.map((row) => row.name);
  const meant = (name: string) =>
    ELSEWHERE.has(name) ? `did you mean "${ELSEWHERE.get(name)}"?` : nearest(name, names);
  return Object.keys(environment)
    .filter((key) => key.startsWith('INPUT_') && !known.has(key))
    .map((key) => key.slice('INPUT_'.length).toLowerCase())
    .map((name) => `Unknown input "${name}"; ${meant(name) ?? 'it is ignored'}`);
}
