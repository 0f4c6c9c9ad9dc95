import { UserError } from '../../errors.ts';
import { TAG } from '../../oci/reference.ts';

const LONGEST = 128;

/**
 * Makes an image tag's name of any text: `+` and whatever else the grammar lacks become `-`, leading dots and
 * dashes go. Undefined where nothing is left; throws a UserError where it is too long.
 */
export function cleanName(text: string): string | undefined {
  const name = text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '');
  if (name.length > LONGEST)
    throw new UserError(
      `the tag "${name}" has ${name.length} characters, and at most ${LONGEST} may be; shorten it`,
    );
  return TAG.test(name) ? name : undefined;
}
