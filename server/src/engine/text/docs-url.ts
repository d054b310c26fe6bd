/** The page about a rule. */
export function ruleDocsUrl(id: string): string {
  return `https://github.com/egress-manifests/egress-manifests/blob/main/docs/rules/${id}.md`;
}
