-- Who makes packages: whoever sees the file. Written by hand: drizzle generates the table alone.
GRANT USAGE, CREATE ON SCHEMA public TO qidang_guard;
--> statement-breakpoint
GRANT SELECT ON package TO qidang_guard;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE package_id_seq TO qidang_guard;
--> statement-breakpoint
GRANT SELECT, INSERT ON package TO qidang_app;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON package
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE package ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY guard_reads ON package FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY reads ON package FOR SELECT TO qidang_app
	USING (sees(enterprise));
--> statement-breakpoint
CREATE POLICY adds ON package FOR INSERT TO qidang_app
	WITH CHECK (sees(enterprise) AND EXISTS (
		SELECT FROM sheet_owner o WHERE o.sheet = package.sheet AND o.enterprise = package.enterprise
	));
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON package FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE FUNCTION hold_package() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	PERFORM pg_advisory_xact_lock(hashtextextended(NEW.enterprise::text, 5));
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER checked BEFORE INSERT ON package FOR EACH ROW EXECUTE FUNCTION hold_package();
--> statement-breakpoint
CREATE TRIGGER numbered BEFORE INSERT ON package FOR EACH ROW EXECUTE FUNCTION take_number();
--> statement-breakpoint
-- Of an enterprise each package names the one before it, and only what is filed is packed. Looks after the row is
-- in, so that a refusal tells nothing of what one does not see.
CREATE FUNCTION check_package() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	before text;
BEGIN
	IF state_of(NEW.sheet) <> 'filed' THEN
		RAISE EXCEPTION 'Only a filed sheet is packed.'
			USING ERRCODE = 'check_violation', CONSTRAINT = 'package_of_what_is_filed';
	END IF;
	SELECT hash INTO before FROM package WHERE enterprise = NEW.enterprise AND id < NEW.id ORDER BY id DESC LIMIT 1;
	IF NEW.previous IS DISTINCT FROM before THEN
		RAISE EXCEPTION 'The package before it is another.'
			USING ERRCODE = 'check_violation', CONSTRAINT = 'package_follows_the_last';
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER chained AFTER INSERT ON package FOR EACH ROW EXECUTE FUNCTION check_package();
--> statement-breakpoint
CREATE FUNCTION leave_trail_of_package() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	PERFORM append_trail(
		NEW.enterprise, 'package', NEW.sheet::text,
		jsonb_build_object('id', NEW.id, 'manifest', NEW.hash, 'previous', NEW.previous, 'bytes', NEW.bytes)
	);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON package FOR EACH ROW EXECUTE FUNCTION leave_trail_of_package();
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION hold_package(), check_package(), leave_trail_of_package() FROM PUBLIC;
--> statement-breakpoint
ALTER FUNCTION hold_package() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION check_package() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION leave_trail_of_package() OWNER TO qidang_guard;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM qidang_guard;
