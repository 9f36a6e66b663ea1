"""Hosts' own files that are JSON, a front end's package.json, and settings of applications."""

FILES = (
    "app.json",
    "vercel.json",
    "railway.json",
    "railpack.json",
    "firebase.json",
    "zappa_settings.json",
    "function.json",
    "package.json",
    "captain-definition",
    "zbpack.json",
    "config.json",
    "Dockerrun.aws.json",
    "static/manifest.json",
    "now.json",
)

_KEYS = (
    "name env value required generator scripts start build postdeploy dev formation quantity addons buildpacks url builds src use config routes dest rewrites source destination functions hosting public deploy startCommand buildCommand builder schemaVersion dockerfileLines dockerfilePath "
    "templateNumber imageName run service serviceId region app_function django_settings environment_variables aws_environment_variables s3_bucket slim_handler runtime profile_name extends bindings scriptFile dependencies stack environments preDeployCommand healthcheckPath maxLambdaSize phases version "
    "framework outputDirectory installCommand crons path headers redirects SECRET_KEY DEBUG SQLALCHEMY_DATABASE_URI plan_only"
).split()  # fmt: skip

RULES = {
    "file": ("{‹entry,›}\n", "{\n  ‹entry,›\n}\n", "[‹any,›]\n", "‹any›\n", "{‹entry›, ‹entry,›}", "// ‹word›\n{‹entry›,}\n", "{\"env\": {\"‹secret_name›\": {\"value\": \"‹secret›\"}, \"‹variable›\": ‹any›}, ‹entry›}", "{\"scripts\": {\"‹word›\": \"‹command›\", \"‹word›\": \"‹command›\"}}", "‹odd›{‹entry,›}"),
    "key": (*_KEYS, "‹word›", "‹variable›"),
    "entry": ("\"‹key›\": ‹any›", "\"‹key›\": ‹any›", "\"‹key›\": {‹entry,›}", "\"‹key›\": [‹any,›]", "\"‹key›\": \"‹command›\"", "\"‹secret_name›\": \"‹secret›\"", "\"‹odd›\": ‹any›", "\"‹key›\" ‹any›", "‹odd›"),
    "any": ("\"‹word›\"", "\"‹value›\"", "‹number›", "true", "false", "null", "{}", "[]", "{‹entry,›}", "[‹any,›]", "\"‹odd›\"", "\"\\u‹number›\"", "\"\\ud83d\"", "-1.5e3", "NaN", "'‹word›'", "‹odd›", "\"‹command›\""),
}  # fmt: skip
