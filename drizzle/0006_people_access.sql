-- Who may see and do what, for people who have signed in. Written by hand: drizzle generates the tables alone.
-- What somebody may do is in src/lib/roles.ts and src/lib/sheets/life.ts; the product copies both into
-- role_right, sheet_step and layer_writing whenever it starts. What it reaches is decided here.

-- qidang_guard owns the functions that policies ask. It reads what they need, past the policies of who asks,
-- and gives no more than their answers; nobody becomes it.
DO $$
BEGIN
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'qidang_guard') THEN
		CREATE ROLE qidang_guard NOLOGIN NOBYPASSRLS;
	END IF;
EXCEPTION
	WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
--> statement-breakpoint
-- To give functions to it, whoever opens the database must be able to become it, and it to make some.
DO $$
BEGIN
	IF NOT pg_has_role(
		current_user,
		'qidang_guard',
		CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END
	) THEN
		GRANT qidang_guard TO CURRENT_USER;
	END IF;
END
$$;
--> statement-breakpoint
GRANT USAGE, CREATE ON SCHEMA public TO qidang_guard;
--> statement-breakpoint
GRANT SELECT ON sheet, link, sheet_owner, sheet_event, decision, filed, organisation, profile, membership,
	assignment, assignment_event, invitation, role_right, sheet_step, layer_writing, trail TO qidang_guard;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE membership_id_seq, profile_id_seq, sheet_event_id_seq, assignment_event_id_seq TO qidang_guard;
--> statement-breakpoint
GRANT INSERT ON trail, place TO qidang_guard;
--> statement-breakpoint
GRANT SELECT ON organisation, profile, membership, invitation, invitation_end, role_right, sheet_step,
	layer_writing, sheet_owner, sheet_event, decision, filed, assignment, assignment_event, evidence, trail, place
	TO qidang_app;
--> statement-breakpoint
GRANT INSERT ON organisation, profile, membership, invitation, invitation_end, sheet_owner, sheet_event,
	decision, filed, assignment, assignment_event, evidence TO qidang_app;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON organisation
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON profile
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON membership
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invitation
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invitation_end
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sheet_owner
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sheet_event
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decision
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON filed
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON assignment
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON assignment_event
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON trail
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE organisation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE profile ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE membership ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE invitation_end ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sheet_owner ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sheet_event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE decision ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE filed ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE assignment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE assignment_event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE evidence ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE trail ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE place ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- A policy for a role holds for its members, too, the owner among them, until they become it.
CREATE POLICY guard_reads ON sheet FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_reads ON link FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_reads ON sheet_owner FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_reads ON sheet_event FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_reads ON decision FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_reads ON filed FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_reads ON organisation FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_reads ON profile FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_reads ON membership FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_reads ON assignment FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_reads ON assignment_event FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_reads ON invitation FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_reads ON trail FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_adds ON trail FOR INSERT TO qidang_guard WITH CHECK (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_adds ON place FOR INSERT TO qidang_guard WITH CHECK (current_user = 'qidang_guard');
--> statement-breakpoint
-- An address says something of a person: the owner of the tables may erase it, and finds it for that.
CREATE POLICY owner_finds ON place FOR SELECT TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY owner_erases ON place FOR DELETE TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE TRIGGER unchanged BEFORE UPDATE OR TRUNCATE ON place
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A sheet's owner comes before the sheet where both are new, as its link does.
ALTER TABLE sheet_owner ADD CONSTRAINT sheet_owner_sheet_fk FOREIGN KEY (sheet) REFERENCES sheet (id)
	DEFERRABLE INITIALLY DEFERRED;
--> statement-breakpoint
-- Who asks, and for which organisation, as the transaction says.
CREATE FUNCTION actor_person() RETURNS uuid LANGUAGE sql STABLE
	RETURN nullif(current_setting('qidang.person', true), '')::uuid;
--> statement-breakpoint
CREATE FUNCTION actor_organisation() RETURNS uuid LANGUAGE sql STABLE
	RETURN nullif(current_setting('qidang.organisation', true), '')::uuid;
--> statement-breakpoint
-- The role that somebody has there now: a claim to another is worth nothing, and a change counts at once.
CREATE FUNCTION actor_role() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT role FROM membership
	WHERE person = actor_person() AND organisation = actor_organisation()
	ORDER BY id DESC LIMIT 1
$$;
--> statement-breakpoint
CREATE FUNCTION actor_kind() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT kind FROM organisation WHERE id = actor_organisation() AND actor_role() IS NOT NULL
$$;
--> statement-breakpoint
CREATE FUNCTION has_right(wanted text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT EXISTS (SELECT FROM role_right WHERE role = actor_role() AND "right" = wanted)
$$;
--> statement-breakpoint
CREATE FUNCTION kind_of(asked uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$ SELECT kind FROM organisation WHERE id = asked $$;
--> statement-breakpoint
CREATE FUNCTION area_of(asked uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$ SELECT area FROM profile WHERE organisation = asked ORDER BY id DESC LIMIT 1 $$;
--> statement-breakpoint
-- Whether an area lies in another, by the codes alone, as scoring/area.ts has it. A province and a city end in
-- zeros; a zone of ours lies in the area whose code it begins with, and nothing lies in a zone but itself.
CREATE FUNCTION lies_within(area text, scope text) RETURNS boolean LANGUAGE sql IMMUTABLE
	RETURN CASE
		WHEN area = scope THEN true
		WHEN scope ~ '^[0-9]{2}0000$' THEN left(area, 2) = left(scope, 2)
		WHEN scope ~ '^[0-9]{4}00$' THEN left(area, 4) = left(scope, 4)
		WHEN scope ~ '^[0-9]{6}([0-9]{3})?$' THEN left(area, length(scope)) = scope
		ELSE false
	END;
--> statement-breakpoint
-- Whether somebody of a provider looks after an assignment: its consultant while they are one, or who sees
-- them all.
CREATE FUNCTION looks_after(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT EXISTS (
		SELECT FROM assignment
		WHERE id = asked AND provider = actor_organisation() AND has_right('file.read')
			AND (has_right('assignment.all') OR actor_person() = (
				SELECT person FROM assignment_event
				WHERE assignment = asked AND event = 'consultant' ORDER BY id DESC LIMIT 1
			))
	)
$$;
--> statement-breakpoint
CREATE FUNCTION is_over(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT NOT EXISTS (SELECT FROM assignment WHERE id = asked AND now() < ends_at)
		OR EXISTS (SELECT FROM assignment_event WHERE assignment = asked AND event = 'ended')
$$;
--> statement-breakpoint
CREATE FUNCTION is_running(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT EXISTS (SELECT FROM assignment WHERE id = asked AND now() >= starts_at) AND NOT is_over(asked)
$$;
--> statement-breakpoint
-- Whether somebody may see the file of an enterprise: its own people, a provider while it is assigned to it, a
-- government unit where it lies in the unit's area today.
CREATE FUNCTION sees(enterprise uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT has_right('file.read') AND kind_of(sees.enterprise) = 'enterprise' AND CASE actor_kind()
		WHEN 'enterprise' THEN sees.enterprise = actor_organisation()
		WHEN 'provider' THEN EXISTS (
			SELECT FROM assignment a
			WHERE a.enterprise = sees.enterprise AND a.provider = actor_organisation()
				AND is_running(a.id) AND looks_after(a.id)
		)
		WHEN 'government' THEN
			coalesce(lies_within(area_of(sees.enterprise), area_of(actor_organisation())), false)
		ELSE false
	END
$$;
--> statement-breakpoint
-- Whether an assignment that one sees takes an event now. Before it begins it is prepared, or taken back.
CREATE FUNCTION takes_event(asked uuid, what text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT EXISTS (SELECT FROM assignment WHERE id = asked AND (looks_after(id) OR sees(enterprise)))
		AND (is_running(asked) OR (what IN ('consultant', 'appointment', 'ended') AND NOT is_over(asked)))
$$;
--> statement-breakpoint
CREATE FUNCTION enterprise_of(asked uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$ SELECT enterprise FROM sheet_owner WHERE sheet = asked $$;
--> statement-breakpoint
CREATE FUNCTION sees_sheet(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$ SELECT coalesce(sees(enterprise_of(asked)), false) $$;
--> statement-breakpoint
CREATE FUNCTION state_of(asked uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT coalesce((SELECT state FROM sheet_event WHERE sheet = asked ORDER BY id DESC LIMIT 1), 'draft')
$$;
--> statement-breakpoint
-- Whether a layer of a sheet can be answered now, by who asks.
CREATE FUNCTION may_answer(asked uuid, wanted text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT EXISTS (
		SELECT FROM layer_writing
		WHERE layer = wanted AND state = state_of(asked) AND has_right("right")
	) AND sees_sheet(asked)
$$;
--> statement-breakpoint
CREATE FUNCTION is_decided(asked uuid, wanted text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT EXISTS (SELECT FROM decision WHERE sheet = asked AND field = wanted AND kind <> 'comment')
$$;
--> statement-breakpoint
-- A private link opens a sheet until an enterprise has claimed it.
CREATE OR REPLACE FUNCTION reached_sheet() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	RETURN (
		SELECT sheet FROM link
		WHERE hash = current_setting('qidang.link', true) AND enterprise_of(sheet) IS NULL
	);
--> statement-breakpoint
-- Whether a sheet can get a link or an owner: one that is not there yet, or that one's link opens.
CREATE FUNCTION may_take(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$ SELECT NOT EXISTS (SELECT FROM sheet WHERE id = asked) OR coalesce(asked = reached_sheet(), false) $$;
--> statement-breakpoint
-- Whether one may say how an organisation is called and where it lies. Who makes organisations does so for an
-- enterprise only until its place is known: from then on it speaks for itself.
CREATE FUNCTION may_describe(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT (has_right('profile.write') AND asked = actor_organisation())
		OR (has_right('organisations.write') AND (kind_of(asked) <> 'enterprise' OR area_of(asked) IS NULL))
$$;
--> statement-breakpoint
-- Whether one may change what somebody is in one's own organisation: nobody becomes a member but by an
-- invitation that they take, nor once more after they have left.
CREATE FUNCTION may_change_member(asked uuid, who uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	AS $$
	SELECT has_right('members.write') AND asked = actor_organisation() AND (
		SELECT role FROM membership WHERE organisation = asked AND person = who ORDER BY id DESC LIMIT 1
	) IS NOT NULL
$$;
--> statement-breakpoint
CREATE POLICY reads ON organisation FOR SELECT TO qidang_app
	USING (CASE kind
		WHEN 'enterprise' THEN sees(id) OR (SELECT has_right('organisations.write'))
		WHEN 'operator' THEN id = (SELECT actor_organisation()) AND (SELECT actor_role()) IS NOT NULL
		ELSE (SELECT actor_role()) IS NOT NULL
	END);
--> statement-breakpoint
CREATE POLICY adds ON organisation FOR INSERT TO qidang_app
	WITH CHECK ((SELECT has_right('organisations.write')));
--> statement-breakpoint
CREATE POLICY reads ON profile FOR SELECT TO qidang_app
	USING (EXISTS (
		SELECT FROM organisation o WHERE o.id = profile.organisation
			-- Who makes organisations sees of an enterprise its name and place, and none of its figures.
			AND (o.kind <> 'enterprise' OR (facts = '{}' AND titles = '{}') OR sees(o.id))
	));
--> statement-breakpoint
CREATE POLICY adds ON profile FOR INSERT TO qidang_app
	WITH CHECK (may_describe(organisation));
--> statement-breakpoint
CREATE POLICY reads ON membership FOR SELECT TO qidang_app
	USING (
		person = (SELECT actor_person())
		OR (organisation = (SELECT actor_organisation()) AND (SELECT actor_role()) IS NOT NULL)
		OR (SELECT has_right('organisations.write'))
	);
--> statement-breakpoint
CREATE POLICY adds ON membership FOR INSERT TO qidang_app
	WITH CHECK (may_change_member(organisation, person));
--> statement-breakpoint
CREATE POLICY reads ON invitation FOR SELECT TO qidang_app
	USING (((SELECT has_right('members.write')) AND organisation = (SELECT actor_organisation()))
		OR (SELECT has_right('organisations.write')));
--> statement-breakpoint
CREATE POLICY adds ON invitation FOR INSERT TO qidang_app
	WITH CHECK (((SELECT has_right('members.write')) AND organisation = (SELECT actor_organisation()))
		OR (SELECT has_right('organisations.write')));
--> statement-breakpoint
CREATE POLICY reads ON invitation_end FOR SELECT TO qidang_app
	USING (EXISTS (SELECT FROM invitation i WHERE i.hash = invitation));
--> statement-breakpoint
CREATE POLICY takes_back ON invitation_end FOR INSERT TO qidang_app
	WITH CHECK (person IS NULL AND EXISTS (SELECT FROM invitation i WHERE i.hash = invitation));
--> statement-breakpoint
CREATE POLICY reads ON sheet_owner FOR SELECT TO qidang_app
	USING (sees(enterprise));
--> statement-breakpoint
CREATE POLICY adds ON sheet_owner FOR INSERT TO qidang_app
	WITH CHECK (
		(SELECT has_right('sheet.declare')) AND sees(enterprise) AND may_take(sheet)
	);
--> statement-breakpoint
CREATE POLICY reads ON sheet FOR SELECT TO qidang_app
	USING (sees_sheet(id));
--> statement-breakpoint
CREATE POLICY adds ON sheet FOR INSERT TO qidang_app
	WITH CHECK ((SELECT has_right('sheet.declare')) AND sees_sheet(id));
--> statement-breakpoint
-- No link to a sheet that is there: one that began in an enterprise's file has none.
DROP POLICY holder_adds ON link;
--> statement-breakpoint
CREATE POLICY holder_adds ON link FOR INSERT TO qidang_app
	WITH CHECK (hash = current_setting('qidang.link', true) AND may_take(sheet));
--> statement-breakpoint
DROP POLICY holder_adds ON patch;
--> statement-breakpoint
CREATE POLICY holder_adds ON patch FOR INSERT TO qidang_app
	WITH CHECK (sheet = (SELECT reached_sheet()) AND layer = 'declared' AND author IS NULL);
--> statement-breakpoint
CREATE POLICY reads ON patch FOR SELECT TO qidang_app
	USING (sees_sheet(sheet));
--> statement-breakpoint
CREATE POLICY adds ON patch FOR INSERT TO qidang_app
	WITH CHECK (author = (SELECT actor_person()) AND may_answer(sheet, layer));
--> statement-breakpoint
CREATE POLICY reads ON sheet_event FOR SELECT TO qidang_app
	USING (sees_sheet(sheet));
--> statement-breakpoint
CREATE POLICY reads ON decision FOR SELECT TO qidang_app
	USING (sees_sheet(sheet));
--> statement-breakpoint
CREATE POLICY reads ON filed FOR SELECT TO qidang_app
	USING (sees_sheet(sheet));
--> statement-breakpoint
CREATE POLICY reads ON evidence FOR SELECT TO qidang_app
	USING (sees_sheet(sheet));
--> statement-breakpoint
CREATE POLICY adds ON sheet_event FOR INSERT TO qidang_app
	WITH CHECK (sees_sheet(sheet));
--> statement-breakpoint
CREATE POLICY adds ON decision FOR INSERT TO qidang_app
	WITH CHECK (
		CASE kind
			WHEN 'comment' THEN (SELECT has_right('sheet.comment'))
			ELSE (SELECT has_right('sheet.decide'))
		END AND sees_sheet(sheet)
	);
--> statement-breakpoint
CREATE POLICY adds ON filed FOR INSERT TO qidang_app
	WITH CHECK ((SELECT has_right('sheet.file')) AND sees_sheet(sheet));
--> statement-breakpoint
CREATE POLICY adds ON evidence FOR INSERT TO qidang_app
	WITH CHECK ((SELECT has_right('evidence.write')) AND sees_sheet(sheet));
--> statement-breakpoint
CREATE POLICY reads ON assignment FOR SELECT TO qidang_app
	USING (CASE WHEN provider = (SELECT actor_organisation()) THEN looks_after(id) ELSE (SELECT actor_kind()) <> 'provider' AND sees(enterprise) END);
--> statement-breakpoint
CREATE POLICY adds ON assignment FOR INSERT TO qidang_app
	WITH CHECK ((SELECT has_right('assignment.make')) AND sees(enterprise) AND EXISTS (
		SELECT FROM organisation o WHERE o.id = provider AND o.kind = 'provider'
	));
--> statement-breakpoint
CREATE POLICY reads ON assignment_event FOR SELECT TO qidang_app
	USING (EXISTS (SELECT FROM assignment a WHERE a.id = assignment));
--> statement-breakpoint
CREATE POLICY adds ON assignment_event FOR INSERT TO qidang_app
	WITH CHECK (
		EXISTS (SELECT FROM assignment a WHERE a.id = assignment) AND takes_event(assignment, event) AND CASE event
			WHEN 'ended' THEN (SELECT has_right('assignment.make'))
			WHEN 'confirmed' THEN (SELECT has_right('assignment.answer'))
			WHEN 'rated' THEN (SELECT has_right('assignment.answer'))
			ELSE (SELECT has_right('assignment.run'))
		END
	);
--> statement-breakpoint
CREATE POLICY reads ON trail FOR SELECT TO qidang_app
	USING ((SELECT has_right('trail.read')) AND (chain = (SELECT actor_organisation()) OR sees(chain)));
--> statement-breakpoint
CREATE POLICY reads ON place FOR SELECT TO qidang_app
	USING (EXISTS (SELECT FROM trail t WHERE t.place = place.id));
--> statement-breakpoint
-- Who and when are never taken from a request's statement.
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.at := now();
	IF current_user = 'qidang_app' THEN
		NEW.by := actor_person();
	END IF;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE FUNCTION stamp_received() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.received_at := now();
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON patch FOR EACH ROW EXECUTE FUNCTION stamp_received();
--> statement-breakpoint
CREATE FUNCTION stamp_created() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.created_at := now();
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON sheet FOR EACH ROW EXECUTE FUNCTION stamp_created();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON link FOR EACH ROW EXECUTE FUNCTION stamp_created();
--> statement-breakpoint
-- Where the last row holds, nobody chooses its number (OVERRIDING SYSTEM VALUE would let them), and who has
-- waited for another comes after them: fires after `checked`, which waits.
CREATE FUNCTION take_number() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	NEW.id := nextval(format('%I_id_seq', TG_TABLE_NAME)::regclass);
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER numbered BEFORE INSERT ON membership FOR EACH ROW EXECUTE FUNCTION take_number();
--> statement-breakpoint
CREATE TRIGGER numbered BEFORE INSERT ON profile FOR EACH ROW EXECUTE FUNCTION take_number();
--> statement-breakpoint
CREATE TRIGGER numbered BEFORE INSERT ON sheet_event FOR EACH ROW EXECUTE FUNCTION take_number();
--> statement-breakpoint
CREATE TRIGGER numbered BEFORE INSERT ON assignment_event FOR EACH ROW EXECUTE FUNCTION take_number();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON organisation FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON profile FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON membership FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON invitation FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON invitation_end FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON sheet_owner FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON sheet_event FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON filed FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON assignment FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON assignment_event FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON evidence FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
-- What follows looks after a row is in, where the policies have let it, so that a refusal tells nothing of
-- what one does not see. A role belongs to one kind of organisation.
CREATE FUNCTION check_membership() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	organisation_kind text := kind_of(NEW.organisation);
BEGIN
	IF NEW.role IS NOT NULL AND NOT EXISTS (
		SELECT FROM role_right WHERE role = NEW.role AND kind = organisation_kind
	) THEN
		RAISE EXCEPTION 'The role % is not one of an organisation of the kind %.', NEW.role, organisation_kind
			USING ERRCODE = 'check_violation', CONSTRAINT = 'role_of_another_kind';
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER checked AFTER INSERT ON membership FOR EACH ROW EXECUTE FUNCTION check_membership();
--> statement-breakpoint
CREATE TRIGGER checked AFTER INSERT ON invitation FOR EACH ROW EXECUTE FUNCTION check_membership();
--> statement-breakpoint
-- An organisation keeps somebody who may invite others. An account that is erased leaves all the same.
CREATE FUNCTION check_last_manager() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	-- Of two who end each other's role the second waits, and finds itself the last.
	PERFORM pg_advisory_xact_lock(hashtextextended(NEW.organisation::text, 3));
	IF NOT EXISTS (
		SELECT FROM (
			SELECT DISTINCT ON (person) role FROM membership
			WHERE organisation = NEW.organisation ORDER BY person, id DESC
		) AS last
		JOIN role_right r ON r.role = last.role AND r."right" = 'members.write'
	) THEN
		RAISE EXCEPTION 'The organisation would have nobody who may invite others.'
			USING ERRCODE = 'check_violation', CONSTRAINT = 'last_manager';
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER checked_last AFTER INSERT ON membership FOR EACH ROW WHEN (current_user = 'qidang_app')
	EXECUTE FUNCTION check_last_manager();
--> statement-breakpoint
-- From here to the end of the transaction nobody else writes in a sheet: what is looked at next is how it
-- stands then. A transaction that still sees how things stood before would not notice.
CREATE FUNCTION hold_sheet(asked uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	IF current_setting('transaction_isolation') <> 'read committed' THEN
		RAISE EXCEPTION 'A sheet is written to in a transaction that is read committed.'
			USING ERRCODE = 'invalid_transaction_state';
	END IF;
	PERFORM pg_advisory_xact_lock(hashtextextended(asked::text, 1));
END
$$;
--> statement-breakpoint
-- Who claims a sheet waits for what its link is writing, and of two with its link the second is told so: as by
-- the key, whichever comes first.
CREATE FUNCTION hold_taken() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	PERFORM hold_sheet(NEW.sheet);
	IF enterprise_of(NEW.sheet) IS NOT NULL AND EXISTS (
		SELECT FROM link WHERE sheet = NEW.sheet AND hash = current_setting('qidang.link', true)
	) THEN
		RAISE EXCEPTION 'The sheet has been claimed.'
			USING ERRCODE = 'unique_violation', CONSTRAINT = 'sheet_owner_pkey';
	END IF;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER held BEFORE INSERT ON sheet_owner FOR EACH ROW EXECUTE FUNCTION hold_taken();
--> statement-breakpoint
-- A sheet goes only the steps of its life, one after the other. This looks before the row is in, to know where
-- the sheet stands, and says nothing to who does not see it.
CREATE FUNCTION check_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	state_now text;
	step sheet_step;
BEGIN
	IF NOT sees_sheet(NEW.sheet) THEN
		RAISE EXCEPTION 'There is no such sheet to be seen.' USING ERRCODE = 'insufficient_privilege';
	END IF;
	PERFORM hold_sheet(NEW.sheet);
	state_now := state_of(NEW.sheet);
	SELECT * INTO step FROM sheet_step WHERE "from" = state_now AND "to" = NEW.state;
	IF step IS NULL THEN
		RAISE EXCEPTION 'A sheet that is % does not become %.', state_now, NEW.state
			USING ERRCODE = 'check_violation', CONSTRAINT = 'no_such_step';
	END IF;
	IF NOT has_right(step."right") THEN
		RAISE EXCEPTION 'It takes the right % to make a sheet %.', step."right", NEW.state
			USING ERRCODE = 'insufficient_privilege';
	END IF;
	IF step.asks = 'reason' AND coalesce(btrim(NEW.reason), '') = ''
		OR step.asks = 'statement' AND jsonb_typeof(NEW.statement) IS DISTINCT FROM 'object' THEN
		RAISE EXCEPTION 'A sheet that becomes % asks for a %.', NEW.state, step.asks
			USING ERRCODE = 'check_violation', CONSTRAINT = 'step_asks_more';
	END IF;
	IF NEW.state = 'filed' AND (SELECT count(*) FROM filed WHERE sheet = NEW.sheet) <> 3 THEN
		RAISE EXCEPTION 'A sheet is filed with the dossiers of its three layers.'
			USING ERRCODE = 'check_violation', CONSTRAINT = 'filed_without_dossiers';
	END IF;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER checked BEFORE INSERT ON sheet_event FOR EACH ROW EXECUTE FUNCTION check_step();
--> statement-breakpoint
-- A dossier without its filing would stand in the way of the next one.
CREATE FUNCTION check_filed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	IF state_of(NEW.sheet) <> 'filed' THEN
		RAISE EXCEPTION 'A dossier is kept only with the step that files its sheet.'
			USING ERRCODE = 'check_violation', CONSTRAINT = 'dossier_of_no_filing';
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER checked AFTER INSERT ON filed DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION check_filed();
--> statement-breakpoint
-- What is filed takes nothing more; its dossiers come while it is under review.
CREATE FUNCTION check_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	state_now text;
BEGIN
	PERFORM hold_sheet(NEW.sheet);
	state_now := state_of(NEW.sheet);
	IF state_now = 'filed' OR TG_TABLE_NAME = 'filed' AND state_now <> 'reviewing' THEN
		RAISE EXCEPTION 'The sheet takes no % now.', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER checked AFTER INSERT ON decision FOR EACH ROW EXECUTE FUNCTION check_open();
--> statement-breakpoint
CREATE TRIGGER checked AFTER INSERT ON evidence FOR EACH ROW EXECUTE FUNCTION check_open();
--> statement-breakpoint
CREATE TRIGGER opened AFTER INSERT ON filed FOR EACH ROW EXECUTE FUNCTION check_open();
--> statement-breakpoint
-- A layer is answered while its turn lasts, by a link until the sheet is claimed, and what has been decided
-- changes only with a reason.
CREATE FUNCTION check_patches() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	decided text;
BEGIN
	PERFORM hold_sheet(sheet) FROM (SELECT DISTINCT sheet FROM added ORDER BY sheet) AS one;
	IF EXISTS (
		SELECT FROM (SELECT DISTINCT sheet, layer, author IS NULL AS by_link FROM added) AS one
		WHERE CASE WHEN by_link THEN enterprise_of(sheet) IS NOT NULL ELSE NOT may_answer(sheet, layer) END
	) THEN
		RAISE EXCEPTION 'This layer of the sheet is not answered now, or not by you.'
			USING ERRCODE = 'insufficient_privilege';
	END IF;
	SELECT min(field) INTO decided FROM added
	WHERE author IS NOT NULL AND reason IS NULL AND is_decided(sheet, field);
	IF decided IS NOT NULL THEN
		RAISE EXCEPTION 'The field % has been decided: a change asks for its reason.', decided
			USING ERRCODE = 'check_violation', CONSTRAINT = 'change_asks_for_reason', COLUMN = decided;
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER checked AFTER INSERT ON patch REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION check_patches();
--> statement-breakpoint
-- Who looks after an assignment belongs to the provider, and may verify.
CREATE FUNCTION check_consultant() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	IF NOT EXISTS (
		SELECT FROM assignment a, LATERAL (
			SELECT m.role FROM membership m
			WHERE m.organisation = a.provider AND m.person = NEW.person ORDER BY m.id DESC LIMIT 1
		) AS last
		JOIN role_right r ON r.role = last.role AND r."right" = 'sheet.verify'
		WHERE a.id = NEW.assignment
	) THEN
		RAISE EXCEPTION 'An assignment is looked after by a consultant of its provider.'
			USING ERRCODE = 'check_violation', CONSTRAINT = 'consultant_of_the_provider';
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER checked AFTER INSERT ON assignment_event FOR EACH ROW WHEN (NEW.event = 'consultant') EXECUTE FUNCTION check_consultant();
--> statement-breakpoint
-- What a row of the trail says, one line for each column: what its hash is of.
CREATE FUNCTION trail_text(entry trail) RETURNS text LANGUAGE sql IMMUTABLE
	RETURN concat_ws(
		E'\n', entry.chain, entry.seq, to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
		coalesce(entry.person::text, '-'), coalesce(entry.organisation::text, '-'), entry.action, entry.subject,
		entry.detail::text, coalesce(entry.place::text, '-'), entry.before
	);
--> statement-breakpoint
-- Adds a row to the chain of a file. Writers of one file wait for each other until they commit.
CREATE FUNCTION append_trail(file uuid, what text, which text, details jsonb) RETURNS void
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	added trail;
	address text := nullif(current_setting('qidang.address', true), '');
BEGIN
	PERFORM pg_advisory_xact_lock(hashtextextended(file::text, 2));
	added.place := nullif(current_setting('qidang.place', true), '')::uuid;
	IF added.place IS NULL AND address IS NOT NULL THEN
		-- One for the whole transaction.
		added.place := gen_random_uuid();
		INSERT INTO place (id, address, agent)
			VALUES (added.place, address, coalesce(current_setting('qidang.agent', true), ''));
		PERFORM set_config('qidang.place', added.place::text, true);
	END IF;
	SELECT seq, hash INTO added.seq, added.before FROM trail WHERE chain = file ORDER BY seq DESC LIMIT 1;
	added.chain := file;
	added.seq := coalesce(added.seq, 0) + 1;
	added.before := coalesce(added.before, repeat('0', 64));
	added.at := now();
	added.person := actor_person();
	added.organisation := actor_organisation();
	added.action := what;
	added.subject := which;
	added.detail := details;
	added.hash := encode(sha256(convert_to(trail_text(added), 'UTF8')), 'hex');
	INSERT INTO trail SELECT added.*;
END
$$;
--> statement-breakpoint
-- Every row about a file leaves its mark in the trail: no code of ours can forget it.
CREATE FUNCTION leave_trail() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	added jsonb := to_jsonb(NEW);
BEGIN
	PERFORM append_trail(
		CASE TG_TABLE_NAME
			WHEN 'organisation' THEN (added->>'id')::uuid
			WHEN 'profile' THEN (added->>'organisation')::uuid
			WHEN 'membership' THEN (added->>'organisation')::uuid
			WHEN 'invitation' THEN (added->>'organisation')::uuid
			WHEN 'invitation_end' THEN (SELECT organisation FROM invitation WHERE hash = added->>'invitation')
			WHEN 'sheet_owner' THEN (added->>'enterprise')::uuid
			WHEN 'assignment' THEN (added->>'enterprise')::uuid
			WHEN 'assignment_event' THEN (SELECT enterprise FROM assignment WHERE id = (added->>'assignment')::uuid)
			ELSE enterprise_of((added->>'sheet')::uuid)
		END,
		TG_TABLE_NAME,
		coalesce(added->>'sheet', added->>'assignment', added->>'id', added->>'person', ''),
		-- What is long or may name somebody stands where it stands; a link's hash is nobody's business.
		added - ARRAY['dossier', 'data', 'hash', 'invitation', 'at', 'by', 'name', 'text', 'reason', 'statement']
	);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON organisation FOR EACH ROW EXECUTE FUNCTION leave_trail();
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON profile FOR EACH ROW EXECUTE FUNCTION leave_trail();
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON membership FOR EACH ROW EXECUTE FUNCTION leave_trail();
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON invitation FOR EACH ROW EXECUTE FUNCTION leave_trail();
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON invitation_end FOR EACH ROW EXECUTE FUNCTION leave_trail();
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON sheet_owner FOR EACH ROW EXECUTE FUNCTION leave_trail();
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON sheet_event FOR EACH ROW EXECUTE FUNCTION leave_trail();
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON decision FOR EACH ROW EXECUTE FUNCTION leave_trail();
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON filed FOR EACH ROW EXECUTE FUNCTION leave_trail();
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON assignment FOR EACH ROW EXECUTE FUNCTION leave_trail();
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON assignment_event FOR EACH ROW EXECUTE FUNCTION leave_trail();
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON evidence FOR EACH ROW EXECUTE FUNCTION leave_trail();
--> statement-breakpoint
-- One mark for all that a statement adds to a sheet; an anonymous sheet belongs to no file.
CREATE FUNCTION leave_trail_of_patches() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	PERFORM append_trail(
		enterprise_of(sheet), 'patch', sheet::text,
		jsonb_build_object('layer', layer, 'fields', jsonb_agg(field ORDER BY field), 'patches', jsonb_agg(id ORDER BY field))
	) FROM added WHERE enterprise_of(sheet) IS NOT NULL GROUP BY sheet, layer ORDER BY sheet, layer;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER left_trail AFTER INSERT ON patch REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION leave_trail_of_patches();
--> statement-breakpoint
-- That somebody looked at a file, or took something out of it.
CREATE FUNCTION note_seen(file uuid, what text) RETURNS void
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	IF NOT coalesce(sees(file), false) THEN
		RAISE EXCEPTION 'Only what one may see can be noted.' USING ERRCODE = 'insufficient_privilege';
	END IF;
	IF char_length(what) NOT BETWEEN 1 AND 200 THEN
		RAISE EXCEPTION 'What was seen is named in 1 to 200 characters.' USING ERRCODE = 'check_violation';
	END IF;
	PERFORM append_trail(file, 'seen', what, '{}');
END
$$;
--> statement-breakpoint
-- Requests call only what policies ask: whether who asks may, never what there is. Not the triggers' functions
-- either: hung on a temporary table of one's own they would write into any trail.
REVOKE EXECUTE ON FUNCTION kind_of(uuid), area_of(uuid), enterprise_of(uuid), state_of(uuid), is_decided(uuid, text), is_over(uuid),
	is_running(uuid), hold_sheet(uuid), append_trail(uuid, text, text, jsonb),
	take_number(), check_membership(), check_last_manager(), hold_taken(), check_step(), check_filed(),
	check_open(), check_patches(), check_consultant(), leave_trail(), leave_trail_of_patches() FROM PUBLIC;
--> statement-breakpoint
-- Inside the functions of the guard others are called in its name.
ALTER FUNCTION actor_role() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION actor_kind() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION has_right(text) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION kind_of(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION area_of(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION looks_after(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION is_over(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION is_running(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION takes_event(uuid, text) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION sees(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION enterprise_of(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION sees_sheet(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION reached_sheet() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION may_take(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION may_describe(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION may_change_member(uuid, uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION hold_sheet(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION hold_taken() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION take_number() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION check_last_manager() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION check_open() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION state_of(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION may_answer(uuid, text) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION is_decided(uuid, text) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION check_membership() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION check_step() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION check_filed() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION check_patches() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION check_consultant() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION append_trail(uuid, text, text, jsonb) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION leave_trail() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION leave_trail_of_patches() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION note_seen(uuid, text) OWNER TO qidang_guard;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM qidang_guard;
--> statement-breakpoint
-- Signatures say something of people: requests add and read them, the owner of the tables may erase one.
GRANT SELECT, INSERT ON signature TO qidang_app;
--> statement-breakpoint
ALTER TABLE signature ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY reads ON signature FOR SELECT TO qidang_app
	USING (sees(enterprise));
--> statement-breakpoint
CREATE POLICY adds ON signature FOR INSERT TO qidang_app
	WITH CHECK (sees(enterprise));
--> statement-breakpoint
CREATE POLICY owner_finds ON signature FOR SELECT TO CURRENT_USER
	USING (true);
--> statement-breakpoint
CREATE POLICY owner_erases ON signature FOR DELETE TO CURRENT_USER
	USING (true);
--> statement-breakpoint
CREATE TRIGGER stamped BEFORE INSERT ON signature FOR EACH ROW EXECUTE FUNCTION stamp();
--> statement-breakpoint
CREATE TRIGGER unchanged BEFORE UPDATE OR TRUNCATE ON signature
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
