CREATE OR REPLACE FUNCTION coverage_name_words() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.folded_name = OLD.folded_name THEN
      RETURN NULL;
    END IF;
    DELETE FROM coverage_nameword WHERE person_id = NEW.id;
  END IF;
  INSERT INTO coverage_nameword (person_id, word)
  SELECT DISTINCT NEW.id, word FROM regexp_split_to_table(NEW.folded_name, ' ') AS word WHERE word <> '';
  RETURN NULL;
END
$body$;
DROP TRIGGER IF EXISTS coverage_name_words ON people_person;
CREATE TRIGGER coverage_name_words AFTER INSERT OR UPDATE OF folded_name ON people_person
FOR EACH ROW EXECUTE FUNCTION coverage_name_words();
DELETE FROM coverage_nameword;
INSERT INTO coverage_nameword (person_id, word)
SELECT DISTINCT people_person.id, word
FROM people_person, regexp_split_to_table(folded_name, ' ') AS word WHERE word <> '';
