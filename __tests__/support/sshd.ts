import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from './freePort.ts';
import { onPath } from './parts.ts';
import { waitFor } from './waitFor.ts';

/** A daemon of OpenSSH on loopback that lets this user in by a key of its own. */
export interface Sshd {
  /** `ssh://user@127.0.0.1:port`. */
  endpoint: string;
  /** PATH with an `ssh` in front that knows the key and the host. */
  path: string;
  /** How often somebody came in. */
  logins(): number;
  close(): Promise<void>;
}

export async function startSshd(): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'sshd-'));
  const inFolder = (name: string) => join(folder, name);
  const port = await freePort();
  for (const name of ['host', 'key'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', inFolder(name)]);
  copyFileSync(inFolder('key.pub'), inFolder('authorized'));
  writeFileSync(inFolder('known'), `[127.0.0.1]:${port} ${readFileSync(inFolder('host.pub'), 'utf8')}`);
  writeFileSync(inFolder('sshd_config'), serverConfig(inFolder, port));
  writeFileSync(inFolder('config'), clientConfig(inFolder));
  const bin = inFolder('bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'ssh'), `#!/bin/sh\nexec ${onPath('ssh')} -F ${inFolder('config')} "$@"\n`);
  chmodSync(join(bin, 'ssh'), 0o755);
  // where root starts it, it gives up its rights in a folder of this name
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  const child = spawn(onPath('sshd') ?? 'sshd', ['-D', '-e', '-f', inFolder('sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await waitFor('sshd', () => said.includes('Server listening'));
  return {
    endpoint: `ssh://${userInfo().username}@127.0.0.1:${port}`,
    path: `${bin}:${process.env.PATH}`,
    logins: () => said.match(/Accepted publickey/g)?.length ?? 0,
    close: async () => {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function serverConfig(inFolder: (name: string) => string, port: number): string {
  return `ListenAddress 127.0.0.1:${port}
HostKey ${inFolder('host')}
AuthorizedKeysFile ${inFolder('authorized')}
PidFile none
StrictModes no
PermitRootLogin yes
PasswordAuthentication no
MaxStartups 100
SetEnv PATH=${process.env.PATH}
`;
}

function clientConfig(inFolder: (name: string) => string): string {
  return `IdentityFile ${inFolder('key')}
IdentitiesOnly yes
UserKnownHostsFile ${inFolder('known')}
StrictHostKeyChecking yes
`;
}
