import { UserError } from '../errors.ts';

/** A build that failed; `said` is all that buildx wrote besides its progress. */
export class BuildError extends UserError {
  readonly said: string;
  /** A registry or the network failed in a way that may pass. */
  readonly mayPass: boolean;
  /** The storage of the Actions cache refused to hand out what it holds. */
  readonly cacheRefused: boolean;

  constructor(message: string, said: string, options: ConstructorParameters<typeof UserError>[1]) {
    super(message, options);
    this.name = 'BuildError';
    this.said = said;
    this.mayPass = MAY_PASS.test(said);
    this.cacheRefused = CACHE_REFUSED.test(said);
  }
}

/** What BuildKit says of a registry that is overloaded or of a connection that broke, while it pushes or pulls. */
const MAY_PASS =
  /failed to (?:push|do request|copy|fetch|authorize|resolve)[^\n]*(?:\b(?:408|429|500|502|503|504)\b|Too Many Requests|connection reset|unexpected EOF|broken pipe|i\/o timeout|TLS handshake timeout)/i;

/** Layers of the Actions cache are fetched when they are pushed, from signed URLs that may have expired by then. */
const CACHE_REFUSED =
  /AuthenticationFailed|blob\.core\.windows\.net|actions\.githubusercontent\.com|twirp\/github\.actions\.results/i;
