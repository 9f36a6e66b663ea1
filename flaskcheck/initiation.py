"""x"""


def run(path: str, is_agreed: bool) -> int:
    """x"""
    return 0
