CREATE TABLE "move" (
	"sheet" uuid PRIMARY KEY NOT NULL,
	"from_sheet" uuid NOT NULL,
	"questionnaire" text NOT NULL,
	"mapping" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "move_mapping_is_sha256" CHECK ("move"."mapping" ~ '^sha256:[0-9a-f]{64}$'),
	CONSTRAINT "move_sheet_is_derived" CHECK ("move"."sheet" = encode(substring(sha256(convert_to("move"."from_sheet"::text || ' ' || "move"."questionnaire", 'UTF8')) from 1 for 16), 'hex')::uuid)
);
--> statement-breakpoint
ALTER TABLE "move" ADD CONSTRAINT "move_sheet_sheet_id_fk" FOREIGN KEY ("sheet") REFERENCES "public"."sheet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "move" ADD CONSTRAINT "move_from_sheet_sheet_id_fk" FOREIGN KEY ("from_sheet") REFERENCES "public"."sheet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "move_from" ON "move" USING btree ("from_sheet");