import { attemptsForCode, type GaveUp, isPassingStatus } from '../host/retry.ts';
import { parseRepository, type Repository } from '../oci/reference.ts';
import { describeVerdict, redactUrl } from '../registry/errors.ts';
import { quirksOf } from '../registry/quirks.ts';
import { remedyFor } from '../registry/remedies.ts';
import { parseWords, type ToldFailure } from './buildkitWords.ts';

/** A push through BuildKit that failed. */
export interface PushFailure {
  repository: Repository;
  /** How many attempts it is worth: undefined for the policy's own number, 1 for none beyond the first. */
  attempts: number | undefined;
  message(end?: GaveUp): string;
  /** What the user can do about it. */
  remedy: string | undefined;
}

const PUSH = /failed to push ((?:[^\s/:]+(?::\d+)?\/)?[^\s:]+): ([\s\S]*)/;

/** Reads what BuildKit says of a push that failed, and logged of it before; undefined for anything else. */
export function parsePushFailure(said: string, log = ''): PushFailure | undefined {
  const [, name, words = ''] = PUSH.exec(said) ?? [];
  if (name === undefined) return undefined;
  const repository = parseRepository(name);
  const told = withStatus(parseWords(words.trim()), log);
  const { request = blindRequest(repository) } = told;
  const asked = told.request ? `${request.method} ${redactUrl(request.url)}: ` : '';
  return {
    repository,
    attempts: attemptsFor(told, repository),
    message: (end) => `Pushing ${name} failed: ${asked}${describeVerdict({ ...told, end })}`,
    remedy: remedyFor({ ...told, ...request }),
  };
}

const LOGGED = /^error: (.*unexpected status .*)$/gm;

/** Where the code of a refusal was lost, the attempts that BuildKit logged tell the status. */
function withStatus(told: ToldFailure, log: string): ToldFailure {
  const logged = [...log.matchAll(LOGGED)].at(-1)?.[1];
  if (told.kind !== 'refused' || told.status !== undefined || logged === undefined) return told;
  const { status, request } = parseWords(logged);
  return { ...told, status, request };
}

/** One that a remedy may read host and repository from, where BuildKit does not tell which one failed. */
function blindRequest({ registry, path }: Repository) {
  return { method: 'POST', url: new URL(`https://${quirksOf(registry).apiHost}/v2/${path}/blobs/uploads/`) };
}

/** Something was lost on the way, or is late: a build that is repeated looks again and sends what is missing. */
const LOST = new Set([
  'BLOB_UPLOAD_UNKNOWN',
  'BLOB_UPLOAD_INVALID',
  'MANIFEST_BLOB_UNKNOWN',
  'DIGEST_INVALID',
]);
const LOST_ATTEMPTS = 3;
/** A build that is repeated logs in anew. */
const LOGIN_ATTEMPTS = 2;

/** As for requests of our own, but for 416: BuildKit begins an upload anew instead of going on with it. */
function attemptsFor(told: ToldFailure, { registry }: Repository): number | undefined {
  const { kind, status, code = '', detail, request } = told;
  if (quirksOf(registry).passingDenial?.test(detail)) return undefined;
  if (status !== undefined && (isPassingStatus(status) || status === 416)) return undefined;
  // it has answered before: we made sure of that before the build
  if (kind === 'unreachable') return attemptsForCode(code, true);
  if (LOST.has(code) || (status === 404 && request?.method === 'PUT')) return LOST_ATTEMPTS;
  return status === 401 || /insufficient_?scope/i.test(detail) ? LOGIN_ATTEMPTS : 1;
}

const PULL = /failed to (?:do request|copy|fetch|authorize|resolve)[^\n]*/;

/** The same for anything else that a registry had to do with, such as a base image. */
export function attemptsForPull(said: string): number | undefined {
  const words = PULL.exec(said)?.[0];
  if (words === undefined) return 1;
  const { kind, status, code } = parseWords(words);
  if (kind === 'unreachable') return attemptsForCode(code);
  return status !== undefined && isPassingStatus(status) ? undefined : 1;
}
