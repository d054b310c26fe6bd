import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { schemasElsewhereNotification } from '../../server/src/protocol/index.ts';

/**
 * Whether another extension validates Kubernetes manifests against schemas. Red Hat YAML does so only for files that its
 * settings, or the Kubernetes extension, give the schema `kubernetes`.
 */
export function schemasElsewhere(): boolean {
  if (vscode.extensions.getExtension('redhat.vscode-yaml') === undefined) return false;
  const yaml = vscode.workspace.getConfiguration('yaml');
  if (!yaml.get<boolean>('validate', true)) return false;
  const schemas = Object.keys(yaml.get<Readonly<Record<string, unknown>>>('schemas', {}));
  return schemas.some((schema) => /kubernetes|istio/i.test(schema)) || vscode.extensions.getExtension('ms-kubernetes-tools.vscode-kubernetes-tools') !== undefined;
}

/** Tells the server when that changes. */
export function watchSchemas(client: BaseLanguageClient): vscode.Disposable {
  const tell = (): void => {
    if (client.isRunning()) void client.sendNotification(schemasElsewhereNotification.method, { active: schemasElsewhere() });
  };
  return vscode.Disposable.from(
    vscode.extensions.onDidChange(tell),
    vscode.workspace.onDidChangeConfiguration((event) => { if (event.affectsConfiguration('yaml')) tell(); }),
  );
}
