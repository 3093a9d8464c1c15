// Imports the built package as an ES module would.
import assert from 'node:assert/strict';
import * as library from 'endpointslice';
import { createController } from 'endpointslice/controller';
import { planOneService } from './plan-one-service.cjs';

planOneService(library, assert);
assert.deepEqual(createController().take({ now: 0, limit: 1 }).writes, []);
console.log(`import: ${Object.keys(library).length} exports`);
