import { readText } from '../host/smallFile.ts';
import { asObject, asText, type Json, parseJson } from '../oci/json.ts';
import type { Run, Trigger } from './context.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Events that whoever can see a repository starts, and that run with its secrets. https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows */
const OTHERS_START = new Set([
  ...['pull_request_target', 'workflow_run', 'issues', 'issue_comment', 'discussion', 'discussion_comment'],
  ...['fork', 'watch', 'gollum'],
]);

/**
 * Reads the run that we are part of from the runner's variables and the event's payload.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function readRun(environment: Environment, refInput: string | undefined): Run {
  const payload = readPayload(environment.GITHUB_EVENT_PATH);
  const event = environment.GITHUB_EVENT_NAME ?? '';
  const before = event === 'workflow_run' ? runBefore(payload) : undefined;
  return {
    event,
    ref: refInput ?? before?.ref ?? environment.GITHUB_REF ?? '',
    baseRef: environment.GITHUB_BASE_REF || before?.baseRef || shortRef(asText(payload.base_ref)),
    privileged: OTHERS_START.has(event),
    actor: environment.GITHUB_ACTOR ?? '',
    id: environment.GITHUB_RUN_ID ?? '',
    attempt: environment.GITHUB_RUN_ATTEMPT ?? '',
    number: environment.GITHUB_RUN_NUMBER ?? '',
    serverUrl: environment.GITHUB_SERVER_URL || 'https://github.com',
    payload,
  };
}

function readPayload(path: string | undefined): Json {
  // a runner that is not GitHub's may name a file that it does not write
  return path ? asObject(parseJson(readText(path) ?? '')) : {};
}

/** The commit that the event is about: GITHUB_SHA, but for workflow_run, whose own sha is the default branch's. */
export function shaOf(run: Run, environment: Environment): string {
  if (run.event === 'workflow_run')
    return asText(asObject(run.payload.workflow_run).head_sha) || (environment.GITHUB_SHA ?? '');
  return environment.GITHUB_SHA ?? '';
}

/** What started the run, decided by the event first and the ref second. */
export function triggerOf(run: Run): Trigger {
  const branch = run.ref.startsWith('refs/heads/') ? run.ref.slice('refs/heads/'.length) : undefined;
  const gitTag = run.ref.startsWith('refs/tags/') ? run.ref.slice('refs/tags/'.length) : undefined;
  if (run.event.startsWith('pull_request')) return pullRequest(run.payload);
  if (run.event === 'merge_group') return { kind: 'merge_group', branch: branch ?? '' };
  if (run.event === 'schedule' && branch !== undefined) return { kind: 'schedule', branch };
  if (run.event === 'workflow_dispatch' || run.event === 'repository_dispatch') {
    return {
      kind: 'dispatch',
      ...(branch !== undefined && { branch }),
      ...(gitTag !== undefined && { gitTag }),
    };
  }
  if (run.event === 'workflow_run' && run.ref.startsWith('refs/pull/')) return requestBefore(run.payload);
  if (gitTag !== undefined) return { kind: 'tag', gitTag };
  if (branch !== undefined) return { kind: 'branch', branch };
  return { kind: 'none' };
}

function pullRequest(payload: Json): Trigger {
  const request = asObject(payload.pull_request);
  const head = asObject(request.head);
  const base = asObject(request.base);
  const headRepository = asText(asObject(head.repo).full_name);
  const number = payload.number ?? request.number;
  return {
    kind: 'pull_request',
    number: typeof number === 'number' ? number : 0,
    headSha: asText(head.sha),
    headRef: asText(head.ref),
    baseRef: asText(base.ref),
    // a deleted fork has no head repository any more
    fork: headRepository !== asText(asObject(base.repo).full_name),
  };
}

/**
 * What the run before was about, whose commit is the one that is built: its branch, or its pull request. A fork's branch may
 * be called as ours is, and the request it belongs to is not told, so that it stands as GitHub shows it, `owner:branch`,
 * which is no ref of ours. Undefined where nothing is told.
 * https://docs.github.com/webhooks/webhook-events-and-payloads#workflow_run
 */
function runBefore(payload: Json): { ref: string; baseRef: string } | undefined {
  const run = asObject(payload.workflow_run);
  const branch = asText(run.head_branch);
  if (branch === '') return undefined;
  const request = requestBefore(payload);
  const ofRequest = asText(run.event).startsWith('pull_request');
  if (!ofRequest && !request.fork) return { ref: `refs/heads/${branch}`, baseRef: '' };
  if (request.number > 0) return { ref: `refs/pull/${request.number}/merge`, baseRef: request.baseRef };
  const [owner = ''] = asText(asObject(run.head_repository).full_name).split('/');
  return { ref: `${owner}:${branch}`, baseRef: '' };
}

/** The pull request that the run before was about. */
function requestBefore(payload: Json): Trigger & { kind: 'pull_request' } {
  const run = asObject(payload.workflow_run);
  const head = asText(asObject(run.head_repository).full_name);
  const base = asText(asObject(run.repository).full_name) || asText(asObject(payload.repository).full_name);
  const [request] = Array.isArray(run.pull_requests) ? run.pull_requests.map(asObject) : [];
  return {
    kind: 'pull_request',
    number: typeof request?.number === 'number' ? request.number : 0,
    headSha: asText(run.head_sha),
    headRef: asText(run.head_branch),
    baseRef: asText(asObject(request?.base).ref),
    fork: head !== '' && head !== base,
  };
}

/** `name` of `refs/heads/name` or `refs/tags/name`. */
export function shortRef(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, '');
}
