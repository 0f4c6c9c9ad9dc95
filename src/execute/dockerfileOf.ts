/** The Dockerfiles of a run as its annotations name them, by the target's id. */
export type Dockerfiles = Readonly<Record<string, string>>;

/** The Dockerfile of the target that a step's name begins with, `[alpine-linux-amd64 2/2] RUN …`, else the first one. */
export function dockerfileOf(dockerfiles: Dockerfiles, step = ''): string {
  const id = /^\[([^\]\s]+)/.exec(step)?.[1] ?? '';
  const own = Object.hasOwn(dockerfiles, id) ? dockerfiles[id] : undefined;
  return own ?? Object.values(dockerfiles)[0] ?? 'Dockerfile';
}
