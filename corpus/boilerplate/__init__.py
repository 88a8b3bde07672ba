"""What stands on a page without being what the page says: marked here, kept, and never served.

The rules are lists of phrases, a file a language, which people can read and mend (README.md beside
them). Where no rule knows a notice's words, it is weighed by what it is made of, by lists again.
What none of them knows may still give itself away by standing in many documents of one source.
"""
