import type { BuildRun } from './build.ts';
import { BuildError, isCacheRefused, pushError } from './buildError.ts';
import { dockerfileOf } from './dockerfileOf.ts';
import { lostBuilder } from './lostBuilder.ts';
import type { BuildStatistics } from './progress.ts';
import { parsePushFailure } from './pushFailure.ts';

const NO_DOCKERFILE = /failed to read dockerfile: open |^resolve : l?stat /;
const NAME_DOCKERFILE =
  'Name it by `file`, or its folder by `context`; is actions/checkout missing before this step?';
const NOT_GRANTED = /granting entitlement \S+ is not allowed|failed to load LLB: \S+ is not allowed/;
const GRANT =
  'Name it in `allow`; a builder that still refuses has to grant it, as that of `driver: docker-container` does.';
const UNMOVED = 'No tag was moved.';
/** A command of the Dockerfile that ended by itself: what it says of registries, caches and builders is its own. */
const COMMAND_FAILED = /^process "[\s\S]*" did not complete successfully: exit code: \d+/;
/** What `call: check` prints last. */
const CHECKED = /^Check complete, .*$/m;
/** An excerpt's first lines; one of the definition that we wrote ourselves is no place of the user's. */
const EXCERPT = /^(?!-\.json)[^\s:]+:(\d+)\n-{5,}$/m;

/**
 * Why a build failed. buildx ends with an excerpt (`Dockerfile:4`, the lines around it) and `ERROR: target …: failed to
 * solve: …`; `printed` is what it wrote to standard output.
 */
export function buildFailure(run: BuildRun, statistics: BuildStatistics, printed: string): BuildError {
  const { failure, rest } = statistics;
  if (COMMAND_FAILED.test(failure?.error ?? '')) return ownFailure(run, { statistics, printed, said: '' });
  const lost = lostBuilder(rest);
  // a node that is gone cancels what others push just then
  const isConsequence = lost !== undefined && /context canceled/.test(failure?.error ?? '');
  const push =
    isConsequence || isCacheRefused(rest)
      ? undefined
      : parsePushFailure(failure?.error ?? rest, failure?.output);
  if (push) return pushError(push, rest);
  if (lost) return new BuildError(lost.message, rest, { hint: lost.hint });
  return ownFailure(run, { statistics, printed, said: rest });
}

/** A failure that no registry, cache or builder has caused; `said` is what may speak for another attempt all the same. */
function ownFailure(
  run: BuildRun,
  { statistics, printed, said: others }: { statistics: BuildStatistics; printed: string; said: string },
): BuildError {
  const { failure, rest } = statistics;
  const line = EXCERPT.exec(rest)?.[1];
  const said = saidIn(rest);
  const missing = NO_DOCKERFILE.test(said);
  const output = failure?.output.trim().split('\n').slice(-10).join('\n');
  const message = describe(run, { statistics, printed, line, missing });
  return new BuildError(output ? `${message}\n${output}` : message, others, {
    ...(line !== undefined && {
      place: { file: fileOf(run, failure, rest), startLine: Number(line) },
    }),
    hint: [...(missing ? [NAME_DOCKERFILE] : []), ...(NOT_GRANTED.test(said) ? [GRANT] : []), UNMOVED].join(
      ' ',
    ),
  });
}

function describe(
  run: BuildRun,
  found: { statistics: BuildStatistics; printed: string; line: string | undefined; missing: boolean },
): string {
  const { failure, rest } = found.statistics;
  const file = fileOf(run, failure, rest);
  const where = found.line === undefined ? '' : ` (${file}:${found.line})`;
  if (failure) return `Build failed at ${failure.step}${where}: ${failure.error}`;
  const missing = found.missing ? `the Dockerfile ${file} was not found: ` : '';
  const said = saidIn(rest) || CHECKED.exec(found.printed)?.[0] || 'buildx gave no reason';
  return `Build failed${where}: ${missing}${said}`;
}

/** Of the target whose step failed, or that buildx names in the end. */
function fileOf(run: BuildRun, failure: BuildStatistics['failure'], rest: string): string {
  const target = /^ERROR: target ([^:\s]+):/m.exec(rest)?.[1];
  return dockerfileOf(run.dockerfiles, target === undefined ? failure?.step : `[${target}]`);
}

function saidIn(rest: string): string {
  const error = /^ERROR: (?:target [^:]+: |failed to build: )?(.*)$/m.exec(rest)?.[1];
  return error ?? rest.trim().split('\n').at(-1) ?? '';
}
