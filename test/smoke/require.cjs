// Requires the built package as a CommonJS module would.
const assert = require('node:assert/strict');
const library = require('endpointslice');
const { createController } = require('endpointslice/controller');
const { planOneService } = require('./plan-one-service.cjs');

planOneService(library, assert);
assert.deepEqual(createController().take({ now: 0, limit: 1 }).writes, []);
console.log(`require: ${Object.keys(library).length} exports`);
