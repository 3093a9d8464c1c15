import { isRelevantNodeChange, measureZoneCapacity } from 'endpointslice/hints';
import { describe } from 'vitest';
import { nodes } from '../support/hint-text.ts';
import { refuses } from '../support/refuses.ts';

const cluster = nodes({ a: 4, b: 4 });

describe('zones', () => {
  const [node = {}] = cluster;
  const labelled = { ...node, metadata: { labels: 5 } };
  const conditioned = { ...node, status: { conditions: 5 } };

  refuses(measureZoneCapacity, [
    [[5], new TypeError('measureZoneCapacity: nodes must be an array, got 5')],
    [[cluster, 5], new TypeError('measureZoneCapacity: options must be an object, got 5')],
    [
      [cluster, { ignoreIncompleteNodesBelow: 2 }],
      new RangeError('measureZoneCapacity: options.ignoreIncompleteNodesBelow must be between 0 and 1, got 2'),
    ],
    [[[node, 5]], new TypeError('measureZoneCapacity: nodes[1] must be an object, got 5')],
    [[[node, labelled]], new TypeError('measureZoneCapacity: nodes[1].metadata.labels must be an object, got 5')],
    [[[node, conditioned]], new TypeError('measureZoneCapacity: nodes[1].status.conditions must be an array, got 5')],
    [
      [[node, { ...node, metadata: { name: 5 } }]],
      new TypeError('measureZoneCapacity: nodes[1].metadata.name must be a string, got 5'),
    ],
  ]);

  refuses(isRelevantNodeChange, [
    [[5], new TypeError('isRelevantNodeChange: change must be an object, got 5')],
    [[{ before: 5, after: node }], new TypeError('isRelevantNodeChange: before must be an object, got 5')],
    [[{ before: node, after: 5 }], new TypeError('isRelevantNodeChange: after must be an object, got 5')],
    [
      [{ before: labelled, after: node }],
      new TypeError('isRelevantNodeChange: before.metadata.labels must be an object, got 5'),
    ],
    [
      [{ before: node, after: conditioned }],
      new TypeError('isRelevantNodeChange: after.status.conditions must be an array, got 5'),
    ],
  ]);
});
