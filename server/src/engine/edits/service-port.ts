// A port more for a Service, as a fix of what asks for it.
import type { Fix } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';
import { portsOf } from '../views/ports.ts';
import { appendData } from './data.ts';

/** Adds a port by the name that the server behind it has; nothing where the name is taken. */
export function addServicePort(service: Resource, port: number, name: string | undefined): readonly Fix[] {
  const { list, ports } = portsOf(service);
  const edit = name === undefined || ports.some((one) => one.name === name) ? undefined : appendData(list, { name, port });
  return edit === undefined ? [] : [{ title: `Add port ${port} to Service ${service.name ?? ''}`, edits: [{ ...edit, resource: service }] }];
}
