-- Who has reports printed together, and who prints them. Written by hand.

-- Workers tell what became of an item as qidang_jobs, and jobs are added as it: it logs in nowhere and passes round
-- no policy. What they print they read as whoever asked for it.
DO $$
BEGIN
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'qidang_jobs') THEN
		CREATE ROLE qidang_jobs NOLOGIN NOBYPASSRLS;
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
		'qidang_jobs',
		CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END
	) THEN
		GRANT qidang_jobs TO CURRENT_USER;
	END IF;
END
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO qidang_jobs;
--> statement-breakpoint
GRANT SELECT ON print_batch, print_item, print_event TO qidang_jobs, qidang_guard;
--> statement-breakpoint
GRANT INSERT ON print_event TO qidang_jobs;
--> statement-breakpoint
GRANT SELECT, INSERT ON print_batch, print_item, print_event TO qidang_app;
--> statement-breakpoint
GRANT USAGE, CREATE ON SCHEMA public TO qidang_guard;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE print_event_id_seq TO qidang_guard;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON print_batch
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON print_item
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON print_event
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE print_batch ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE print_item ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE print_event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY guard_reads ON print_batch FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_reads ON print_item FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
-- The store is compared with what is on record.
CREATE POLICY guard_reads ON print_event FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY jobs_read ON print_batch FOR SELECT TO qidang_jobs USING (current_user = 'qidang_jobs');
--> statement-breakpoint
CREATE POLICY jobs_read ON print_item FOR SELECT TO qidang_jobs USING (current_user = 'qidang_jobs');
--> statement-breakpoint
CREATE POLICY jobs_read ON print_event FOR SELECT TO qidang_jobs USING (current_user = 'qidang_jobs');
--> statement-breakpoint
CREATE POLICY jobs_tell ON print_event FOR INSERT TO qidang_jobs
	WITH CHECK (current_user = 'qidang_jobs' AND by IS NULL AND kind IN ('printing', 'printed', 'failed'));
--> statement-breakpoint
-- A batch belongs to the organisation for which it was asked.
CREATE FUNCTION sees_batch(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT has_right('file.read')
		AND EXISTS (SELECT FROM print_batch b WHERE b.id = asked AND b.organisation = actor_organisation())
$$;
--> statement-breakpoint
-- Whether who asks for a batch may have a sheet in it: one that was filed.
CREATE FUNCTION may_print(asked uuid, of uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT sees_batch(asked) AND sees_sheet(of) AND state_of(of) = 'filed'
		AND EXISTS (SELECT FROM print_batch b WHERE b.id = asked AND b.by = actor_person())
$$;
--> statement-breakpoint
CREATE POLICY reads ON print_batch FOR SELECT TO qidang_app
	USING ((SELECT has_right('file.read')) AND organisation = (SELECT actor_organisation()));
--> statement-breakpoint
CREATE POLICY adds ON print_batch FOR INSERT TO qidang_app
	WITH CHECK ((SELECT has_right('file.read')) AND organisation = (SELECT actor_organisation()));
--> statement-breakpoint
-- Who asked is told of every item, by the name it had then; others of those whose file they see. Batches have thousands
-- of items: of the batches, which are few, those that one sees are looked up once.
CREATE POLICY reads ON print_item FOR SELECT TO qidang_app
	USING (batch IN (SELECT id FROM print_batch) AND (
		batch IN (SELECT id FROM print_batch WHERE by = (SELECT actor_person())) OR sees_sheet(sheet)
	));
--> statement-breakpoint
CREATE POLICY adds ON print_item FOR INSERT TO qidang_app
	WITH CHECK (may_print(batch, sheet));
--> statement-breakpoint
CREATE POLICY reads ON print_event FOR SELECT TO qidang_app
	USING (batch IN (SELECT id FROM print_batch));
--> statement-breakpoint
CREATE POLICY adds ON print_event FOR INSERT TO qidang_app
	WITH CHECK (sees_batch(batch) AND kind IN ('paused', 'resumed', 'cancelled', 'retried'));
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON print_batch FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON print_event FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
-- The last one stands: of two at once the one that waited has the higher number.
CREATE FUNCTION hold_batch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	PERFORM pg_advisory_xact_lock(hashtextextended(NEW.batch::text, 5));
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER checked BEFORE INSERT ON print_event FOR EACH ROW EXECUTE FUNCTION hold_batch();
--> statement-breakpoint
CREATE TRIGGER numbered BEFORE INSERT ON print_event FOR EACH ROW EXECUTE FUNCTION take_number();
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION hold_batch() FROM PUBLIC;
--> statement-breakpoint
ALTER FUNCTION hold_batch() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION sees_batch(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION may_print(uuid, uuid) OWNER TO qidang_guard;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM qidang_guard;
