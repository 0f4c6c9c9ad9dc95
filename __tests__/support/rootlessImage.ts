import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BASE_IMAGE, onPath } from './parts.ts';
import { makeFolder } from './runner.ts';

const PROGRAMS = ['rootlesskit', 'newuidmap', 'newgidmap', 'runc', 'buildkitd', 'buildctl'];
const NAME_SERVICE = 'passwd: files\ngroup: files\n';
const USERS = 'root:x:0:0::/root:/bin/sh\nuser:x:1000:1000::/home/user:/bin/sh\n';

/** As BuildKit's own image without root. https://github.com/moby/buildkit/blob/v0.32.2/Dockerfile */
const DOCKERFILE = `FROM ${BASE_IMAGE}
COPY root/ /
RUN busybox chmod 4755 /usr/bin/newuidmap /usr/bin/newgidmap \\
  && busybox mkdir -p /tmp /run/user/1000 /home/user/.local/tmp /home/user/.local/share/buildkit \\
  && busybox chmod 1777 /tmp && busybox chown -R 1000:1000 /run/user/1000 /home/user
USER 1000:1000
ENV HOME=/home/user USER=user XDG_RUNTIME_DIR=/run/user/1000 TMPDIR=/home/user/.local/tmp
ENV BUILDKIT_HOST=unix:///run/user/1000/buildkit/buildkitd.sock PATH=/usr/bin:/bin
VOLUME /home/user/.local/share/buildkit
ENTRYPOINT ["rootlesskit", "buildkitd"]
`;

/** Pushes an image of BuildKit without root, made of this machine's programs, under `name`. */
export function pushRootlessImage(name: string): void {
  const context = makeFolder('rootless-');
  const root = join(context, 'root');
  const put = (from: string, to: string) => {
    mkdirSync(join(root, dirname(to)), { recursive: true });
    copyFileSync(from, join(root, to));
  };
  for (const program of PROGRAMS) {
    const file = onPath(program) ?? program;
    put(file, `usr/bin/${basename(file)}`);
    for (const library of librariesOf(file)) put(library, library);
  }
  mkdirSync(join(root, 'etc'), { recursive: true });
  const texts = { passwd: USERS, subuid: 'user:100000:65536\n', subgid: 'user:100000:65536\n' };
  for (const [file, text] of Object.entries({ ...texts, 'nsswitch.conf': NAME_SERVICE }))
    writeFileSync(join(root, 'etc', file), text);
  writeFileSync(join(context, 'Dockerfile'), DOCKERFILE);
  const output = `--output=type=image,name=${name},push=true,store=false`;
  const argv = ['buildx', 'build', '--quiet', '--builder=default', '--provenance=false', output, context];
  execFileSync('docker', argv, { stdio: 'pipe' });
  rmSync(context, { recursive: true });
}

/** The shared libraries that a program loads. */
function librariesOf(file: string): readonly string[] {
  try {
    return execFileSync('ldd', [file], { encoding: 'utf8', stdio: 'pipe' }).match(/\/\S+\.so\S*/g) ?? [];
  } catch {
    return []; // it is static
  }
}
