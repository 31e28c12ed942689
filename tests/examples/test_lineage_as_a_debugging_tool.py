def test_for_which_faults_the_comparison_has_something_to_compare(run):
    """Of 58 tables: six with no right table to find, 34 with one wrong table or none."""
    names = run("lineage-as-a-debugging-tool")
    reads, upstream = names["READS"], names["upstream"]
    tables = set(reads).union(*reads.values())
    looked_at = [table for table in tables if table.startswith(("dim_", "fct_"))]
    wrong = {fault: sum(fault in upstream(table) for table in looked_at) for fault in tables}
    assert len(tables) == 58
    assert sum(count == len(looked_at) for count in wrong.values()) == 6
    assert sum(count < 2 for count in wrong.values()) == 34
    below = [table for table in looked_at if "filter in macro" in upstream(table)]
    assert sum(table.startswith("dim_") for table in below) == 22


def test_an_edge_to_each_tables_own_past_finds_nothing(run):
    """With a past for each file table in place of the filter in the macro, no suspect is left."""
    names = run(
        "lineage-as-a-debugging-tool",
        ('"filter in macro"]\n         for', 'f"past of {file}"]\n         for'),
    )
    assert names["after"](names["log"][:4]) == set()
