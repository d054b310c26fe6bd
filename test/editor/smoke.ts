/** The packaged extension starts when a manifest is opened. */
import * as vscode from 'vscode';
import { assert, test } from './harness.ts';
import { closeAll, extensionId, openDocument, waitFor } from './support.ts';

test('the extension is loaded from its package', () => {
  assert(vscode.extensions.getExtension(extensionId), `${extensionId} is not among the extensions`);
  return Promise.resolve();
});

test('opening a manifest activates the extension', async () => {
  const [first] = (await vscode.workspace.findFiles('**/*.{yaml,yml}')).sort((a, b) => a.path.localeCompare(b.path));
  assert(first, 'the workspace holds no YAML file');
  await openDocument(first);
  await waitFor(
    () => vscode.extensions.getExtension(extensionId)?.isActive,
    active => active === true,
    () => `${extensionId} is not active`,
  );
  await closeAll();
});
