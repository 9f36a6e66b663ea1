"""Manifests of Kubernetes, Helm and Cloud Foundry."""

from tests.fuzz.grammars import compose

FILES = (
    "k8s/deployment.yaml",
    "k8s/all.yml",
    "manifest.yml",
    "deploy/app.yaml",
    "chart/templates/deployment.yaml",
    "kustomization.yaml",
)

RULES = {
    **compose.RULES,
    "file": ("‹document›\n", "‹document›\n---\n‹document›\n---\n‹document›\n", "{{- if .Values.‹name› }}\n‹document›\n{{- end }}\n", "applications:\n  ‹foundry+›\n"),
    "document": (
        "apiVersion: apps/v1\nkind: ‹kind›\nmetadata:\n  name: ‹word›\n  labels: {app: ‹name›}\nspec:\n  replicas: ‹scalar›\n  selector: ‹any›\n  template:\n    metadata:\n      labels: {app: ‹name›}\n    spec:\n      ‹pod*›\n      containers:\n        ‹container+›",
        "apiVersion: v1\nkind: Service\nspec:\n  selector: {app: ‹name›}\n  ports:\n    - port: ‹number›\n      targetPort: ‹scalar›", "apiVersion: v1\nkind: Secret\nmetadata: {name: ‹name›}\nstringData:\n  ‹secret_name›: ‹secret›\ndata: ‹any›", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ‹name›}\ndata:\n  ‹variable›: ‹scalar›", "kind: ‹kind›\napiVersion: ‹word›\n‹word›: ‹any›", "‹any›", "apiVersion: v1\nkind: List\nitems: [‹any,›]",
    ),
    "kind": ("Deployment", "StatefulSet", "Job", "CronJob", "Pod", "DaemonSet", "Ingress", "‹word›"),
    "pod": ("volumes:\n  - name: ‹word›\n    emptyDir: {}", "initContainers:\n  ‹container+›", "securityContext: ‹any›", "‹word›: ‹any›"),
    "container": ("- name: ‹word›\n  image: ‹word›:‹version›\n  ‹part*›", "- ‹any›"),
    "part": (
        "command: [‹any,›]", "command: ['sh', '-c', '‹word›']", "args: [‹any,›]", "ports:\n  - containerPort: ‹scalar›", "env:\n  - name: ‹variable›\n    value: ‹scalar›\n  - name: ‹secret_name›\n    value: ‹secret›", "env:\n  - name: ‹variable›\n    valueFrom:\n      secretKeyRef: {name: ‹name›, key: ‹word›}", "envFrom:\n  - configMapRef: {name: ‹name›}", "livenessProbe:\n  httpGet: {path: /, port: ‹scalar›}",
        "volumeMounts:\n  - name: ‹word›\n    mountPath: ‹path›", "resources: ‹any›", "workingDir: ‹path›", "‹word›: ‹any›",
    ),
    "foundry": ("- name: ‹word›\n  command: ‹command›\n  buildpacks: [‹word›]\n  env:\n    ‹variable›: ‹scalar›\n    ‹secret_name›: ‹secret›", "- name: ‹word›\n  path: ‹path›\n  memory: ‹word›\n  services: ‹any›\n  processes: ‹any›", "- <<: *‹name›", "- ‹any›"),
}  # fmt: skip
