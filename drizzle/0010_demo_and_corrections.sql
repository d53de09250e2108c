CREATE TABLE "password_reset" (
	"hash" text PRIMARY KEY NOT NULL,
	"person" uuid NOT NULL,
	"organisation" uuid NOT NULL,
	"by" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "password_reset_hash_is_sha256" CHECK ("password_reset"."hash" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "demo" (
	"stage" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "demo_stage_is_known" CHECK ("demo"."stage" in ('begun', 'filled'))
);
--> statement-breakpoint
CREATE TABLE "correction" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "correction_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organisation" uuid NOT NULL,
	"name" text NOT NULL,
	"credit_code" text NOT NULL,
	"reason" text NOT NULL,
	"by" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "correction_name_has_a_length" CHECK (char_length("correction"."name") between 1 and 200),
	CONSTRAINT "correction_credit_code_is_one" CHECK ("correction"."credit_code" ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
	CONSTRAINT "correction_reason_has_a_length" CHECK (char_length("correction"."reason") between 1 and 2000)
);
--> statement-breakpoint
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_person_person_id_fk" FOREIGN KEY ("person") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "correction" ADD CONSTRAINT "correction_organisation_organisation_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "password_reset_of" ON "password_reset" USING btree ("person");--> statement-breakpoint
CREATE INDEX "correction_of" ON "correction" USING btree ("organisation","id");