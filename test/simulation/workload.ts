import type { ServiceLike } from 'endpointslice';
import { type ApiServer, type Stored, type Unstored, withMeta } from './api-server.ts';
import { SOURCE_MANAGER } from './truth.ts';

/** Draws a whole number below a limit. */
export type Draw = (limit: number) => number;

const NAMESPACES = ['shop', 'pay'];
const APPS = ['web', 'db', 'cart'];
const NODES = ['n1', 'n2', 'n3', 'n4', 'n5'];
/** It is deleted from time to time. */
export const TEMPORARY = 'temporary';
/** Nobody touches what belongs to it, or is on its node. */
export const QUIET = 'quiet';

function pick<Item>(items: readonly Item[], draw: Draw): Item | undefined {
  return items.length === 0 ? undefined : items[draw(items.length)];
}

function mustPick<Item>(items: readonly [Item, ...Item[]], draw: Draw): Item {
  return items[draw(items.length)] ?? items[0];
}

/** The users of a cluster: whatever they do is one change of one object, or a few. */
export class Workload {
  readonly #server: ApiServer;
  #podCount = 0;
  /** Addresses that are free again. */
  readonly #freeIPs: string[] = [];
  #ipCount = 0;

  constructor(server: ApiServer) {
    this.#server = server;
  }

  /** The cluster at the start. */
  fill(draw: Draw): void {
    for (const name of NODES) this.#putNode(name, draw);
    this.#server.put('Node', node(QUIET, 'z'));
    this.#server.put('Service', service('shop', QUIET, {}));
    for (let count = 0; count < 3; count += 1) this.#createPod('shop', QUIET, QUIET, draw);
    for (const namespace of NAMESPACES) {
      for (const app of APPS) {
        this.#server.put('Service', service(namespace, app, {}));
        for (let count = draw(4); count > 0; count -= 1) this.#createPod(namespace, app, undefined, draw);
      }
    }
  }

  /** One thing that happens; what it is, by name, and what it came to. */
  act(draw: Draw): string {
    const actions: readonly (readonly [weight: number, () => string | undefined])[] = [
      [12, () => this.#createSomePods(1, draw)],
      [12, () => this.#changePod(draw)],
      [8, () => this.#deletePod(draw)],
      [5, () => this.#rollPod(draw)],
      [2, () => this.#createSomePods(4 + draw(6), draw)],
      [2, () => this.#shrink(draw)],
      [2, () => this.#loseNode(draw)],
      [3, () => this.#putNode(NODES[draw(NODES.length)] ?? 'n1', draw)],
      [5, () => this.#changeService(draw)],
      [2, () => this.#recreateService(draw)],
      [1, () => this.#deleteService(draw)],
      [2, () => this.#createService(draw)],
      [4, () => this.#editSlice(draw)],
      [4, () => this.#changeEndpoints(draw)],
      [2, () => this.#changeSource(draw)],
      [3, () => this.#changeTemporary(draw)],
      [6, () => (this.#server.collect() ? 'the collector deletes a slice' : undefined)],
    ];
    const total = actions.reduce((sum, [weight]) => sum + weight, 0);
    let place = draw(total);
    for (const [weight, action] of actions) {
      if (place < weight) return action() ?? 'nothing happens';
      place -= weight;
    }
    return 'nothing happens';
  }

  #services(): Stored<'Service'>[] {
    return this.#server.all('Service').filter(({ metadata }) => metadata.name !== QUIET);
  }

  #pods(): Stored<'Pod'>[] {
    return this.#server.all('Pod').filter(({ metadata }) => metadata.labels?.['app'] !== QUIET);
  }

  #putNode(name: string, draw: Draw): string {
    const zone = mustPick(['a', 'b', 'c'], draw);
    this.#server.put('Node', node(name, zone));
    return `node ${name} is in zone ${zone}`;
  }

  #createSomePods(count: number, draw: Draw): string {
    const namespace = mustPick(['shop', 'pay'], draw);
    const app = mustPick(['web', 'db', 'cart'], draw);
    for (let made = 0; made < count; made += 1) this.#createPod(namespace, app, undefined, draw);
    return `${count} pods of ${namespace}/${app} come`;
  }

  #createPod(namespace: string, app: string, nodeName: string | undefined, draw: Draw, known?: string): void {
    this.#podCount += 1;
    const ip = draw(3) === 0 ? this.#freeIPs.shift() : undefined;
    this.#ipCount += 1;
    const address = ip ?? `10.0.${Math.floor(this.#ipCount / 250)}.${(this.#ipCount % 250) + 1}`;
    const isReady = nodeName !== undefined || draw(3) > 0;
    const pod = {
      metadata: {
        namespace,
        name: known ?? `${app}-${this.#podCount}`,
        labels: { app, tier: mustPick(['x', 'y'], draw) },
      },
      spec: {
        nodeName: nodeName ?? pick([...NODES, 'later'], draw),
        containers: [
          { name: 'c', ports: [{ name: 'http', containerPort: draw(4) === 0 ? 8081 : 8080, protocol: 'TCP' }] },
        ],
      },
      status: {
        phase: 'Running',
        podIPs: isReady || draw(2) === 0 ? [{ ip: address }, { ip: `fd00::${this.#ipCount.toString(16)}` }] : [],
        conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
      },
    };
    this.#server.put('Pod', pod as Unstored<'Pod'>);
  }

  #changePod(draw: Draw): string | undefined {
    const pod = pick(this.#pods(), draw);
    if (pod === undefined) return undefined;
    const { name } = pod.metadata;
    const status = pod.status ?? {};
    const isReady = status.conditions?.[0]?.status === 'True';
    switch (draw(8)) {
      case 0: {
        this.#server.put('Pod', { ...pod, status: { ...status, phase: mustPick(['Failed', 'Succeeded'], draw) } });
        return `pod ${name} ends`;
      }
      case 1: {
        const labels = { ...pod.metadata.labels, app: mustPick(['web', 'db', 'cart'], draw) };
        this.#server.put('Pod', withMeta(pod, { labels }));
        return `pod ${name} is relabelled`;
      }
      case 2:
        this.#server.put('Pod', withMeta(pod, { annotations: { note: `${draw(1000)}` } }));
        return `pod ${name} is annotated`;
      default: {
        if ((status.podIPs ?? []).length === 0) {
          this.#ipCount += 1;
          const ip = this.#freeIPs.shift() ?? `10.1.${Math.floor(this.#ipCount / 250)}.${(this.#ipCount % 250) + 1}`;
          this.#server.put('Pod', { ...pod, status: { ...status, podIPs: [{ ip }] } });
          return `pod ${name} gets ${ip}`;
        }
        const conditions = [{ type: 'Ready', status: isReady ? 'False' : 'True' }];
        this.#server.put('Pod', { ...pod, status: { ...status, conditions } });
        return `pod ${name} becomes ${isReady ? 'not ready' : 'ready'}`;
      }
    }
  }

  #deletePod(draw: Draw): string | undefined {
    const pods = this.#pods();
    const ending = pods.filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
    const pod = draw(2) === 0 && ending.length > 0 ? pick(ending, draw) : pick(pods, draw);
    if (pod === undefined) return undefined;
    const key = `${pod.metadata.namespace}/${pod.metadata.name}`;
    if (pod.metadata.deletionTimestamp === undefined && draw(3) > 0) {
      this.#server.put('Pod', withMeta(pod, { deletionTimestamp: '2026-01-01T00:00:00Z' }));
      return `pod ${key} is being deleted`;
    }
    this.#free(pod);
    this.#server.remove('Pod', key);
    return `pod ${key} is gone`;
  }

  #free({ status }: Stored<'Pod'>): void {
    const ip = status?.podIPs?.[0]?.ip;
    if (typeof ip === 'string' && !this.#freeIPs.includes(ip)) this.#freeIPs.push(ip);
  }

  /** A step of a rolling update: one goes, another comes. */
  #rollPod(draw: Draw): string | undefined {
    const pod = pick(this.#pods(), draw);
    if (pod === undefined) return undefined;
    const { namespace, name, labels } = pod.metadata;
    if (draw(3) === 0) {
      this.#free(pod);
      this.#server.remove('Pod', `${namespace}/${name}`);
      this.#createPod(namespace ?? 'shop', labels?.['app'] ?? 'web', undefined, draw, name);
      return `pod ${namespace}/${name} is replaced by one of its name`;
    }
    this.#createPod(namespace ?? 'shop', labels?.['app'] ?? 'web', undefined, draw);
    this.#free(pod);
    if (draw(2) === 0) this.#server.remove('Pod', `${namespace}/${name}`);
    else this.#server.put('Pod', withMeta(pod, { deletionTimestamp: '2026-01-01T00:00:00Z' }));
    return `pod ${namespace}/${name} is rolled`;
  }

  #shrink(draw: Draw): string {
    const pods = this.#pods();
    const count = Math.min(pods.length, 3 + draw(6));
    for (const { metadata } of pods.slice(0, count))
      this.#server.remove('Pod', `${metadata.namespace}/${metadata.name}`);
    return `${count} pods go at once`;
  }

  #loseNode(draw: Draw): string {
    const name = NODES[draw(NODES.length)] ?? 'n1';
    for (const pod of this.#pods().filter(({ spec }) => spec?.nodeName === name)) {
      if (draw(2) === 0) this.#server.remove('Pod', `${pod.metadata.namespace}/${pod.metadata.name}`);
      else {
        const conditions = [{ type: 'Ready', status: 'False' }];
        this.#server.put('Pod', { ...pod, status: { ...pod.status, conditions } });
      }
    }
    this.#server.remove('Node', name);
    return `node ${name} is lost`;
  }

  #changeService(draw: Draw): string | undefined {
    const found = pick(this.#services(), draw);
    if (found === undefined) return undefined;
    const spec = found.spec ?? {};
    const change = (text: string, changed: ServiceLike['spec']): string => {
      this.#server.put('Service', { ...found, spec: { ...spec, ...changed } });
      return `Service ${found.metadata.namespace}/${found.metadata.name}: ${text}`;
    };
    switch (draw(10)) {
      case 0:
        return change('ports', { ports: pick(PORTS, draw) });
      case 1:
        return change('selector', { selector: { app: mustPick(['web', 'db', 'cart'], draw) } });
      case 2:
        return change('narrow selector', { selector: { app: mustPick(['web', 'db'], draw), tier: 'x' } });
      case 3:
        return change('no selector', { selector: undefined });
      case 4:
        return change('families', { ipFamilies: mustPick([['IPv4'], ['IPv4', 'IPv6'], ['IPv6']], draw) });
      case 5:
        return change('not ready too', { publishNotReadyAddresses: spec.publishNotReadyAddresses !== true });
      case 6:
        return change('distribution', { trafficDistribution: mustPick(['PreferClose', ''], draw) });
      case 7: {
        const isHeld = (found.metadata.finalizers ?? []).length > 0;
        this.#server.put('Service', withMeta(found, { finalizers: isHeld ? [] : ['example.com/lb'] }));
        const after = this.#server.get('Service', `${found.metadata.namespace}/${found.metadata.name}`);
        if (isHeld && after?.metadata.deletionTimestamp !== undefined) {
          this.#server.remove('Service', `${found.metadata.namespace}/${found.metadata.name}`);
        }
        return `Service ${found.metadata.name}: finalizers`;
      }
      case 8: {
        const mode = mustPick(['Auto', 'Disabled'], draw);
        this.#server.put('Service', withMeta(found, { annotations: { 'service.kubernetes.io/topology-mode': mode } }));
        return `Service ${found.metadata.namespace}/${found.metadata.name}: topology mode ${mode}`;
      }
      default: {
        const labels = { ...found.metadata.labels, team: `${draw(3)}` };
        this.#server.put('Service', withMeta(found, { labels }));
        return `Service ${found.metadata.namespace}/${found.metadata.name}: labels`;
      }
    }
  }

  #recreateService(draw: Draw): string | undefined {
    const found = pick(this.#services(), draw);
    if (found === undefined) return undefined;
    const { namespace = 'shop', name } = found.metadata;
    this.#server.remove('Service', `${namespace}/${name}`);
    this.#server.put('Service', service(namespace, name, found.spec ?? {}));
    return `Service ${namespace}/${name} is deleted and created again`;
  }

  /** A namespace that comes, is deleted bit by bit, and comes again. */
  #changeTemporary(draw: Draw): string {
    const there = (['Pod', 'Service', 'EndpointSlice'] as const).flatMap((kind) =>
      this.#server
        .all(kind)
        .filter(({ metadata }) => metadata.namespace === TEMPORARY)
        .map(({ metadata }) => ({ kind, key: `${TEMPORARY}/${metadata.name}` })),
    );
    if (this.#server.terminatingNamespaces.has(TEMPORARY)) {
      const gone = pick(there, draw);
      if (gone === undefined) this.#server.terminatingNamespaces.delete(TEMPORARY);
      else this.#server.remove(gone.kind, gone.key);
      return `${gone?.kind ?? 'namespace'} ${gone?.key ?? TEMPORARY} is gone`;
    }
    if (there.length > 4) {
      this.#server.terminatingNamespaces.add(TEMPORARY);
      return `namespace ${TEMPORARY} is being deleted`;
    }
    const key = `${TEMPORARY}/web`;
    if (this.#server.get('Service', key) === undefined) this.#server.put('Service', service(TEMPORARY, 'web', {}));
    this.#createPod(TEMPORARY, 'web', undefined, draw);
    return `a pod comes in namespace ${TEMPORARY}`;
  }

  #deleteService(draw: Draw): string | undefined {
    const found = pick(this.#services(), draw);
    if (found === undefined) return undefined;
    this.#server.delete('Service', `${found.metadata.namespace}/${found.metadata.name}`);
    return `Service ${found.metadata.namespace}/${found.metadata.name} is deleted`;
  }

  #createService(draw: Draw): string {
    const namespace = mustPick(['shop', 'pay'], draw);
    const name = mustPick(['web', 'db', 'cart', 'front', 'all'], draw);
    if (this.#server.get('Service', `${namespace}/${name}`) !== undefined) return 'nothing happens';
    const selector = name === 'all' ? {} : { app: name === 'front' ? 'web' : name };
    this.#server.put('Service', service(namespace, name, { selector, ports: pick(PORTS, draw) }));
    return `Service ${namespace}/${name} comes`;
  }

  #editSlice(draw: Draw): string | undefined {
    const slices = this.#server
      .all('EndpointSlice')
      .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] !== QUIET);
    const slice = pick(slices, draw);
    if (slice === undefined) return undefined;
    const { namespace, name, labels } = slice.metadata;
    switch (draw(7)) {
      case 0:
        this.#server.delete('EndpointSlice', `${namespace}/${name}`);
        return `a user deletes ${name}`;
      case 1:
        this.#server.putSlice({ ...slice, endpoints: (slice.endpoints ?? []).slice(1) }, 'user');
        return `a user takes an endpoint out of ${name}`;
      case 2: {
        const other = mustPick(['web', 'db', 'nobody'], draw);
        this.#server.putSlice(withMeta(slice, { labels: { ...labels, 'kubernetes.io/service-name': other } }), 'user');
        return `a user gives ${name} to ${other}`;
      }
      case 3: {
        const managed = { ...labels, 'endpointslice.kubernetes.io/managed-by': 'somebody' };
        this.#server.putSlice(withMeta(slice, { labels: managed }), 'user');
        return `a user takes ${name} from its manager`;
      }
      case 4:
        this.#server.putSlice(withMeta(slice, { finalizers: ['example.com/hold'] }), 'user');
        return `a user puts a finalizer on ${name}`;
      case 5: {
        this.#server.putSlice(withMeta(slice, { finalizers: [] }), 'user');
        if (slice.metadata.deletionTimestamp !== undefined)
          this.#server.remove('EndpointSlice', `${namespace}/${name}`);
        return `a user takes the finalizers off ${name}`;
      }
      default:
        this.#server.putSlice(withMeta(slice, { annotations: { note: `${draw(1000)}` } }), 'user');
        return `a user annotates ${name}`;
    }
  }

  #changeEndpoints(draw: Draw): string {
    const namespace = mustPick(['shop', 'pay'], draw);
    const name = mustPick(['db', 'web', 'mirror'], draw);
    const key = `${namespace}/${name}`;
    const known = this.#server.get('Endpoints', key);
    if (known !== undefined && draw(4) === 0) {
      this.#server.remove('Endpoints', key);
      return `Endpoints ${key} are deleted`;
    }
    if (name === 'mirror' && this.#server.get('Service', key) === undefined) {
      this.#server.put('Service', service(namespace, name, { selector: undefined }));
    }
    const addresses = Array.from({ length: draw(4) }, (_, index) => ({ ip: `192.0.2.${index + draw(3) * 10 + 1}` }));
    const labels: { [key: string]: string } =
      draw(6) === 0 ? { 'endpointslice.kubernetes.io/skip-mirror': 'true' } : {};
    const ports = [{ name: 'sql', port: 5432 + draw(2), protocol: 'TCP' }];
    this.#server.put('Endpoints', {
      metadata: { ...known?.metadata, namespace, name, labels },
      subsets: [{ addresses, ports }],
    });
    return `Endpoints ${key} have ${addresses.length} addresses`;
  }

  #changeSource(draw: Draw): string {
    const namespace = mustPick(['shop', 'pay'], draw);
    const name = mustPick(['vms', 'web', 'db'], draw);
    const key = `${namespace}/${name}/${SOURCE_MANAGER}`;
    if (this.#server.get('EndpointSource', key) !== undefined && draw(4) === 0) {
      this.#server.remove('EndpointSource', key);
      return `source ${key} is gone`;
    }
    const endpoints = Array.from({ length: draw(6) }, (_, index) => ({
      addresses: [`198.51.100.${index + draw(2) * 20}`],
    }));
    this.#server.put('EndpointSource', {
      metadata: { namespace, name },
      managedBy: SOURCE_MANAGER,
      owner: { apiVersion: 'v1', kind: 'Service', name, uid: `outside-${namespace}` },
      groups: [{ addressType: 'IPv4', ports: [{ name: 'ssh', protocol: 'TCP', port: 22 }], endpoints }],
    });
    return `source ${key} has ${endpoints.length} endpoints`;
  }
}

const PORTS = [
  [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }],
  [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
  [
    { name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' },
    { name: 'metrics', port: 9090, targetPort: 9090, protocol: 'TCP' },
  ],
  [{ name: 'http', port: 80, targetPort: 8443, protocol: 'TCP' }],
];

function node(name: string, zone: string): Unstored<'Node'> {
  return {
    metadata: { name, labels: { 'topology.kubernetes.io/zone': zone } },
    status: { allocatable: { cpu: '4' }, conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

function service(namespace: string, name: string, spec: NonNullable<ServiceLike['spec']>): Unstored<'Service'> {
  return {
    metadata: { namespace, name },
    spec: { clusterIP: '10.96.0.1', ipFamilies: ['IPv4'], selector: { app: name }, ports: PORTS[0], ...spec },
  };
}
