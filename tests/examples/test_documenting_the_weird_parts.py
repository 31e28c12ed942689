def test_every_seed_differs_by_the_66_unlocated_visits(run):
    """40 of 40 seeds: right views take 66 from the raw count; the checks are as printed."""
    same = 0
    for seed in range(40):
        names = run("documenting-the-weird-parts", ("Random(8)", f"Random({seed})"))
        _, *views, _, farm, both = names["stdout"].splitlines()
        raw, farm_view, lake, either, unnamed, radius = [
            [int(count) for count in view.split()[-3:]] for view in views
        ]
        same += (
            either == [count - 66 for count in raw]
            and farm_view == [either[0], *raw[1:]]
            and lake == [raw[0], *either[1:]]
            and unnamed == [*either[:2], raw[2]]
            and radius == [raw[0], *either[1:]]
            and farm.split()[-3:] == ["0", "66", "0"]
            and both.split()[-3:] == ["0", "0", "66"]
        )
    assert same == 40
