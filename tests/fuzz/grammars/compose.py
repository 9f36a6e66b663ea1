"""Compose files."""

FILES = (
    "docker-compose.yml",
    "compose.yaml",
    "docker-compose.override.yml",
    "docker-compose.prod.yml",
    "deploy/compose.yml",
)

RULES = {
    "file": ("‹head?›\nservices:\n  ‹service+›\n‹top*›\n", "{\"services\": {‹flow,›}}\n", "‹top*›\nservices: ‹any›\n", "‹service*›\n", "‹odd›\nservices:\n  ‹service*›\n"),
    "head": ("version: '‹version›'", "version: ‹number›", "name: ‹word›", "include:\n  - ‹path›", "x-‹name›: &‹name›\n  ‹setting+›"),
    "top": ("volumes:\n  ‹word›:", "networks:\n  ‹word›: ‹any›", "secrets:\n  ‹word›:\n    file: ‹path›", "configs: ‹any›", "x-‹name›: &‹name› ‹any›", "‹word›: ‹any›", "---"),
    "service": ("‹name›:\n  ‹setting+›", "‹name›:\n  <<: *‹name›\n  ‹setting*›", "‹name›: ‹any›", "'‹word›':\n  ‹setting+›", "‹name›:\n  extends:\n    service: ‹name›\n    file: ‹path›", "‹name›:\n  <<: [*‹name›, *‹name›]\n  image: x"),
    "flow": ("\"‹name›\": {\"image\": \"‹word›\", \"command\": ‹any›}", "\"‹name›\": ‹any›"),
    "setting": (
        "build: .", "build:\n  context: ‹path›\n  dockerfile: ‹path›\n  args:\n    ‹variable›: ‹scalar›\n  target: ‹word›", "build:\n  dockerfile_inline: |\n    FROM python:3\n    RUN ‹command›", "image: ‹word›:‹version›", "command: ‹command›", "command: ['‹word›', '‹value›']", "command: >\n  ‹command›\n  ‹command›", "command: |\n  ‹command›", "entrypoint: ‹command›",
        "environment:\n  ‹variable›: ‹scalar›\n  ‹secret_name›: ‹secret›\n  ‹variable›:", "environment:\n  - ‹variable›=‹value›\n  - ‹secret_name›=‹secret›\n  - ‹variable›", "environment: [‹variable›=‹value›]", "env_file: ‹path›", "env_file:\n  - path: ‹path›\n    required: ‹scalar›", "ports:\n  - \"‹port›:‹port›\"\n  - ‹number›:‹number›", "ports:\n  - target: ‹number›\n    published: ‹number›", "ports: [‹any,›]",
        "expose: ['‹port›']", "volumes:\n  - .:/app\n  - ‹path›:‹path›:ro", "volumes:\n  - type: bind\n    source: ‹path›\n    target: ‹path›", "depends_on: [‹name›]", "depends_on:\n  ‹name›:\n    condition: service_healthy", "links: [‹name›]", "restart: ‹scalar›", "healthcheck:\n  test: ‹any›\n  interval: ‹word›", "deploy:\n  replicas: ‹number›\n  resources: ‹any›", "profiles: [‹word›]", "working_dir: ‹path›",
        "user: ‹number›", "networks: [‹word›]", "scale: ‹number›", "‹word›: ‹any›", "‹word›:\n  ‹setting+›", "logging: ‹any›", "develop:\n  watch:\n    - path: ‹path›", "secrets: [‹word›]", "stop_grace_period: ‹scalar›", "mem_limit: ‹scalar›", "privileged: ‹scalar›", "? ‹word›\n: ‹scalar›", "‹word›: !reset null", "gpus: ‹any›",
    ),
    "scalar": ("‹word›", "'‹word›'", "\"‹value›\"", "‹number›", "true", "null", "", "${‹variable›}", "${‹variable›:-‹value›}", "${‹variable›:?‹word›}", "${‹variable›", "$$‹word›", "&‹name› ‹word›", "!!int '‹word›'", "|\n  ‹word›", "‹odd›", "'‹odd›'", "2026-01-01", "1:30"),
    "any": ("‹scalar›", "[‹any,›]", "{‹word›: ‹any›}", "{}", "[]", "{\"‹word›\": ‹any›, \"‹variable›\": ‹any›}", "{<<: *‹name›}"),
}  # fmt: skip
