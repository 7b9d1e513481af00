"""Which indexes there are in SQLite, and which one answers."""

import msgspec

from events.identity import IndexKey
from functions.stores.index_plans import IndexPlan, IndexPlans
from functions.stores.sqlite.database import Database, rows


class SqlitePlans(IndexPlans):
    """The plans as rows, and the indexes as the facts have them."""

    _database: Database

    def models(self, tenant: str) -> list[str]:
        sql = "select distinct model from documents where tenant = ? and generation <> '' order by model"
        with self._database.reading() as connection:
            return [model for (model,) in rows(connection, sql, (tenant,))]

    def drop(self, index: IndexKey) -> None:
        with self._database.writing() as connection:
            connection.execute("delete from facts where tenant = ? and model = ?", index)
            connection.execute("delete from documents where tenant = ? and model = ?", index)

    def plan(self, tenant: str) -> IndexPlan | None:
        sql = "select body from plans where tenant = ? order by number desc limit 1"
        with self._database.reading() as connection:
            body = connection.execute(sql, (tenant,)).get
            return msgspec.json.decode(body, type=IndexPlan) if body else None

    def write_plan(self, plan: IndexPlan) -> bool:
        sql = "insert into plans (tenant, number, body) values (?, ?, ?) on conflict do nothing"
        with self._database.writing() as connection:
            connection.execute(sql, (plan.tenant, plan.number, msgspec.json.encode(plan).decode()))
            return connection.changes() == 1
