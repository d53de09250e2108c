/**
 * How soon "what if" answers: milliseconds from a key to the frame that shows the new package, in a
 * Chromium slowed down four times, as a cheap phone is; for the example and for twenty projects.
 *
 *     node tests/bench/what-if.ts
 */
import type { Page } from 'puppeteer-core';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { serveHere } from '../../scripts/app.ts';
import { build } from '../../scripts/build.ts';
import { launch } from '../support/browser.ts';
import { beginAt, example, journey } from '../support/journey.ts';

const slower = 4;
/** The first few only warm up. */
const warming = 10;
const keys = 60;

const [project] = example.projects as [object];
const twenty = {
	...example,
	projects: Array.from({ length: 20 }, (_, i) => ({ ...project, name: `项目${i + 1}` }))
};
const cases: readonly (readonly [name: string, said: CaseFile])[] = [
	['the example, one project', example],
	['twenty projects', twenty]
];

await build();
const app = await serveHere();
const browser = await launch();
try {
	for (const [name, said] of cases) {
		const { page } = await beginAt(browser, app.origin + journey, { step: 'result', said });
		await page.emulateCPUThrottling(slower);
		const times = (await timesOf(page)).slice(warming).sort((a, b) => a - b);
		const at = (share: number) => times[Math.floor(share * (times.length - 1))]!.toFixed(0);
		console.log(
			`${name}: median ${at(0.5)} ms, nine in ten within ${at(0.9)} ms, longest ${at(1)} ms`
		);
		await page.browserContext().close();
	}
} finally {
	await browser.close();
	await app.close();
}

/** Types a loan digit by digit, over and over; from the moment of each key to the frame after it. */
async function timesOf(page: Page): Promise<number[]> {
	const field = '[id="if.projects.0.years.2024.loan"]';
	await page.focus(field);
	await page.evaluate(() => {
		const times: number[] = [];
		Object.assign(window, { times });
		document.addEventListener('input', ({ timeStamp }) => {
			// What is asked for in a frame comes after it has been drawn.
			requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - timeStamp)));
		});
	});
	for (let i = 0; i < warming + keys; i++) {
		await page.keyboard.press(i % 4 === 3 ? 'Backspace' : '5');
		await page.waitForFunction(
			(count) => (window as unknown as { times: number[] }).times.length === count,
			{},
			i + 1
		);
	}
	return page.evaluate(() => (window as unknown as { times: number[] }).times);
}
