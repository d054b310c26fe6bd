import { checkedKinds, groups, kinds } from '../kinds/index.ts';

const names = kinds.map((kind) => kind.kind).join('|');
const groupNames = [...groups].filter((group) => group !== '').map((group) => group.replaceAll('.', '\\.')).join('|');
const checkedNames = checkedKinds.map((kind) => kind.kind).join('|');

/** A text that names none of our kinds and groups anywhere cannot hold one of ours. */
const anywhere = new RegExp(`kind["']?\\s*:\\s*["']?(?:${names}|List|[A-Za-z]+List)\\b|(?:${groupNames})|apiVersion["']?\\s*:\\s*["']?v1["']?\\s*(?:[,}#]|$)`, 'm');
const topLevelKind = /^kind:[ \t]+["']?([A-Za-z]+)["']?[ \t]*\r?$/m;
const topLevelVersion = /^apiVersion:[ \t]+["']?([A-Za-z0-9./-]+)["']?[ \t]*\r?$/m;
const ourName = new RegExp(`^(?:${names}|[A-Za-z]*List)$`);
const ourVersion = new RegExp(`^(?:${groupNames})/|^v1$`);
const oftenForeign = /^(?:ServiceAccount|PersistentVolumeClaim|PersistentVolume|CustomResourceDefinition)$/;

/** Of ConfigMaps only those with Istio's MeshConfig, and those with certificates that others are checked by, are read. */
const authority = /^[ \t]*["']?(?:ca\.crt|cacert)["']?:/m;
const [meshName, meshData] = [/\bname["']?:[ \t]*["']?istio(?:[-"',} \t]|\r?$)/m, /\bmesh["']?:/];

/**
 * Whether a document's text may hold one of our resources, by a scan that is far cheaper than parsing. It errs on the side
 * of parsing; a `false` is certain for well-formed block-style YAML.
 */
export function mayBeOurs(text: string): boolean {
  const kind = topLevelKind.exec(text)?.[1];
  const version = topLevelVersion.exec(text)?.[1];
  if (kind === 'ConfigMap' && version === 'v1') return authority.test(text) || (meshName.test(text) && meshData.test(text));
  if (kind !== undefined && version !== undefined) return !oftenForeign.test(kind) && (ourName.test(kind) || ourVersion.test(version));
  return anywhere.test(text);
}

const checkedKind = new RegExp(`^(?:${checkedNames})$`);
const versionAnywhere = new RegExp(`(?:${groupNames})/v1|\\bapiVersion["']?[ \\t]*:?[ \\t]*["']?v1\\b`);
const kindAnywhere = new RegExp(`\\bkind["']?\\s*:\\s*["']?(?:${checkedNames})\\b`);
/** Only comments and marks stand before `apiVersion` or `kind`. */
const startsAsManifest = /^(?:\ufeff|[ \t]*(?:#.*|---.*|%.*)?\r?\n)*[\s{"']*(?:apiVersion|kind)\b/;

/** Whether a text that could not be parsed well names one of the kinds that are checked, so that its errors concern us. */
export function claimsToBeOurs(text: string): boolean {
  const kind = topLevelKind.exec(text)?.[1];
  if (kind !== undefined) return checkedKind.test(kind) && versionAnywhere.test(text);
  return startsAsManifest.test(text) && kindAnywhere.test(text) && versionAnywhere.test(text);
}
