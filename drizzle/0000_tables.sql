CREATE TABLE "content" (
	"hash" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"ref" text NOT NULL,
	"data" jsonb NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "content_hash_is_sha256" CHECK ("content"."hash" ~ '^sha256:[0-9a-f]{64}$'),
	CONSTRAINT "content_kind_is_known" CHECK ("content"."kind" in ('edition', 'document'))
);
--> statement-breakpoint
CREATE TABLE "content_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "content_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"content" text NOT NULL,
	"event" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "content_event_is_known" CHECK ("content_event"."event" in ('published', 'retired', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "link" (
	"hash" text PRIMARY KEY NOT NULL,
	"sheet" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "link_sheet_unique" UNIQUE("sheet"),
	CONSTRAINT "link_hash_is_sha256" CHECK ("link"."hash" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "patch" (
	"sheet" uuid NOT NULL,
	"id" uuid NOT NULL,
	"field" text NOT NULL,
	"value" jsonb NOT NULL,
	"replaces" uuid,
	"made_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "patch_sheet_id_pk" PRIMARY KEY("sheet","id"),
	CONSTRAINT "patch_replaces_another" CHECK ("patch"."replaces" <> "patch"."id")
);
--> statement-breakpoint
CREATE TABLE "sheet" (
	"id" uuid PRIMARY KEY NOT NULL,
	"questionnaire" text NOT NULL,
	"content" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "content_event" ADD CONSTRAINT "content_event_content_content_hash_fk" FOREIGN KEY ("content") REFERENCES "public"."content"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patch" ADD CONSTRAINT "patch_sheet_sheet_id_fk" FOREIGN KEY ("sheet") REFERENCES "public"."sheet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sheet" ADD CONSTRAINT "sheet_content_content_hash_fk" FOREIGN KEY ("content") REFERENCES "public"."content"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "content_edition" ON "content" USING btree ("ref") WHERE kind = 'edition';--> statement-breakpoint
CREATE INDEX "content_event_of" ON "content_event" USING btree ("content","id");