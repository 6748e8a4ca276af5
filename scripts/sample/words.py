"""Counts the words of a text."""

from collections import Counter


def count_words(text: str) -> Counter[str]:
    """Return how often each word stands in the text."""
    return Counter(text.lower().split())


def most_common(text: str, number: int = 10) -> list[str]:
    return [word for word, _ in count_words(text).most_common(number)]
