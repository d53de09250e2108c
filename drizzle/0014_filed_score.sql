CREATE TABLE "filed_score" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "filed_score_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sheet" uuid NOT NULL,
	"enterprise" uuid NOT NULL,
	"content" text NOT NULL,
	"numerator" numeric,
	"denominator" numeric,
	"industry" text,
	"size" text,
	"area" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "filed_score_sheet_unique" UNIQUE("sheet"),
	CONSTRAINT "filed_score_is_a_fraction" CHECK (("filed_score"."numerator" is null) = ("filed_score"."denominator" is null) and "filed_score"."denominator" > 0)
);
--> statement-breakpoint
ALTER TABLE "filed_score" ADD CONSTRAINT "filed_score_sheet_sheet_id_fk" FOREIGN KEY ("sheet") REFERENCES "public"."sheet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filed_score" ADD CONSTRAINT "filed_score_enterprise_organisation_id_fk" FOREIGN KEY ("enterprise") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filed_score" ADD CONSTRAINT "filed_score_content_content_hash_fk" FOREIGN KEY ("content") REFERENCES "public"."content"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "filed_score_among" ON "filed_score" USING btree ("content","industry","id");--> statement-breakpoint
CREATE INDEX "filed_score_of" ON "filed_score" USING btree ("enterprise","content","id");