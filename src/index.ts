import { runEntry } from './host/entry.ts';

// the rest is a chunk of its own: an entry that imports one starts like an empty file
await runEntry(async (entry) => (await import('./main.ts')).main(entry));
