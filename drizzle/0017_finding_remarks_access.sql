-- Remarks on findings: who verifies adds them until the sheet is filed, who sees the sheet reads them.
-- Written by hand: drizzle generates the table alone.
GRANT SELECT, INSERT ON finding_remark TO qidang_app;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON finding_remark
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE finding_remark ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY reads ON finding_remark FOR SELECT TO qidang_app
	USING (sees_sheet(sheet));
--> statement-breakpoint
CREATE POLICY adds ON finding_remark FOR INSERT TO qidang_app
	WITH CHECK ((SELECT has_right('sheet.verify')) AND sees_sheet(sheet));
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON finding_remark FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER checked AFTER INSERT ON finding_remark FOR EACH ROW EXECUTE FUNCTION check_open();
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON finding_remark FOR EACH ROW EXECUTE FUNCTION leave_trail();
