import { type Fault, faultsError, suggest, UserError } from '../errors.ts';
import { parseRepository } from '../oci/reference.ts';
import { parseAttributeLine, significantLines } from './attributes.ts';
import { noteFaults } from './faults.ts';

/**
 * Reads the `images` input: names, one a line or as CSV, or `name=…,enable=true|false`. Gives the enabled names,
 * lower case, without doubles. Throws one UserError with all faults.
 */
export function parseImages(lines: readonly string[]): readonly string[] {
  const faults: Fault[] = [];
  const names = significantLines(lines).flatMap((line) => noteFaults(faults, line, () => parseLine(line)));
  if (faults.length > 0) throw faultsError('images', faults);
  return [...new Set(names)];
}

function parseLine(line: string): string[] {
  const { bare, attributes } = parseAttributeLine(line);
  const unknown = attributes.map(([key]) => key).filter((key) => key !== 'name' && key !== 'enable');
  if (unknown.length > 0)
    throw new UserError(
      unknown.map((key) => `"${key}" is not known; ${suggest(key, ['name', 'enable'])}`).join('; '),
    );
  const given = Object.fromEntries(attributes);
  if (given.name === '' || (given.name === undefined && bare.length === 0))
    throw new UserError('the name is empty; write name=ghcr.io/owner/app');
  const enable = given.enable ?? 'true';
  if (enable !== 'true' && enable !== 'false')
    throw new UserError(`enable=${enable} is not known; write enable=true or enable=false`);
  const names = given.name === undefined ? bare : [given.name];
  const repositories = names.map((name) => repositoryName(name));
  return enable === 'true' ? repositories : [];
}

/** The line is told with the fault, so that the fault does not repeat the name. */
function repositoryName(name: string): string {
  try {
    return parseRepository(name).name;
  } catch (cause) {
    const tagged = /^([^@]+):[\w][\w.-]*$/.exec(name)?.[1];
    throw new UserError(
      tagged === undefined
        ? 'is no image name; write [registry/]path, such as ghcr.io/owner/app'
        : `is an image with a tag; write ${tagged} here, and the tag into \`tags\``,
      { cause },
    );
  }
}
