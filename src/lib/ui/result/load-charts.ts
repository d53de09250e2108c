/** The charts, fetched once: early, where nothing is to be asked of the server later on. */
export async function loadCharts() {
	const [radar, ladder, staircase, pairs, road] = await Promise.all([
		import('#lib/charts/Radar.svelte'),
		import('#lib/charts/Ladder.svelte'),
		import('#lib/charts/Staircase.svelte'),
		import('#lib/charts/Pairs.svelte'),
		import('#lib/charts/Road.svelte')
	]);
	return {
		Radar: radar.default,
		Ladder: ladder.default,
		Staircase: staircase.default,
		Pairs: pairs.default,
		Road: road.default
	};
}
