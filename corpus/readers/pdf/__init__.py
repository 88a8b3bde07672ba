"""PDF: pages of placed letters become paragraphs.

``reader`` opens the file, ``pages`` takes lines off its pages, ``layout`` finds their order and
what is not body text, ``paragraphs`` joins them, and ``words`` what was divided between them.
"""
