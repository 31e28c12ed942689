from random import Random

SLUG = "data-contracts-before-they-were-fashionable"
JOINS = ("sailings", "ships", "ship"), ("tickets", "sailings", "sailing")


def random_query(rng, schema):
    """One query twice: with bare names and USING, and with every table named."""
    one, other, key = rng.choice(JOINS)
    owner = {c: t for t in (one, other) for c in schema[t] if c != key}
    picked = rng.sample(sorted(owner), 3)
    full = [f"{owner[c]}.{c}" for c in picked]
    if rng.random() < 0.7:
        (a, b, c), (x, y, z) = picked, full
        return (
            f"SELECT {a}, {b} FROM {one} JOIN {other} USING ({key}) WHERE {c} > 1",
            f"SELECT {x}, {y} FROM {one} JOIN {other} ON {one}.{key} = {other}.{key} WHERE {z} > 1",
        )
    seen, kept = (rng.choice([c for c in schema[t] if c != key]) for t in (one, other))
    return (
        f"SELECT {kept} FROM {other} WHERE NOT EXISTS (SELECT 1 FROM {one}"
        f" WHERE {one}.{key} = {other}.{key} AND {seen} > {kept})",
        f"SELECT {other}.{kept} FROM {other} WHERE NOT EXISTS (SELECT 1 FROM {one}"
        f" WHERE {one}.{key} = {other}.{key} AND {one}.{seen} > {other}.{kept})",
    )


def test_no_accident_when_every_column_names_its_table(run):
    """Of 25 random sets of queries all have an accident with bare names, none spelled out."""
    names, found, signed = run(SLUG), 0, 0
    for seed in range(25):
        rng = Random(seed)
        pairs = [random_query(rng, names["schema"]) for _ in range(3)]
        found += bool(names["survey"]("", {i: bare for i, (bare, _) in enumerate(pairs)}))
        signed += bool(names["survey"]("", {i: full for i, (_, full) in enumerate(pairs)}))
    assert signed == 0
    assert found == 25


def test_renames_go_the_same_way(run):
    """As found, 44 of 147 permitted renames break a query; signed, none of 123."""
    names = run(SLUG)
    schema = names["schema"]
    taken = sorted({"fresh"}.union(*schema.values()))

    def renames(queries):
        listed = set().union(*map(names["reads"], queries.values()))
        usual = names["answers"](queries, names["build"](schema))
        permitted = broke = 0
        for table, columns in schema.items():
            for old in columns:
                for new in taken:
                    if new not in columns and f"{table}.{old}" not in listed:
                        db = names["build"](schema)
                        db.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")
                        permitted += 1
                        broke += names["answers"](queries, db) != usual
        return permitted, broke

    assert renames(names["queries"]) == (147, 44)
    assert renames(names["spelled_out"]) == (123, 0)
