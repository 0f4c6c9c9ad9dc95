import type { Context, Trace } from '../context/context.ts';
import type { Plan } from './plan.ts';

/** A plan that builds nothing, for commands that work on what exists; it carries what every run reports. */
export function idlePlan(
  command: string,
  { context, trace, notices }: Pick<Plan, 'notices'> & { context: Context; trace: Trace },
  tags: readonly { image: string; tag: string }[],
): Plan {
  const names = [...new Set(tags.map(({ tag }) => tag))];
  const references = tags.map(({ image, tag }) => `${image}:${tag}`);
  const json = { tags: references, 'tag-names': names, labels: {}, annotations: [] };
  const none = '';
  return {
    command,
    channel: undefined,
    version: none,
    why: [],
    push: true,
    changelog: none,
    images: [],
    variants: [],
    platforms: [],
    builds: [],
    metadata: {
      tags: references.join('\n'),
      tagNames: names.join('\n'),
      labels: none,
      annotations: none,
      json: JSON.stringify(json),
      bakeFiles: { all: '{}', tags: '{}', labels: '{}', annotations: '{}' },
    },
    gitSha: context.git.sha,
    buildTime: context.now.toISOString(),
    trace,
    matrix: [],
    phases: [],
    notices,
  };
}
