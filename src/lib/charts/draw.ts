import type { Chart, ChartConfiguration, ChartType } from 'chart.js';
import type { Attachment } from 'svelte/attachments';

/** The colours of a chart, as CSS has them for light, dark and paper. */
export interface Palette {
	readonly ink: string;
	readonly muted: string;
	readonly line: string;
	readonly strong: string;
	readonly soft: string;
	readonly wash: string;
	/** What it is drawn on. */
	readonly paper: string;
}

export interface Drawing<Type extends ChartType> {
	/** Every word drawn, so that the font has its signs before the first stroke. */
	readonly words: string;
	readonly configure: (palette: Palette, family: string) => ChartConfiguration<Type>;
}

/** Draws on a canvas, again when light and dark change places. It says `data-drawn` once it has. */
export function drawn<Type extends ChartType>(
	ChartOf: new (canvas: HTMLCanvasElement, config: ChartConfiguration<Type>) => Chart<Type>,
	{ words, configure }: Drawing<Type>
): Attachment<HTMLCanvasElement> {
	return (canvas) => {
		let chart: Chart<Type> | undefined;
		let gone = false;
		const draw = () => {
			if (gone) return;
			chart?.destroy();
			chart = new ChartOf(
				canvas,
				configure(paletteOf(canvas), getComputedStyle(canvas).fontFamily)
			);
			canvas.dataset.drawn = '';
		};
		const scheme = matchMedia('(prefers-color-scheme: dark)');
		scheme.addEventListener('change', draw);
		void fontsFor(canvas, words).then(draw);
		return () => {
			gone = true;
			scheme.removeEventListener('change', draw);
			chart?.destroy();
		};
	};
}

/** A canvas asks for no font by itself: without this, what is not loaded yet would never be drawn. */
async function fontsFor(canvas: HTMLCanvasElement, words: string): Promise<void> {
	const { fontFamily } = getComputedStyle(canvas);
	const weights = ['400', '700'].map((weight) =>
		document.fonts.load(`${weight} 12px ${fontFamily}`, words)
	);
	// A font that cannot be had is no reason for no chart.
	await Promise.allSettled(weights);
}

function paletteOf(canvas: HTMLCanvasElement): Palette {
	const style = getComputedStyle(canvas);
	const colour = (name: keyof Palette) => style.getPropertyValue(`--chart-${name}`).trim();
	return {
		ink: colour('ink'),
		muted: colour('muted'),
		line: colour('line'),
		strong: colour('strong'),
		soft: colour('soft'),
		wash: colour('wash'),
		paper: colour('paper')
	};
}

/** What every chart of ours has in common: nothing moves, and paper gets three dots for one. */
export function common(palette: Palette, family: string) {
	const onPaper = matchMedia('print').matches;
	return {
		animation: false as const,
		responsive: true,
		maintainAspectRatio: false,
		devicePixelRatio: onPaper ? 3 : window.devicePixelRatio,
		color: palette.ink,
		font: { family, size: 12 },
		events: onPaper ? [] : (['mousemove', 'mouseout', 'touchstart'] as const).slice()
	};
}
