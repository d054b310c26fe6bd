/** Opens VS Code's workbench in headless Chromium and waits for the exit code of the tests that run in it. */
import { chromium } from 'playwright-core';
import { answerRequests } from './requests.ts';

export interface PageOptions {
  readonly chromium: string;
  readonly url: string;
  /** Where tests lay down what they ask of the page. */
  readonly requests?: string;
  /** Gives up after so many milliseconds. */
  readonly timeout: number;
  readonly log: (line: string) => void;
}

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export async function runPage(options: PageOptions): Promise<number> {
  const browser = await chromium.launch({ executablePath: options.chromium, headless: true, args: flags });
  try {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      deviceScaleFactor: Number(process.env['EGRESS_SCALE'] ?? 1),
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    const exit = new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => { reject(new Error(`The tests did not end within ${String(options.timeout / 1000)} s`)); }, options.timeout);
      timer.unref();
      page.once('crash', () => { reject(new Error('The page of VS Code has crashed')); });
      browser.once('disconnected', () => { reject(new Error('Chromium has ended')); });
      void page.exposeFunction('codeAutomationExit', resolve);
    });
    // What the workbench reports before it is waited for must not end the process.
    exit.catch(() => undefined);
    await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => { options.log(args.map(String).join(' ')); });
    if (options.requests !== undefined) answerRequests(page, options.requests);
    await page.goto(options.url);
    return await exit;
  } finally {
    await browser.close();
  }
}
