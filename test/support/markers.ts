// The findings that a fixture expects, written in the YAML itself:
//
//     cidr: 10.0.0.1/8
//     #     ^^^^^^^^^^ cidr-host-bits: Address bits are set beyond /8 (other.yaml:12)
//
// The carets stand under the text that is marked, on the nearest line above that is not such a comment. A caret run that
// starts at the `#` itself counts the `#` and what is right of it (for keys in column 0): `#^^^^ rule-id: message`.
// After the rule: optionally `[severity]` or `[severity rejected]`; then a part of the message. After a related place,
// ` -> file:line` once for each.

export interface Expectation {
  readonly rule: string;
  readonly severity?: string;
  readonly admission?: string;
  /** What the message must contain. */
  readonly message: string;
  readonly related: readonly string[];
  /** 0-based. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

const marker = /^(\s*)#(\s*)(\^+) ([a-z0-9-]+)(?: \[([a-z]+)?(?: ?(rejected|warned))?\])?(?:: (.*?))?((?: -> \S+)*)\s*$/;

export function readMarkers(text: string): readonly Expectation[] {
  const expectations: Expectation[] = [];
  let target = -1;
  text.split(/\r?\n/).forEach((line, number) => {
    const match = marker.exec(line);
    if (match === null) {
      target = number;
      return;
    }
    const [, indent = '', gap = '', carets = '', rule = '', severity, admission, message = '', related = ''] = match;
    const start = gap === '' ? indent.length : indent.length + 1 + gap.length;
    expectations.push({
      rule, message, line: target, start, end: start + carets.length + (gap === '' ? 1 : 0),
      ...(severity === undefined ? {} : { severity }), ...(admission === undefined ? {} : { admission }),
      related: related.split(' -> ').map((one) => one.trim()).filter((one) => one !== ''),
    });
  });
  return expectations;
}
