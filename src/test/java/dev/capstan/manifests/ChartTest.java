package dev.capstan.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.charts.ChartLimits;
import dev.capstan.helm.HelmChartRenderer;
import dev.capstan.helm.RenderRequest;
import dev.capstan.helm.RenderResult;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.load.ChartLoader;
import dev.capstan.helm.load.InvalidChartException;
import dev.capstan.helm.values.InvalidValuesException;
import dev.capstan.helm.values.UserValues;
import dev.capstan.testkit.helm.HelmProgram;
import dev.capstan.tree.DiskTree;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart gives what the components give. */
class ChartTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final Path CHART = Installation.ROOT.resolve("k8s/chart");
    private static final RenderRequest.Release RELEASE = RenderRequest.Release.installed("capstan", "flux-system");

    @TempDir
    Path temporary;

    static Stream<Choice> choices() {
        return Choice.all();
    }

    @ParameterizedTest
    @MethodSource("choices")
    void rendersWhatTheComponentsGive(Choice choice) throws Exception {
        assertSame(choice, Installation.parse(rendered(choice.values())));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void theRealHelmRendersWhatTheComponentsGive(Choice choice) throws Exception {
        assertSame(choice, Installation.parse(renderedByHelm(choice.values())));
    }

    @Test
    void aNameThatNobodyReadsIsRefused() throws Exception {
        assertThat(refusal("controllers.kustomise.enabled=false")).contains("kustomise");
        assertThat(refusal("storage.kind=disk")).contains("storage");
        assertThat(refusal("controllers.notification.replicas=2")).contains("notification");
    }

    @Test
    void imagesComeFromTheRegistryThatIsNamed() throws Exception {
        assertThat(rendered(List.of("image.registry=registry.example.com:5000", "image.tag=v9.9.9")))
                .contains("image: registry.example.com:5000/capstan/source-controller:v9.9.9")
                .doesNotContain("image: capstan/");
    }

    @Test
    void fewerControllersInOnePodAreNamedToIt() throws Exception {
        String one = rendered(List.of("standalone.enabled=true", "controllers.helm.enabled=false"));

        assertThat(one).contains("value: \"application,image,kustomize,notification,promotion,secrets,source\"");
    }

    @Test
    void applicationsMayBeKeptByAnAccountOfOnesOwn() throws Exception {
        String own = rendered(List.of("argocd.admin=false", "argocd.defaultServiceAccount=argocd:applies"));

        assertThat(own)
                .contains("value: argocd:applies")
                .doesNotContain("argocd-application-controller")
                .doesNotContain("argocd-admin");
    }

    /** Helm keeps the chart and what it gave in one Secret, as text that was compressed. */
    @Test
    void aReleaseFitsIntoItsSecret() throws Exception {
        var files = new ArrayList<Map<String, String>>();
        try (Stream<Path> all = Files.walk(CHART)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.add(Map.of("name", CHART.relativize(file).toString(), "data", base64(Files.readAllBytes(file))));
            }
        }
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(JSON.writeValueAsBytes(Map.of("chart", files, "manifest", rendered(List.of()))));
        }

        assertThat(base64(packed.toByteArray()).length()).isLessThan(800_000);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void anotherNamespaceIsMeantEverywhere() throws Exception {
        var other = RenderRequest.Release.installed("capstan", "gitops");
        String manifest = rendered(List.of(), other);

        assertThat(Installation.parse(manifest))
                .filteredOn(it -> !it.getKind().equals("CustomResourceDefinition"))
                .allSatisfy(it -> assertThat(JSON.writeValueAsString(it)).doesNotContain("flux-system"));
    }

    private static void assertSame(Choice choice, List<HasMetadata> chart) {
        assertThat(byIdentity(chart)).isEqualTo(byIdentity(choice.components().objects()));
    }

    /** Without the order of lists that have names, which means nothing, and without what Helm alone understands. */
    private static Map<String, Object> byIdentity(List<HasMetadata> objects) {
        var found = new TreeMap<String, Object>();
        for (HasMetadata object : objects) {
            var metadata = object.getMetadata();
            if (object.getKind().equals("Namespace")) {
                continue;
            }
            if (metadata.getAnnotations() != null) {
                metadata.getAnnotations().remove("helm.sh/resource-policy");
            }
            found.put(
                    object.getKind() + " " + metadata.getNamespace() + "/" + metadata.getName(),
                    sorted(JSON.convertValue(object, OBJECT)));
        }
        assertThat(found).isNotEmpty();
        return found;
    }

    private static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            var fields = new TreeMap<String, Object>();
            map.forEach((key, field) -> {
                if (field != null) {
                    fields.put(String.valueOf(key), sorted(field));
                }
            });
            return fields;
        }
        if (value instanceof List<?> list) {
            var items =
                    new ArrayList<Object>(list.stream().map(ChartTest::sorted).toList());
            if (items.stream().allMatch(item -> item instanceof Map<?, ?> map && map.containsKey("name"))) {
                items.sort(Comparator.comparing(item -> String.valueOf(((Map<?, ?>) item).get("name"))));
            }
            return items;
        }
        return value;
    }

    private String refusal(String value) throws Exception {
        return switch (render(List.of(value), RELEASE)) {
            case RenderResult.NotRendered(var failure) -> failure.message();
            case RenderResult.Rendered _ -> throw new AssertionError(value + " was accepted");
        };
    }

    private String rendered(List<String> values) throws Exception {
        return rendered(values, RELEASE);
    }

    private String rendered(List<String> values, RenderRequest.Release release) throws Exception {
        return switch (render(values, release)) {
            case RenderResult.Rendered(var result) -> result.manifest();
            case RenderResult.NotRendered(var failure) -> throw new AssertionError(failure.message());
        };
    }

    private RenderResult render(List<String> values, RenderRequest.Release release)
            throws IOException, InvalidChartException, InvalidValuesException {
        Chart chart =
                new ChartLoader(temporary, ChartLimits.DEFAULT).load(new DiskTree(CHART.toRealPath()), "", "k8s/chart");
        var given = new UserValues(name -> {
            throw new IOException(name + " is not asked for");
        });
        for (String value : values) {
            given = given.set(UserValues.Flag.SET, value);
        }
        Map<String, @Nullable Object> merged = given.merged();
        return new HelmChartRenderer().render(RenderRequest.of(chart, merged, release));
    }

    private String renderedByHelm(List<String> values) throws IOException, InterruptedException {
        Path output = temporary.resolve("helm.yaml");
        Path error = temporary.resolve("helm.err");
        List<String> words = new ArrayList<>(List.of(
                HelmProgram.orSkip().toString(),
                "template",
                "capstan",
                CHART.toRealPath().toString(),
                "--namespace",
                "flux-system"));
        values.forEach(value -> words.addAll(List.of("--set", value)));
        int code = new ProcessBuilder(words)
                .redirectOutput(output.toFile())
                .redirectError(error.toFile())
                .start()
                .waitFor();
        assertThat(code).as(Files.readString(error, StandardCharsets.UTF_8)).isZero();
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
