/** Draws `icon.png` (128 × 128) from `docs/icon.svg`: `npm run icon`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureChromium } from './editor/chromium.ts';
import { root } from './lib/project.ts';

const svg = readFileSync(join(root, 'docs', 'icon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: await ensureChromium(), headless: true, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  await page.screenshot({ path: join(root, 'icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
