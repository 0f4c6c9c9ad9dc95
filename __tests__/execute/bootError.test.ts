import { expect, test } from 'vitest';
import { bootError } from '../../src/execute/bootError.ts';

const FAILED = 'ERROR: failed to initialize builder b (b0): ';

test.each<[string, Parameters<typeof bootError>[0], string, RegExp, RegExp]>([
  [
    'a host that ssh does not know',
    'docker-container',
    `${FAILED}error during connect: Get "http://docker.example.com/": command [ssh -l me -- far docker system dial-stdio] has exited with exit status 255, make sure the URL is valid: stderr=Host key verification failed.`,
    /Host key verification failed/,
    /known_hosts/,
  ],
  [
    'a daemon that cannot go without root',
    'docker-container',
    '#1 [internal] booting buildkit\n#1 2.1 [rootlesskit:child ] error: failed to share mount point: /: permission denied\n#1 2.1 [rootlesskit:parent] error: child exited: exit status 1\n#1 ERROR: exit code 128\n------\nERROR: exit code 128\n',
    /: \[rootlesskit:child \] error: failed to share mount point/,
    /user namespaces/,
  ],
  [
    'a flag that the daemon does not know',
    'docker-container',
    '#1 17.2 buildkitd: flag provided but not defined: -nonsense\nERROR: Error response from daemon: Container 1 is restarting, wait until the container is running',
    /: buildkitd: flag provided but not defined: -nonsense$/,
    /buildkitd-flags/,
  ],
  [
    'no cluster',
    'kubernetes',
    `${FAILED}cannot determine Kubernetes namespace, specify manually: stat /none: no such file or directory`,
    /driver kubernetes\) did not start: .*namespace/,
    /KUBECONFIG/,
  ],
  [
    'a cluster that does not answer',
    'kubernetes',
    'ERROR: error for bootstrap "b0": Get "https://k/apis/apps/v1/namespaces/ci/deployments/b0": dial tcp: connect: connection refused',
    /connection refused/,
    /KUBECONFIG/,
  ],
  [
    'an image that is nowhere',
    'docker-container',
    'ERROR: Error response from daemon: manifest unknown',
    /manifest unknown/,
    /buildkit-image/,
  ],
  ['nothing at all', 'remote', '', /buildx gave no reason/, /Nothing was built/],
])('%s', (_name, driver, words, said, remedy) => {
  const { message, hint } = bootError(driver, words);
  expect(message).toMatch(said);
  expect(hint).toMatch(remedy);
});
