CREATE TABLE "finding_remark" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sheet" uuid NOT NULL,
	"finding" text NOT NULL,
	"kind" text NOT NULL,
	"priority" text,
	"text" text NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "finding_remark_kind_is_known" CHECK ("finding_remark"."kind" in ('words', 'priority', 'set-aside')),
	CONSTRAINT "finding_remark_priority_is_known" CHECK ("finding_remark"."priority" is null or "finding_remark"."priority" in ('P0', 'P1', 'P2')),
	CONSTRAINT "finding_remark_priority_goes_with_its_kind" CHECK (("finding_remark"."kind" = 'priority') = ("finding_remark"."priority" is not null)),
	CONSTRAINT "finding_remark_text_has_a_length" CHECK (char_length("finding_remark"."text") between 1 and 2000),
	CONSTRAINT "finding_remark_finding_has_a_length" CHECK (char_length("finding_remark"."finding") between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "finding_remark" ADD CONSTRAINT "finding_remark_sheet_sheet_id_fk" FOREIGN KEY ("sheet") REFERENCES "public"."sheet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "finding_remark_of" ON "finding_remark" USING btree ("sheet","at");