"""Makefiles."""

FILES = ("Makefile", "GNUmakefile", "makefile", "api/Makefile", "justfile")

RULES = {
    "file": ("‹line*›\n‹rule+›\n‹line*›\n", "‹rule*›\n‹rule*›"),
    "line": ("‹name› = ‹text›", "‹name› := ‹text›", "‹name› ?= ‹text›", "‹name› += ‹text›", "‹name› != ‹command›", "export ‹variable›", "include ‹path›", "-include ‹path›", "ifeq (‹text›,‹text›)\n‹line›\nelse\n‹line›\nendif", "ifdef ‹name›\n‹line›\nendif", "define ‹name›\n‹command›\nendef", ".PHONY: ‹word›", "# ‹odd›", "‹odd›", ".‹word›:", "SHELL = ‹path›", "‹name› = ‹text› \\\n  ‹text›"),
    "rule": ("‹target_of›: ‹target_of› ‹text›\n\t‹recipe›\n\t‹recipe›", "‹target_of›:\n\t‹recipe›", "‹target_of› ‹target_of›:: ‹text› | ‹text›\n\t‹recipe›", "‹target_of›: ‹recipe›", "%.‹word›: %.‹word›\n\t‹recipe›", "‹target_of›: ‹name› = ‹text›", "‹target_of›: ; ‹recipe›"),
    "target_of": ("run", "start", "deploy", "install", "all", "build", "‹word›", "$(‹name›)"),
    "recipe": ("‹command›", "@‹command›", "-‹command›", "@-+‹command›", "$(MAKE) ‹target_of›", "cd ‹path› && $(MAKE) -C ‹path› ‹word›", "‹command› \\\n\t  ‹option›", "$(‹name›) ‹text›", "echo $$‹variable›", "‹odd›"),
    "text": ("‹word›", "‹value›", "$(‹name›)", "${‹name›}", "$‹name›", "$(‹name›)$(‹name›)", "$(shell ‹command›)", "$(wildcard ‹path›)", "$(subst ‹word›,‹word›,‹text›)", "$(if ‹text›,‹text›,‹text›)", "$(foreach ‹name›,‹text›,‹text›)", "$(call ‹name›,‹text›)", "$@", "$<", "$$", "‹odd›", "$(‹odd›"),
}  # fmt: skip
