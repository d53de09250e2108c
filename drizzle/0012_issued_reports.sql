CREATE TABLE "file_decision" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "file_decision_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"enterprise" uuid NOT NULL,
	"kind" text NOT NULL,
	"report" text,
	"category" text,
	"reason" text NOT NULL,
	"until" date,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "file_decision_kind_is_known" CHECK ("file_decision"."kind" in ('retention', 'hold', 'release', 'withdrawal')),
	CONSTRAINT "file_decision_category_is_known" CHECK ("file_decision"."category" in ('answers', 'rules', 'procedure', 'request')),
	CONSTRAINT "file_decision_says_what_it_must" CHECK (("file_decision"."kind" = 'withdrawal') = ("file_decision"."report" is not null)
				and ("file_decision"."kind" = 'withdrawal') = ("file_decision"."category" is not null)
				and ("file_decision"."kind" = 'retention') = ("file_decision"."until" is not null)),
	CONSTRAINT "file_decision_reason_has_a_length" CHECK (char_length("file_decision"."reason") between 1 and 2000)
);
--> statement-breakpoint
CREATE TABLE "issued_report" (
	"code" text PRIMARY KEY NOT NULL,
	"sheet" uuid NOT NULL,
	"layer" text NOT NULL,
	"locale" text NOT NULL,
	"issued_on" date NOT NULL,
	"beside" jsonb NOT NULL,
	"record" text NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "issued_report_once" UNIQUE("sheet","layer","locale"),
	CONSTRAINT "issued_report_code_is_one" CHECK ("issued_report"."code" ~ '^[0-9A-HJKMNP-TV-Z]{13}$'),
	CONSTRAINT "issued_report_record_is_sha256" CHECK ("issued_report"."record" ~ '^sha256:[0-9a-f]{64}$'),
	CONSTRAINT "issued_report_layer_is_known" CHECK ("issued_report"."layer" in ('declared', 'verified', 'confirmed')),
	CONSTRAINT "issued_report_locale_is_known" CHECK ("issued_report"."locale" in ('zh-cn', 'en'))
);
--> statement-breakpoint
ALTER TABLE "content" DROP CONSTRAINT "content_kind_is_known";--> statement-breakpoint
ALTER TABLE "file_decision" ADD CONSTRAINT "file_decision_enterprise_organisation_id_fk" FOREIGN KEY ("enterprise") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_decision" ADD CONSTRAINT "file_decision_report_issued_report_code_fk" FOREIGN KEY ("report") REFERENCES "public"."issued_report"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issued_report" ADD CONSTRAINT "issued_report_sheet_layer_filed_sheet_layer_fk" FOREIGN KEY ("sheet","layer") REFERENCES "public"."filed"("sheet","layer") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "file_decision_withdraws_once" ON "file_decision" USING btree ("report") WHERE kind = 'withdrawal';--> statement-breakpoint
CREATE INDEX "file_decision_of" ON "file_decision" USING btree ("enterprise","id");--> statement-breakpoint
ALTER TABLE "content" ADD CONSTRAINT "content_kind_is_known" CHECK ("content"."kind" in ('edition', 'document', 'terms'));