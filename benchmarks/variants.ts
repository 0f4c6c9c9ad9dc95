import { alternate, type Measurement, timed } from './measure.ts';
import { makeProject, PLATFORMS, PREFIX, publish, run } from './project.ts';

/** Three variants of two platforms in one run, against six `docker buildx build --push` one after another. */
export async function variants(): Promise<Measurement> {
  const project = await makeProject(0);
  const names = ['one', 'two', 'three'];
  const list = names
    .map((name) => `- name: ${name}\n  suffix: -${name}\n  build-args: VARIANT=${name}`)
    .join('\n');
  const bare = (round: number) =>
    timed(async () => {
      for (const name of names) {
        for (const platform of PLATFORMS.split(',')) {
          const tag = `${PREFIX}/variants-bare:1.0.${round}-${name}-${platform.replace('/', '-')}`;
          const args = [
            '--platform',
            platform,
            '--build-arg',
            `VARIANT=${name}`,
            '--tag',
            tag,
            project.folder,
          ];
          await run(['docker', 'buildx', 'build', '--push', '--quiet', ...args]);
        }
      }
    });
  const medians = await alternate(5, {
    ours: (round) => publish(project, `1.0.${round}`, { images: `${PREFIX}/variants`, variants: list }),
    bare,
  });
  return {
    name: '3 variants × 2 platforms, against six builds one after another',
    unit: 'ms',
    ...medians,
    by: 'ratio',
    limit: 1,
  };
}
