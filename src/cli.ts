#!/usr/bin/env node
import { setInputs } from './host/commandLine.ts';
import { runEntry } from './host/entry.ts';

// `publish-image plan --platforms linux/arm64`: a command and inputs by name, for use outside of a workflow
await runEntry(async (entry) => {
  setInputs(process.argv.slice(2), entry.environment);
  await (await import('./main.ts')).main(entry);
});
