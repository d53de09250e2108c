-- Who may do what. Written by hand: drizzle generates the tables alone.

-- Requests run as qidang_app: it logs in nowhere, passes round no policy and owns nothing. A role belongs
-- to the whole server, so another database may have made it already, even in this moment.
DO $$
BEGIN
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'qidang_app') THEN
		CREATE ROLE qidang_app NOLOGIN NOBYPASSRLS;
	END IF;
EXCEPTION
	WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
--> statement-breakpoint
-- Whoever opens the database must be able to become it. From PostgreSQL 16 on membership does not say so.
DO $$
BEGIN
	IF NOT pg_has_role(
		current_user,
		'qidang_app',
		CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END
	) THEN
		GRANT qidang_app TO CURRENT_USER;
	END IF;
END
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO qidang_app;
--> statement-breakpoint
GRANT SELECT ON content, content_event TO qidang_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON sheet, link, patch TO qidang_app;
--> statement-breakpoint

-- Append-only, for the owner too: a statement that would change or remove rows is refused, even where it
-- finds none. Only who may drop or disable the triggers can pass them: the owner of the tables by ALTER
-- TABLE, and a superuser, for whom nothing in a database is out of reach; requests are neither.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'The table % is append-only: % is refused.', TG_TABLE_NAME, lower(TG_OP)
		USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON content
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON content_event
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sheet
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON link
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON patch
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint

-- The link comes first and its sheet after it in the same transaction: so a sheet can only be made by who
-- holds its link, and a link can only be made for a sheet that is not there yet (each sheet has one).
ALTER TABLE link ADD CONSTRAINT link_sheet_fk FOREIGN KEY (sheet) REFERENCES sheet (id)
	DEFERRABLE INITIALLY DEFERRED;
--> statement-breakpoint
-- The sheet that the private link opens whose SHA-256 the transaction has set as qidang.link, or null.
CREATE FUNCTION reached_sheet() RETURNS uuid LANGUAGE sql STABLE
	RETURN (SELECT sheet FROM link WHERE hash = current_setting('qidang.link', true));
--> statement-breakpoint
-- FORCE holds for the owner too: without a policy of its own it sees and adds nothing.
ALTER TABLE sheet ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE link ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE patch ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY holder_reads ON link FOR SELECT TO qidang_app
	USING (hash = current_setting('qidang.link', true));
--> statement-breakpoint
CREATE POLICY holder_adds ON link FOR INSERT TO qidang_app
	WITH CHECK (hash = current_setting('qidang.link', true));
--> statement-breakpoint
CREATE POLICY holder_reads ON sheet FOR SELECT TO qidang_app
	USING (id = (SELECT reached_sheet()));
--> statement-breakpoint
CREATE POLICY holder_adds ON sheet FOR INSERT TO qidang_app
	WITH CHECK (id = (SELECT reached_sheet()));
--> statement-breakpoint
CREATE POLICY holder_reads ON patch FOR SELECT TO qidang_app
	USING (sheet = (SELECT reached_sheet()));
--> statement-breakpoint
CREATE POLICY holder_adds ON patch FOR INSERT TO qidang_app
	WITH CHECK (sheet = (SELECT reached_sheet()));
