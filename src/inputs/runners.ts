import { messageOf } from '../errors.ts';
import { knownPlatform } from '../oci/knownPlatform.ts';
import type { Platform } from '../oci/platform.ts';
import { InputFault, lines, type Parser } from './parsers.ts';

/** The runner that builds a platform: a label, or several that it must all have. */
export interface RunnerEntry {
  platform: Platform;
  runner: string | readonly string[];
}

/** `linux/arm64=my-runner` lines; labels that a runner must all have stand with commas between them. */
export const runners: Parser<readonly RunnerEntry[]> = (value) => {
  const faults: string[] = [];
  const entries = lines(value).flatMap((line) => {
    const [text = '', ...rest] = line.split('=');
    const labels = rest
      .join('=')
      .split(',')
      .map((label) => label.trim())
      .filter(Boolean);
    const [first] = labels;
    if (first === undefined) {
      faults.push(`"${line}" names no runner; expected platform=runner`);
      return [];
    }
    try {
      return [{ platform: knownPlatform(text), runner: labels.length > 1 ? labels : first }];
    } catch (error) {
      faults.push(messageOf(error));
      return [];
    }
  });
  if (faults.length > 0) throw new InputFault(faults.join('; '));
  return entries;
};
