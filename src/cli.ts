#!/usr/bin/env node
import { setInputs } from './host/commandLine.ts';
import { runEntry } from './host/entry.ts';

// `publish-image plan --platforms linux/arm64`: a command and inputs by name, for use outside of a workflow
setInputs(process.argv.slice(2), process.env);
await runEntry(async (entry) => (await import('./main.ts')).main(entry));
