ALTER TABLE "print_event" DROP CONSTRAINT "print_event_why_is_known";--> statement-breakpoint
ALTER TABLE "print_batch" ALTER COLUMN "layer" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "print_event" ALTER COLUMN "bytes" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "print_batch" ADD COLUMN "kind" text DEFAULT 'reports' NOT NULL;--> statement-breakpoint
ALTER TABLE "print_event" ADD COLUMN "what" text;--> statement-breakpoint
ALTER TABLE "print_batch" ADD CONSTRAINT "print_batch_kind_is_known" CHECK ("print_batch"."kind" in ('reports', 'packages'));--> statement-breakpoint
ALTER TABLE "print_batch" ADD CONSTRAINT "print_batch_says_what_it_must" CHECK (("print_batch"."kind" = 'reports') = ("print_batch"."layer" is not null));--> statement-breakpoint
ALTER TABLE "print_event" ADD CONSTRAINT "print_event_what_has_a_length" CHECK ("print_event"."what" is null or "print_event"."kind" = 'failed' and char_length("print_event"."what") between 1 and 2000);--> statement-breakpoint
ALTER TABLE "print_event" ADD CONSTRAINT "print_event_why_is_known" CHECK ("print_event"."why" in ('unseen', 'not-filed', 'not-issued', 'evidence', 'unprintable', 'browser', 'disk', 'store', 'fault', 'gave-up'));