import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startFaultProxy } from '../__tests__/support/faultProxy.ts';
import { makeFolder } from '../__tests__/support/runner.ts';
import { alternate, type Measurement, median, timed } from './measure.ts';
import { makeProject, PLATFORMS, PREFIX, type Project, publish, REGISTRY, run, tagsOf } from './project.ts';

/** The same as one command of the engine's CLI, with the tags that our default channel gives; `more` flags of it. */
export function bareBuild(project: Project, image: string, version: string, more: readonly string[] = []) {
  const platforms = ['--platform', PLATFORMS];
  const command = ['docker', 'buildx', 'build', '--push', ...platforms] as const;
  return run([...command, ...more, ...tagsOf(image, version), project.folder]);
}

interface Sides {
  runs: number;
  project: Project;
  image: string;
  /** More flags of the bare command, for each version. */
  flags?: (version: string) => readonly string[];
}

/** Publishes by turns with the bare command, each to a repository of its own. */
export function sideBySide({ runs, project, image, flags = () => [] }: Sides) {
  const versionOf = (round: number) => `1.0.${round}`;
  return alternate(runs, {
    ours: (round) => publish(project, versionOf(round), { images: image }),
    bare: (round) => {
      const version = versionOf(round);
      return timed(() => bareBuild(project, `${image}-bare`, version, flags(version)));
    },
  });
}

/** A cached build of two platforms under five tags on the engine's own BuildKit, against `docker buildx build --push`. */
export async function cachedBuild(): Promise<Measurement> {
  const project = await makeProject(0);
  const medians = await sideBySide({ runs: 9, project, image: `${PREFIX}/cached` });
  return {
    name: 'cached build, two platforms, five tags, the engine’s BuildKit',
    unit: 'ms',
    ...medians,
    by: 'ratio',
    limit: 0.9,
  };
}

/** The same commit and version once more, which finds it published and builds nothing. */
export async function secondRun(): Promise<Measurement> {
  const project = await makeProject(0);
  const again = () => publish(project, '1.0.0', { images: `${PREFIX}/second` });
  await again();
  const times: number[] = [];
  for (let run = 0; run < 9; run++) times.push(await again());
  return {
    name: 'a second run of the same commit and version',
    unit: 'ms',
    ours: median(times),
    bare: 0,
    by: 'value',
    limit: 300,
  };
}

/** How far away a registry is that is not on this machine: so many milliseconds for each request. */
const DISTANCE_MS = 20;

/** The same with a registry that is somewhere else. */
export async function distantBuild(): Promise<Measurement> {
  const project = await makeProject(0);
  const proxy = await startFaultProxy(REGISTRY);
  proxy.on(() => true, { delayMs: DISTANCE_MS });
  const image = `${PREFIX.replace(REGISTRY, proxy.host)}/distant`;
  const medians = await sideBySide({ runs: 5, project, image }).finally(proxy.close);
  return {
    name: `cached build with a registry ${DISTANCE_MS} ms away`,
    unit: 'ms',
    ...medians,
    by: 'ratio',
    limit: 0.9,
  };
}

/** The same with BuildKit in a container that is made for it, against create, build and rm. */
export async function containerBuild(buildkitImage: string): Promise<Measurement> {
  const project = await makeProject(0);
  const config = bareConfig();
  const bare = (round: number) =>
    timed(async () => {
      const name = `bench-${round}`;
      await run([
        'docker',
        'buildx',
        'create',
        '--name',
        name,
        '--driver',
        'docker-container',
        '--driver-opt',
        `image=${buildkitImage},network=host`,
        '--buildkitd-config',
        config,
        '--bootstrap',
      ]);
      await bareBuild(project, `${PREFIX}/container-bare`, `1.0.${round}`, ['--builder', name]);
      await run(['docker', 'buildx', 'rm', name]);
    });
  const medians = await alternate(3, {
    ours: (round) =>
      publish(project, `1.0.${round}`, {
        images: `${PREFIX}/container`,
        driver: 'docker-container',
        'buildkit-image': buildkitImage,
      }),
    bare,
  });
  return {
    name: 'build with docker-container, against create + build + rm',
    unit: 'ms',
    ...medians,
    by: 'ratio',
    limit: 1.1,
  };
}

/** The bare builder has to be told that the registry speaks plain HTTP. */
function bareConfig(): string {
  const path = join(makeFolder('bench-'), 'buildkitd.toml');
  writeFileSync(path, `[registry."${REGISTRY}"]\n  http = true\n`);
  return path;
}
