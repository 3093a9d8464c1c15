// Requires the built package as a CommonJS module would.
const assert = require('node:assert/strict');
const library = require('endpointslice');
const { planOneService } = require('./plan-one-service.cjs');

planOneService(library, assert);
console.log(`require: ${Object.keys(library).length} exports`);
