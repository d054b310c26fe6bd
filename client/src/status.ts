import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { statusNotification } from '../../server/src/protocol/index.ts';
import type { SkippedFiles, Status } from '../../server/src/protocol/index.ts';

/** Shows in the language status what the server knows: how much there is, what was found, what was left out. */
export function showStatus(client: BaseLanguageClient, selector: vscode.DocumentSelector): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem('egress.status', selector);
  item.name = 'Egress Manifests';
  item.text = 'Egress Manifests';
  item.busy = true;
  item.command = { title: 'Show Output', command: 'egress.showOutput' };
  client.onNotification(statusNotification.method, (status: Status) => {
    const { error, warning } = status.findings;
    item.busy = status.indexing;
    item.text = `$(shield) Egress: ${counted(status.resources, 'resource')} in ${counted(status.files, 'file')}, ${counted(error, 'error')}, ${counted(warning, 'warning')}`;
    item.detail = [furtherFindings(status), ...status.skipped.map(skippedText)].filter((text) => text !== '').join(' · ');
    item.severity = status.skipped.length > 0 ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
  });
  return item;
}

function furtherFindings({ findings: { information, hint } }: Status): string {
  return information + hint === 0 ? '' : `${counted(information, 'information', 'information')}, ${counted(hint, 'hint')}`;
}

function skippedText({ reason, count, examples }: SkippedFiles): string {
  const names = examples.map((uri) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri)));
  const more = count > names.length ? ', …' : '';
  return `Not checked in full: ${reason} (${names.join(', ')}${more})`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}
