"""What a Dockerfile makes: the files of an image, its variables, its command.

RUN instructions are followed by the one shell of ``shell``.
"""
