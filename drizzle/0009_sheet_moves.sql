-- A draft in an enterprise's file moves to a newer edition as one behind a private link does, within its file.
GRANT USAGE, CREATE ON SCHEMA public TO qidang_guard;
--> statement-breakpoint
CREATE FUNCTION may_move(older uuid, newer uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT state_of(older) = 'draft' AND may_answer(older, 'declared')
		AND coalesce(enterprise_of(older) = enterprise_of(newer), false)
$$;
--> statement-breakpoint
ALTER FUNCTION may_move(uuid, uuid) OWNER TO qidang_guard;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM qidang_guard;
--> statement-breakpoint
CREATE POLICY reads ON move FOR SELECT TO qidang_app
	USING (sees_sheet(from_sheet));
--> statement-breakpoint
CREATE POLICY adds ON move FOR INSERT TO qidang_app
	WITH CHECK (may_move(from_sheet, sheet));
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON move FOR EACH ROW WHEN (sees_sheet(NEW.sheet))
	EXECUTE FUNCTION leave_trail();
