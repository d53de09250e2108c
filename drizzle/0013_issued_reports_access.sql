-- Who issues reports and decides about files, and what everybody may ask of a code. Written by hand.
GRANT USAGE, CREATE ON SCHEMA public TO qidang_guard;
--> statement-breakpoint
GRANT SELECT ON issued_report, file_decision, evidence TO qidang_guard;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE file_decision_id_seq TO qidang_guard;
--> statement-breakpoint
GRANT SELECT, INSERT ON issued_report, file_decision TO qidang_app;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON issued_report
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON file_decision
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE issued_report ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE file_decision ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY guard_reads ON issued_report FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
-- For npm run store:check, which compares what is on record with what is in the store.
CREATE POLICY guard_reads ON evidence FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_reads ON file_decision FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
-- Whether a report rests on what somebody of one's own organisation filed.
CREATE FUNCTION filed_by_own(asked text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT EXISTS (
		SELECT FROM issued_report r
		JOIN filed f ON f.sheet = r.sheet AND f.layer = r.layer
		JOIN membership m ON m.person = f.by
		WHERE r.code = asked AND m.organisation = actor_organisation() AND sees_sheet(r.sheet)
	)
$$;
--> statement-breakpoint
CREATE POLICY reads ON issued_report FOR SELECT TO qidang_app
	USING (sees_sheet(sheet));
--> statement-breakpoint
CREATE POLICY adds ON issued_report FOR INSERT TO qidang_app
	WITH CHECK ((SELECT has_right('report.issue')) AND sees_sheet(sheet));
--> statement-breakpoint
CREATE POLICY reads ON file_decision FOR SELECT TO qidang_app
	USING (sees(enterprise));
--> statement-breakpoint
CREATE POLICY adds ON file_decision FOR INSERT TO qidang_app
	WITH CHECK (
		sees(enterprise) AND CASE kind
			WHEN 'withdrawal' THEN (SELECT has_right('report.withdraw')) AND filed_by_own(report) AND EXISTS (
				SELECT FROM issued_report r JOIN sheet_owner o ON o.sheet = r.sheet
				WHERE r.code = report AND o.enterprise = file_decision.enterprise
			)
			ELSE (SELECT has_right('file.keep'))
		END
	);
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON issued_report FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON file_decision FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
-- The last hold or release stands: of two at once the one that waited has the higher number.
CREATE FUNCTION hold_file() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	PERFORM pg_advisory_xact_lock(hashtextextended(NEW.enterprise::text, 4));
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER checked BEFORE INSERT ON file_decision FOR EACH ROW EXECUTE FUNCTION hold_file();
--> statement-breakpoint
CREATE TRIGGER numbered BEFORE INSERT ON file_decision FOR EACH ROW EXECUTE FUNCTION take_number();
--> statement-breakpoint
CREATE FUNCTION leave_trail_of_report() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	PERFORM append_trail(
		enterprise_of(NEW.sheet), 'issued_report', NEW.sheet::text,
		jsonb_build_object('code', NEW.code, 'layer', NEW.layer, 'locale', NEW.locale, 'record', NEW.record)
	);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON issued_report FOR EACH ROW EXECUTE FUNCTION leave_trail_of_report();
--> statement-breakpoint
CREATE FUNCTION leave_trail_of_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	-- Reasons are people's words: they stand where they stand.
	PERFORM append_trail(
		NEW.enterprise, 'file_decision', coalesce(NEW.report, NEW.enterprise::text),
		jsonb_strip_nulls(jsonb_build_object('id', NEW.id, 'kind', NEW.kind, 'category', NEW.category, 'until', NEW.until))
	);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON file_decision FOR EACH ROW EXECUTE FUNCTION leave_trail_of_decision();
--> statement-breakpoint
-- A name of which whoever holds the paper knows it again, and nobody else learns it: its first two and last two
-- characters, of a short one fewer.
CREATE FUNCTION masked(name text) RETURNS text LANGUAGE sql IMMUTABLE
	RETURN CASE
		WHEN char_length(name) > 6 THEN left(name, 2) || repeat('＊', char_length(name) - 4) || right(name, 2)
		ELSE left(name, 1) || repeat('＊', greatest(char_length(name) - 1, 0))
	END;
--> statement-breakpoint
-- What everybody is told who knows the code of a report; nothing where there is none. A report is superseded from
-- when one of the same enterprise, instrument and layer was issued of a sheet that was filed later, unless that
-- one was withdrawn.
CREATE FUNCTION verify_report(asked text) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT jsonb_build_object(
		'code', r.code,
		'layer', r.layer,
		'locale', r.locale,
		'issuedOn', r.issued_on,
		'record', r.record,
		'hash', f.hash,
		'name', masked(coalesce(f.dossier->'said'->>'name', '')),
		'day', f.dossier->'diagnosis'->>'day',
		'standing', jsonb_build_object(
			'low', f.dossier->'diagnosis'->'standing'->'low', 'high', f.dossier->'diagnosis'->'standing'->'high'
		),
		'rests', f.dossier->'rests',
		'withdrawn', (
			SELECT jsonb_build_object('at', d.at, 'category', d.category)
			FROM file_decision d WHERE d.report = r.code AND d.kind = 'withdrawal'
		),
		'superseded', (
			SELECT jsonb_build_object('at', later.at, 'day', next.dossier->'diagnosis'->>'day',
				'edition', next.dossier->'rests'->'edition'->>'ref')
			FROM issued_report later
			JOIN filed next ON next.sheet = later.sheet AND next.layer = later.layer
			JOIN sheet_owner o ON o.sheet = later.sheet
			WHERE o.enterprise = enterprise_of(r.sheet) AND later.layer = r.layer AND next.at > f.at
				AND split_part(next.dossier->'rests'->'edition'->>'ref', '@', 1)
					= split_part(f.dossier->'rests'->'edition'->>'ref', '@', 1)
				AND NOT EXISTS (SELECT FROM file_decision d WHERE d.report = later.code AND d.kind = 'withdrawal')
			ORDER BY next.at DESC, later.at LIMIT 1
		)
	)
	FROM issued_report r JOIN filed f ON f.sheet = r.sheet AND f.layer = r.layer
	WHERE r.code = asked
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION hold_file(), leave_trail_of_report(), leave_trail_of_decision() FROM PUBLIC;
--> statement-breakpoint
ALTER FUNCTION filed_by_own(text) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION hold_file() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION leave_trail_of_report() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION leave_trail_of_decision() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION verify_report(text) OWNER TO qidang_guard;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM qidang_guard;
