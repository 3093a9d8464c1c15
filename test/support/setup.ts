import fc from 'fast-check';
import { propertyRuns, propertySeed } from './property-settings.ts';

fc.configureGlobal({ seed: propertySeed, numRuns: propertyRuns(100), endOnFailure: false });
