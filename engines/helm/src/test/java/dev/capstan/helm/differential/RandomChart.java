package dev.capstan.helm.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random chart with values and flags: templates full of {@link RandomExpression}, sometimes an inner chart with alias, condition and
 * imports, hooks, notes, a schema. The same seed always makes the same chart, in the folder {@code chart}.
 */
final class RandomChart {
    private final Random random;
    private final RandomExpression expressions;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> flags = new ArrayList<>();

    private RandomChart(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        this.expressions = new RandomExpression(random);
    }

    /** The files, and the flags of the command behind the name of the release and the chart. */
    record Made(Map<String, String> files, List<String> valuesFiles, List<String> sets) {}

    static Made of(long seed) {
        var chart = new RandomChart(seed);
        chart.make();
        List<String> values = chart.files.keySet().stream()
                .filter(name -> name.startsWith("values-"))
                .toList();
        return new Made(chart.files, values, chart.flags);
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void make() {
        boolean hasInner = oneIn(2);
        files.put("chart/Chart.yaml", metadata(hasInner));
        files.put("chart/values.yaml", VALUES + (oneIn(3) ? any(EXTRAS) : ""));
        files.put("chart/templates/_helpers.tpl", HELPERS);
        files.put("chart/a.txt", "line one\nline two\n");
        files.put("chart/b.txt", "ü\n");
        files.put("chart/conf/b.yaml", "k: [1, two]\n");
        if (hasInner) {
            inner();
        }
        files.put("chart/templates/grid.yaml", grid());
        if (oneIn(3)) {
            files.put("chart/templates/objects.yaml", objects());
        }
        if (oneIn(4)) {
            files.put("chart/templates/hook.yaml", hook());
        }
        if (oneIn(5)) {
            files.put("chart/templates/NOTES.txt", "Notes of {{ .Release.Name }}: {{ " + expressions.next() + " }}\n");
        }
        if (oneIn(14)) {
            files.put("chart/values.schema.json", any(SCHEMAS));
        }
        for (int i = 1; i <= random.nextInt(3); i++) {
            files.put("values-" + i + ".yaml", any(USER_VALUES) + (oneIn(3) ? any(USER_VALUES) : ""));
        }
        while (oneIn(3)) {
            flags.add(any(SETS));
        }
    }

    private String metadata(boolean hasInner) {
        String text = "apiVersion: v2\nname: demo\nversion: " + any(List.of("1.2.3", "v0.1.0", "1.0.0-rc.1+b5", "2.1"))
                + "\nappVersion: " + any(List.of("\"1.16\"", "1.10", "2024.1", "latest", "0755", "true")) + "\n";
        if (oneIn(8)) {
            text += "kubeVersion: \""
                    + any(List.of(">=1.20-0", "<1.20", "1.x", ">1.36.9", "~1.37", "*", ">= 1.20 < 1.99")) + "\"\n";
        }
        if (hasInner) {
            text += "dependencies:\n- name: inner\n  version: \"" + any(List.of("*", "0.1.x", ">=0.1.0", "~0.2"))
                    + "\"\n";
            text += oneIn(3) ? "  alias: other\n" : "";
            text += oneIn(2)
                    ? "  condition: " + any(List.of("inner.enabled", "flags.on,inner.enabled", "nope")) + "\n"
                    : "";
            text += oneIn(3) ? "  tags: [front, back]\n" : "";
            text += oneIn(3)
                    ? "  import-values:\n  - "
                            + any(List.of("data", "child: conf\n    parent: imported", "child: none\n    parent: x"))
                            + "\n"
                    : "";
        }
        return text;
    }

    private void inner() {
        files.put("chart/charts/inner/Chart.yaml", "apiVersion: v2\nname: inner\nversion: 0.1.4\n");
        files.put(
                "chart/charts/inner/values.yaml",
                "enabled: true\nname: inner\nport: 1\nlist: [x]\nconf:\n  a: 1\n  b: {c: null}\nexports:\n  data:\n    fromInner: 7\n"
                        + "global:\n  zone: inner\n  level: 2\nnothing: null\n");
        files.put(
                "chart/charts/inner/templates/cm.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Chart.Name }}-{{ .Values.name }}\ndata:\n"
                        + "  values: {{ .Values | toJson | quote }}\n  is: {{ .Chart.IsRoot | quote }}\n"
                        + "  labels: |-\n    {{- include \"chart.labels\" . | nindent 4 }}\n");
    }

    private String grid() {
        var text = new StringBuilder("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: grid\ndata:\n  out: |\n");
        int lines = 2 + random.nextInt(6);
        for (int i = 1; i <= lines; i++) {
            text.append("    ").append(expressions.line(i)).append('\n');
        }
        return text.append("  all: {{ .Values | toJson | quote }}\n").toString();
    }

    private String objects() {
        var text = new StringBuilder();
        int count = 2 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            String kind =
                    any(List.of("Service", "Secret", "Deployment", "Namespace", "Widget", "Job", "Role", "Gadget"));
            text.append(any(List.of("---\n", "---\n# a comment\n", "--- \n", "\n---\n\n")))
                    .append("apiVersion: v1\nkind: ")
                    .append(kind)
                    .append("\nmetadata:\n  name: o")
                    .append(i)
                    .append('\n');
            if (oneIn(3)) {
                text.append("  annotations:\n    n: ")
                        .append(any(List.of("1", "x", "true", "1.50", "\"\"")))
                        .append('\n');
            }
            if (oneIn(4)) {
                text.append("spec:\n")
                        .append("{{ .Values.")
                        .append(any(List.of("image", "numbers", "emptyMap", "maps")))
                        .append(" | toYaml | indent 2 }}\n");
            }
            if (oneIn(30)) {
                text.append(any(List.of("bad: [\n", "a: b: c\n", "\tx: 1\n", "- y\n", "x: *none\n")));
            }
        }
        return text.toString();
    }

    private String hook() {
        return "apiVersion: batch/v1\nkind: " + any(List.of("Job", "Pod", "ConfigMap"))
                + "\nmetadata:\n  name: hook\n  annotations:\n"
                + "    \"helm.sh/hook\": "
                + any(List.of(
                        "pre-install",
                        "post-install,post-upgrade",
                        "test",
                        "pre-delete, test",
                        "unknown",
                        "test-success"))
                + "\n    \"helm.sh/hook-weight\": "
                + any(List.of("\"5\"", "\"-3\"", "2", "\"x\"")) + "\n"
                + (oneIn(2) ? "    \"helm.sh/hook-delete-policy\": hook-succeeded,before-hook-creation\n" : "");
    }

    private static final String VALUES = """
            name: demo-name
            template: "{{ .Values.name }}/{{ .Release.Name | upper }}"
            image:
              repository: registry.example.com/app
              tag: "1.2"
              pullPolicy: IfNotPresent
            replicas: 2
            port: 8080
            numbers:
              big: 10000000
              fraction: 3.14159
              negative: -42
              zero: 0
              octal: 0755
              hex: 0x1F
              exponent: 1e6
            texts:
              empty: ""
              long: "The quick brown fox jumps over the lazy dog, again and again, until it is tired"
              quotes: "it's \\"quoted\\" <b>&amp;</b>"
              umlaut: "Grüße, 世界"
              lines: |
                one
                two
            words:
              yes: on
              no: "no"
              y: 1
              date: 2024-01-31
              time: 12:30:45
              nothing: null
            list: [b, a, c]
            mixed: [1, two, true, null, 2.5, {k: v}]
            emptyList: []
            emptyMap: {}
            maps:
            - tag: first
              n: 1
            - tag: second
            flags:
              on: true
              off: false
            global:
              zone: outer
              deep: {a: {b: c}}
            inner:
              name: from-outer
            """;

    private static final List<String> EXTRAS = List.of(
            "extra: ~\n",
            "tags:\n  front: false\n",
            "tags:\n  front: true\n  back: false\n",
            "inner2: {}\n",
            "? a\n: b\n",
            "anchors: &x {a: 1}\nalias: *x\n",
            "merged:\n  <<: {p: 1}\n  q: 2\n");

    private static final String HELPERS = """
            {{- define "chart.name" -}}
            {{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
            {{- end -}}
            {{- define "chart.labels" -}}
            app: {{ include "chart.name" . }}
            release: {{ .Release.Name }}
            {{- with .Values.labels }}
            {{ toYaml . }}
            {{- end }}
            {{- end }}
            """;

    private static final List<String> SCHEMAS = List.of(
            "{\"type\": \"object\", \"required\": [\"name\"], \"properties\": {\"port\": {\"type\": \"integer\", \"maximum\": 9000}}}",
            "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"properties\": {\"name\": {\"pattern\": \"^demo\"},"
                    + " \"replicas\": {\"oneOf\": [{\"type\": \"string\"}, {\"minimum\": 3}]}}}",
            "{\"$defs\": {\"n\": {\"type\": \"number\"}}, \"properties\": {\"port\": {\"$ref\": \"#/$defs/n\"}, \"list\":"
                    + " {\"items\": {\"enum\": [\"a\", \"b\"]}}}}",
            "{\"properties\": {\"image\": {\"additionalProperties\": {\"type\": \"string\"}, \"minProperties\": 4}}}",
            "{\"type\": \"obj\"}");

    private static final List<String> USER_VALUES = List.of(
            "name: user-name\n",
            "image: null\n",
            "image:\n  tag: null\n",
            "image:\n  tag: 5\n  extra: {a: [1, 2]}\n",
            "list: {a: 1}\n",
            "numbers: none\n",
            "replicas: \"3\"\n",
            "port: 70000\n",
            "inner:\n  enabled: false\n",
            "inner:\n  enabled: \"yes\"\n  list: null\n",
            "inner:\n  conf: {b: {c: 5}}\n  name: null\n",
            "global:\n  zone: user\n  level: null\n",
            "global: null\n",
            "tags: {front: false, back: false}\n",
            "other:\n  port: 9\n",
            "labels: {l: m}\nnameOverride: over\n",
            "template: \"{{ .Values.missing.deep }}\"\n",
            "texts: {empty: full, umlaut: null}\n",
            "emptyMap: {now: [\"full\"]}\n");

    private static final List<String> SETS = List.of(
            "name=set-name",
            "image.tag=7",
            "image.tag=null",
            "list[1]=z",
            "list={q,r}",
            "numbers.big=12345678901",
            "maps[0].n=x,maps[2].tag=third",
            "global.zone=a\\,b",
            "inner.name=true",
            "words.yes=",
            "emptyList[2]=c",
            "texts.lines.x=1",
            "port=0080",
            "a.b.c=1");
}
