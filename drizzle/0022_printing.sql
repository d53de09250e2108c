CREATE TABLE "print_batch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" uuid NOT NULL,
	"area" text,
	"layer" text NOT NULL,
	"locale" text NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "print_batch_layer_is_known" CHECK ("print_batch"."layer" in ('declared', 'verified', 'confirmed')),
	CONSTRAINT "print_batch_locale_is_known" CHECK ("print_batch"."locale" in ('zh-cn', 'en')),
	CONSTRAINT "print_batch_area_has_a_length" CHECK (char_length("print_batch"."area") <= 12)
);
--> statement-breakpoint
CREATE TABLE "print_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "print_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"batch" uuid NOT NULL,
	"item" uuid,
	"kind" text NOT NULL,
	"file" text,
	"bytes" integer,
	"why" text,
	"by" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "print_event_kind_is_known" CHECK ("print_event"."kind" in ('paused', 'resumed', 'cancelled', 'retried', 'printing', 'printed', 'failed')),
	CONSTRAINT "print_event_why_is_known" CHECK ("print_event"."why" in ('unseen', 'not-filed', 'unprintable', 'browser', 'disk', 'store', 'fault', 'gave-up')),
	CONSTRAINT "print_event_says_what_it_must" CHECK (("print_event"."kind" in ('paused', 'resumed', 'cancelled')) = ("print_event"."item" is null)
				and ("print_event"."kind" = 'printed') = ("print_event"."file" is not null)
				and ("print_event"."kind" = 'printed') = ("print_event"."bytes" is not null)
				and ("print_event"."kind" = 'failed') = ("print_event"."why" is not null)),
	CONSTRAINT "print_event_file_is_sha256" CHECK ("print_event"."file" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "print_item" (
	"id" uuid PRIMARY KEY NOT NULL,
	"batch" uuid NOT NULL,
	"sheet" uuid NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "print_item_once" UNIQUE("batch","sheet"),
	CONSTRAINT "print_item_of" UNIQUE("batch","id"),
	CONSTRAINT "print_item_name_has_a_length" CHECK (char_length("print_item"."name") between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "print_batch" ADD CONSTRAINT "print_batch_organisation_organisation_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_event" ADD CONSTRAINT "print_event_batch_print_batch_id_fk" FOREIGN KEY ("batch") REFERENCES "public"."print_batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_event" ADD CONSTRAINT "print_event_batch_item_print_item_batch_id_fk" FOREIGN KEY ("batch","item") REFERENCES "public"."print_item"("batch","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_item" ADD CONSTRAINT "print_item_batch_print_batch_id_fk" FOREIGN KEY ("batch") REFERENCES "public"."print_batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_item" ADD CONSTRAINT "print_item_sheet_sheet_id_fk" FOREIGN KEY ("sheet") REFERENCES "public"."sheet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "print_batch_of" ON "print_batch" USING btree ("organisation");--> statement-breakpoint
CREATE UNIQUE INDEX "print_event_prints_once" ON "print_event" USING btree ("item") WHERE kind = 'printed';--> statement-breakpoint
CREATE INDEX "print_event_of" ON "print_event" USING btree ("batch","item","id");