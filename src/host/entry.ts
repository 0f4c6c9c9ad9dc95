import { messageOf, UserError } from '../errors.ts';
import { createLog, type Log } from './log.ts';

/** What an entry point gets: where to speak, and what tells it to stop. */
export interface Entry {
  log: Log;
  /** Aborted by SIGINT or SIGTERM, which is how the runner cancels. */
  signal: AbortSignal;
  environment: NodeJS.ProcessEnv;
  /** The folder that the process was started in. */
  cwd: string;
  /** Keeps a value for what comes after us and undoes what we made, where that is not the runner's post step. */
  saveState?: (name: string, value: string) => void;
}

/**
 * Runs an entry point to its end: signals become an abort, the first error becomes the one annotation of the
 * failure, and the process ends even where connections are kept alive. The log speaks to the runner unless another is
 * given.
 */
export async function runEntry(
  action: (entry: Entry) => Promise<void>,
  log: Log = createLog((text) => process.stdout.write(text)),
): Promise<void> {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => controller.abort(new UserError(`cancelled by ${name}`)));
  let exitCode = 0;
  try {
    await action({ log, signal: controller.signal, environment: process.env, cwd: process.cwd() });
  } catch (error) {
    tell(error, log);
    exitCode = 1;
  }
  process.stdout.write('', () => process.exit(exitCode));
}

/** No room, no right: https://nodejs.org/api/errors.html#common-system-errors */
const MACHINE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EMFILE']);

function tell(error: unknown, log: Log): void {
  if (error instanceof UserError) {
    log.error([error.message, error.hint].filter(Boolean).join('\n'), error.place ?? {});
    for (
      let cause = error.cause;
      cause !== undefined;
      cause = cause instanceof Error ? cause.cause : undefined
    ) {
      if (!error.message.includes(messageOf(cause))) log.info(`caused by: ${messageOf(cause)}`);
    }
    return;
  }
  if (error instanceof Error && 'code' in error && MACHINE.has(String(error.code))) {
    log.error(`The machine refuses what a run needs: ${error.message}\nRUNNER_TEMP has to be writable.`);
    return;
  }
  log.error(`This is a defect of publish-image: ${messageOf(error)}`);
  if (error instanceof Error && error.stack) log.info(error.stack);
}
