"""Every limit of flaskcheck, with its reason: what is larger, deeper or more than that is not looked at.

No repository made by people for people meets most of them; they bound the time that one made to be slow can take.
"""

from __future__ import annotations

# --- the cache -------------------------------------------------------------------------------------------

MAX_CACHE_BYTES = 64_000_000
"""All entries together; the ones that were written longest ago go first."""

MAX_CACHE_ENTRY_BYTES = MAX_CACHE_BYTES // 2
"""One entry is no more than half of them, so that it never drives out all others."""

MAX_FACTS_BYTES = 24_000_000
"""All facts of a repository, compressed; what goes beyond is read again each time."""

MAX_UNPACKED_FACTS_BYTES = 200_000_000
"""More than the facts of the largest file that is read (5 MB)."""

# --- files -----------------------------------------------------------------------------------------------

MAX_CONTENT_BYTES = 24_000_000
"""So much of the files' content is kept; beyond that (a repository with 40 MB of Python) a file is read again when it is asked for again."""

MAX_FILE_BYTES = 20_000_000
"""Larger files are data; they are listed but not read."""

MAX_SEARCHED_BYTES = 30_000_000
"""So much of a repository is searched for a word, whatever is written there; where it has more, the word may be in what is left."""

MAX_DIGITS = 10
"""Digits of a number in a file: ports, versions, counts and times have fewer."""

MAX_LITERAL = 80
"""Characters of a number in a format that has numbers of its own: enough for 256 bits, however they are written."""

MAX_INTEGER_BITS = 256
"""Larger numbers of Python code are keys and primes, not what anything is set to; their digits take long to write."""

MAX_PACKAGES_IN_ONE_ANOTHER = 60
"""Parts of a dotted name that are looked for as packages; a longer one is none of people's."""

MAX_GIT_SECONDS = 10
"""So long git may say nothing before it is given up: a pipe among its own files would hold it forever. A listing of 47,000 files begins within one."""

MAX_GIT_BYTES = 400_000_000
"""What git may answer to one question; a listing has some hundred bytes a file."""

MAX_ASKED_AT_ONCE = 1_000_000
"""Bytes of a file that git is asked for together with others, when lines are compared with those of a commit; a longer one is asked for by itself."""

MAX_LINE_PAIRS = 2_500
"""Between lines that stand once in both of two texts, so many pairs of lines are compared with each other: fifty lines with fifty. Of more, all are new."""

MAX_PARTED = 12
"""How often the lines between such lines are parted again in the same way."""

MAX_FOLDER_DEPTH = 60
"""Folders in folders that are walked where there is no git; people nest them less deeply, and a walk must end."""

MAX_FILES_AROUND_ONE = 5_000
"""A single file without a repository may lie in someone's home: more files than that around it are not its application."""

MAX_LINKS = 8
"""This many links are followed one after another; more are taken for a circle."""

MAX_LINK_BYTES = 4096
"""What is written in a link of git's index; no system takes a longer path."""

MAX_ROUNDS_OF_IGNORES = 4
"""So often findings are ignored that others stood in front of; each round is a run."""

MAX_TRIED_IGNORES = 200
"""So often a file is read again to see whether the ignore comments written into it say what they are to."""

MAX_EXTENDED = 16
"""Configuration files that extend one another; people have two or three."""

MAX_GLOB_CHARACTERS = 4096
"""Characters of a glob or of a pattern of paths: Linux has no longer path (``PATH_MAX``), so that a longer one is taken to match none."""

MAX_PATTERN_STEPS = 2_000_000
"""Patterns of one ``.dockerignore`` that are held against paths, one after another; then a path is taken to be in the build."""

# --- formats ---------------------------------------------------------------------------------------------

MAX_YAML_BYTES = 5_000_000
"""Nobody writes so much by hand, and what is generated is not read for its deployment."""

MAX_YAML_DEPTH = 200
"""Collections in collections; the tree is walked by recursion."""

MAX_YAML_NODES = 200_000
"""What a file may grow to when its aliases and merges are followed."""

MAX_JSON_BYTES = 5_000_000
"""As for YAML."""

MAX_JSON_DEPTH = 100
"""Collections in collections; they are read by recursion."""

MAX_TOML_BYTES = 5_000_000
"""As for YAML."""

MAX_DOCKERFILE_BYTES = 2_000_000
"""Instructions are a few lines each; more than that is no build file."""

MAX_FRONT_END_BYTES = 3_000_000
"""Larger scripts and style sheets are whole libraries in one file."""

MAX_LOCK_BYTES = 20_000_000
"""Lock files of large projects have a few megabytes."""

MAX_SHOWN_REQUIREMENT = 80
"""Characters of a requirement that a message shows."""

MAX_DEPENDENCY_GROUPS = 60
"""Dependency groups that are read, in the order of the file; each may include others."""

# --- Python as it is written -----------------------------------------------------------------------------

MAX_PYTHON_BYTES = 5_000_000
"""Larger modules are data written as Python."""

MAX_EXPRESSION_DEPTH = 80
"""Values nested deeper than this are ``Opaque("deep")``; the calls and texts inside them are still found."""

MAX_MARKS = 200
"""Combining marks that follow one another; the writing of no language has more than four, and putting them in order takes the square of their number."""

MAX_GUARDS = 60
"""So that generated code with thousands of early returns does not give each statement thousands of guards."""

MAX_TERMS = 20
"""No name of a variable is a sum of more."""

MAX_REWRITTEN_LINE = 5000
"""Longer lines are left alone: people do not write them, and some patterns would take their time over them."""

MAX_RECOVERY_ATTEMPTS = 40
"""How often a broken file is parsed again, each time without what broke it."""

MAX_RECOVERY_CHARACTERS = 2_000_000
"""How much text may be parsed again, over all attempts, to recover one file."""

# --- texts that files make of texts --------------------------------------------------------------------

MAX_VALUE_CHARACTERS = 65_536
"""Characters of one value of a shell, a Dockerfile or a configuration; half of what Linux takes for a word. One that is made to double itself would take all memory."""

MAX_REPLACED_CHARACTERS = 5_000
"""Characters of a text of the code in which others are replaced, with these: what comes out has at most the square of that."""

MAX_VALUES_CHARACTERS = 4_000_000
"""Characters of all values that one command, stage or file makes."""

# --- the shell -------------------------------------------------------------------------------------------

MAX_SHELL_NESTING = 40
"""Groups, substitutions and expansions in one another; they are read by recursion."""

MAX_SCRIPT_DEPTH = 12
"""Scripts that run scripts; no one made by people meets this limit, nor the next three."""

MAX_SCRIPT_CHARACTERS = 131_072
"""Characters of one script; Linux takes no longer word either (``MAX_ARG_STRLEN``)."""

MAX_PATH_STEPS = 12
"""Calls and names behind one another that make a path."""

MAX_ORIGIN_STEPS = 4
"""Names behind names that lead to the variable with the origins of a front end."""

MAX_SHELL_ARRAY = 500
"""Elements of an array of a script; one that doubles itself would grow without end."""

MAX_TRIMMED_CHARACTERS = 1_000
"""Characters of a value of which a script cuts off what matches a pattern (``${x##*/}``): a path, or an address."""

MAX_SHELL_STEPS = 4_000
"""Commands carried out."""

MAX_LOOKED_AHEAD = 100
"""Commands looked ahead."""

MAX_EXTENDED_SERVICES = 20
"""Services of Compose that extend one another, each of another file; people extend one or two."""

# --- images ----------------------------------------------------------------------------------------------

MAX_STAGES_IN_ONE_ANOTHER = 12
"""Stages of a Dockerfile each of which is followed because the one before needs it; in longer chains all are followed from the first on."""

MAX_COPIES_INSIDE = 50
"""Copies inside an image, and from stage to stage, that are followed; a bound against build files made to be slow."""

MAX_LAYERS = 300
"""Changes of the files of one stage; what comes later may be anything. Docker itself builds no image of more than 127 layers."""

MAX_LAYER_STEPS = 200_000
"""Changes that are looked at to find the files of one image; then they may be anything."""

# --- values ----------------------------------------------------------------------------------------------

MAX_OUTCOMES = 12
"""What one expression may be; more make no rule the wiser."""

MAX_PEERS = 3
"""Other deployments whose answers an evaluator looks for among its own: what the first ones were not asked, the others seldom were."""

MAX_CHOICES = 4 * MAX_OUTCOMES
"""Results of one ``or`` or ``and`` that are put together before the equal ones among them are left out."""

MAX_VALUE_DEPTH = 14
"""Expressions in one another that are followed, through names and calls; what lies behind is unknown."""

MAX_NAMES_IN_ONE_ANOTHER = 25
"""Module-level names, each of which depends on the next one, that are followed; what lies behind is unknown."""

MAX_EFFORT = 400
"""Expressions looked at for one question; what is not decided by then is unknown."""

MAX_SETTINGS_CHARACTERS = 65_536
"""A longer file of data that code loads holds no settings but records: it is not looked into."""

MAX_LISTS_IN_ONE_ANOTHER = 8
"""Lists in lists that are looked into; a list may hold the name of itself."""

MAX_FILLED = 400
"""Statements that fill one dictionary; each may ask what the dictionary holds so far. Of more, nobody knows what it holds."""

MAX_SURE_PARTS = 300
"""Parts of one statement that may end the start; each is asked once for each variable that may be missing."""

MAX_ROUNDS = 200
"""Rounds of one loop that are followed; settings that are written in a loop are some dozens."""

MAX_DECIDING_VARIABLES = 30
"""Variables that are tried for the one that picks a configuration."""

MAX_STOPS = 8
"""Checks for variables one behind the other that are reported together; who mends so many sees the next ones then."""

MAX_PARENTS = 30
"""Templates that a template leads to by ``extends``: a page has two or three, and without a bound long chains took the square of their length."""

MAX_SUBCLASS_ROUNDS = 6
"""How often the files are looked through for classes that derive from those which the last round found."""

MAX_BASES = 20
"""Classes from which one is derived; a circle of bases ends here."""

MAX_OTHER_STARTS = 8
"""This many variables are tried, each with a start of its own, to say which one picks a configuration."""

MAX_TRIED_MODULES = 200
"""This many modules are followed from a target that is proposed: an application of more is proposed by what these import."""

MAX_IMPORTS_LOOKED_AT = 4
"""How many imported names, each of which depends on a test of the next, are looked at in one another; each takes some twenty frames of the stack."""

# --- servers ---------------------------------------------------------------------------------------------

MAX_MISSING_VARIABLES = 8
"""Variables in a configuration file of gunicorn each of which is the default of the one before; more are not spelled out."""

# --- what runs -------------------------------------------------------------------------------------------

MAX_STATEMENTS = 60_000
"""Statements that one start-up executes."""

MAX_FRAMES = 40
"""Functions and modules that are stepped into from one another."""

MAX_VISITS = 3
"""How often one function is stepped into: with other arguments it may do other things."""

MAX_LOADING_VISITS = 60
"""The same for one that loads modules by the names that it is given: a project registers its blueprints in that way, each once."""

MAX_CALLERS = 8
"""Calls of one function whose arguments are followed into it: helpers that connect are called from a few places, with the same address mostly."""

MAX_WRAPPERS = 4
"""Objects around an application that are looked into, one inside the other: an ASGI application, its routes, a mount, WSGI middleware."""

MAX_EFFECTS = 200
"""Things that one function does, with all that it calls; what rules ask for is among the first."""

MAX_HOMES = 4
"""Folders of a machine that the files of a repository are looked for in: a script adds two or three to its search path."""

# --- reports ---------------------------------------------------------------------------------------------

MAX_FINGERPRINT_LINE = 2000
"""Characters of a line that count for its fingerprint; more are generated text."""

MAX_SHOWN_SOURCE = 4000
"""Characters of a line that are looked at to show a part of it; more are generated text."""

MAX_SECRET_LINES = 200
"""Lines of one secret of which nothing but names is shown."""

MAX_SHOWN_COMMAND = 500
"""Characters of one command in the line about a deployment that machines read; the whole text stands beside it."""

MAX_SHOWN_TEXT = 16_000
"""Characters of a command or message that are shown; nobody reads more, and a report is not to be a way to make it slow."""

MAX_NESTED_NAMES = 20
"""Names in one another (``a:b:c=d``) that are looked at before the rest of the word is hidden."""

MAX_UNKNOWN_NAMES = 20
"""Names that no rule has, of one ignore comment, that are reported one by one."""

MAX_COMPARED_WORDS = 50_000
"""Words that are compared with misspelt ones in one run, to say what may be meant; later ones get no such hint."""

MAX_FIX_ROUNDS = 8
"""How often fixes are looked for again in what earlier ones have made: what two would change is changed by one after the other."""

MAX_FIX_TRIALS = 200
"""Checks of what fixes make, in one run: a fix that does not hold is looked for by halves."""

MAX_SHOWN_RELATED = 8
"""Related places of a finding that a terminal shows: one local address in thirty components is one finding, not a screenful."""

MAX_SHOWN_LINES = 3
"""Lines that are shown of a place that has more."""

MAX_LABEL_LINES = 3
"""Lines of a label beside what it is about; a longer one stands below."""

MAX_SHOWN_DEPLOYMENTS = 9
"""Deployments in the table before the findings, which has ten rows with its head."""

MAX_SARIF_DESCRIPTION = 1024
"""GitHub's limit for descriptions ("SARIF support for code scanning", ``reportingDescriptor``)."""

MAX_WIDTH = 120
"""Columns; longer lines are hard to read."""

MAX_HCL_BYTES = 1_000_000
"""A file of Terraform that people wrote has some thousand lines; what is larger was generated."""

MAX_HCL_DEPTH = 50
"""Blocks and objects within one another of a Terraform file; its resources go to seven."""

MAX_PROVISIONING_FILES = 200
"""Files that may set variables on a host: templates, infrastructure as code, scripts. A repository of infrastructure alone has some hundreds."""

MAX_STATED_FILES = 40
"""Scripts, Makefiles and READMEs that are asked for commands which no host's file states: who has more of them has a host's file, too."""

MAX_LOOK_DEPTH = 3
"""Variables that are followed from a test to the query whose result they hold: the result, a set of it, a name for that."""

MAX_SCHEMA_DEPTH = 20
"""Levels of a Compose file that its schema is asked about; its own go to nine."""

MAX_RESOLUTION_ROUNDS = 30
"""Times that releases are chosen anew because those chosen bound others: a real list settles in three or four, and in ten where newer ones have to give way."""

MAX_NAMES_COMPARED = 2_000
"""Words in the names of variables that are compared with one another for slips: nobody has more."""
