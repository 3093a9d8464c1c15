import type { CoreEndpointsLike, EndpointSliceLike, NodeLike, PodLike, ServiceLike } from 'endpointslice';
import { parseAllDocuments } from 'yaml';
import { BadInput } from './bad-input.ts';

/** The objects of a cluster that planning reads, each list in the order of the input. */
export interface Cluster {
  readonly services: readonly ServiceLike[];
  readonly pods: readonly PodLike[];
  readonly nodes: readonly NodeLike[];
  readonly slices: readonly EndpointSliceLike[];
  readonly endpoints: readonly CoreEndpointsLike[];
}

interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Kinds that are read; of these all but nodes live in a namespace. */
const kinds = ['Service', 'Pod', 'Node', 'EndpointSlice', 'Endpoints'];

/** Reads what `kubectl get … -o json` or `-o yaml` prints: one `List`, or several documents. */
export function readCluster(text: string, file: string): Cluster {
  const objects = parseDocuments(text, file).flatMap((document, index) =>
    readObjects(document, `${file}: document ${index + 1}`),
  );
  const ofKind = <Kind>(kind: string): Kind[] => objects.filter((object) => object.kind === kind) as unknown as Kind[];
  return {
    services: ofKind<ServiceLike>('Service'),
    pods: ofKind<PodLike>('Pod'),
    nodes: ofKind<NodeLike>('Node'),
    slices: ofKind<EndpointSliceLike>('EndpointSlice'),
    endpoints: ofKind<CoreEndpointsLike>('Endpoints'),
  };
}

function parseDocuments(text: string, file: string): unknown[] {
  try {
    if (/^\s*[{[]/.test(text)) return [JSON.parse(text) as unknown];
  } catch {
    // Flow-style YAML begins like JSON; if it is neither, the YAML parser says where.
  }
  return parseAllDocuments(text).flatMap((document): unknown[] => {
    const error = document.errors[0];
    if (error !== undefined) throw new BadInput(`${file}: ${error.message.split('\n')[0] ?? 'cannot be parsed'}`);
    const value: unknown = document.toJS();
    return value === null ? [] : [value];
  });
}

/** The objects of one document, lists opened; objects of other kinds are left out. */
function readObjects(document: unknown, where: string): KubernetesObject[] {
  if (!isRecord(document) || typeof document['kind'] !== 'string') {
    throw new BadInput(
      `${where}: kind must be a string, got ${describe(isRecord(document) ? document['kind'] : document)}`,
    );
  }
  const kind = document['kind'];
  if (kind === 'List' || kind.endsWith('List')) {
    const items = document['items'];
    if (!Array.isArray(items)) throw new BadInput(`${where}: ${kind}: items must be an array, got ${describe(items)}`);
    // A list of one kind need not repeat the kind in every item.
    const itemKind = kind.slice(0, -'List'.length);
    return items.flatMap((item: unknown, index) => {
      const object =
        isRecord(item) && itemKind !== '' && item['kind'] === undefined ? { ...item, kind: itemKind } : item;
      return readObjects(object, `${where}: items[${index}]`);
    });
  }
  if (!kinds.includes(kind)) return [];
  const metadata = document['metadata'];
  if (!isRecord(metadata))
    throw new BadInput(`${where}: ${kind}: metadata must be an object, got ${describe(metadata)}`);
  for (const field of kind === 'Node' ? ['name'] : ['name', 'namespace']) {
    const value = metadata[field];
    if (typeof value !== 'string' || value === '') {
      const name = typeof metadata['name'] === 'string' ? ` ${metadata['name']}` : '';
      throw new BadInput(
        `${where}: ${kind}${name}: metadata.${field} must be a non-empty string, got ${describe(value)}`,
      );
    }
  }
  return [document as unknown as KubernetesObject];
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 40);
}
