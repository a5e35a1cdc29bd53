"""The lessons: one film per file, told in `scenes.story`, drawn with `scenes.stage`."""
