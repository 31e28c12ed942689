blog_path = "posts"
notes_categories = {"Data Engineering": "", "ML Infrastructure": ""}
notes_tags = {"schemas": "", "contracts": "", "cost": "", "Cost!": "", "llm": ""}
notes_relations = {"builds on": "built on by", "revisits": "revisited by"}
