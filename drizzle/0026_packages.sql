CREATE TABLE "package" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "package_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"enterprise" uuid NOT NULL,
	"sheet" uuid NOT NULL,
	"hash" text NOT NULL,
	"previous" text,
	"bytes" bigint NOT NULL,
	"by" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "package_once" UNIQUE("sheet","hash"),
	CONSTRAINT "package_hash_is_sha256" CHECK ("package"."hash" ~ '^sha256:[0-9a-f]{64}$'),
	CONSTRAINT "package_previous_is_sha256" CHECK ("package"."previous" ~ '^sha256:[0-9a-f]{64}$')
);
--> statement-breakpoint
ALTER TABLE "package" ADD CONSTRAINT "package_enterprise_organisation_id_fk" FOREIGN KEY ("enterprise") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package" ADD CONSTRAINT "package_sheet_sheet_id_fk" FOREIGN KEY ("sheet") REFERENCES "public"."sheet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "package_of" ON "package" USING btree ("enterprise","id");