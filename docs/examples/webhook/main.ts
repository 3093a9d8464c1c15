import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { json } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { parseEndpointSlice, toStatus, type ValidationIssue } from 'endpointslice/schema';
import { ENDPOINTSLICE_CONTROLLER, LABEL_MANAGED_BY } from 'endpointslice/well-known';

// An admission webhook for EndpointSlices: TLS_KEY=tls.key TLS_CERT=tls.crt npx tsx main.ts 8443

/** The part of an AdmissionReview of the API server that is read. */
export interface AdmissionReview {
  request: { uid: string; operation: string; name?: string; object: unknown; oldObject?: unknown };
}

/** A rule of your own: no client may write slices in the name of the control plane. */
function findImposture(labels: Record<string, string> = {}): ValidationIssue[] {
  if (labels[LABEL_MANAGED_BY] !== ENDPOINTSLICE_CONTROLLER) return [];
  const detail = `only the control plane is ${ENDPOINTSLICE_CONTROLLER}`;
  const path = `metadata.labels[${LABEL_MANAGED_BY}]`;
  return [{ type: 'Forbidden', path, detail, message: `Forbidden: ${detail}` }];
}

function answer({ operation, name = '', object, oldObject }: AdmissionReview['request']) {
  if (operation === 'DELETE') return { allowed: true };
  const parsed = parseEndpointSlice(object, { before: oldObject });
  const issues = parsed.ok ? findImposture(parsed.value.metadata.labels) : parsed.issues;
  if (issues.length > 0) return { allowed: false, status: toStatus(issues, { name }) };
  return { allowed: true, warnings: parsed.warnings ?? [] };
}

/** Returns the AdmissionReview to send back. */
export function review({ request }: AdmissionReview) {
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    response: { uid: request.uid, ...answer(request) },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const tls = { key: readFileSync(process.env['TLS_KEY'] ?? ''), cert: readFileSync(process.env['TLS_CERT'] ?? '') };
  createServer(tls, (request, response) => {
    response.setHeader('Content-Type', 'application/json');
    json(request)
      .then((body) => response.end(JSON.stringify(review(body as AdmissionReview))))
      .catch((error: unknown) => response.writeHead(400).end(JSON.stringify(String(error))));
  }).listen(Number(process.argv[2]));
}
