-- Of a session's token its SHA-256 is kept from now on; who is signed in stays so. Written by hand.
SET LOCAL ROLE qidang_accounts;
--> statement-breakpoint
UPDATE session SET token = encode(sha256(convert_to(token, 'UTF8')), 'hex');
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO qidang_guard;
--> statement-breakpoint
SET LOCAL ROLE qidang_guard;
--> statement-breakpoint
-- Whether somebody in an organisation may invite others into it.
CREATE FUNCTION is_managed(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT EXISTS (
		SELECT FROM (
			SELECT DISTINCT ON (person) role FROM membership
			WHERE organisation = asked ORDER BY person, id DESC
		) AS last
		JOIN role_right r ON r.role = last.role AND r."right" = 'members.write'
	)
$$;
--> statement-breakpoint
-- An organisation keeps somebody who may invite others. An account that is erased leaves all the same.
CREATE OR REPLACE FUNCTION check_last_manager() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	-- Of two who end each other's role the second waits, and finds itself the last.
	PERFORM pg_advisory_xact_lock(hashtextextended(NEW.organisation::text, 3));
	IF NOT is_managed(NEW.organisation) THEN
		RAISE EXCEPTION 'The organisation would have nobody who may invite others.'
			USING ERRCODE = 'check_violation', CONSTRAINT = 'last_manager';
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
-- Whether one may invite somebody into a role. An enterprise invites its people itself; where nobody is left who
-- may (their account was erased), who makes organisations invites one who may, and no more than that.
CREATE FUNCTION may_invite(asked uuid, wanted text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT (has_right('members.write') AND asked = actor_organisation())
		OR (has_right('organisations.write') AND CASE kind_of(asked)
			WHEN 'enterprise' THEN NOT is_managed(asked) AND EXISTS (
				SELECT FROM role_right WHERE role = wanted AND "right" = 'members.write'
			)
			ELSE true
		END)
$$;
--> statement-breakpoint
-- What `sees` says, with what it knows of the asker given to it: asked of many, that is found out once.
CREATE FUNCTION reaches(enterprise uuid, asker_kind text, asker uuid, asker_area text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT CASE asker_kind
		WHEN 'enterprise' THEN reaches.enterprise = asker
		WHEN 'provider' THEN EXISTS (
			SELECT FROM assignment a
			WHERE a.enterprise = reaches.enterprise AND a.provider = asker
				AND is_running(a.id) AND looks_after(a.id)
		)
		WHEN 'government' THEN coalesce(lies_within(area_of(reaches.enterprise), asker_area), false)
		ELSE false
	END
$$;
--> statement-breakpoint
-- Whether somebody may see the file of an enterprise: its own people, a provider while it is assigned to it, a
-- government unit where it lies in the unit's area today.
CREATE OR REPLACE FUNCTION sees(enterprise uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT has_right('file.read') AND kind_of(sees.enterprise) = 'enterprise' AND reaches(
		sees.enterprise, actor_kind(), actor_organisation(), area_of(actor_organisation())
	)
$$;
--> statement-breakpoint
-- The enterprises whose files one may see: for a table that has many rows of each.
CREATE FUNCTION seen_files() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT id FROM organisation
	WHERE kind = 'enterprise' AND (SELECT has_right('file.read')) AND reaches(
		id, (SELECT actor_kind()), (SELECT actor_organisation()), (SELECT area_of(actor_organisation()))
	)
$$;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM qidang_guard;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION is_managed(uuid), reaches(uuid, text, uuid, text) FROM PUBLIC;
--> statement-breakpoint
DROP POLICY adds ON invitation;
--> statement-breakpoint
CREATE POLICY adds ON invitation FOR INSERT TO qidang_app
	WITH CHECK (may_invite(organisation, role));
--> statement-breakpoint
DROP POLICY reads ON trail;
--> statement-breakpoint
CREATE POLICY reads ON trail FOR SELECT TO qidang_app
	USING ((SELECT has_right('trail.read')) AND (
		chain = (SELECT actor_organisation()) OR chain IN (SELECT seen_files())
	));
