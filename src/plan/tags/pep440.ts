import { parsePep440 } from '../pep440.ts';
import { type SchemeVersion, versionRule } from './versionRule.ts';

export const pep440 = versionRule({
  name: 'pep440',
  special: 'pre-, post- or dev release',
  refusal: 'does not conform to PEP 440, so there is no tag; see https://peps.python.org/pep-0440',
  read: readPep440,
});

function readPep440(text: string): SchemeVersion | undefined {
  const parsed = parsePep440(text);
  if (!parsed) return undefined;
  const { version, special } = parsed;
  const [major = 0, minor = 0, patch = 0] = parsed.release;
  const fields = {
    raw: () => text,
    // docker/metadata-action puts dashes between the parts of a local version
    version: () => version.replaceAll(/(?<=\+.*)\./g, '-'),
    major: () => String(major),
    minor: () => String(minor),
    patch: () => String(patch),
  };
  return { version, major, minor, special, fields };
}
