import { validateAddresses } from '../../../src/validation/address-rules.ts';
import {
  explainDnsLabel,
  explainDnsSubdomain,
  explainLabelValue,
  explainNamePrefix,
  explainQualifiedName,
} from '../../../src/validation/name-rules.ts';
import { validatedAddress, validatedText } from '../../support/arbitraries/validated-slice.ts';
import { type Difference, definePart } from '../part.ts';
import { compareLines, errorLines, issueLines, type ReportedError, unescapedLine } from './answers.ts';
import { parseAddress } from 'endpointslice';
import type { KubernetesRelease, ValidationIssue } from 'endpointslice/schema';
import { listWarnings } from 'endpointslice/server';

interface TextCase {
  readonly value: string;
}

/** Messages by grammar. */
interface NameMessages {
  readonly dns1123Label: readonly string[];
  readonly dns1123Subdomain: readonly string[];
  readonly qualifiedName: readonly string[];
  readonly labelValue: readonly string[];
  readonly endpointSliceName: readonly string[];
  readonly endpointSliceNamePrefix: readonly string[];
}

function namedIssues(value: string, rules: KubernetesRelease): ValidationIssue[] {
  const issues: ValidationIssue[] = [];
  validateAddresses([value], 'FQDN', 0, rules, issues);
  return issues;
}

/** Every grammar for names, on any text. */
export const namesPart = definePart<TextCase, NameMessages & { readonly domain: readonly ValidationIssue[] }>({
  name: 'names',
  arbitrary: validatedText().map((value) => ({ value })),
  toReferenceInput: ({ value }) => ({ value }),
  ours: ({ value }, rules) => ({
    dns1123Label: explainDnsLabel(value),
    dns1123Subdomain: explainDnsSubdomain(value),
    qualifiedName: explainQualifiedName(value),
    labelValue: explainLabelValue(value),
    endpointSliceName: explainDnsSubdomain(value),
    endpointSliceNamePrefix: explainNamePrefix(value),
    domain: namedIssues(value, rules),
  }),
  compare: ({ reference, ours }) => {
    const output = reference.output as NameMessages & { readonly fullyQualifiedDomainName: readonly ReportedError[] };
    const { domain, ...messages } = ours;
    return [
      ...Object.entries(messages).flatMap(([grammar, own]) =>
        compareLines(grammar, output[grammar as keyof NameMessages], own as readonly string[]),
      ),
      ...compareLines(
        'fullyQualifiedDomainName',
        errorLines(output.fullyQualifiedDomainName),
        issueLines(domain).map((line) => line.replace('endpoints[0].addresses[0]', 'name')),
      ),
    ];
  },
  rules: ['5.7', '5.6.1', '5.3.6'],
  rulesOf: ({ reference }) => {
    const { dns1123Label, endpointSliceNamePrefix, endpointSliceName } = reference.output as NameMessages;
    return [
      ...(dns1123Label.length > 0 ? ['5.7'] : ['5.3.6']),
      ...(endpointSliceNamePrefix.length < endpointSliceName.length ? ['5.6.1'] : []),
    ];
  },
  ledger: [
    {
      id: 'validation/newer-characters',
      // The two spellings of one line are two differences; each is explained if the other side has it unescaped.
      explains: (difference, { reference, ours }) => {
        const { fullyQualifiedDomainName: errors } = reference.output as {
          readonly fullyQualifiedDomainName: readonly ReportedError[];
        };
        const own = issueLines(ours.domain).map((line) => line.replace('endpoints[0].addresses[0]', 'name'));
        return (
          difference.path === 'fullyQualifiedDomainName' &&
          compareLines('', errorLines(errors).map(unescapedLine), own.map(unescapedLine)).length === 0
        );
      },
    },
  ],
  mutations: [
    {
      name: 'a grammar is taken for another',
      plant: (ours) =>
        ours.labelValue.join() === ours.dns1123Label.join() ? undefined : { ...ours, labelValue: ours.dns1123Label },
    },
  ],
});

interface AddressVerdict {
  readonly printed: string | undefined;
  readonly family: string | undefined;
  readonly asIPv4: readonly ValidationIssue[];
  readonly asIPv6: readonly ValidationIssue[];
  readonly warnings: readonly string[];
}

interface ReportedAddress {
  readonly sloppy: string | null;
  readonly isIPv4: boolean;
  readonly isIPv6: boolean;
  readonly strictErrors: readonly ReportedError[];
  readonly legacyStrictErrors: readonly ReportedError[];
  readonly endpointErrors: readonly ReportedError[];
  readonly warnings: readonly string[];
}

function addressIssues(value: string, addressType: string, rules: KubernetesRelease): ValidationIssue[] {
  const issues: ValidationIssue[] = [];
  validateAddresses([value], addressType, 0, rules, issues);
  return issues;
}

/** The errors that upstream puts together from its functions for one address of a slice of a family. */
function wantedErrors(reported: ReportedAddress, family: 'IPv4' | 'IPv6'): readonly ReportedError[] {
  const form = family === 'IPv4' ? reported.legacyStrictErrors : reported.strictErrors;
  return form.length > 0 ? form : reported.endpointErrors;
}

function compareFamily(
  reported: ReportedAddress,
  family: 'IPv4' | 'IPv6',
  issues: readonly ValidationIssue[],
): Difference[] {
  const own = issues.filter(({ path }) => path.endsWith(']'));
  const isOfFamily = family === 'IPv4' ? reported.isIPv4 : reported.isIPv6;
  const form = family === 'IPv4' ? reported.legacyStrictErrors : reported.strictErrors;
  const wantedFamily = form.length === 0 && !isOfFamily ? [`must be an ${family} address`] : [];
  return [
    ...compareLines(
      family,
      errorLines(wantedErrors(reported, family)),
      issueLines(own).map((line) => line.replace('endpoints[0].addresses[0]', 'ip')),
    ),
    ...compareLines(
      `${family} family`,
      wantedFamily,
      issues.filter(({ path }) => !path.endsWith(']')).map(({ detail }) => detail),
    ),
  ];
}

/** Every rule for addresses, on any text. */
export const ipPart = definePart<TextCase, AddressVerdict>({
  name: 'ip',
  arbitrary: validatedAddress().map((value) => ({ value })),
  toReferenceInput: ({ value }) => ({ value }),
  ours: ({ value }, rules) => {
    const address = parseAddress(value);
    return {
      printed: address?.text,
      family: address?.family,
      asIPv4: addressIssues(value, 'IPv4', rules),
      asIPv6: addressIssues(value, 'IPv6', rules),
      warnings: listWarnings({ addressType: 'IPv6', endpoints: [{ addresses: [value] }] }, 'update'),
    };
  },
  compare: ({ reference, ours }) => {
    const reported = reference.output as ReportedAddress;
    const family = reported.sloppy === null ? undefined : reported.isIPv6 ? 'IPv6' : 'IPv4';
    return [
      ...compareLines('printed', [reported.sloppy ?? 'none'], [ours.printed ?? 'none']),
      ...compareLines('family', [family ?? 'none'], [ours.family ?? 'none']),
      ...compareFamily(reported, 'IPv4', ours.asIPv4),
      ...compareFamily(reported, 'IPv6', ours.asIPv6),
      ...compareLines(
        'warnings',
        reported.warnings,
        ours.warnings.map((warning) => warning.replace('endpoints[0].addresses[0]', 'ip')),
      ),
    ];
  },
  rules: ['0.1.2', '0.1.3', '0.1.4', '0.1.5', '0.1.6'],
  rulesOf: ({ input, reference }) => {
    const { sloppy, isIPv4, isIPv6, legacyStrictErrors } = reference.output as ReportedAddress;
    return [
      ...(isIPv4 && !input.value.includes(':') ? ['0.1.2'] : []),
      ...(isIPv6 ? ['0.1.3'] : []),
      ...(isIPv4 && input.value.includes(':') ? ['0.1.4'] : []),
      ...(sloppy !== null && sloppy !== input.value ? ['0.1.5'] : []),
      ...(sloppy !== null && legacyStrictErrors.length > 0 ? ['0.1.6'] : []),
    ];
  },
  ledger: [],
  mutations: [
    {
      name: 'an address is printed otherwise',
      plant: (ours) => (ours.printed === undefined ? undefined : { ...ours, printed: `${ours.printed}0` }),
    },
    {
      name: 'a warning is forgotten',
      plant: (ours) => (ours.warnings.length === 0 ? undefined : { ...ours, warnings: [] }),
    },
  ],
});
