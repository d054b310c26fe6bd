// Resources that Istio makes of others, which stand in no manifest.
import { perResource } from '../model/memo.ts';
import { defaultOptions } from '../model/options.ts';
import type { Resource } from '../model/resource.ts';
import { readManifest } from '../workspace/manifest.ts';
import type { Value } from '../yaml/value.ts';

export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json | undefined };

interface Origin {
  readonly source: Resource;
  readonly places: ReadonlyMap<string, Value>;
}

const origins = new WeakMap<Resource, Origin>();

/** Makes a resource of another one. `places` says which value there a path (`spec.servers.0`) and all below it comes from. */
export function generate(source: Resource, object: Json, places: ReadonlyMap<string, Value>): readonly Resource[] {
  const { manifest } = readManifest(source.entry.uri, JSON.stringify(object), defaultOptions);
  const resources = manifest.entries.flatMap((entry) => entry.resources);
  for (const one of resources) origins.set(one, { source, places });
  return resources;
}

export function isGenerated(resource: Resource): boolean {
  return origins.has(resource);
}

/** The place in a manifest that a value comes from. */
export function originOf<Place extends { readonly resource: Resource; readonly value: Value }>(place: Place): Place {
  const origin = origins.get(place.resource);
  if (origin === undefined) return place;
  for (let at: Value | undefined = place.value; at !== undefined; at = at.parent) {
    const value = origin.places.get(pathOf(at));
    if (value !== undefined) return { ...place, resource: origin.source, value };
  }
  return { ...place, resource: origin.source, value: origin.source.root.at('spec') };
}

function pathOf(value: Value): string {
  const steps: string[] = [];
  for (let at: Value | undefined = value; at?.step !== undefined; at = at.parent) steps.unshift(String(at.step));
  return steps.join('.');
}

/** Works out something about a resource and the namespace it counts for, once. */
export function perHome<Result>(compute: (resource: Resource, home: string) => Result): (resource: Resource, home: string) => Result {
  const results = perResource(() => new Map<string, Result>());
  return (resource, home) => {
    const known = results(resource);
    const kept = known.get(home);
    if (kept !== undefined) return kept;
    const result = compute(resource, home);
    known.set(home, result);
    return result;
  };
}
