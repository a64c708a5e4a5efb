// Writes the parts of docs/cli.md that come from the declarations of modules and commands.
import { readFileSync, writeFileSync } from 'node:fs';
import { fillMarkers } from '../src/cli/docs.js';

const path = new URL('../docs/cli.md', import.meta.url);
writeFileSync(path, fillMarkers(readFileSync(path, 'utf8')));
