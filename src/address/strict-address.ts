/**
 * Returns why Go's strict parser refuses a text that the lenient one reads as an address: `LeadingZeros` (an octet such as
 * `010`, or a group of more than four digits) or `Mapped` (IPv4 in the form of IPv6). Returns `undefined` if the strict
 * parser accepts it too.
 *
 * The text must be one that `parseAddress` accepts.
 *
 * @see apimachinery pkg/util/validation parseIP, net/netip ParseAddr; docs/rules.md 0.1.6, 5.3.3
 */
export function findAddressFault(text: string, family: 'IPv4' | 'IPv6'): 'LeadingZeros' | 'Mapped' | undefined {
  const isIPv6Form = text.includes(':');
  let start = 0;
  for (let index = 0; index <= text.length; index += 1) {
    const character = text[index];
    if (character === '.' || (character === undefined && text[start - 1] === '.')) {
      if (index - start > 1 && text[start] === '0') return 'LeadingZeros';
    } else if (character === ':' || character === undefined) {
      if (index - start > 4) return 'LeadingZeros';
    } else {
      continue;
    }
    start = index + 1;
  }
  return isIPv6Form && family === 'IPv4' ? 'Mapped' : undefined;
}
