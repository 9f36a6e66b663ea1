"""Hosts' own files that are YAML."""

from tests.fuzz.grammars import compose

FILES = (
    "render.yaml", "app.yaml", "heroku.yml", ".do/app.yaml", ".ebextensions/01.config", ".elasticbeanstalk/config.yml", "serverless.yml", "azure.yaml", "apprunner.yaml", ".platform.app.yaml", ".upsun/config.yaml", "copilot/web/manifest.yml", "config/deploy.yml", "cloudbuild.yaml",
    "zappa_settings.yml", "environment.yml",
)  # fmt: skip

_KEYS = (
    "services type name env envVars key value sync fromDatabase fromService fromGroup databases build buildCommand startCommand preDeployCommand rootDir plan region runtime docker release setup addons run web worker disk mountPath sizeGB numInstances scaling projects environments envVarGroups jobs "
    "spec workers http_port run_command build_command instance_count environment_slug dockerfile_path source_dir envs scope health_check option_settings container_commands command leader_only packages yum files mode content provider functions handler events custom wsgi app plugins "
    "entrypoint env_variables handlers url script static_dir static_files inbound_services instance_class automatic_scaling max_instances service runtime_config operating_system beta_settings includes hosting project image registry server hosts port variables secrets network pre-build post-build "
    "commands start callback-command relationships mounts hooks deploy postdeploy crons cmd dependencies channels pip steps args id substitutions branch repo github deploy_on_push predeploy aws:elasticbeanstalk:application:environment dev production app_function s3_bucket stages"
).split()  # fmt: skip

RULES = {
    **compose.RULES,
    "key": tuple(_KEYS),
    "file": ("‹entry+›\n", "‹entry+›\n‹entry+›\n---\n‹entry+›\n", "services:\n  ‹item+›\n", "- ‹entry+›\n", "{‹flow,›}\n", "services:\n- type: web\n  name: ‹word›\n  runtime: ‹runtime›\n  buildCommand: ‹command›\n  startCommand: ‹command›\n  envVars:\n  - key: ‹secret_name›\n    value: ‹secret›\n  ‹entry*›\n",
             "runtime: ‹runtime›\nentrypoint: ‹command›\nenv_variables:\n  ‹secret_name›: ‹secret›\n‹entry*›\n", "build:\n  docker:\n    web: ‹path›\nrun:\n  web: ‹command›\n", "name: ‹word›\ndependencies:\n  - python=‹version›\n  - pip:\n      - ‹package›‹specifier›\n      - -r ‹path›\n"),
    "runtime": ("python", "python38", "python312", "docker", "node", "custom", "‹scalar›"),
    "entry": ("‹key›: ‹scalar›", "‹key›: ‹command›", "‹key›: ‹any›", "‹key›:\n  ‹entry+›", "‹key›:\n  ‹item+›", "‹key›: |\n  ‹command›\n  ‹command›", "‹variable›: ‹scalar›", "‹secret_name›: ‹secret›", "‹word›: ‹any›", "# ‹odd›", "<<: *‹name›", "‹key›: &‹name›\n  ‹entry+›", "‹odd›"),
    "item": ("- ‹scalar›", "- ‹entry+›", "- {‹flow,›}", "- ‹command›", "- ‹any›", "- key: ‹variable›\n  ‹entry+›"),
    "flow": ("‹key›: ‹any›", "\"‹key›\": ‹any›", "‹key›: {‹flow,›}"),
}  # fmt: skip
