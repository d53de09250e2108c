CREATE INDEX "trail_at" ON "trail" USING btree ("at");--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_token_is_sha256" CHECK ("session"."token" ~ '^[0-9a-f]{64}$');