-- With whom a contact is about, so that the contacts and people of a quarter are counted from the index alone.
DROP INDEX contact_by_time;
CREATE INDEX contact_by_time ON contact (sealed_at, root);
