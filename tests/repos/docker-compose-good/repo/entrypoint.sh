#!/bin/sh
set -e
flask --app shop db upgrade
exec "$@"
