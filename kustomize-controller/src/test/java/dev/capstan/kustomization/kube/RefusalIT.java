package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.api.kustomize.Kustomization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What must not be applied is not, and what runs stays. */
class RefusalIT extends ControllerFixture {

    @Override
    Map<String, String> settings() {
        return Map.of("capstan.kustomize.no-remote-bases", "true", "capstan.kustomize.build.max-objects", "50");
    }

    @Test
    void f120_brokenRevisionPrunesNothingAndNamesTheFile() {
        publish(FIRST, Map.of("app/a.yaml", configMap("a", "k: v"), "app/b.yaml", configMap("b", "k: v")));
        kustomization("app", "path: app\nprune: true\nretryInterval: 5m");
        awaitReady("app", FIRST);

        publish(SECOND, Map.of("app/a.yaml", "apiVersion: v1\nkind: ConfigMap\n  bad: [\n"));

        Kustomization failed = awaitReason("app", "BuildFailed");
        assertThat(ready(failed).message()).contains("app/a.yaml");
        assertThat(failed.getStatus().lastAppliedRevision()).isEqualTo(FIRST);
        assertThat(live("b")).isPresent();

        publish(SECOND + "3", Map.of("elsewhere/a.yaml", configMap("a", "k: v")));

        Kustomization missing = awaitReason("app", "ArtifactFailed");
        assertThat(ready(missing).message())
                .contains("kustomization path not found")
                .contains("'app'");
        assertThat(live("a")).isPresent();
        assertThat(live("b")).isPresent();

        publish(SECOND + "4", Map.of("app/a.yaml", configMap("a", "k: w")));
        awaitReady("app", SECOND + "4");
    }

    @Test
    void k035_undeclaredVariableFailsTheBuildByName() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "home: ${HOME}")));

        kustomization("app", "prune: true\npostBuild: {substitute: {other: x}}");

        Kustomization failed = awaitReason("app", "BuildFailed");
        assertThat(ready(failed).message())
                .contains("variable not set (strict mode): \"HOME\"")
                .contains("a.yaml");
        assertThat(live("a")).isEmpty();
    }

    @Test
    void t069_missingOrOddAccountIsRefusedAndNeverTheControllersOwn() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));

        kustomization("missing", "prune: true\nserviceAccountName: nobody");
        kustomization("odd", "prune: true\nserviceAccountName: \"x:y/../system:admin\"");

        assertThat(ready(awaitReason("missing", "ReconciliationFailed")).message())
                .contains("service account '%s/nobody' not found".formatted(namespace.name()));
        assertThat(ready(awaitReason("odd", "ReconciliationFailed")).message()).contains("is not valid");
        assertThat(live("a")).isEmpty();
    }

    @Test
    void encryptedSecretsAreRefusedWithoutDecryptionAndWithoutKeys() {
        publish(FIRST, Map.of("secret.yaml", """
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: encrypted}
                        stringData: {password: "ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]"}
                        sops: {mac: "ENC[AES256_GCM,data:x]", version: 3.9.0}
                        """));

        kustomization("plain", "prune: true");
        kustomization("decrypting", "prune: true\ndecryption: {provider: sops}");

        assertThat(ready(awaitReason("plain", "BuildFailed")).message()).contains("SOPS encrypted");
        assertThat(ready(awaitReason("decrypting", "BuildFailed")).message())
                .contains("decryption failed", "secret.yaml");
        assertThat(namespace
                        .client()
                        .secrets()
                        .inNamespace(namespace.name())
                        .withName("encrypted")
                        .get())
                .isNull();
    }

    @Test
    void f121_goneSourceKeepsTheRunningState() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);

        artifacts.source(namespace, "GitRepository", "config").delete();
        request("app", "now");

        awaitReason("app", "ArtifactFailed");
        assertThat(live("a")).isPresent();
    }

    @Test
    void f131_giantInputFailsAloneByTheNameOfTheLimit() {
        var files = new HashMap<String, String>();
        for (int i = 0; i < 60; i++) {
            files.put("giant/%d.yaml".formatted(i), configMap("giant-" + i, "k: v"));
        }
        files.put("small/a.yaml", configMap("a", "k: v"));
        publish(FIRST, files);

        kustomization("giant", "path: giant\nprune: true");
        kustomization("small", "path: small\nprune: true");

        assertThat(ready(awaitReason("giant", "BuildFailed")).message()).contains("more than 50 objects");
        awaitReady("small", FIRST);
        assertThat(live("giant-0")).isEmpty();
    }

    @Test
    void k032_forbiddenRemoteBaseIsNeverAskedFor() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(1);
            publish(
                    FIRST,
                    RemoteBaseIT.overlayOf("http://127.0.0.1:%d/o/r//base?ref=main".formatted(server.getLocalPort())));

            kustomization("app", "prune: true");

            assertThat(ready(awaitReason("app", "BuildFailed")).message()).contains("disabled");
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void firstInstallWithARefusedObjectSaysWhatIsThere() {
        publish(
                FIRST,
                Map.of(
                        "a.yaml",
                        configMap("a", "k: v"),
                        "b.yaml",
                        "apiVersion: v1\nkind: Service\nmetadata: {name: b}\nspec: {ports: []}\n"));

        kustomization("app", "prune: true\nretryInterval: 1s");

        Kustomization failed = awaitReason("app", "ReconciliationFailed");
        assertThat(ready(failed).message())
                .contains(
                        "Service/%s/b".formatted(namespace.name()),
                        "in place and recorded: ConfigMap/%s/a created".formatted(namespace.name()));
        assertThat(failed.getStatus().lastAppliedRevision()).isNull();
        assertThat(inventory(failed)).contains(namespace.name() + "_a__ConfigMap");

        publish(SECOND, Map.of("c.yaml", configMap("c", "k: v")));

        awaitReady("app", SECOND);
        patiently().until(() -> live("a").isEmpty());
    }
}
