import { messageOf } from '../errors.ts';
import type { Effects, Running } from './running.ts';

/**
 * Waits for buildx to end, which may be some time after everything was pushed, and keeps what it says then. What was
 * verified and published is no worse for a buildx that fails after that.
 */
export async function endBuild(
  running: Running,
  { log, signal }: Pick<Effects, 'log' | 'signal'>,
): Promise<void> {
  try {
    const end = await running.ending;
    if (!end) return;
    running.built = end.builds;
    running.statistics = end.statistics;
  } catch (error) {
    if (signal.aborted) return;
    const text = `buildx failed after everything had been pushed: ${messageOf(error)}`;
    running.warnings.push(text);
    log.warning(text);
  }
}
