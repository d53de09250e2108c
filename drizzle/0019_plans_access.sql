-- Who may do what with plans of improvement. Written by hand, as 0006_people_access.sql is.
GRANT SELECT, INSERT ON plan, plan_patch, plan_owner, plan_evidence TO qidang_app;
--> statement-breakpoint
GRANT USAGE, CREATE ON SCHEMA public TO qidang_guard;
--> statement-breakpoint
GRANT SELECT ON plan TO qidang_guard;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON plan
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON plan_patch
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON plan_evidence
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Who answers for an action says something of a person: the owner of the tables may erase it.
CREATE TRIGGER unchanged BEFORE UPDATE OR TRUNCATE ON plan_owner
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE plan ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE plan_patch ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE plan_owner ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE plan_evidence ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY guard_reads ON plan FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY owner_finds ON plan_owner FOR SELECT TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY owner_erases ON plan_owner FOR DELETE TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE FUNCTION plan_enterprise(asked uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$ SELECT enterprise_of(sheet) FROM plan WHERE id = asked $$;
--> statement-breakpoint
CREATE FUNCTION sees_plan(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$ SELECT coalesce(sees(plan_enterprise(asked)), false) $$;
--> statement-breakpoint
CREATE POLICY reads ON plan FOR SELECT TO qidang_app
	USING (sees_sheet(sheet));
--> statement-breakpoint
CREATE POLICY adds ON plan FOR INSERT TO qidang_app
	WITH CHECK ((SELECT has_right('plan.write')) AND sees_sheet(sheet));
--> statement-breakpoint
CREATE POLICY reads ON plan_patch FOR SELECT TO qidang_app
	USING (sees_plan(plan));
--> statement-breakpoint
CREATE POLICY adds ON plan_patch FOR INSERT TO qidang_app
	WITH CHECK ((SELECT has_right('plan.write')) AND sees_plan(plan));
--> statement-breakpoint
CREATE POLICY reads ON plan_owner FOR SELECT TO qidang_app
	USING (sees(enterprise));
--> statement-breakpoint
CREATE POLICY adds ON plan_owner FOR INSERT TO qidang_app
	WITH CHECK ((SELECT has_right('plan.write')) AND sees(enterprise));
--> statement-breakpoint
-- The store is compared with what is on record.
GRANT SELECT ON plan_evidence TO qidang_guard;
--> statement-breakpoint
CREATE POLICY guard_reads ON plan_evidence FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY reads ON plan_evidence FOR SELECT TO qidang_app
	USING (sees_plan(plan));
--> statement-breakpoint
CREATE POLICY adds ON plan_evidence FOR INSERT TO qidang_app
	WITH CHECK ((SELECT has_right('plan.write')) AND sees_plan(plan));
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON plan FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON plan_patch FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON plan_owner FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON plan_evidence FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
-- Plans leave their mark in the trail of their enterprise; what was typed stands where it stands.
CREATE FUNCTION leave_trail_of_plan() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	added jsonb := to_jsonb(NEW);
	which uuid := coalesce(added->>'plan', added->>'id')::uuid;
BEGIN
	PERFORM append_trail(plan_enterprise(which), TG_TABLE_NAME, which::text, added - ARRAY['at', 'by', 'name']);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON plan FOR EACH ROW EXECUTE FUNCTION leave_trail_of_plan();
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON plan_evidence FOR EACH ROW EXECUTE FUNCTION leave_trail_of_plan();
--> statement-breakpoint
-- One mark for all that a statement adds to a plan.
CREATE FUNCTION leave_trail_of_plan_patches() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	PERFORM append_trail(
		plan_enterprise(plan), 'plan_patch', plan::text,
		jsonb_build_object(
			'actions', jsonb_agg(DISTINCT action), 'fields', jsonb_agg(field ORDER BY field, id),
			'patches', jsonb_agg(id ORDER BY field, id)
		)
	) FROM added GROUP BY plan ORDER BY plan;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON plan_patch REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION leave_trail_of_plan_patches();
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION plan_enterprise(uuid), leave_trail_of_plan(), leave_trail_of_plan_patches() FROM PUBLIC;
--> statement-breakpoint
ALTER FUNCTION plan_enterprise(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION sees_plan(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION leave_trail_of_plan() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION leave_trail_of_plan_patches() OWNER TO qidang_guard;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM qidang_guard;
