import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A workflow under examples/, as far as tests read it. */
export interface ExampleWorkflow {
  on: Record<string, unknown>;
  permissions: object;
  jobs: Record<
    string,
    { permissions?: Record<string, string>; steps: { uses?: string; with?: Record<string, unknown> }[] }
  >;
}

export function readExample(path: string): ExampleWorkflow {
  return parse(readFileSync(new URL(`../../examples/${path}`, import.meta.url), 'utf8')) as ExampleWorkflow;
}

/** What a job's step gives to this action, with a text of its own for every variable and secret. */
export function exampleInputs(path: string, job = 'publish'): Record<string, string> {
  const step = readExample(path).jobs[job]?.steps.find(({ uses }) =>
    uses?.startsWith('OWNER/publish-image@'),
  );
  const filled = Object.entries(step?.with ?? {}).map(([key, value]) => [
    key,
    String(value).replace(/\$\{\{ (?:vars|secrets)\.(\w+) \}\}/g, (_, name: string) => name.toLowerCase()),
  ]);
  return Object.fromEntries(filled);
}
