import { sideBySide } from './builds.ts';
import type { Measurement } from './measure.ts';
import { makeProject, PREFIX } from './project.ts';

/** Labels that are others with every release, as a workflow hands them to the bare command. */
function labelsOf(version: string): string[] {
  const labels = { version, created: new Date().toISOString() };
  return Object.entries(labels).flatMap(([name, value]) => [
    '--label',
    `org.opencontainers.image.${name}=${value}`,
  ]);
}

/** The same where the bare command is to make a labelled image too: without labels it has its images from the run before. */
export async function labelledBuild(): Promise<Measurement> {
  const project = await makeProject(0);
  const image = `${PREFIX}/labelled`;
  const medians = await sideBySide({ runs: 9, project, image, flags: labelsOf });
  return {
    name: 'the same, the bare command with the labels of a release',
    unit: 'ms',
    ...medians,
    by: 'ratio',
    limit: 1,
  };
}
