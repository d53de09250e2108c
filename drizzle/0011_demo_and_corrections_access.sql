-- The mark of demo data, corrections of how an enterprise is registered, links to a new password, and views in
-- the trail. Written by hand: drizzle generates the tables alone.

-- The owner marks a database and reads the mark when it opens it; nobody takes it away.
ALTER TABLE demo ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner_reads ON demo FOR SELECT TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY owner_marks ON demo FOR INSERT TO CURRENT_USER WITH CHECK (true);
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON demo
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO qidang_guard;
--> statement-breakpoint
GRANT INSERT ON profile TO qidang_guard;
--> statement-breakpoint
GRANT UPDATE (credit_code) ON organisation TO qidang_guard;
--> statement-breakpoint
GRANT SELECT, INSERT ON correction TO qidang_app;
--> statement-breakpoint
ALTER TABLE correction ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON correction
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE POLICY reads ON correction FOR SELECT TO qidang_app
	USING ((SELECT has_right('organisations.write')) OR sees(organisation));
--> statement-breakpoint
CREATE POLICY adds ON correction FOR INSERT TO qidang_app
	WITH CHECK ((SELECT has_right('organisations.write')) AND EXISTS (
		SELECT FROM organisation o WHERE o.id = correction.organisation AND o.kind = 'enterprise'
	));
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON correction FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
-- The code of an organisation follows its corrections, so that one key holds them all apart and a code that was
-- somebody else's is free again. Nobody becomes the guard: nothing but the trigger below changes it.
DROP TRIGGER append_only ON organisation;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON organisation
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER only_corrected BEFORE UPDATE ON organisation
	FOR EACH STATEMENT WHEN (current_user <> 'qidang_guard') EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE POLICY guard_corrects ON organisation FOR UPDATE TO qidang_guard
	USING (current_user = 'qidang_guard') WITH CHECK (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_adds ON profile FOR INSERT TO qidang_guard WITH CHECK (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE FUNCTION follow_correction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	code_before text := (SELECT credit_code FROM organisation WHERE id = NEW.organisation);
BEGIN
	IF code_before IS DISTINCT FROM NEW.credit_code THEN
		UPDATE organisation SET credit_code = NEW.credit_code WHERE id = NEW.organisation;
	END IF;
	-- With its figures, which an operator does not see.
	INSERT INTO profile (organisation, name, area, facts, titles, by)
		SELECT last.organisation, NEW.name, last.area, last.facts, last.titles, actor_person()
		FROM (SELECT * FROM profile WHERE organisation = NEW.organisation ORDER BY id DESC LIMIT 1) AS last
		WHERE last.name <> NEW.name;
	PERFORM append_trail(
		NEW.organisation, 'correction', NEW.organisation::text,
		jsonb_build_object('before', code_before, 'credit_code', NEW.credit_code)
	);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER followed AFTER INSERT ON correction FOR EACH ROW EXECUTE FUNCTION follow_correction();
--> statement-breakpoint
-- What an enterprise is called now, for who may correct it: its last description holds figures that they do not see.
CREATE FUNCTION registered_name(asked uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT name FROM profile
	WHERE organisation = asked AND has_right('organisations.write')
	ORDER BY id DESC LIMIT 1
$$;
--> statement-breakpoint
-- Links to a new password stand with the accounts, whose role alone makes and uses them.
GRANT SELECT, INSERT, UPDATE, DELETE ON password_reset TO qidang_accounts;
--> statement-breakpoint
ALTER TABLE password_reset ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY accounts ON password_reset FOR ALL TO qidang_accounts USING (current_user = 'qidang_accounts');
--> statement-breakpoint
-- In the file of every organisation of the person, and in the one for which the link was made.
CREATE FUNCTION leave_trail_of_reset() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	PERFORM append_trail(
		file, 'password_reset', NEW.person::text, jsonb_build_object('used', NEW.used_at IS NOT NULL)
	) FROM (
		SELECT NEW.organisation AS file
		UNION
		SELECT organisation FROM (
			SELECT DISTINCT ON (organisation) organisation, role FROM membership
			WHERE person = NEW.person ORDER BY organisation, id DESC
		) AS last WHERE role IS NOT NULL
		ORDER BY file
	) AS files;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT OR UPDATE OF used_at ON password_reset
	FOR EACH ROW EXECUTE FUNCTION leave_trail_of_reset();
--> statement-breakpoint
-- That somebody from outside an enterprise looked at a sheet of its file, or at something of it: once for each
-- person, thing and day in China.
CREATE FUNCTION note_view(asked uuid, what text) RETURNS void
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	file uuid := enterprise_of(asked);
BEGIN
	IF NOT sees_sheet(asked) THEN
		RAISE EXCEPTION 'Only what one may see can be noted.' USING ERRCODE = 'insufficient_privilege';
	END IF;
	IF char_length(what) NOT BETWEEN 1 AND 200 THEN
		RAISE EXCEPTION 'What was seen is named in 1 to 200 characters.' USING ERRCODE = 'check_violation';
	END IF;
	-- Whoever looks twice at once waits, and finds the first.
	PERFORM pg_advisory_xact_lock(hashtextextended(file::text, 2));
	IF file = actor_organisation() OR EXISTS (
		SELECT FROM trail
		WHERE chain = file AND person = actor_person() AND organisation = actor_organisation()
			AND action = 'seen' AND subject = what
			AND at >= date_trunc('day', now() AT TIME ZONE 'Asia/Shanghai') AT TIME ZONE 'Asia/Shanghai'
	) THEN
		RETURN;
	END IF;
	PERFORM append_trail(file, 'seen', what, '{}');
END
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION follow_correction(), leave_trail_of_reset() FROM PUBLIC;
--> statement-breakpoint
ALTER FUNCTION follow_correction() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION registered_name(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION leave_trail_of_reset() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION note_view(uuid, text) OWNER TO qidang_guard;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM qidang_guard;
