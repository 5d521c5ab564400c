package dev.capstan.helm.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.helm.HelmChartRenderer;
import dev.capstan.helm.RenderRequest;
import dev.capstan.helm.TestCharts;
import dev.capstan.helm.TraceResult;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.values.SetExpression;
import dev.capstan.helm.values.ValuesText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final Chart CHART = TestCharts.of(
            "values.yaml",
            "image:\n  repository: app\n  tag: 1\nreplicas: 2\n",
            "templates/_helpers.tpl",
            "{{- define \"labels\" }}\napp: demo\ntier: {{ .Values.tier }}\n{{- end }}\n",
            "templates/deployment.yaml",
            "kind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n  labels:\n    {{- include \"labels\" . | nindent 4 }}\n"
                    + "spec:\n  replicas: {{ .Values.replicas }}\n  image: {{ .Values.image.repository }}:{{ .Values.image.tag }}\n"
                    + "  literal: x\n",
            "charts/inner/Chart.yaml",
            "apiVersion: v2\nname: inner\nversion: 1.0.0\n",
            "charts/inner/values.yaml",
            "# defaults\nport: 80\n",
            "charts/inner/templates/service.yaml",
            "kind: Service\nmetadata: {name: s}\nspec:\n  port: {{ .Values.port }}\n");

    @Test
    void namesTheTemplateLineAndTheValuesOfEachField() throws Exception {
        Map<String, TracedField> fields = fields("Deployment");

        assertThat(field(fields, "spec.replicas").place()).isEqualTo("demo/templates/deployment.yaml:7");
        assertThat(field(fields, "spec.replicas").reads())
                .containsExactly(new TracedField.Read(".Values.replicas", "values-1.yaml:2"));
        assertThat(field(fields, "spec.image").reads())
                .containsExactly(
                        new TracedField.Read(".Values.image.repository", "demo/values.yaml:2"),
                        new TracedField.Read(".Values.image.tag", "--set image.tag=7"));
        assertThat(field(fields, "spec.literal").place()).isEqualTo("demo/templates/deployment.yaml:9");
        assertThat(field(fields, "spec.literal").reads()).isEmpty();
    }

    @Test
    void looksIntoWhatIsIncluded() throws Exception {
        TracedField tier = field(fields("Deployment"), "metadata.labels.tier");

        assertThat(tier.place()).isEqualTo("demo/templates/_helpers.tpl:3");
        assertThat(tier.calledFrom()).containsExactly("demo/templates/deployment.yaml:5");
        assertThat(tier.reads()).containsExactly(new TracedField.Read(".Values.tier", "values-1.yaml:1"));
    }

    @Test
    void findsTheValuesOfInnerCharts() throws Exception {
        TracedField port = field(fields("Service"), "spec.port");

        assertThat(port.place()).isEqualTo("demo/charts/inner/templates/service.yaml:4");
        assertThat(port.reads())
                .containsExactly(new TracedField.Read(".Values.port", "demo/charts/inner/values.yaml:2"));
    }

    private static TracedField field(Map<String, TracedField> fields, String path) {
        return Objects.requireNonNull(fields.get(path), path);
    }

    private static Map<String, TracedField> fields(String kind) throws Exception {
        byte[] file = "tier: front\nreplicas: 3\n".getBytes(UTF_8);
        Map<String, Object> values = ValuesText.read(file);
        Map<String, Object> set = new TreeMap<>();
        SetExpression.apply("image.tag=7", SetExpression.Syntax.TYPED, set);
        SetExpression.apply("image.tag=7", SetExpression.Syntax.TYPED, values);
        ValueSources sources = new ValueSources().addFile("values-1.yaml", file).addFlag("--set image.tag=7", set);
        RenderRequest request = RenderRequest.of(CHART, values, RenderRequest.Release.installed("rel", "ns"));

        List<TracedObject> objects = switch (new HelmChartRenderer().trace(request, sources)) {
            case TraceResult.Traced(var traced) -> traced;
            case TraceResult.NotTraced(var failure) -> throw new AssertionError(failure);
        };
        Map<String, TracedField> fields = new TreeMap<>();
        objects.stream()
                .filter(object -> object.kind().equals(kind))
                .flatMap(object -> object.fields().stream())
                .forEach(field -> fields.put(field.path(), field));
        return fields;
    }
}
