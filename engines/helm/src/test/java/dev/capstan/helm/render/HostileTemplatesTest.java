package dev.capstan.helm.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.helm.Capabilities;
import dev.capstan.helm.HelmChartRenderer;
import dev.capstan.helm.ObjectLookup;
import dev.capstan.helm.RenderFailure;
import dev.capstan.helm.RenderLimits;
import dev.capstan.helm.RenderOptions;
import dev.capstan.helm.RenderRequest;
import dev.capstan.helm.RenderResult;
import dev.capstan.helm.TestCharts;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.load.InvalidChartException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostileTemplatesTest {
    private static final RenderOptions SHORT = RenderOptions.DEFAULT.withLimits(
            new RenderLimits(Limits.STANDARD.withTime(Duration.ofSeconds(3)), 1_000_000));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ repeat 2000000000 \"x\" }}",
                "{{ until 2000000000 }}",
                "{{ range until 10000000 }}{{ range until 10000000 }}{{ end }}{{ end }}",
                "{{ define \"x\" }}{{ template \"x\" . }}{{ end }}{{ template \"x\" . }}",
                "{{ $x := \"x\" }}{{ range until 100 }}{{ $x = printf \"%s%s\" $x $x }}{{ end }}",
                "{{ range until 1000000 }}{{ $.Values | toJson | repeat 1000 }}{{ end }}",
                "{{ indent 2000000000 \"x\" }}"
            })
    void endsTemplatesThatTakeTooMuch(String template) {
        RenderFailure failure = failure(chart(template), ObjectLookup.NONE, Set.of());

        assertThat(failure.kind()).isIn(RenderFailure.Kind.LIMIT, RenderFailure.Kind.EXECUTE);
        assertThat(failure.template()).isEqualTo("demo/templates/t.yaml");
        assertThat(failure.line()).isPositive();
    }

    @Test
    void endsTemplatesThatIncludeThemselves() {
        RenderFailure failure = failure(
                chart("{{ define \"x\" }}{{ include \"x\" . }}{{ end }}{{ include \"x\" . }}"),
                ObjectLookup.NONE,
                Set.of());

        assertThat(failure.message()).contains("rendering template has a nested reference name: x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"values.yaml", "templates/t.yaml", "Chart.yaml"})
    void refusesAliasesThatGrow(String file) {
        String bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n"
                + IntStream.range(0, 12)
                        .mapToObj(i -> (char) ('b' + i) + ": &" + (char) ('b' + i) + " ["
                                + ("*" + (char) ('a' + i) + ",").repeat(9) + "]\n")
                        .collect(Collectors.joining());
        String head = file.equals("Chart.yaml") ? "apiVersion: v2\nname: demo\nversion: 1.0.0\n" : "";

        String message;
        try {
            message = TestCharts.failure(TestCharts.render(TestCharts.load(file, head + bomb), Map.of()));
        } catch (InvalidChartException e) {
            message = e.getMessage();
        }

        assertThat(message).contains(file).endsWith("yaml: document contains excessive aliasing");
    }

    @Test
    void saysWhatTookTooMuchAndWhere() {
        RenderFailure failure = failure(chart("a: 1\nb: {{ repeat 2000000000 \"x\" }}\n"), ObjectLookup.NONE, Set.of());

        assertThat(failure.message())
                .isEqualTo("template: demo/templates/t.yaml:2:24: executing \"demo/templates/t.yaml\": a function would"
                        + " make a value of more than 16777216 bytes; ask it for less");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ env \"PATH\" }}", "{{ expandenv \"$PATH\" }}"})
    void h053_knowsNoEnvironment(String template) {
        assertThat(failure(chart(template), ObjectLookup.NONE, Set.of()).message())
                .contains("not defined");
    }

    @Test
    void h053_resolvesNoNamesAndOpensNoFiles() {
        String manifest = TestCharts.manifest(TestCharts.render(
                chart("a: '{{ getHostByName \"localhost\" }},{{ .Files.Get \"/etc/passwd\" }},{{ .Files.Get"
                        + " \"../../etc/passwd\" }},{{ (.Files.Glob \"/etc/*\").AsConfig }}'"),
                Map.of()));

        assertThat(manifest).contains("a: ',,,{}'");
    }

    @Test
    void h054_asksForObjectsThroughThePortOnly() {
        RenderFailure failure = failure(
                chart("{{ lookup \"v1\" \"Secret\" \"kube-system\" \"x\" }}"),
                (_, _, _, _) -> new ObjectLookup.Answer.Refused(
                        "secrets \"x\" is forbidden: User \"tenant\" cannot get resource \"secrets\""),
                Set.of());

        assertThat(failure.message()).contains("error calling lookup: secrets \"x\" is forbidden");
    }

    @Test
    void masksWhatTemplatesFoundInSecrets() {
        String encoded =
                Base64.getEncoder().encodeToString("s3cr3t-text".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ObjectLookup lookup =
                (_, _, _, _) -> new ObjectLookup.Answer.Found(Map.of("data", Map.of("password", encoded)));

        RenderFailure plain = failure(
                chart(
                        "{{ fail (printf \"got %s\" ((lookup \"v1\" \"Secret\" \"ns\" \"x\").data.password | b64dec)) }}"),
                lookup,
                Set.of());
        RenderFailure still = failure(
                chart("{{ (lookup \"v1\" \"Secret\" \"ns\" \"x\").data.password | int64 | fail }}{{ fail \"x\" }}"),
                lookup,
                Set.of());

        assertThat(plain.message()).isEqualTo("execution error at (demo/templates/t.yaml:1:3): got *****");
        assertThat(still.message()).doesNotContain(encoded);
    }

    @Test
    void masksValuesThatTheCallerCallsSecret() {
        Chart chart = chart("{{ fail .Values.token }}");

        RenderFailure failure = failure(chart, ObjectLookup.NONE, Set.of("t0p-secret"), Map.of("token", "t0p-secret"));

        assertThat(failure.message()).isEqualTo("execution error at (demo/templates/t.yaml:1:3): *****");
    }

    @Test
    void masksSecretsInWhatIsNotYaml() {
        Chart chart = chart("kind: ConfigMap\n? {a: {{ .Values.token }}}\n");

        RenderFailure failure = failure(chart, ObjectLookup.NONE, Set.of("t0p-secret"), Map.of("token", "t0p-secret"));

        assertThat(failure.message()).contains("invalid map key").doesNotContain("t0p-secret");
    }

    private static Chart chart(String template) {
        return TestCharts.of("templates/t.yaml", template);
    }

    private static RenderFailure failure(Chart chart, ObjectLookup lookup, Set<String> secrets) {
        return failure(chart, lookup, secrets, Map.of("big", "x".repeat(1000)));
    }

    private static RenderFailure failure(
            Chart chart, ObjectLookup lookup, Set<String> secrets, Map<String, Object> values) {
        RenderRequest request = RenderRequest.of(chart, values, RenderRequest.Release.installed("rel", "ns"))
                .with(Capabilities.DEFAULT, lookup)
                .withSecrets(secrets)
                .with(SHORT);
        return switch (new HelmChartRenderer().render(request)) {
            case RenderResult.NotRendered(var failure) -> failure;
            case RenderResult.Rendered(var release) -> throw new AssertionError("it renders: " + release.manifest());
        };
    }
}
