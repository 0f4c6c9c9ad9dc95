import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { asksForHelp, setInputs } from '../../src/host/commandLine.ts';

test.each<[string[], Record<string, string>]>([
  [[], {}],
  [['plan'], { INPUT_COMMAND: 'plan' }],
  [['plan', '--platforms', 'linux/arm64'], { INPUT_COMMAND: 'plan', INPUT_PLATFORMS: 'linux/arm64' }],
  [['--dry-run=true', '--build-args=A=1\nB=2'], { 'INPUT_DRY-RUN': 'true', 'INPUT_BUILD-ARGS': 'A=1\nB=2' }],
  [['--version='], { INPUT_VERSION: '' }],
  [['--version', ''], { INPUT_VERSION: '' }],
  [['--buildkitd-flags=--debug'], { 'INPUT_BUILDKITD-FLAGS': '--debug' }],
  [['--sep-tags', '-'], { 'INPUT_SEP-TAGS': '-' }],
  [['--sep-tags', ' '], { 'INPUT_SEP-TAGS': ' ' }],
])('%j', (args, expected) => {
  const environment: NodeJS.ProcessEnv = {};
  setInputs(args, environment);
  expect(environment).toEqual(expected);
});

test.each<[string[], string]>([
  [['plan', 'build'], '"build" is no input; write --name=value'],
  [['plan', '-x'], '"-x" is no input; write --name=value'],
  [['--Platforms=x'], '"--Platforms=x" is no input; write --name=value'],
  [['plan', '--'], '"--" is no input; write --name=value'],
  [['publish', '--dry-run'], '--dry-run has no value; write --dry-run=value'],
  [['publish', '--dry-run', '--platforms', 'x'], '--dry-run has no value; write --dry-run=value'],
])('%j is refused', (args, message) => {
  expect(() => setInputs(args, {})).toThrow(new UserError(message));
});

test.each<[string[], boolean]>([
  [['help'], true],
  [['--help'], true],
  [['plan', '-h'], true],
  [[], false],
  [['plan', '--target', 'help'], false],
])('%j asks for help: %s', (args, expected) => expect(asksForHelp(args)).toBe(expected));
