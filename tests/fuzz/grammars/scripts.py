"""Scripts and style sheets of a front end."""

from tests.fuzz.grammars import templates

FILES = (
    "static/a.js",
    "static/b.css",
    "frontend/src/App.jsx",
    "frontend/src/main.ts",
    "frontend/App.vue",
    "static/x.mjs",
    "frontend/vite.config.js",
    "frontend/x.svelte",
)

RULES = {
    **templates.RULES,
    "file": ("‹script*›\n‹script*›\n‹script*›\n", "<template>‹node*›</template>\n<script>\n‹script*›\n</script>\n", "‹style*›\n", "export default {\n  server: { proxy: { '/api': '‹link›' } },\n  ‹script*›\n}\n"),
    "style": ("‹word› { background: url(‹link›); }", "@import '‹link›';", "/* ‹odd› */", "@font-face { src: url(\"‹link›\") format('‹word›') }", "‹odd›"),
}  # fmt: skip
