select key, relation, name from probe order by pages, relation, key;
