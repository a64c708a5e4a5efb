//{{#if host.defaultImports}}
import mongoose from 'mongoose';
//{{else}}
import * as mongoose from 'mongoose';
//{{/if}}
import { bustOnWrite } from './writes.js';

// Models that are made before this go unheard, so it is the first import of the process.
mongoose.plugin(bustOnWrite);
