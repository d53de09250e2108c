CREATE TABLE "sign_in" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sign_in_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"person" uuid,
	"what" text NOT NULL,
	"route" text,
	"method" text,
	"address" text,
	"agent" text,
	"once" text,
	CONSTRAINT "sign_in_once_unique" UNIQUE("once"),
	CONSTRAINT "sign_in_what_is_known" CHECK ("sign_in"."what" in ('password', 'first-step', 'issuer', 'second-factor', 'recovery-code', 'confirmed', 'sign-out', 'wrong-password', 'wrong-second-factor', 'issuer-failed', 'nobody', 'wait', 'refused', 'not-found')),
	CONSTRAINT "sign_in_route_is_of_refusals" CHECK (("sign_in"."what" in ('refused', 'not-found')) = ("sign_in"."route" is not null and "sign_in"."method" is not null))
);
--> statement-breakpoint
CREATE INDEX "sign_in_of" ON "sign_in" USING btree ("person","id");--> statement-breakpoint
CREATE INDEX "sign_in_at" ON "sign_in" USING btree ("at");