"""Which languages the passages of an index are in."""

from events.identity import IndexKey
from functions.stores.sqlite.database import Connection, rows


def languages_in(connection: Connection, key: IndexKey) -> list[str]:
    """Return the languages of an index; each is looked up by the one before it, which takes no time however many
    passages there are."""
    sql = """with recursive each (language) as (
                 select min(language) from passages where tenant = ?1 and model = ?2 union all
                 select (select min(language) from passages
                         where tenant = ?1 and model = ?2 and language > each.language)
                 from each where language is not null)
             select language from each where language is not null"""
    return [language for (language,) in rows(connection, sql, key)]
