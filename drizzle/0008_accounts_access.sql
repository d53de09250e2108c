-- Who may do what with accounts. Written by hand: drizzle generates the tables alone.

-- Signing in runs as qidang_accounts, made like qidang_app: it logs in nowhere and passes round no policy.
DO $$
BEGIN
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'qidang_accounts') THEN
		CREATE ROLE qidang_accounts NOLOGIN NOBYPASSRLS;
	END IF;
EXCEPTION
	WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
--> statement-breakpoint
DO $$
BEGIN
	IF NOT pg_has_role(
		current_user,
		'qidang_accounts',
		CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END
	) THEN
		GRANT qidang_accounts TO CURRENT_USER;
	END IF;
END
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO qidang_accounts;
--> statement-breakpoint
-- Requests themselves (qidang_app) have nothing here, not even a name. A person's row is erased by an update:
-- nobody deletes it, because other tables name its id.
GRANT SELECT, INSERT, UPDATE ON person TO qidang_accounts;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON session, credential, verification, two_factor, attempt TO qidang_accounts;
--> statement-breakpoint
GRANT SELECT, INSERT ON signing_key TO qidang_accounts;
--> statement-breakpoint
ALTER TABLE person ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE session ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE credential ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE verification ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE two_factor ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE attempt ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE signing_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- A policy for a role holds for its members, too, the owner among them, until they become it.
CREATE POLICY accounts ON person FOR ALL TO qidang_accounts USING (current_user = 'qidang_accounts');
--> statement-breakpoint
CREATE POLICY accounts ON session FOR ALL TO qidang_accounts USING (current_user = 'qidang_accounts');
--> statement-breakpoint
CREATE POLICY accounts ON credential FOR ALL TO qidang_accounts USING (current_user = 'qidang_accounts');
--> statement-breakpoint
CREATE POLICY accounts ON verification FOR ALL TO qidang_accounts USING (current_user = 'qidang_accounts');
--> statement-breakpoint
CREATE POLICY accounts ON two_factor FOR ALL TO qidang_accounts USING (current_user = 'qidang_accounts');
--> statement-breakpoint
CREATE POLICY accounts ON attempt FOR ALL TO qidang_accounts USING (current_user = 'qidang_accounts');
--> statement-breakpoint
CREATE POLICY accounts ON signing_key FOR ALL TO qidang_accounts USING (current_user = 'qidang_accounts');
--> statement-breakpoint

-- Taking an invitation, registering an enterprise and leaving stand in the same transaction as the account.
GRANT SELECT, INSERT ON organisation, profile, membership, invitation, invitation_end TO qidang_accounts;
--> statement-breakpoint
CREATE POLICY accounts_read ON organisation FOR SELECT TO qidang_accounts USING (current_user = 'qidang_accounts');
--> statement-breakpoint
CREATE POLICY accounts_read ON profile FOR SELECT TO qidang_accounts USING (current_user = 'qidang_accounts');
--> statement-breakpoint
CREATE POLICY accounts_read ON membership FOR SELECT TO qidang_accounts USING (current_user = 'qidang_accounts');
--> statement-breakpoint
CREATE POLICY accounts_read ON invitation FOR SELECT TO qidang_accounts USING (current_user = 'qidang_accounts');
--> statement-breakpoint
CREATE POLICY accounts_read ON invitation_end FOR SELECT TO qidang_accounts USING (current_user = 'qidang_accounts');
--> statement-breakpoint
-- An enterprise registers itself; the operator's organisation is made by the installation's first start.
CREATE POLICY accounts_add ON organisation FOR INSERT TO qidang_accounts
	WITH CHECK (current_user = 'qidang_accounts' AND kind IN ('enterprise', 'operator'));
--> statement-breakpoint
CREATE POLICY accounts_add ON profile FOR INSERT TO qidang_accounts WITH CHECK (current_user = 'qidang_accounts');
--> statement-breakpoint
CREATE POLICY accounts_add ON membership FOR INSERT TO qidang_accounts WITH CHECK (current_user = 'qidang_accounts');
--> statement-breakpoint
-- Others are made by people with the right to, as qidang_app.
CREATE POLICY accounts_add ON invitation FOR INSERT TO qidang_accounts
	WITH CHECK (current_user = 'qidang_accounts' AND role = 'operator' AND by IS NULL);
--> statement-breakpoint
CREATE POLICY accounts_add ON invitation_end FOR INSERT TO qidang_accounts WITH CHECK (current_user = 'qidang_accounts');
