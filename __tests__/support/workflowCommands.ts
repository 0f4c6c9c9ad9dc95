export interface Annotation {
  level: 'notice' | 'warning' | 'error';
  message: string;
  title: string | undefined;
  file: string | undefined;
  line: number | undefined;
}

export interface Commands {
  annotations: readonly Annotation[];
  masks: readonly string[];
  groups: readonly string[];
  debug: readonly string[];
  /** Commands that the runner does not know, or knows no longer. */
  unknown: readonly string[];
  /** What a reader of the log sees: no `add-mask` lines, but nothing hidden by them either. */
  log: string;
}

const unescapeData = (text: string) =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
const unescapeProperty = (text: string) => unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));

/**
 * Reads standard output as the runner does: commands at the start of a line, until `stop-commands`.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function parseWorkflowCommands(stdout: string): Commands {
  const found = {
    annotations: [] as Annotation[],
    masks: [] as string[],
    groups: [] as string[],
    debug: [] as string[],
    unknown: [] as string[],
  };
  const log: string[] = [];
  let stopped: string | undefined;
  for (const line of stdout.split('\n')) {
    const match = /^\s*::([^\s:]+)(?:\s+(.*?))?::(.*)$/.exec(line);
    if (stopped !== undefined) {
      if (match?.[1] === stopped) stopped = undefined;
      else log.push(line);
      continue;
    }
    const [, name = '', properties = '', rest = ''] = match ?? [];
    const data = unescapeData(rest.replace(/\r$/, ''));
    if (name === 'notice' || name === 'warning' || name === 'error')
      found.annotations.push(annotation(name, properties, data));
    else if (name === 'add-mask') found.masks.push(data);
    else if (name === 'group') found.groups.push(data);
    else if (name === 'debug') found.debug.push(data);
    else if (name === 'stop-commands') stopped = data;
    else if (match && name !== 'endgroup') found.unknown.push(name);
    if (name !== 'add-mask' && name !== 'stop-commands') log.push(line);
  }
  return { ...found, log: log.join('\n') };
}

function annotation(level: Annotation['level'], properties: string, message: string): Annotation {
  const values = new Map(
    properties.split(',').map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      return [name.trim(), unescapeProperty(value)] as const;
    }),
  );
  const line = values.get('line');
  return {
    level,
    message,
    title: values.get('title'),
    file: values.get('file'),
    line: line === undefined ? undefined : Number(line),
  };
}
