import { tmpdir } from 'node:os';
import { getuid } from 'node:process';
import puppeteer, { type Browser, type HTTPRequest, type Page } from 'puppeteer-core';
import { hasRoomIn } from '../room.ts';
import { findChromium } from './chromium.ts';
import { ownBytes } from './memory.ts';

/** A report could not be printed; why decides what the reader is told. */
export class PrintFailure extends Error {
	/**
	 * `busy`: too many wait already. `disk`: there is no room for what the browser writes. `browser`: it does
	 * not start, or ended twice.
	 */
	readonly why: 'busy' | 'disk' | 'browser';
	constructor(why: PrintFailure['why'], cause?: unknown) {
		super(`No report was printed: ${why}`, { cause });
		this.why = why;
	}
}

export interface PrinterOptions {
	/** How many pages are printed at once. */
	pages?: number;
	/** How many more may wait. */
	mostWaiting?: number;
	/** After how many prints the browser is replaced; it keeps some of each in memory. */
	recycleAfter?: number;
	/** Above how many bytes it is replaced before that. */
	mostBytes?: number;
	/** Told of every address that a page asked for and did not get. */
	onBlocked?: (url: string) => void;
}

export interface Printer {
	/**
	 * Prints the page of an address.
	 *
	 * @param address called for each attempt, since it may be good only once
	 * @throws {PrintFailure}
	 */
	print(address: () => string): Promise<Uint8Array<ArrayBuffer>>;
	/**
	 * The charts of the page of an address, in their order.
	 *
	 * @param address called for each attempt, since it may be good only once
	 * @throws {PrintFailure}
	 */
	draw(address: () => string): Promise<Picture[]>;
	/** The process of the browser, while there is one. */
	readonly pid: number | undefined;
	close(): Promise<void>;
}

/** A chart as PNG, on white, with three dots for one of its pixels. */
export interface Picture {
	readonly png: Uint8Array;
	/** In pixels of CSS, 96 to the inch. */
	readonly width: number;
	readonly height: number;
}

/** A browser while it serves: what it has printed, and its pages that are free. */
interface Running {
	readonly browser: Browser;
	readonly free: Page[];
	printed: number;
	busy: number;
	retired: boolean;
}

/** The width of the text on paper, so that charts are drawn at the size they are printed in. */
const textWidth = 605;
const patience = 30_000;
const memoryEvery = 10;

/** One warm browser that prints pages of ours and reaches nothing else. It starts with the first print. */
export function openPrinter({
	pages = 2,
	mostWaiting = 40,
	recycleAfter = 200,
	mostBytes = 1_500_000_000,
	onBlocked = (url) => console.warn(`A report asked for ${url} and did not get it.`)
}: PrinterOptions = {}): Printer {
	const waiting: (() => void)[] = [];
	let printing = 0;
	let running: Promise<Running> | undefined;
	let current: Running | undefined;

	async function launch(): Promise<Running> {
		const started: Running = {
			browser: await launchBrowser(),
			free: [],
			printed: 0,
			busy: 0,
			retired: false
		};
		current = started;
		started.browser.once('disconnected', () => {
			started.retired = true;
			if (current === started) current = running = undefined;
		});
		return started;
	}

	async function take(): Promise<Running> {
		running ??= launch();
		try {
			return await running;
		} catch (error) {
			running = undefined;
			throw new PrintFailure('browser', error);
		}
	}

	async function give(one: Running): Promise<void> {
		if (!one.retired && isWorn(one)) {
			one.retired = true;
			if (current === one) current = running = undefined;
		}
		if (one.retired && one.busy === 0) await one.browser.close().catch(() => undefined);
	}

	function isWorn({ browser, printed }: Running): boolean {
		if (printed >= recycleAfter) return true;
		const pid = browser.process()?.pid;
		if (printed % memoryEvery !== 0 || pid === undefined) return false;
		return (ownBytes(pid) ?? 0) > mostBytes;
	}

	async function attempt<T>(url: string, work: (page: Page) => Promise<T>): Promise<T> {
		const one = await take();
		one.busy++;
		try {
			const page = one.free.pop() ?? (await openPage(one.browser, onBlocked));
			try {
				await lead(page, url);
				const done = await work(page);
				one.free.push(page);
				return done;
			} catch (error) {
				await page.close().catch(() => undefined);
				throw error;
			}
		} finally {
			one.busy--;
			one.printed++;
			await give(one);
		}
	}

	async function enter(): Promise<void> {
		if (printing >= pages) {
			if (waiting.length >= mostWaiting) throw new PrintFailure('busy');
			await new Promise<void>((resolve) => waiting.push(resolve));
		} else printing++;
	}

	/** The place goes to whoever waits longest. */
	function leave(): void {
		const next = waiting.shift();
		if (next) next();
		else printing--;
	}

	async function at<T>(address: () => string, work: (page: Page) => Promise<T>): Promise<T> {
		if (!hasRoomIn(tmpdir())) throw new PrintFailure('disk');
		await enter();
		try {
			return await attempt(address(), work).catch((error: unknown) => {
				if (error instanceof PrintFailure) throw error;
				// A browser that ended on its way is started again, once.
				return attempt(address(), work);
			});
		} catch (error) {
			throw error instanceof PrintFailure ? error : new PrintFailure('browser', error);
		} finally {
			leave();
		}
	}

	return {
		print: (address) => at(address, printPage),
		draw: (address) => at(address, drawPage),
		get pid() {
			return current?.browser.process()?.pid;
		},
		async close() {
			const last = await running?.catch(() => undefined);
			await last?.browser.close();
		}
	};
}

/** Whether the lack of a sandbox was stated: once is enough. */
let isSaid = false;

async function launchBrowser(): Promise<Browser> {
	const { path, headless } = await findChromium();
	const isRoot = getuid?.() === 0;
	if (isRoot && !isSaid) {
		console.warn('Chromium prints without its sandbox, since it has none for what root starts.');
		isSaid = true;
	}
	return puppeteer.launch({
		executablePath: path,
		headless,
		args: isRoot ? ['--no-sandbox'] : [],
		// No port is opened, and the browser ends when this process does, however that ends.
		pipe: true,
		handleSIGHUP: false,
		handleSIGINT: false,
		handleSIGTERM: false
	});
}

/** A page that loads what {@link lead} leads it to, and nothing from elsewhere. */
async function openPage(browser: Browser, onBlocked: (url: string) => void): Promise<Page> {
	const page = await browser.newPage();
	page.setDefaultTimeout(patience);
	await page.setViewport({ width: textWidth, height: 900 });
	await page.emulateMediaType('print');
	await page.setRequestInterception(true);
	page.on('request', (request) => {
		const allowed = isOurs(request, asked.get(page));
		if (!allowed) onBlocked(request.url());
		void (allowed ? request.continue() : request.abort('blockedbyclient'));
	});
	return page;
}

/** The address that each page is to print. */
const asked = new WeakMap<Page, string>();

/** The page itself or its data, and what the build made of our own scripts, styles and fonts. */
function isOurs(request: HTTPRequest, url: string | undefined): boolean {
	if (url === undefined || request.method() !== 'GET') return false;
	if (request.isNavigationRequest()) return request.url() === url;
	const { origin, pathname } = new URL(request.url());
	const own = new URL(url);
	const isPart = pathname.startsWith('/_app/immutable/');
	return origin === own.origin && (isPart || pathname === `${own.pathname}/__data.json`);
}

/** Has a page show an address, and waits until all of it is drawn. */
async function lead(page: Page, url: string): Promise<void> {
	asked.set(page, url);
	// What is loaded and decoded once serves the reports after it: only their data is fetched.
	const isWarm = page.url().startsWith(`${new URL(url).origin}/`);
	if (isWarm) await page.evaluate(follow, url);
	else await page.goto(url);
	const token = url.slice(url.lastIndexOf('/') + 1);
	await page.waitForFunction(
		(token) => document.documentElement.dataset.drawn === token,
		{ polling: 'mutation' },
		token
	);
}

async function printPage(page: Page): Promise<Uint8Array<ArrayBuffer>> {
	const pdf = await page.pdf({
		preferCSSPageSize: true,
		printBackground: true,
		tagged: true,
		outline: true,
		timeout: patience
	});
	return new Uint8Array(pdf);
}

async function drawPage(page: Page): Promise<Picture[]> {
	const drawn = await page.evaluate(onWhite);
	return drawn.map(({ png, ...size }) => ({ png: Buffer.from(png, 'base64'), ...size }));
}

/** Runs in the page: its charts, which are transparent, on the white of paper. */
function onWhite(): { png: string; width: number; height: number }[] {
	return [...document.querySelectorAll('canvas')].map((canvas) => {
		const paper = document.createElement('canvas');
		paper.width = canvas.width;
		paper.height = canvas.height;
		const context = paper.getContext('2d')!;
		context.fillStyle = '#fff';
		context.fillRect(0, 0, paper.width, paper.height);
		context.drawImage(canvas, 0, 0);
		const png = paper.toDataURL('image/png').split(',')[1]!;
		return { png, width: canvas.clientWidth, height: canvas.clientHeight };
	});
}

/** Runs in the page: follows a link, as a reader would. */
function follow(url: string): void {
	const link = document.createElement('a');
	link.href = url;
	document.body.append(link);
	link.click();
	link.remove();
}
