/** The id of what is inside a part of the trace. */
export function traceId(part: string): string {
	return `trace-${part}`;
}
