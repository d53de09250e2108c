import * as v from 'valibot';

const text = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most));
/** As `toISOString` writes it. */
const moment = v.pipe(v.string(), v.isoTimestamp());

/** When consultant and enterprise have agreed to meet, and where. */
export const appointmentSchema = v.strictObject({ at: moment, place: text(200) });
export type Appointment = v.InferOutput<typeof appointmentSchema>;

/** What happened on site. Who was there and signed is told by the signatures. */
export const visitSchema = v.pipe(
	v.strictObject({
		from: moment,
		until: moment,
		/** The parts of the works that were seen. */
		seen: v.pipe(v.array(v.pipe(text(200), v.nonEmpty())), v.maxLength(50)),
		remarks: text(4000)
	}),
	v.check(({ from, until }) => Date.parse(from) < Date.parse(until), 'expected it to end later')
);
export type Visit = v.InferOutput<typeof visitSchema>;

/** How the enterprise found the service: one to five, and why. */
export const ratingSchema = v.strictObject({
	stars: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)),
	remarks: text(2000)
});
export type Rating = v.InferOutput<typeof ratingSchema>;
