/** The Dockerfiles of a run, as its annotations name them. */
export interface Dockerfiles {
  /** Of the first target. */
  dockerfile: string;
  /** By the target's id. */
  dockerfiles?: Readonly<Record<string, string>>;
}

/** The Dockerfile of the target that a step's name begins with: `[alpine-linux-amd64 2/2] RUN …`. */
export function dockerfileOf({ dockerfile, dockerfiles = {} }: Dockerfiles, step = ''): string {
  const id = /^\[([^\]\s]+)/.exec(step)?.[1] ?? '';
  return Object.hasOwn(dockerfiles, id) ? (dockerfiles[id] ?? dockerfile) : dockerfile;
}
