import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { lintWorkspaceRequest, openRuleDocumentationCommand, ruleDocsRequest } from '../../server/src/protocol/index.ts';
import type { RuleDocs, Status } from '../../server/src/protocol/index.ts';

export function registerCommands(client: BaseLanguageClient, output: vscode.OutputChannel): vscode.Disposable[] {
  const register = (id: string, run: (...values: readonly unknown[]) => unknown): vscode.Disposable => vscode.commands.registerCommand(id, run);
  return [
    register('egress.restartServer', () => restart(client)),
    register('egress.showOutput', () => { output.show(); }),
    register(openRuleDocumentationCommand, (rule) => openRuleDocumentation(client, rule)),
    register('egress.lintWorkspace', () => lintWorkspace(client)),
  ];
}

/** A server that has ended by itself cannot be stopped, but started all the same. */
async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.isRunning()) await client.stop();
  await client.start();
}

/** Opens the page of a rule; asks which one where none is named. */
async function openRuleDocumentation(client: BaseLanguageClient, id: unknown): Promise<void> {
  const all = await client.sendRequest<readonly RuleDocs[]>(ruleDocsRequest.method, null);
  const known = all.find((rule) => rule.id === id);
  const chosen = known ?? (await vscode.window.showQuickPick(all.map((rule) => ({ label: rule.id, description: rule.title, href: rule.href })), {
    title: 'Open Rule Documentation', matchOnDescription: true,
  }));
  if (chosen !== undefined) await vscode.env.openExternal(vscode.Uri.parse(chosen.href));
}

/** Reads everything anew and shows what was found. */
async function lintWorkspace(client: BaseLanguageClient): Promise<void> {
  const lint = client.sendRequest<Status | null>(lintWorkspaceRequest.method, null);
  const status = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: 'Checking egress manifests' }, () => lint);
  const total = Object.values(status?.findings ?? {}).reduce((sum, count) => sum + count, 0);
  if (total > 0) await vscode.commands.executeCommand('workbench.actions.view.problems');
  else void vscode.window.showInformationMessage(`No problems in ${String(status?.resources ?? 0)} resources of ${String(status?.files ?? 0)} files.`);
}
