"""Which indexes there are on Weaviate, and which one answers."""

import msgspec

from events.identity import IndexKey, derived_id
from functions.stores.index_plans import IndexPlan, IndexPlans
from functions.stores.weaviate.client import (
    FACTS,
    OPEN,
    PLANS,
    Filter,
    GroupBy,
    Sort,
    Weaviate,
    explained,
)


class WeaviatePlans(IndexPlans):
    """The plans as objects, and the indexes as the facts have them."""

    _store: Weaviate

    def models(self, tenant: str) -> list[str]:
        accepted = Filter.by_property("kind").contains_any(["uploaded", "deleted"])
        with explained():
            counted = self._store.collection(FACTS).aggregate.over_all(
                filters=Filter.by_property("tenant").equal(tenant) & accepted, group_by=GroupBy(prop="model")
            )
        return sorted(str(group.grouped_by.value) for group in counted.groups)

    def drop(self, index: IndexKey) -> None:
        where = Filter.by_property("tenant").equal(index.tenant) & Filter.by_property("model").equal(index.model)
        for name in (FACTS, OPEN):
            with explained():
                self._store.remove(name, where)

    def plan(self, tenant: str) -> IndexPlan | None:
        with explained():
            page = self._store.collection(PLANS).query.fetch_objects(
                filters=Filter.by_property("tenant").equal(tenant),
                limit=1,
                sort=Sort.by_property("number", ascending=False),
                return_properties=["body"],
            )
        return msgspec.json.decode(page.objects[0].properties["body"], type=IndexPlan) if page.objects else None

    def write_plan(self, plan: IndexPlan) -> bool:
        body = msgspec.json.encode(plan).decode()
        properties = {"tenant": plan.tenant, "number": plan.number, "body": body}
        with explained():
            return self._store.insert_new(PLANS, derived_id("plan", plan.tenant, str(plan.number)), properties)
