/** Watches a folder for the requests of tests and answers them one after the other. See `ui-protocol.ts`. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { perform } from './actions.ts';
import { readyFile, type UiReply, type UiRequest } from './ui-protocol.ts';

const suffix = '.request';

export function answerRequests(page: Page, folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, readyFile), '');
  let busy = false;
  const timer = setInterval(() => {
    const request = busy ? undefined : nextRequest(folder);
    if (request === undefined) return;
    busy = true;
    void answer(page, folder, request).finally(() => { busy = false; });
  }, 50);
  timer.unref();
}

interface Pending {
  readonly name: string;
  readonly request: UiRequest;
}

function nextRequest(folder: string): Pending | undefined {
  const file = readdirSync(folder).find(entry => entry.endsWith(suffix));
  if (file === undefined) return undefined;
  const path = join(folder, file);
  try {
    const request = JSON.parse(readFileSync(path, 'utf8')) as UiRequest;
    rmSync(path);
    return { name: file.slice(0, -suffix.length), request };
  } catch {
    // Still being written: the next look will find it whole.
    return undefined;
  }
}

async function answer(page: Page, folder: string, { name, request }: Pending): Promise<void> {
  const texts: string[] = [];
  let reply: UiReply = { texts };
  try {
    for (const action of request.actions) texts.push(...await perform(page, action, folder));
  } catch (error) {
    await page.screenshot({ path: join(folder, `${name}.failed.png`) }).catch(() => undefined);
    reply = { texts, error: error instanceof Error ? error.message : String(error) };
  }
  const path = join(folder, `${name}.reply`);
  writeFileSync(`${path}.tmp`, JSON.stringify(reply));
  renameSync(`${path}.tmp`, path);
}
