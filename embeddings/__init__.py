"""Passages become vectors and ranked hits here.

The room is named after its first tenant; the lexical leg (BM25 over Tantivy) lives here too,
because both legs answer the same query over the same generation and are fused into one score.
"""
