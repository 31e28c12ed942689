SLUG = "data-engineering-for-agentic-products"
RETRY = " 5 A place_order flat-7:plumber  1,2\n"


def test_a_retry_with_one_more_source_is_missed(run):
    """1 of 1: handed the message of step 4 as well, step 5 is no repeat even as recorded."""
    names = run(SLUG)
    assert names["LOG"].count(RETRY) == 1
    wider = names["LOG"].replace(RETRY, RETRY.replace("1,2", "1,2,4"))
    assert names["audit"](names["LOG"], "as recorded") == ["6", "11", "5"]
    assert names["audit"](wider, "as recorded") == ["6", "11", "-"]


def test_an_amended_lease_is_the_same_source(run):
    """1 of 1: a lease read a second time before the retry leaves the verdict as it was."""
    names = run(SLUG)
    second = " 4 A read_lease  flat-7          1\n" + RETRY.replace("1,2", "1,4")
    assert names["audit"](names["LOG"].replace(RETRY, second), "as recorded")[2] == "5"


def test_the_task_is_the_better_key_for_repeats(run):
    """2 of 2 logs: a key of task and order finds step 5 and passes step 14."""
    names = run(
        SLUG,
        ("(about, behind) in orders", "(about, task) in orders"),
        ("append((about, behind))", "append((about, task))"),
    )
    wider = names["LOG"].replace(RETRY, RETRY.replace("1,2", "1,2,4"))
    for log in (names["LOG"], wider):
        for way in ("as recorded", "nothing", "its task", "everything"):
            assert names["audit"](log, way)[2] == "5"
