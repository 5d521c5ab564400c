package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.kustomization.decrypt.EncryptedSources;
import dev.capstan.kustomizationbuild.decrypt.FileDecryption;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Encrypted files in the artifact, opened with keys in Secrets. */
class DecryptionIT extends ControllerFixture {

    private static final String MARKER = "S3cr3tMarkerOfDecryption";
    private static final String SPEC =
            "prune: true\nretryInterval: 1h\ndecryption: {provider: sops, secretRef: {name: keys}}";

    private final EncryptedSources age = new EncryptedSources();
    private final EncryptedSources ofController = new EncryptedSources();

    @Override
    Map<String, String> settings() {
        return Map.of(
                "capstan.kustomize.decryption.age-secret",
                "sops-age",
                "capstan.kustomize.decryption.age-secret-namespace",
                "default",
                "capstan.kustomize.decryption.cloud-identity",
                "false");
    }

    @Override
    void prepare() {
        applyToCluster(cluster.client(), keysManifest("sops-age", "default", ofController));
    }

    private static String keysManifest(String name, String namespace, EncryptedSources keys) {
        return "apiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\n  namespace: %s\ndata:\n  identity.agekey: %s\n"
                .formatted(
                        name,
                        namespace,
                        Base64.getEncoder().encodeToString(keys.identityFile().getBytes(UTF_8)));
    }

    private void keys(EncryptedSources keys) {
        namespace.apply(keysManifest("keys", namespace.name(), keys));
    }

    private Optional<Secret> secret(String name) {
        return Optional.ofNullable(namespace
                .client()
                .secrets()
                .inNamespace(namespace.name())
                .withName(name)
                .get());
    }

    private String value(String secret, String key) {
        return secret(secret)
                .map(it -> it.getData().get(key))
                .map(it -> new String(Base64.getDecoder().decode(it), UTF_8))
                .orElse("");
    }

    @Test
    void manifestsGeneratorsAndPatchesAreAppliedInPlain() {
        keys(age);
        publish(
                FIRST,
                Map.of(
                        "kustomization.yaml",
                        """
                        resources: [db.yaml, patched.yaml]
                        patches: [{path: patch.yaml}]
                        secretGenerator:
                        - name: generated
                          envs: [app.env]
                          files: [blob.bin]
                        generatorOptions: {disableNameSuffixHash: true}
                        """,
                        "db.yaml",
                        age.secret("db", MARKER + "1"),
                        "patched.yaml",
                        "apiVersion: v1\nkind: Secret\nmetadata: {name: patched}\n",
                        "patch.yaml",
                        age.secret("patched", MARKER + "2"),
                        "app.env",
                        age.file("app.env", "TOKEN=" + MARKER + "3\n"),
                        "blob.bin",
                        age.file("blob.bin", MARKER + "4")));

        kustomization("app", SPEC);

        awaitReady("app", FIRST);
        assertThat(value("db", "password")).isEqualTo(MARKER + "1");
        assertThat(value("patched", "password")).isEqualTo(MARKER + "2");
        assertThat(value("generated", "TOKEN")).isEqualTo(MARKER + "3");
        assertThat(value("generated", "blob.bin")).isEqualTo(MARKER + "4");
    }

    @Test
    void keysThatComeOrChangeAreLookedAtAtOnceWithoutALabel() {
        var rotated = new EncryptedSources();
        publish(FIRST, Map.of("db.yaml", age.secret("db", MARKER)));
        kustomization("app", SPEC);
        assertThat(ready(awaitReason("app", "BuildFailed")).message()).contains("keys", "does not exist");

        keys(age);
        awaitReady("app", FIRST);

        keys(rotated);
        assertThat(ready(awaitReason("app", "BuildFailed")).message())
                .contains("db.yaml", age.recipient(), rotated.recipient());
        assertThat(value("db", "password")).isEqualTo(MARKER);

        publish(SECOND, Map.of("db.yaml", rotated.secret("db", MARKER + "2")));
        awaitReady("app", SECOND);
        assertThat(value("db", "password")).isEqualTo(MARKER + "2");
    }

    @Test
    void ageKeysOfTheControllerAreForThoseWhoNameNone() {
        publish(FIRST, Map.of("db.yaml", ofController.secret("db", MARKER)));
        keys(age);

        kustomization("app", "prune: true\ndecryption: {provider: sops}");
        kustomization("other", SPEC);

        awaitReady("app", FIRST);
        assertThat(ready(awaitReason("other", "BuildFailed")).message()).contains(age.recipient());
    }

    @Test
    void d057_changedFileIsRefusedUntilTheAnnotationAllowsIt() {
        keys(age);
        publish(
                FIRST,
                Map.of(
                        "a.yaml",
                        configMap("a", "k: v"),
                        "db.yaml",
                        age.secret("db", MARKER).replace("name: db", "name: other")));
        kustomization("app", SPEC);
        assertThat(ready(awaitReason("app", "BuildFailed")).message()).contains("db.yaml", "MAC does not match");
        assertThat(live("a")).isEmpty();

        resource("app")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}"
                                .formatted(FileDecryption.MAC_ANNOTATION, FileDecryption.MAC_IGNORED));

        awaitReady("app", FIRST);
        assertThat(value("other", "password")).isEqualTo(MARKER);
    }

    @Test
    void d062_failuresSayNothingOfValuesAndKeys() {
        keys(age);
        String invalid =
                "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  password: '%s!'\n".formatted(MARKER);
        String service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: %s, ports: [{port: 1}]}\n"
                .formatted(MARKER);
        publish(
                FIRST,
                Map.of("data/db.yaml", age.file("db.yaml", invalid), "type/web.yaml", age.file("web.yaml", service)));

        kustomization("data", SPEC + "\npath: data");
        kustomization("type", SPEC + "\npath: type");
        Kustomization data = await(
                "data",
                it -> List.of("ReconciliationFailed", "BuildFailed")
                        .contains(ready(it).reason()));
        Kustomization type = awaitReason("type", "ReconciliationFailed");

        assertClean(data.toString() + ready(data).message());
        assertClean(type.toString() + ready(type).message());
        messages("data").forEach(DecryptionIT::assertClean);
        messages("type").forEach(DecryptionIT::assertClean);
    }

    /** Of everything that the tests of this class did. */
    @AfterAll
    void nothingIsInTheLog() {
        String log = controllerLog();
        assertThat(log).contains("Watching Kustomization");
        assertClean(log);
    }

    private static void assertClean(String said) {
        Stream.of(MARKER, "AGE-SECRET-KEY-", base64(MARKER), base64("x" + MARKER), base64("xx" + MARKER))
                .forEach(secret -> assertThat(said.contains(secret))
                        .as("it holds %s", secret)
                        .isFalse());
    }

    /** The middle of what it looks like in base64 somewhere within a longer text. */
    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8)).substring(4, 28);
    }
}
