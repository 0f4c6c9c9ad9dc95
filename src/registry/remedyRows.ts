import type { RegistryFailure } from './errors.ts';
import { describeLimitEnd } from './rateLimit.ts';
import type { RemedyRow } from './remedies.ts';

const GHCR = /(^|\.)ghcr\.io$/;
const HUB = /(^|\.)docker\.(io|com)$/;
const ECR = /\.amazonaws\.com(\.cn)?$|^public\.ecr\.aws$/;
const GAR = /(\.pkg\.dev|(^|\.)gcr\.io)$/;
const ACR = /\.azurecr\.(io|cn|us)$/;

const say = (text: string) => () => text;
const limited = ({ headers }: RegistryFailure) =>
  `The registry limits requests: ${describeLimitEnd(headers)}.`;
const rightOf = ({ method }: RegistryFailure) => (/GET|HEAD/.test(method) ? 'read' : 'write to');
const repositoryOf = ({ url }: RegistryFailure) =>
  /^\/v2\/(.+?)\/(?:manifests|blobs|tags|referrers)\//.exec(url.pathname)?.[1] ?? '';

/** In order: what one registry says before what all say. */
export const REMEDIES: readonly RemedyRow[] = [
  {
    status: 401,
    anonymous: true,
    remedy: ({ url }) =>
      `No credentials are known for ${url.host}: give \`username\` and \`password\`, or log in before.`,
  },
  {
    host: GHCR,
    words: /write_package/,
    remedy: say(
      'Give the job `permissions: packages: write`. If the package exists already, open its settings on GitHub and add this repository under "Manage Actions access" with the role Write.',
    ),
  },
  {
    host: GHCR,
    words: /read_package|does not match expected scopes/,
    remedy: say(
      'Give the job `permissions: packages: read` (write, to publish), or use a token with the scope write:packages.',
    ),
  },
  {
    host: HUB,
    status: 429,
    remedy: (failure) =>
      `Log in to Docker Hub with a higher limit, or wait: ${describeLimitEnd(failure.headers)}.`,
  },
  {
    host: HUB,
    words: /incorrect username or password|unauthorized: (incorrect|personal access)/i,
    remedy: say(
      'Check `username`, and use an access token of Docker Hub as `password`; a password does not work where two-factor login is on.',
    ),
  },
  {
    host: HUB,
    words: /access to the resource is denied|insufficient_?scope/i,
    remedy: (failure) =>
      `Create the repository ${repositoryOf(failure)} on Docker Hub if it does not exist, and use an access token that may read and write.`,
  },
  {
    host: ECR,
    words: /immutable|ImageTagAlreadyExists/i,
    remedy: say(
      'The repository forbids to change a tag: turn tag immutability off for it, exclude floating tags from it, or publish version tags alone.',
    ),
  },
  {
    host: ECR,
    words: /does not exist|not found/i,
    remedy: (failure) =>
      `Create it first: aws ecr create-repository --repository-name ${repositoryOf(failure)}`,
  },
  {
    host: ECR,
    status: 403,
    remedy: say(
      'The login of ECR lasts 12 hours; log in again. The role needs ecr:InitiateLayerUpload, UploadLayerPart, CompleteLayerUpload, PutImage, BatchCheckLayerAvailability, BatchGetImage and GetDownloadUrlForLayer.',
    ),
  },
  {
    host: GAR,
    words: /uploadArtifacts|denied/i,
    remedy: say('Give the account the role Artifact Registry Writer on this repository.'),
  },
  {
    host: GAR,
    status: 404,
    remedy: say(
      'Create the repository first: gcloud artifacts repositories create NAME --repository-format=docker --location=LOCATION',
    ),
  },
  { host: ACR, status: 401, remedy: say('Use a token or a service principal with the role AcrPush.') },
  {
    status: 412,
    words: /immutable/i,
    remedy: say('A rule of the project makes this tag immutable: change the rule, or publish another tag.'),
  },
  {
    words: /immutable|cannot be overwritten/i,
    remedy: say('The registry forbids to change this tag: publish another, or change its rule.'),
  },
  {
    status: 413,
    remedy: say('Something before the registry limits uploads: raise it (nginx: client_max_body_size 0).'),
  },
  { status: 429, remedy: limited },
  { words: /secondary rate limit/i, remedy: limited },
  {
    words: /insufficient_?scope/i,
    remedy: (failure) =>
      `The account may not ${rightOf(failure)} ${repositoryOf(failure) || 'the repository'}: give it that right.`,
  },
  { status: 401, remedy: (failure) => `Check user name and password for ${failure.url.host}.` },
  {
    code: /^(DENIED|UNAUTHORIZED)$/,
    remedy: (failure) =>
      `The account may not do this with ${repositoryOf(failure) || 'the repository'}: give it the right to ${rightOf(failure)} it, or check its name.`,
  },
  {
    status: 403,
    remedy: (failure) => `The account may not do this with ${repositoryOf(failure) || 'the repository'}.`,
  },
  {
    code: /^NAME_UNKNOWN$/,
    remedy: (failure) => `Create the repository ${repositoryOf(failure)} first, or check its name.`,
  },
  {
    code: /^NAME_INVALID$/,
    remedy: say('Check the name of the image: this registry may want a project or an owner before it.'),
  },
  {
    code: /^DIGEST_INVALID$/,
    remedy: say(
      'The bytes that arrived are not those that were sent: try again; if it lasts, something between here and the registry changes them.',
    ),
  },
  {
    code: /CERT|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)/,
    remedy: ({ url }) =>
      `The certificate of ${url.host} is not trusted: put its authority at /etc/docker/certs.d/${url.host}/ca.crt, or name it in NODE_EXTRA_CA_CERTS.`,
  },
  {
    code: /^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER)$/,
    remedy: ({ url }) => `${url.host} may speak plain HTTP: add it to the engine's insecure-registries.`,
  },
  { code: /^ENOTFOUND$/, remedy: ({ url }) => `No host has the name ${url.hostname}: check it.` },
  {
    code: /^ECONNREFUSED$/,
    remedy: ({ url }) => `Nothing listens at ${url.host}: check the name and the port.`,
  },
];
