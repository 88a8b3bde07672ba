"""What a document was before: under which names it went on, and what its versions said."""
