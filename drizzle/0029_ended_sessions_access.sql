-- What the guard owns it makes; the right goes again at the end.
GRANT CREATE ON SCHEMA public TO qidang_guard;
--> statement-breakpoint
-- In which files it is told what becomes of somebody's account: of every organisation that they belong to.
CREATE FUNCTION files_of_person(asked uuid) RETURNS SETOF uuid
	LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
	SELECT organisation FROM (
		SELECT DISTINCT ON (organisation) organisation, role FROM membership
		WHERE person = asked ORDER BY organisation, id DESC
	) AS last WHERE role IS NOT NULL
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION leave_trail_of_reset() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	PERFORM append_trail(
		file, 'password_reset', NEW.person::text, jsonb_build_object('used', NEW.used_at IS NOT NULL)
	) FROM (
		SELECT NEW.organisation AS file UNION SELECT files_of_person(NEW.person) ORDER BY file
	) AS files;
	RETURN NULL;
END
$$;
--> statement-breakpoint
-- Who ends sessions of another is told, in how many browsers too; one's own are nobody's business.
CREATE FUNCTION leave_trail_of_ended_sessions() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	PERFORM append_trail(file, 'session_end', person::text, jsonb_build_object('browsers', browsers))
	FROM (
		SELECT of_one.person, of_one.browsers, files.file
		FROM (
			SELECT person, count(*) AS browsers FROM ended
			WHERE person <> actor_person() AND actor_organisation() IS NOT NULL GROUP BY person
		) AS of_one
		CROSS JOIN LATERAL (
			SELECT actor_organisation() AS file UNION SELECT files_of_person(of_one.person)
		) AS files
		ORDER BY files.file
	) AS told;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER DELETE ON session REFERENCING OLD TABLE AS ended
	FOR EACH STATEMENT EXECUTE FUNCTION leave_trail_of_ended_sessions();
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION files_of_person(uuid), leave_trail_of_ended_sessions() FROM PUBLIC;
--> statement-breakpoint
ALTER FUNCTION files_of_person(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION leave_trail_of_ended_sessions() OWNER TO qidang_guard;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM qidang_guard;
