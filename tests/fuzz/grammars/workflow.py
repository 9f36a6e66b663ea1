"""Workflows of GitHub, and GitLab's."""

from tests.fuzz.grammars import compose

FILES = (".github/workflows/deploy.yml", ".github/workflows/ci.yaml", ".gitlab-ci.yml")

RULES = {
    **compose.RULES,
    "file": ("name: ‹scalar›\non: ‹on›\n‹env?›\njobs:\n  ‹job+›\n", "on:\n  push:\n    branches: [‹word›]\njobs:\n  ‹job*›\n", "stages: [‹word›]\n‹variables?›\n‹gitlab*›\n", "jobs: ‹any›\n"),
    "on": ("push", "[push, pull_request]", "{workflow_dispatch: {inputs: ‹any›}}", "\n  workflow_call:\n    secrets: inherit", "‹any›"),
    "env": ("env:\n  ‹variable›: ‹value_in›\n  ‹secret_name›: ‹secret›",),
    "value_in": ("${{ secrets.‹variable› }}", "${{ env.‹variable› || '‹word›' }}", "${{ matrix.‹name› }}", "${{ ‹odd› }}", "‹scalar›"),
    "job": ("‹name›:\n  runs-on: ubuntu-latest\n  ‹part*›\n  steps:\n    ‹step+›", "‹name›:\n  needs: [‹name›]\n  if: ‹value_in›\n  strategy:\n    matrix:\n      ‹name›: [‹any,›]\n  steps:\n    ‹step+›", "‹name›:\n  uses: ‹path›\n  with: ‹any›", "‹name›: ‹any›"),
    "part": ("environment: ‹scalar›", "‹env›", "defaults:\n  run:\n    working-directory: ‹path›", "container: ‹any›", "services: ‹any›", "permissions: ‹any›", "‹word›: ‹any›"),
    "step": (
        "- uses: actions/checkout@v4", "- run: ‹command›", "- name: ‹scalar›\n  run: |\n    ‹command›\n    ‹command›\n  env:\n    ‹variable›: ‹value_in›", "- uses: ‹action›\n  with:\n    ‹word›: ‹value_in›\n    app-name: ‹scalar›", "- {run: '‹word›', shell: ‹word›}", "- ‹any›", "- run: ssh a@b '‹command›'", "- run: >-\n    flyctl deploy --config ‹path›\n    ‹command›",
        "- run: gcloud run deploy --set-env-vars ‹variable›=‹value›,‹secret_name›=‹secret›", "- run: docker run -d -p ‹port›:‹port› -e ‹secret_name›=‹secret› ‹word›", "- run: aws s3 sync ‹path› s3://‹word›", "- run: kubectl apply -f ‹path›", "- run: heroku config:set ‹secret_name›=‹secret›",
    ),
    "action": ("akhileshns/heroku-deploy@v3", "azure/webapps-deploy@v3", "appleboy/ssh-action@v1", "google-github-actions/deploy-appengine@v2", "superfly/flyctl-actions@1", "‹word›/‹word›@‹word›", "./‹path›", "docker/build-push-action@v6"),
    "variables": ("variables:\n  ‹variable›: ‹scalar›\n  ‹secret_name›: ‹secret›",),
    "gitlab": ("‹name›:\n  stage: ‹word›\n  script:\n    - ‹command›\n    - ‹command›\n  extends: .‹name›", ".‹name›:\n  image: ‹word›\n  before_script: ‹any›", "‹name›: ‹any›", "include: ‹any›", "default: ‹any›"),
}  # fmt: skip
