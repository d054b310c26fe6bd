import type { Resource } from '../model/resource.ts';
import { nearestName } from '../text/nearest.ts';

export interface NearestNamed {
  readonly target: Resource;
  /** Its name. */
  readonly spelled: string;
}

/** The one of some resources whose name another one was almost surely meant to be. */
export function nearestNamed(name: string, resources: readonly Resource[]): NearestNamed | undefined {
  const spelled = nearestName(name, resources.map((one) => one.name ?? ''));
  const target = spelled === undefined ? undefined : resources.find((one) => one.name === spelled);
  return spelled === undefined || target === undefined ? undefined : { target, spelled };
}
