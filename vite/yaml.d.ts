/** What vite/yaml-plugin.ts makes of a content file. */
declare module '*.yaml' {
	const content: unknown;
	export default content;
}
