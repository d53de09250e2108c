-- Who may add to, read and remove what is written down of signing in. Written by hand: drizzle generates the tables
-- alone.

-- For how long it is kept, in days. The law asks for six months at least (网络安全法, article 21).
CREATE FUNCTION days_of_sign_ins() RETURNS integer LANGUAGE sql IMMUTABLE RETURN 365;
--> statement-breakpoint
-- Signing in adds, takes the place from who is erased, and removes what is old enough; nothing else changes.
GRANT SELECT, INSERT, DELETE, UPDATE (address, agent) ON sign_in TO qidang_accounts;
--> statement-breakpoint
GRANT SELECT ON sign_in TO qidang_app;
--> statement-breakpoint
ALTER TABLE sign_in ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY accounts_read ON sign_in FOR SELECT TO qidang_accounts USING (current_user = 'qidang_accounts');
--> statement-breakpoint
CREATE POLICY accounts_add ON sign_in FOR INSERT TO qidang_accounts WITH CHECK (current_user = 'qidang_accounts');
--> statement-breakpoint
CREATE POLICY accounts_erase ON sign_in FOR UPDATE TO qidang_accounts USING (current_user = 'qidang_accounts')
	WITH CHECK (current_user = 'qidang_accounts' AND address IS NULL AND agent IS NULL);
--> statement-breakpoint
CREATE POLICY accounts_remove ON sign_in FOR DELETE TO qidang_accounts USING (current_user = 'qidang_accounts');
--> statement-breakpoint
CREATE POLICY reads ON sign_in FOR SELECT TO qidang_app
	USING (person = actor_person() OR (SELECT has_right('sign-ins.read')));
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON sign_in FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON sign_in
	FOR EACH STATEMENT WHEN (current_user <> 'qidang_accounts') EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON sign_in FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER kept_long_enough BEFORE DELETE ON sign_in
	FOR EACH ROW WHEN (OLD.at >= now() - make_interval(days => days_of_sign_ins())) EXECUTE FUNCTION refuse_change();
