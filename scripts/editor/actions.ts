/** Carries out on the page of VS Code what a test asks for. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { UiAction } from './ui-protocol.ts';

/** How long a single action may take. */
const patience = 15_000;

/** Returns what the action read, if it reads. */
export async function perform(page: Page, action: UiAction, pictures: string): Promise<readonly string[]> {
  if ('press' in action) await page.keyboard.press(action.press);
  else if ('type' in action) await page.keyboard.type(action.type, { delay: 20 });
  else if ('hover' in action) await point(page, { text: action.hover, line: action.inLine ?? action.hover });
  else if ('click' in action) await pointAndClick(page, { text: action.click, line: action.inLine ?? action.click });
  else if ('clickOn' in action) await page.locator(action.clickOn).first().click({ timeout: patience });
  else if ('read' in action) return visible(page, action.read).allInnerTexts();
  else if ('screenshot' in action) await picture(page, join(pictures, `${action.screenshot}.png`), action.of);
  else await wait(page, action);
  return [];
}

type Waiting = Extract<UiAction, { waitFor: unknown } | { waitGone: unknown } | { pause: unknown } | { resize: unknown }>;

async function wait(page: Page, action: Waiting): Promise<void> {
  if ('waitFor' in action) await visible(page, action.waitFor).first().waitFor({ timeout: patience });
  else if ('waitGone' in action) await page.locator(action.waitGone).first().waitFor({ state: 'hidden', timeout: patience });
  else if ('pause' in action) await page.waitForTimeout(action.pause);
  else await page.setViewportSize(action.resize);
}

function visible(page: Page, selector: string): ReturnType<Page['locator']> {
  return page.locator(selector).filter({ visible: true });
}

async function picture(page: Page, path: string, of: string | undefined): Promise<void> {
  if (of === undefined) await page.screenshot({ path });
  else await visible(page, of).first().screenshot({ path, timeout: patience });
}

async function pointAndClick(page: Page, wanted: Wanted): Promise<void> {
  const { x, y } = await point(page, wanted);
  await page.mouse.click(x, y);
}

async function point(page: Page, wanted: Wanted): Promise<Place> {
  const deadline = Date.now() + patience;
  for (;;) {
    const place = await page.evaluate(placeOf, wanted);
    if (place !== undefined) {
      // Two steps: an editor that already has the mouse on this spot sees no movement.
      await page.mouse.move(place.x + 1, place.y + 1);
      await page.mouse.move(place.x, place.y, { steps: 3 });
      return place;
    }
    if (Date.now() > deadline) throw new Error(`The editor does not show the text ${JSON.stringify(wanted.text)}`);
    await page.waitForTimeout(100);
  }
}

interface Wanted {
  readonly text: string;
  /** What else the line holds. */
  readonly line: string;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Runs in the page: the middle of the first occurrence of a text in the editor's lines, from the top. */
function placeOf({ text, line: inLine }: Wanted): Place | undefined {
  const top = (line: Element): number => line.getBoundingClientRect().top;
  const lines = [...document.querySelectorAll('.monaco-editor .view-lines .view-line')].sort((a, b) => top(a) - top(b));
  for (const line of lines) {
    const shown = line.textContent.replaceAll('\u00a0', ' ');
    const at = shown.indexOf(text);
    if (at < 0 || !shown.includes(inLine)) continue;
    const range = document.createRange();
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let passed = 0;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0;
      if (passed <= at && at < passed + length) range.setStart(node, at - passed);
      if (at + text.length <= passed + length) {
        range.setEnd(node, at + text.length - passed);
        break;
      }
      passed += length;
    }
    const box = range.getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  }
  return undefined;
}
