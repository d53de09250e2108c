-- Who may do what with the moves of sheets. Written by hand, as 0001_access.sql is.
GRANT SELECT, INSERT ON move TO qidang_app;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON move
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE move ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Whoever holds the link of one of the two sheets sees that it was moved; only the holder of the older one moves it.
CREATE POLICY holder_reads ON move FOR SELECT TO qidang_app
	USING (from_sheet = (SELECT reached_sheet()) OR sheet = (SELECT reached_sheet()));
--> statement-breakpoint
CREATE POLICY holder_adds ON move FOR INSERT TO qidang_app
	WITH CHECK (from_sheet = (SELECT reached_sheet()));
