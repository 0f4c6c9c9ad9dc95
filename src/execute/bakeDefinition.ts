import type { BakeDefinition } from '../plan/bake.ts';

/** The same definition, pushed to these repositories only. */
export function withPushTo(definition: BakeDefinition, images: readonly string[]): BakeDefinition {
  const renamed = (output: string) =>
    output.replace(/^type=image,"name=[^"]*"/, `type=image,"name=${images.join(',')}"`);
  const targets = Object.entries(definition.targets).map(
    ([id, target]) => [id, { ...target, output: target.output.map(renamed) }] as const,
  );
  return { ...definition, targets: Object.fromEntries(targets) };
}

/**
 * The definition as JSON. Bake evaluates `${…}` and `%{…}` in every string, so that both are escaped.
 * https://docs.docker.com/build/bake/expressions/
 */
export function formatBake(definition: BakeDefinition): string {
  const escape = (_key: string, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('${', '$${').replaceAll('%{', '%%{') : value;
  const file = {
    group: { default: { targets: Object.keys(definition.targets) } },
    target: definition.targets,
  };
  return JSON.stringify(file, escape);
}
