-- What a government unit may list of its area in one go. Written by hand: drizzle generates the tables alone.
GRANT CREATE ON SCHEMA public TO qidang_guard;
--> statement-breakpoint
-- The files that `sees` shows a government unit, and nobody else: the same rule asked once for all of them, as asking
-- it for each row of each table takes seconds where there are thousands. A row for each sheet with where it stands
-- and, once it is filed, its confirmed tier and day; one for an enterprise that has none.
-- src/server/area-files.ts filters it.
CREATE FUNCTION files_of_area() RETURNS TABLE (
	enterprise uuid, name text, credit_code text, area text, industry text, size text,
	sheet uuid, questionnaire text, state text, low smallint, high smallint, day text, changed_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
	WITH unit AS MATERIALIZED (
		SELECT area_of(actor_organisation()) AS area
		WHERE actor_kind() = 'government' AND has_right('file.read')
	)
	SELECT o.id, p.name, o.credit_code, p.area, p.facts->>'industry', p.facts->>'size',
		s.id, s.questionnaire, CASE WHEN s.id IS NOT NULL THEN coalesce(e.state, 'draft') END,
		f.low, f.high, f.day, coalesce(e.at, s.created_at, p.at)
	FROM unit
	JOIN organisation o ON o.kind = 'enterprise'
	CROSS JOIN LATERAL (SELECT * FROM profile WHERE organisation = o.id ORDER BY id DESC LIMIT 1) AS p
	LEFT JOIN sheet_owner w ON w.enterprise = o.id
	LEFT JOIN sheet s ON s.id = w.sheet
	LEFT JOIN LATERAL (SELECT * FROM sheet_event WHERE sheet = s.id ORDER BY id DESC LIMIT 1) AS e ON true
	LEFT JOIN filed f ON f.sheet = s.id AND f.layer = 'confirmed'
	WHERE lies_within(p.area, unit.area)
$$;
--> statement-breakpoint
ALTER FUNCTION files_of_area() OWNER TO qidang_guard;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM qidang_guard;
