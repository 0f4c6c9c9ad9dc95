import { tmpdir } from 'node:os';

/** Where everything goes that must not outlive the job. */
export function temporaryFolder(environment: Readonly<Record<string, string | undefined>>): string {
  return environment.RUNNER_TEMP || tmpdir();
}
