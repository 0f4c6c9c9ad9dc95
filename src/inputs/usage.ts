import { inputRows } from './schema.ts';
import { COMMANDS } from './sections/what.ts';

/** What `--help` prints. */
export function formatUsage(): string {
  const width = Math.max(...inputRows.map(({ name }) => name.length));
  return [
    `publish-image [${COMMANDS.join(' | ')}] [--input=value]…`,
    '',
    '`plan` says what would be done in this repository and writes nothing; `publish` is the default.',
    'Inputs are those of the action:',
    '',
    ...inputRows.map(({ name, doc }) => `  --${name.padEnd(width)}  ${doc}`),
  ].join('\n');
}
