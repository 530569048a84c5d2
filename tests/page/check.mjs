// Looks at a page of Export-StoryBoard as a browser and a screen reader would, and fails for what is wrong. By hand, with Chromium:
//
//   npm install --no-save --prefix tests/page axe-core puppeteer-core
//   CHROMIUM=/usr/bin/chromium node tests/page/check.mjs board.html [folder for pictures]
//
// It wants: no request but for the page, no dialog, nothing that the policy had to stop; no violation that axe finds, in light and dark, wide and
// narrow, with a story open and without; nothing wider than the window; the board and a story by the keyboard alone. It says how long the page takes.

import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';

const [file, pictures] = process.argv.slice(2);
const url = pathToFileURL(resolve(file)).href;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const faults = [];
if (pictures) mkdirSync(pictures, { recursive: true });

async function open(scheme, width) {
  const page = await browser.newPage();
  await page.setViewport({ width, height: 800 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  page.on('request', request => request.url().split('#')[0] === url || faults.push(`it asks for ${request.url()}`));
  page.on('dialog', dialog => { faults.push(`it says ${dialog.message()}`); dialog.dismiss(); });
  page.on('console', message => faults.push(`the console says ${message.text()}`));
  page.on('pageerror', error => faults.push(`a script failed: ${error.message}`));
  await page.goto(url);
  return page;
}

async function look(page, name) {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
  const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
  if (wide > 0) faults.push(`${name}: ${wide} pixels wider than the window`);
  await page.evaluate(axe); // as the developer tools would, which the policy does not bind
  const { violations, passes } = await page.evaluate(() => axe.run());
  for (const found of violations) faults.push(`${name}: ${found.id}: ${found.help}: ${found.nodes.slice(0, 3).map(node => node.html).join(' ')}`);
  console.log(`${name}: ${passes.length} rules of axe passed, ${violations.length} violated`);
}

for (const scheme of ['light', 'dark']) {
  for (const width of [1280, 400]) {
    const page = await open(scheme, width);
    await look(page, `${scheme}-${width}`);
    await page.evaluate(() => { location.hash = document.querySelector('article')?.id ?? ''; });
    await look(page, `${scheme}-${width}-story`);
    await page.close();
  }
}

// Tab to the first card, Enter, and back.
const page = await open('light', 1280);
const focus = () => page.evaluate(() => document.activeElement.getAttribute('href') ?? '#' + document.activeElement.id);
const story = await page.evaluate(() => document.querySelector('.card a')?.getAttribute('href'));
await page.keyboard.press('Tab');
if (await focus() !== '#page.board') faults.push('the first Tab is not that of the link to the board');
await page.keyboard.press('Enter');
if (story) {
  await page.keyboard.press('Tab');
  if (await focus() !== story) faults.push(`Tab leads to ${await focus()}, and not to the first card`);
  await page.keyboard.press('Enter');
  if (!await page.evaluate(id => document.querySelector(':target')?.matches('article') && getComputedStyle(document.querySelector(':target')).display === 'block', story)) faults.push('Enter does not open the story');
  await page.keyboard.press('Tab');
  if (!(await focus()).startsWith('#card.')) faults.push('in a story Tab does not lead back');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  if (await focus() !== story) faults.push(`back on the board Tab leads to ${await focus()}, and not to the card`);
}
if (pictures) await page.pdf({ path: `${pictures}/print.pdf`, format: 'A4', landscape: true });
await page.close();

const times = [];
for (let i = 0; i < 7; i++) {
  const page = await open('light', 1280);
  times.push(await page.evaluate(() => new Promise(done => new PerformanceObserver(list => done({
    load: performance.getEntriesByType('navigation')[0].loadEventEnd,
    paint: list.getEntriesByName('first-contentful-paint')[0].startTime,
  })).observe({ type: 'paint', buffered: true }))));
  await page.close();
}
const median = key => Math.round(times.map(time => time[key]).sort((a, b) => a - b)[3]);
console.log(`${(statSync(file).size / 1024).toFixed(0)} KB; loaded after ${median('load')} ms, first painted after ${median('paint')} ms (medians of 7)`);
await browser.close();
faults.forEach(fault => console.error(fault));
process.exitCode = faults.length > 0 ? 1 : 0;
