DROP TRIGGER IF EXISTS coverage_name_words_insert;
CREATE TRIGGER coverage_name_words_insert AFTER INSERT ON people_person FOR EACH ROW BEGIN
  INSERT INTO coverage_nameword (person_id, word)
  SELECT DISTINCT NEW.id, value
  FROM json_each('[' || replace(json_quote(NEW.folded_name), ' ', '","') || ']') WHERE value <> '';
END;
DROP TRIGGER IF EXISTS coverage_name_words_update;
CREATE TRIGGER coverage_name_words_update AFTER UPDATE OF folded_name ON people_person FOR EACH ROW
WHEN NEW.folded_name <> OLD.folded_name BEGIN
  DELETE FROM coverage_nameword WHERE person_id = NEW.id;
  INSERT INTO coverage_nameword (person_id, word)
  SELECT DISTINCT NEW.id, value
  FROM json_each('[' || replace(json_quote(NEW.folded_name), ' ', '","') || ']') WHERE value <> '';
END;
DELETE FROM coverage_nameword;
INSERT INTO coverage_nameword (person_id, word)
SELECT DISTINCT people_person.id, value
FROM people_person, json_each('[' || replace(json_quote(folded_name), ' ', '","') || ']') WHERE value <> '';
