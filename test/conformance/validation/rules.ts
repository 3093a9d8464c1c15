import type { Verdict } from './answers.ts';

/** The rules of docs/rules.md that an error or warning of the reference shows to have been reached, by what it says. */
const RULES: readonly (readonly [rule: string, line: RegExp])[] = [
  ['5.2', /^(Required|NotSupported) addressType:/],
  ['5.3.1', /^TooMany endpoints:/],
  ['5.3.2', /^(Required|TooMany) endpoints\[\d+\]\.addresses:/],
  ['5.3.3', /addresses\[\d+\]: .*(must be a valid IP address|leading 0s|IPv4-mapped)/],
  ['5.3.4', /must be in canonical form/],
  ['5.3.5', /(must be an IPv[46] address|may not be (unspecified|in the))/],
  ['5.3.6', /addresses\[\d+\]: .*(at least two segments|RFC 1123 subdomain|more than 63 characters)/],
  ['5.3.8', /\.nodeName:/],
  ['5.3.9', /\.deprecatedTopology/],
  ['5.3.10', /\.hostname:/],
  ['5.3.11', /\.forZones/],
  ['5.3.12', /\.forNodes/],
  ['5.4.1', /^TooMany ports:/],
  ['5.4.2', /ports\[\d+\]\.name:/],
  ['5.4.3', /ports\[\d+\]\.protocol:/],
  ['5.4.4', /ports\[\d+\]\.appProtocol:/],
  ['5.6.1', /metadata\.(name|generateName):/],
  ['5.6.2', /metadata\.namespace:/],
  ['5.6.3', /metadata\.generation: .*greater than or equal/],
  ['5.6.4', /metadata\.labels:/],
  ['5.6.5', /metadata\.annotations:/],
  ['5.6.6', /metadata\.ownerReferences/],
  ['5.6.7', /metadata\.finalizers/],
  ['5.6.8', /metadata\.managedFields/],
  ['5.6.9', /metadata\.\S+: .*(immutable|no new finalizers|for an update)/],
  ['5.9', /^(spec\.addressType|endpoints\S+): (FQDN|non-standard|IPv6 address)/],
];

/** The rules that a verdict reached. */
export function rulesOfVerdict(lines: readonly string[], { warnings }: Verdict): string[] {
  const all = [...lines, ...warnings];
  return RULES.filter(([, pattern]) => all.some((line) => pattern.test(line))).map(([rule]) => rule);
}

/** All rules that `rulesOfVerdict` can find but those named. */
export function rulesBut(...left: readonly string[]): string[] {
  return RULES.map(([rule]) => rule).filter((rule) => !left.includes(rule));
}
