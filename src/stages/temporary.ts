import { tmpdir } from 'node:os';

/** Where everything goes that must not outlive the job. */
export function temporaryFolder(environment: NodeJS.ProcessEnv): string {
  return environment.RUNNER_TEMP || tmpdir();
}
