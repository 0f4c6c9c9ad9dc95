import { UserError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';

/** Build secrets as a definition names them, and what their names stand for. */
export interface Secrets {
  entries: readonly string[];
  environment: Readonly<Record<string, string>>;
}

/**
 * Secrets as buildx takes them. Values go through the environment of the child alone, under names of our own: they are
 * in no plan, no argv and no file. Variables that `secret-envs` names are handed over from `given`, since children do not
 * see all of ours. Throws a UserError, which echoes nothing, for entries that are none.
 */
export function planSecrets(
  { secrets, secretEnvs, secretFiles }: Inputs['build'],
  given: Readonly<Record<string, string | undefined>> = {},
): Secrets {
  const faults: string[] = [];
  const read = (input: string, entries: readonly string[]) =>
    entries.map((entry, index) => {
      const at = entry.indexOf('=');
      if (at < 1)
        faults.push(`${input}: entry ${index + 1} is no id=${input === 'secrets' ? 'value' : 'name'}`);
      return {
        id: entry.slice(0, at),
        value: entry.slice(at + 1),
        variable: `PUBLISH_IMAGE_SECRET_${index}`,
      };
    });
  const valued = read('secrets', secrets);
  const named = read('secret-envs', secretEnvs);
  const entries = [
    ...valued.map(({ id, variable }) => `type=env,id=${id},env=${variable}`),
    ...named.map(({ id, value }) => `type=env,id=${id},env=${value}`),
    ...read('secret-files', secretFiles).map(({ id, value }) => `type=file,id=${id},src=${value}`),
  ];
  if (faults.length > 0) throw new UserError(`Input ${faults.join('; ')}`);
  const values = [
    ...valued.map(({ variable, value }) => [variable, value] as const),
    ...named.flatMap(({ value }) => (given[value] ? [[value, given[value]] as const] : [])),
  ];
  return { entries, environment: Object.fromEntries(values) };
}
