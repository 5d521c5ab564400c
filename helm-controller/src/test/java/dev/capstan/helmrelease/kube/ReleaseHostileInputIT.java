package dev.capstan.helmrelease.kube;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.meta.Condition;
import dev.capstan.testkit.helm.PackedChart;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts and records that mean harm: each is refused with a clear status, and what runs goes on running. */
class ReleaseHostileInputIT extends HelmControllerFixture {

    private static final String CHART = "apiVersion: v2\nname: web\nversion: 1.0.0\n";

    /** The controller goes on with others, whatever it was given before. */
    @AfterEach
    void othersAreInstalled() {
        publish("9.9.9", Map.of("config.yaml", CONFIG));
        release("other", "");
        awaitReady("other", 1);
    }

    @Test
    void h046_aLinkInAChartReadsNothingFromOutside(@TempDir Path outside) throws IOException {
        Path secret = Files.writeString(outside.resolve("values"), "data: {k: stolen}\n");
        publishArchive(
                "1.0.0",
                new PackedChart()
                        .file("web/Chart.yaml", CHART)
                        .file("web/templates/config.yaml", CONFIG)
                        .symbolicLink("web/values.yaml", secret.toString())
                        .symbolicLink("web/templates/more.yaml", "../../../../../../../../" + secret)
                        .bytes());

        release("web", "");

        await(
                "web",
                it -> condition(it, Condition.READY)
                        .filter(ready -> !ready.status().equals("Unknown"))
                        .isPresent());
        assertThat(data("web-settings")).doesNotContainValue("stolen");
        assertThat(secret).hasContent("data: {k: stolen}\n");
    }

    @Test
    void h047_aChartWithAPathForANameIsRefused() {
        publishArchive(
                "1.0.0",
                new PackedChart()
                        .file("web/Chart.yaml", "apiVersion: v2\nname: ../../evil\nversion: 1.0.0\n")
                        .file("web/templates/config.yaml", CONFIG)
                        .bytes());

        release("web", "");

        assertThat(readyMessage(awaitReason("web", "ArtifactFailed"))).contains("../../evil");
        assertThat(records()).isEmpty();
    }

    @Test
    void h050_aChartThatUnpacksToALotIsStoppedAtTheLimit() {
        publishArchive(
                "1.0.0",
                new PackedChart()
                        .file("web/Chart.yaml", CHART)
                        .zeros("web/files/zeros", 200 << 20)
                        .bytes());

        release("web", "");

        HelmRelease refused = await(
                "web",
                it -> condition(it, Condition.READY)
                        .filter(ready -> ready.status().equals("False"))
                        .isPresent());
        assertThat(readyMessage(refused)).contains("104857600");
        assertThat(records()).isEmpty();
    }

    @Test
    void h051_aSchemaThatNamesAnAddressIsNotFetched() throws IOException {
        var asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        String schema = "{\"$ref\": \"http://127.0.0.1:%d/s.json\"}"
                .formatted(server.getAddress().getPort());
        publish("1.0.0", Map.of("config.yaml", CONFIG, "/values.schema.json", schema));

        release("web", "");

        HelmRelease refused = awaitReason("web", "InstallFailed");
        assertThat(readyMessage(refused)).contains("schema");
        assertThat(asked).hasValue(0);
        assertThat(records()).isEmpty();
        server.stop(0);
    }

    @Test
    void h051_aSchemaWithoutEndIsRefusedInBoundedTime() {
        publish("1.0.0", Map.of("config.yaml", CONFIG, "/values.schema.json", "{\"$ref\": \"#\"}"));

        release("web", "");

        await(
                "web",
                it -> condition(it, Condition.READY)
                        .filter(ready -> !ready.status().equals("Unknown"))
                        .isPresent());
    }

    @Test
    void h052_aPathWithAHugeIndexIsRefused() {
        namespace.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: v}
                data: {k: x}
                """);
        publish("1.0.0", Map.of("config.yaml", CONFIG));

        release("web", "valuesFrom: [{kind: ConfigMap, name: v, valuesKey: k, targetPath: 'a[99999]'}]");

        assertThat(readyMessage(awaitReason("web", "ValuesError"))).contains("99999");
        assertThat(records()).isEmpty();
    }

    @Test
    void h053_templatesSeeNeitherEnvironmentNorNamesNorOtherFiles() {
        publish("1.0.0", Map.of("config.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: found}
                data:
                  host: {{ getHostByName "localhost" | quote }}
                  file: {{ .Files.Get "/etc/passwd" | quote }}
                  above: {{ .Files.Get "../../../../etc/passwd" | quote }}
                """));
        release("web", "");
        awaitReady("web", 1);
        assertThat(data("found"))
                .containsEntry("host", "")
                .containsEntry("file", "")
                .containsEntry("above", "");

        publish("1.0.1", Map.of("config.yaml", "{{ env \"HOME\" }}"));
        assertThat(readyMessage(awaitReason("web", "UpgradeFailed"))).contains("function \"env\" not defined");
    }

    @Test
    void h054_lookupSeesWhatTheAccountMaySeeAndNothingElse() {
        namespace.apply("apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: tenant}\n");
        namespace.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: tenant}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
                subjects: [{kind: ServiceAccount, name: tenant}]
                """);
        publish("1.0.0", Map.of("config.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: found}
                data: {value: {{ lookup "v1" "Secret" "kube-system" "" | toJson | quote }}}
                """));

        release("web", "serviceAccountName: tenant");

        assertThat(readyMessage(awaitReason("web", "InstallFailed")))
                .contains("secrets is forbidden", "system:serviceaccount:%s:tenant".formatted(namespace.name()));
        assertThat(configMap("found")).isEmpty();

        publish("1.0.1", Map.of("config.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: found}
                data: {value: {{ (lookup "v1" "ServiceAccount" .Release.Namespace "tenant").metadata.name | quote }}}
                """));
        awaitReady("web", 1);
        assertThat(data("found")).containsEntry("value", "tenant");
    }

    @Test
    void h056_aRecordThatIsCorruptStopsEverythingAndRemovesNothing() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", "");
        awaitReady("web", 1);
        Secret record = record();
        String whole = requireNonNull(record.getData().get("release"));
        corrupt(whole.substring(0, whole.length() / 2));

        publish("1.1.0", Map.of("config.yaml", CONFIG));

        HelmRelease stopped = awaitReason("web", "StateError");
        assertThat(readyMessage(stopped))
                .contains("sh.helm.release.v1.web.v1", "cannot be read", "Restore the Secret from a backup");
        assertThat(data("web-settings")).containsEntry("chart", "1.0.0");

        corrupt(whole);
        annotate("web", Map.of("reconcile.fluxcd.io/requestedAt", "restored"));
        awaitReady("web", 2);
    }

    @Test
    void h056_aRecordThatIsTooLargeIsRefusedBeforeAnythingIsApplied() {
        publish("1.0.0", Map.of("config.yaml", CONFIG, "large.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: large}
                data:
                  k: {{ range until 30000 }}{{ . | toString | sha256sum }}{{ end }}
                """));

        release("web", "timeout: 1m");

        assertThat(readyMessage(awaitReason("web", "InstallFailed")))
                .contains("a Secret holds at most 1008 KiB", "the rendered manifest 1.8 MiB", "or split the chart");
        assertThat(configMap("web-settings")).isEmpty();
        assertThat(records()).isEmpty();
    }

    @Test
    void whatATemplateSaysOfASecretIsMasked() {
        namespace.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: v}
                stringData: {values.yaml: "password: correct-horse"}
                """);
        publish("1.0.0", Map.of("config.yaml", "{{ fail (printf \"not %s\" .Values.password) }}"));

        release("web", "valuesFrom: [{kind: Secret, name: v}]");

        assertThat(readyMessage(awaitReason("web", "InstallFailed"))).contains("not *****");
        assertThat(messages("web")).noneMatch(message -> message.contains("correct-horse"));
        assertThat(controllerLog()).doesNotContain("correct-horse");
    }

    private static String readyMessage(HelmRelease release) {
        return condition(release, Condition.READY).orElseThrow().message();
    }

    private Secret record() {
        return namespace
                .client()
                .secrets()
                .inNamespace(namespace.name())
                .withName("sh.helm.release.v1.web.v1")
                .get();
    }

    private void corrupt(String data) {
        namespace
                .client()
                .secrets()
                .inNamespace(namespace.name())
                .withName("sh.helm.release.v1.web.v1")
                .edit(secret -> {
                    secret.getData().put("release", whole(data));
                    return secret;
                });
    }

    /** The beginning of a text in base64 that is base64 again. */
    private static String whole(String data) {
        return data.length() % 4 == 0
                ? data
                : Base64.getEncoder()
                        .encodeToString(Base64.getDecoder().decode(data.substring(0, data.length() / 4 * 4)));
    }
}
