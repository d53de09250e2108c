-- Who reads a batch, asked once for it and not once for each of its thousands of items. Written by hand.
DROP POLICY reads ON print_item;
--> statement-breakpoint
-- Who asked is told of every item; others of the organisation of those whose file they see.
CREATE POLICY reads ON print_item FOR SELECT TO qidang_app
	USING (
		batch IN (SELECT b.id FROM print_batch b WHERE b.by = (SELECT actor_person()))
		OR (batch IN (SELECT b.id FROM print_batch b) AND sees_sheet(sheet))
	);
--> statement-breakpoint
DROP FUNCTION sees_item(uuid, uuid);
--> statement-breakpoint
DROP POLICY reads ON print_event;
--> statement-breakpoint
CREATE POLICY reads ON print_event FOR SELECT TO qidang_app
	USING (batch IN (SELECT b.id FROM print_batch b));
