-- Who may know what filed sheets came to: nobody, but for one's own place among enough others. Written by hand:
-- drizzle generates the tables alone.
GRANT CREATE ON SCHEMA public TO qidang_guard;
--> statement-breakpoint
GRANT SELECT, INSERT ON filed_score TO qidang_guard;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON filed_score
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE filed_score ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY guard_reads ON filed_score FOR SELECT TO qidang_guard USING (current_user = 'qidang_guard');
--> statement-breakpoint
CREATE POLICY guard_adds ON filed_score FOR INSERT TO qidang_guard WITH CHECK (current_user = 'qidang_guard');
--> statement-breakpoint
-- What the confirmed dossier says; what is not said, or not in the form it must have, is left out.
CREATE FUNCTION add_score(one filed) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
	INSERT INTO filed_score (sheet, enterprise, content, numerator, denominator, industry, size, area, at)
	SELECT one.sheet, enterprise_of(one.sheet), s.content,
		CASE WHEN certain THEN (points #>> '{low,n}')::numeric END,
		CASE WHEN certain THEN (points #>> '{low,d}')::numeric END,
		substring(facts->>'industry' FROM '^C[0-9]{2}$'),
		substring(facts->>'size' FROM '^[a-z]{1,20}$'),
		substring(facts->>'area' FROM '^[0-9]{6}(?:[0-9]{3})?(?:-[a-z0-9]+)*$'),
		one.at
	FROM sheet s,
		LATERAL (SELECT one.dossier #> '{diagnosis,points}' AS points, one.dossier #> '{said,facts}' AS facts) AS dossier,
		LATERAL (SELECT
			jsonb_typeof(points #> '{low,n}') = 'number' AND points->'low' = points->'high'
				AND (one.dossier #>> '{diagnosis,trace,max,n}') <> '0' AS certain
		) AS judged
	WHERE s.id = one.sheet
$$;
--> statement-breakpoint
CREATE FUNCTION keep_score() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	-- One after the other, so that no number comes in below one that has been counted.
	PERFORM pg_advisory_xact_lock(hashtextextended('filed_score', 4));
	PERFORM add_score(NEW);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER kept_score AFTER INSERT ON filed FOR EACH ROW WHEN (NEW.layer = 'confirmed') EXECUTE FUNCTION keep_score();
--> statement-breakpoint
-- Where the latest filed sheet of one's own enterprise stands among others: those that filed the same edition, say
-- the same division, and the same size and area, the latest of each; a group a row, a narrower one before a wider.
-- decision 29 says why so: a group shows from 10 on, and beside a narrower one if 10 more are in it; it moves on
-- when 5 enterprises have filed anew; 24 months reach back from the last that counts. `percent` of the others have
-- fewer points, half of those with the same among them, in whole steps.
-- src/lib/comparison/peers.ts tells people these numbers.
CREATE FUNCTION peers_of(asked uuid)
	RETURNS TABLE (area text, size text, others integer, percent integer, step integer, until date)
	LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
	least_shown CONSTANT integer := 10;
	batch CONSTANT integer := 5;
	back CONSTANT interval := '24 months';
	own filed_score;
	one record;
	waiting uuid[];
	cut bigint;
	cut_at timestamptz;
	shown uuid[];
	before_it uuid[] := '{}';
BEGIN
	-- Only its own people: who sees several files would hold as many measuring rods.
	IF actor_kind() IS DISTINCT FROM 'enterprise' OR NOT has_right('file.read') THEN
		RETURN;
	END IF;
	SELECT * INTO own FROM filed_score f
	WHERE f.enterprise = actor_organisation() AND f.content = (SELECT s.content FROM filed_score s WHERE s.sheet = asked)
	ORDER BY f.id DESC LIMIT 1;
	IF own.sheet IS DISTINCT FROM asked OR own.numerator IS NULL OR own.industry IS NULL THEN
		RETURN;
	END IF;
	FOR area, size IN
		SELECT w.area, w.size FROM (VALUES
			(1, left(own.area, 6), own.size),
			(2, left(own.area, 4) || '00', own.size),
			(3, left(own.area, 2) || '0000', own.size),
			(4, left(own.area, 2) || '0000', NULL),
			(5, NULL, NULL)
		) AS w (place, area, size)
		WHERE (w.area IS NOT NULL OR w.place = 5) AND (w.size IS NOT NULL OR w.place >= 4)
		ORDER BY w.place
	LOOP
		-- As far as the last filing with which a batch of different enterprises is complete.
		waiting := '{}';
		cut := 0;
		FOR one IN
			SELECT f.id, f.enterprise, f.at FROM filed_score f
			WHERE f.content = own.content AND f.industry = own.industry AND f.enterprise <> own.enterprise
				AND (peers_of.size IS NULL OR f.size = peers_of.size)
				AND (peers_of.area IS NULL OR lies_within(f.area, peers_of.area))
			ORDER BY f.id
		LOOP
			IF NOT one.enterprise = ANY (waiting) THEN
				waiting := waiting || one.enterprise;
			END IF;
			IF cardinality(waiting) = batch THEN
				waiting := '{}';
				cut := one.id;
				cut_at := one.at;
			END IF;
		END LOOP;
		SELECT coalesce(array_agg(l.sheet), '{}') INTO shown FROM (
			SELECT DISTINCT ON (f.enterprise) f.sheet, f.numerator FROM filed_score f
			WHERE f.content = own.content AND f.industry = own.industry AND f.enterprise <> own.enterprise
				AND (peers_of.size IS NULL OR f.size = peers_of.size)
				AND (peers_of.area IS NULL OR lies_within(f.area, peers_of.area))
				AND f.id <= cut AND f.at > cut_at - back
			ORDER BY f.enterprise, f.id DESC
		) AS l WHERE l.numerator IS NOT NULL;
		others := cardinality(shown);
		CONTINUE WHEN others < least_shown OR (
			SELECT count(*) FROM (SELECT unnest(shown) EXCEPT SELECT unnest(before_it)) AS more
		) < least_shown;
		before_it := shown;
		step := CASE WHEN others >= 40 THEN 5 WHEN others >= 20 THEN 10 ELSE 20 END;
		until := (cut_at AT TIME ZONE 'Asia/Shanghai')::date;
		SELECT round(100.0 * sum(
			CASE sign(f.numerator * own.denominator - own.numerator * f.denominator) WHEN -1 THEN 2 WHEN 0 THEN 1 ELSE 0 END
		) / (2 * others * step)) * step
		INTO percent FROM filed_score f WHERE f.sheet = ANY (shown);
		RETURN NEXT;
	END LOOP;
END
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION add_score(filed), keep_score() FROM PUBLIC;
--> statement-breakpoint
ALTER FUNCTION add_score(filed) OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION keep_score() OWNER TO qidang_guard;
--> statement-breakpoint
ALTER FUNCTION peers_of(uuid) OWNER TO qidang_guard;
--> statement-breakpoint
-- What was filed before there was this table, in its order; the guard sees it, the owner does not.
CREATE FUNCTION add_scores() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
	SELECT add_score(f) FROM filed f WHERE f.layer = 'confirmed' ORDER BY f.at, f.sheet
$$;
--> statement-breakpoint
ALTER FUNCTION add_scores() OWNER TO qidang_guard;
--> statement-breakpoint
SELECT add_scores();
--> statement-breakpoint
DROP FUNCTION add_scores();
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM qidang_guard;
