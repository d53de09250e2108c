CREATE TABLE "plan" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sheet" uuid NOT NULL,
	"layer" text NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "plan_layer_is_known" CHECK ("plan"."layer" in ('declared', 'verified', 'confirmed'))
);
--> statement-breakpoint
CREATE TABLE "plan_evidence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan" uuid NOT NULL,
	"action" uuid NOT NULL,
	"file" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"bytes" integer NOT NULL,
	"effective_on" date,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "plan_evidence_file_is_sha256" CHECK ("plan_evidence"."file" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "plan_evidence_name_has_a_length" CHECK (char_length("plan_evidence"."name") between 1 and 200)
);
--> statement-breakpoint
CREATE TABLE "plan_owner" (
	"id" uuid PRIMARY KEY NOT NULL,
	"enterprise" uuid NOT NULL,
	"name" text NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "plan_owner_has_a_name" CHECK (char_length("plan_owner"."name") between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "plan_patch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan" uuid NOT NULL,
	"action" uuid NOT NULL,
	"field" text NOT NULL,
	"value" jsonb NOT NULL,
	"replaces" uuid,
	"made_at" timestamp with time zone NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "plan_patch_field_has_a_length" CHECK (char_length("plan_patch"."field") between 1 and 200),
	CONSTRAINT "plan_patch_value_has_a_length" CHECK (octet_length("plan_patch"."value"::text) <= 20000)
);
--> statement-breakpoint
ALTER TABLE "plan" ADD CONSTRAINT "plan_sheet_sheet_id_fk" FOREIGN KEY ("sheet") REFERENCES "public"."sheet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_evidence" ADD CONSTRAINT "plan_evidence_plan_plan_id_fk" FOREIGN KEY ("plan") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_owner" ADD CONSTRAINT "plan_owner_enterprise_organisation_id_fk" FOREIGN KEY ("enterprise") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_patch" ADD CONSTRAINT "plan_patch_plan_plan_id_fk" FOREIGN KEY ("plan") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "plan_of" ON "plan" USING btree ("sheet");--> statement-breakpoint
CREATE INDEX "plan_evidence_of" ON "plan_evidence" USING btree ("plan");--> statement-breakpoint
CREATE INDEX "plan_patch_of" ON "plan_patch" USING btree ("plan");