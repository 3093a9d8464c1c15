// Imports the built package as an ES module would.
import assert from 'node:assert/strict';
import * as library from 'endpointslice';
import { planOneService } from './plan-one-service.cjs';

planOneService(library, assert);
console.log(`import: ${Object.keys(library).length} exports`);
