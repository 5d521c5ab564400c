package dev.capstan.helmrelease.kube;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.process.PackagedController;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged controller beside a real API server, for the length of a test class, and words to work with it in the namespace of a
 * test. The chart of every HelmRelease is that of a HelmChart called {@code web}, unless it says otherwise.
 */
@WithCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HelmControllerFixture {

    /** A chart with one ConfigMap, whose data are {@code .Values.data}. */
    static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {{ .Release.Name }}-settings
            data:
              chart: {{ .Chart.Version | quote }}
              revision: {{ .Release.Revision | quote }}
            {{- range $key, $value := .Values.data }}
              {{ $key }}: {{ $value | quote }}
            {{- end }}
            """;

    /** A Deployment that takes a few seconds to become ready. */
    static final String SLOW = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: {{ .Release.Name }}-slow}
            spec:
              selector: {matchLabels: {app: slow}}
              template:
                metadata:
                  labels: {app: slow, chart: "{{ .Chart.Version }}"}
                  annotations: {devcluster.capstan.dev/ready-after: 4s}
                spec:
                  terminationGracePeriodSeconds: 0
                  containers: [{name: main, image: busybox}]
            """;

    TestNamespace namespace;
    TestCluster cluster;
    private ChartHost charts;
    private PackagedController controller;
    private Path folder;
    private Path kubeconfig;

    @BeforeAll
    void startController(TestCluster shared, @TempDir Path own) throws IOException {
        cluster = shared;
        folder = own;
        kubeconfig = kubeconfig(own);
        charts = new ChartHost();
        controller = started();
    }

    /** How the controller reaches the cluster. */
    Path kubeconfig(Path own) throws IOException {
        return cluster.kubeconfig();
    }

    /** More settings of the controller, by name. */
    Map<String, String> settings() {
        return Map.of();
    }

    private PackagedController started() {
        var settings = new HashMap<>(Map.of(
                "capstan.helm.requeue-dependency",
                "2s",
                "capstan.helm.artifacts.directory",
                folder.resolve("artifacts").toString()));
        settings.putAll(settings());
        return PackagedController.start(kubeconfig, folder, settings, "Watching HelmRelease");
    }

    /** Ends the controller without any warning. */
    void kill() {
        controller.kill();
    }

    /** Starts it again. */
    void restart() {
        controller = started();
    }

    @BeforeEach
    void enter(TestNamespace own) {
        namespace = own;
    }

    @AfterAll
    void stopController() {
        controller.close();
        charts.close();
    }

    /** What the controller wrote to its log so far. */
    String controllerLog() {
        return controller.log();
    }

    /** Publishes a version of the chart with these templates. */
    void publish(String version, Map<String, String> templates) {
        charts.publish(namespace, "web", version, files(version, templates));
    }

    /** Publishes it for a HelmChart that the controller has made. */
    void offer(String helmChart, String version, Map<String, String> templates) {
        charts.offer(namespace, helmChart, version, files(version, templates));
    }

    /** Publishes it as the artifact of an OCIRepository or ExternalArtifact called {@code web}, under a tag with its digest. */
    void publishAs(String kind, String version, Map<String, String> templates) {
        charts.publishAs(namespace, kind, "web", version, files(version, templates));
    }

    /** Publishes an archive as it is. */
    void publishArchive(String version, byte[] archive) {
        charts.publish(namespace, "web", version, archive);
    }

    private static Map<String, String> files(String version, Map<String, String> templates) {
        var files = new HashMap<String, String>();
        files.put("Chart.yaml", "apiVersion: v2\nname: web\nversion: %s\nappVersion: \"7\"\n".formatted(version));
        files.put("values.yaml", "data: {}\n");
        templates.forEach((name, text) -> files.put(pathOf(name), text));
        return files;
    }

    /** A bare name is that of a template; a path begins in the folder of the chart. */
    private static String pathOf(String name) {
        return name.startsWith("/") ? name.substring(1) : (name.contains("/") ? "" : "templates/") + name;
    }

    /** Creates or changes a HelmRelease of the chart, which is looked at once an hour unless its spec says otherwise. */
    void release(String name, String spec) {
        String chart = spec.contains("chart:") || spec.contains("chartRef:")
                ? ""
                : "  chartRef: {kind: HelmChart, name: web}\n";
        String interval = spec.contains("interval:") ? "" : "  interval: 1h\n";
        namespace.apply("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata:
                  name: %s
                spec:
                """.formatted(name) + interval + chart + spec.indent(2));
    }

    Resource<HelmRelease> resource(String name) {
        return namespace
                .client()
                .resources(HelmRelease.class)
                .inNamespace(namespace.name())
                .withName(name);
    }

    void annotate(String name, Map<String, String> annotations) {
        var pairs = annotations.entrySet().stream()
                .map(entry -> "\"%s\":\"%s\"".formatted(entry.getKey(), entry.getValue()))
                .toList();
        resource(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{%s}}}".formatted(String.join(",", pairs)));
    }

    Optional<ConfigMap> configMap(String name) {
        return Optional.ofNullable(namespace
                .client()
                .configMaps()
                .inNamespace(namespace.name())
                .withName(name)
                .get());
    }

    Map<String, String> data(String configMap) {
        return configMap(configMap).map(ConfigMap::getData).orElse(Map.of());
    }

    /** Changes a ConfigMap as {@code kubectl edit} does. */
    void edit(String configMap, String mergePatch) {
        namespace
                .client()
                .configMaps()
                .inNamespace(namespace.name())
                .withName(configMap)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager("kubectl-edit")
                                .build(),
                        mergePatch);
    }

    /** The records that are stored, with their status: {@code v1 deployed}. */
    List<String> records() {
        return namespace
                .client()
                .secrets()
                .inNamespace(namespace.name())
                .withLabel("owner", "helm")
                .list()
                .getItems()
                .stream()
                .map(secret -> secret.getMetadata())
                .sorted(Comparator.comparingInt(
                        metadata -> Integer.parseInt(metadata.getLabels().get("version"))))
                .map(HelmControllerFixture::record)
                .toList();
    }

    private static String record(ObjectMeta metadata) {
        return "v" + metadata.getLabels().get("version") + " "
                + metadata.getLabels().get("status");
    }

    List<String> messages(String name) {
        return events(name).stream().map(Event::getMessage).toList();
    }

    List<Event> events(String name) {
        return namespace.client().v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals("HelmRelease")
                        && event.getInvolvedObject().getName().equals(name))
                .toList();
    }

    static List<String> history(HelmRelease release) {
        return release.getStatus().history().stream()
                .map(HelmControllerFixture::line)
                .toList();
    }

    private static String line(ReleaseSnapshot snapshot) {
        return "v%d %s %s".formatted(snapshot.version(), snapshot.status(), snapshot.chartVersion());
    }

    /** Waits until the HelmRelease is ready for its spec as it is now, with that many releases made. */
    HelmRelease awaitReady(String name, int version) {
        return await(
                name,
                it -> condition(it, Condition.READY).filter(Condition::holds).isPresent()
                        && it.getStatus().observedGeneration()
                                == it.getMetadata().getGeneration()
                        && it.getStatus().history().stream().anyMatch(snapshot -> snapshot.version() == version));
    }

    /** Waits until the HelmRelease has gone away. */
    void awaitGone(String name) {
        patiently()
                .alias("HelmRelease " + name + " goes")
                .until(() -> resource(name).get() == null);
    }

    HelmRelease awaitReason(String name, String reason) {
        return await(
                name,
                it -> condition(it, Condition.READY)
                        .filter(ready -> ready.reason().equals(reason))
                        .isPresent());
    }

    HelmRelease await(String name, Predicate<HelmRelease> wanted) {
        return patiently()
                .alias("HelmRelease " + name)
                .until(
                        () -> Optional.ofNullable(resource(name).get()),
                        found -> found.filter(it -> it.getStatus() != null)
                                .filter(wanted)
                                .isPresent())
                .orElseThrow();
    }

    static Optional<Condition> condition(HelmRelease release, String type) {
        return Conditions.of(release.getStatus().conditions()).get(type);
    }

    static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }
}
