/**
 * Reads a file of the kind that GITHUB_OUTPUT, GITHUB_STATE and GITHUB_ENV name, as strictly as the runner does.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#environment-files
 */
export function parseFileCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').replace(/\r$/, '');
    if (line === '') continue;
    const heredoc = /^([^=]*?)<<(.+)$/.exec(line);
    if (!heredoc) {
      const equals = line.indexOf('=');
      if (equals < 1) throw new Error(`Neither name=value nor name<<delimiter: ${JSON.stringify(line)}`);
      values[line.slice(0, equals)] = line.slice(equals + 1);
      continue;
    }
    const [, name = '', delimiter = ''] = heredoc;
    const end = lines.indexOf(delimiter, at + 1);
    if (end < 0) throw new Error(`The delimiter ${delimiter} of ${name} never comes`);
    values[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return values;
}
