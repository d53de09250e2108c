CREATE TABLE "assignment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"enterprise" uuid NOT NULL,
	"provider" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "assignment_ends_after_it_starts" CHECK ("assignment"."ends_at" > "assignment"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "assignment_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "assignment_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"assignment" uuid NOT NULL,
	"event" text NOT NULL,
	"person" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "assignment_event_is_known" CHECK ("assignment_event"."event" in ('consultant', 'appointment', 'visit', 'confirmed', 'rated', 'ended')),
	CONSTRAINT "assignment_event_names_its_consultant" CHECK (("assignment_event"."event" = 'consultant') = ("assignment_event"."person" is not null))
);
--> statement-breakpoint
CREATE TABLE "decision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sheet" uuid NOT NULL,
	"field" text NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "decision_kind_is_known" CHECK ("decision"."kind" in ('comment', 'accepted', 'corrected', 'rejected')),
	CONSTRAINT "decision_text_has_a_length" CHECK (char_length("decision"."text") <= 2000)
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sheet" uuid NOT NULL,
	"field" text NOT NULL,
	"file" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"bytes" integer NOT NULL,
	"effective_on" date,
	"replaces" uuid,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "evidence_file_is_sha256" CHECK ("evidence"."file" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "evidence_name_has_a_length" CHECK (char_length("evidence"."name") between 1 and 200)
);
--> statement-breakpoint
CREATE TABLE "filed" (
	"sheet" uuid NOT NULL,
	"layer" text NOT NULL,
	"hash" text NOT NULL,
	"dossier" jsonb NOT NULL,
	"content" text NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "filed_sheet_layer_pk" PRIMARY KEY("sheet","layer"),
	CONSTRAINT "filed_layer_is_known" CHECK ("filed"."layer" in ('declared', 'verified', 'confirmed')),
	CONSTRAINT "filed_hash_is_sha256" CHECK ("filed"."hash" ~ '^sha256:[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "layer_writing" (
	"layer" text NOT NULL,
	"state" text NOT NULL,
	"right" text NOT NULL,
	CONSTRAINT "layer_writing_layer_state_pk" PRIMARY KEY("layer","state")
);
--> statement-breakpoint
CREATE TABLE "sheet_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sheet_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sheet" uuid NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"statement" jsonb,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sheet_event_state_is_known" CHECK ("sheet_event"."state" in ('draft', 'submitted', 'returned', 'verifying', 'verified', 'reviewing', 'filed')),
	CONSTRAINT "sheet_event_reason_has_a_length" CHECK (char_length("sheet_event"."reason") between 1 and 2000)
);
--> statement-breakpoint
CREATE TABLE "sheet_owner" (
	"sheet" uuid PRIMARY KEY NOT NULL,
	"enterprise" uuid NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sheet_step" (
	"from" text NOT NULL,
	"to" text NOT NULL,
	"right" text NOT NULL,
	"asks" text,
	CONSTRAINT "sheet_step_from_to_pk" PRIMARY KEY("from","to")
);
--> statement-breakpoint
CREATE TABLE "signature" (
	"id" uuid PRIMARY KEY NOT NULL,
	"enterprise" uuid NOT NULL,
	"name" text NOT NULL,
	"post" text NOT NULL,
	"strokes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "signature_has_a_name" CHECK (char_length("signature"."name") between 1 and 100 and char_length("signature"."post") <= 100)
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"hash" text PRIMARY KEY NOT NULL,
	"organisation" uuid NOT NULL,
	"role" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"by" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invitation_hash_is_sha256" CHECK ("invitation"."hash" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "invitation_role_is_known" CHECK ("invitation"."role" in ('enterprise-admin', 'enterprise-filler', 'provider-manager', 'consultant', 'government-officer', 'government-reviewer', 'operator'))
);
--> statement-breakpoint
CREATE TABLE "invitation_end" (
	"invitation" text PRIMARY KEY NOT NULL,
	"person" uuid,
	"by" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "membership_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organisation" uuid NOT NULL,
	"person" uuid NOT NULL,
	"role" text,
	"by" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "membership_role_is_known" CHECK ("membership"."role" in ('enterprise-admin', 'enterprise-filler', 'provider-manager', 'consultant', 'government-officer', 'government-reviewer', 'operator'))
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"credit_code" text,
	"by" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organisation_credit_code_unique" UNIQUE("credit_code"),
	CONSTRAINT "organisation_kind_is_known" CHECK ("organisation"."kind" in ('enterprise', 'provider', 'government', 'operator')),
	CONSTRAINT "organisation_credit_code_is_one" CHECK ("organisation"."credit_code" ~ '^[0-9A-HJ-NPQRTUWXY]{18}$')
);
--> statement-breakpoint
CREATE TABLE "profile" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "profile_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organisation" uuid NOT NULL,
	"name" text NOT NULL,
	"area" text,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"titles" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"by" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "profile_name_has_a_length" CHECK (char_length("profile"."name") between 1 and 200),
	CONSTRAINT "profile_area_is_a_code" CHECK ("profile"."area" ~ '^[0-9]{6}([0-9]{3})?(-[a-z0-9]+)*$')
);
--> statement-breakpoint
CREATE TABLE "role_right" (
	"role" text NOT NULL,
	"kind" text NOT NULL,
	"right" text NOT NULL,
	CONSTRAINT "role_right_role_right_pk" PRIMARY KEY("role","right")
);
--> statement-breakpoint
CREATE TABLE "place" (
	"id" uuid PRIMARY KEY NOT NULL,
	"address" text NOT NULL,
	"agent" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trail" (
	"chain" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"person" uuid,
	"organisation" uuid,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb NOT NULL,
	"place" uuid,
	"before" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "trail_chain_seq_pk" PRIMARY KEY("chain","seq"),
	CONSTRAINT "trail_hash_is_sha256" CHECK ("trail"."hash" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
ALTER TABLE "patch" ADD COLUMN "layer" text DEFAULT 'declared' NOT NULL;--> statement-breakpoint
ALTER TABLE "patch" ADD COLUMN "author" uuid;--> statement-breakpoint
ALTER TABLE "patch" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_enterprise_organisation_id_fk" FOREIGN KEY ("enterprise") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_provider_organisation_id_fk" FOREIGN KEY ("provider") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_event" ADD CONSTRAINT "assignment_event_assignment_assignment_id_fk" FOREIGN KEY ("assignment") REFERENCES "public"."assignment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_sheet_sheet_id_fk" FOREIGN KEY ("sheet") REFERENCES "public"."sheet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_sheet_sheet_id_fk" FOREIGN KEY ("sheet") REFERENCES "public"."sheet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filed" ADD CONSTRAINT "filed_sheet_sheet_id_fk" FOREIGN KEY ("sheet") REFERENCES "public"."sheet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filed" ADD CONSTRAINT "filed_content_content_hash_fk" FOREIGN KEY ("content") REFERENCES "public"."content"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sheet_event" ADD CONSTRAINT "sheet_event_sheet_sheet_id_fk" FOREIGN KEY ("sheet") REFERENCES "public"."sheet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sheet_owner" ADD CONSTRAINT "sheet_owner_enterprise_organisation_id_fk" FOREIGN KEY ("enterprise") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature" ADD CONSTRAINT "signature_enterprise_organisation_id_fk" FOREIGN KEY ("enterprise") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organisation_organisation_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation_end" ADD CONSTRAINT "invitation_end_invitation_invitation_hash_fk" FOREIGN KEY ("invitation") REFERENCES "public"."invitation"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_organisation_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "profile" ADD CONSTRAINT "profile_organisation_organisation_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignment_of" ON "assignment" USING btree ("enterprise");--> statement-breakpoint
CREATE INDEX "assignment_to" ON "assignment" USING btree ("provider");--> statement-breakpoint
CREATE INDEX "assignment_event_of" ON "assignment_event" USING btree ("assignment","id");--> statement-breakpoint
CREATE INDEX "decision_of" ON "decision" USING btree ("sheet","at");--> statement-breakpoint
CREATE INDEX "evidence_of" ON "evidence" USING btree ("sheet");--> statement-breakpoint
CREATE INDEX "sheet_event_of" ON "sheet_event" USING btree ("sheet","id");--> statement-breakpoint
CREATE INDEX "sheet_owner_of" ON "sheet_owner" USING btree ("enterprise");--> statement-breakpoint
CREATE INDEX "membership_of" ON "membership" USING btree ("person","organisation","id");--> statement-breakpoint
CREATE INDEX "profile_of" ON "profile" USING btree ("organisation","id");--> statement-breakpoint
CREATE INDEX "trail_by" ON "trail" USING btree ("person");--> statement-breakpoint
ALTER TABLE "patch" ADD CONSTRAINT "patch_layer_is_known" CHECK ("patch"."layer" in ('declared', 'verified', 'confirmed'));