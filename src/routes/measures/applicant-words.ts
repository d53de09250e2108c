import type { MeasureData } from '#scoring';
import { m } from '#lib/paraglide/messages.js';

export const applicantWords: Record<MeasureData['applicant'][number], () => string> = {
	manufacturer: m.applicant_manufacturer,
	provider: m.applicant_provider,
	'research-body': m.applicant_research_body,
	'training-body': m.applicant_training_body,
	park: m.applicant_park
};
