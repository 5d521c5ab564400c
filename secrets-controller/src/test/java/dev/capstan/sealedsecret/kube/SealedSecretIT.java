package dev.capstan.sealedsecret.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.sealedsecret.SealedSecret;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SealedSecrets and their Secrets on a real API server. */
class SealedSecretIT extends SecretsControllerFixture {
    private static final String MARKER = "S3cr3tMarker";
    private static final String PASSWORD = "stringData: {password: " + MARKER + "}\n";

    @Test
    void makesTheSecret() {
        apply(withTemplate(
                sealed("app", PASSWORD),
                "{type: kubernetes.io/basic-auth, metadata: {labels: {team: a}, annotations: {note: x}},"
                        + " data: {username: 'u-{{ len .password }}'}}"));

        SealedSecret object = awaitSynced("app");

        Secret secret = secret("app").orElseThrow();
        assertThat(values("app")).isEqualTo(Map.of("password", MARKER, "username", "u-12"));
        assertThat(secret.getType()).isEqualTo("kubernetes.io/basic-auth");
        assertThat(secret.getMetadata().getLabels()).isEqualTo(Map.of("team", "a"));
        assertThat(secret.getMetadata().getAnnotations()).isEqualTo(Map.of("note", "x"));
        assertThat(secret.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getUid()).isEqualTo(object.getMetadata().getUid());
            assertThat(owner.getApiVersion()).isEqualTo("bitnami.com/v1alpha1");
            assertThat(owner.getController()).isTrue();
            assertThat(owner.getBlockOwnerDeletion()).isNull();
        });
        assertThat(object.getMetadata().getFinalizers()).isEmpty();
        assertThat(object.getStatus().conditions()).singleElement().satisfies(synced -> {
            assertThat(synced.message()).isNull();
            assertThat(synced.reason()).isNull();
        });
        patiently().until(() -> events("app").contains("Normal Unsealed: The Secret was created"));
    }

    @Test
    void anEditIsUndoneAndADeletedSecretComesBack() {
        apply(sealed("app", PASSWORD));
        String before = awaitSynced("app").getMetadata().getResourceVersion();

        patchSecret(
                "app", "{\"data\":{\"password\":\"eA==\",\"more\":\"eA==\"},\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
        patiently()
                .until(() -> values("app").equals(Map.of("password", MARKER))
                        && secret("app").orElseThrow().getMetadata().getLabels().isEmpty());

        secretResource("app").delete();
        patiently().until(() -> values("app").equals(Map.of("password", MARKER)));
        assertThat(resource("app").get().getMetadata().getResourceVersion())
                .as("nothing changed that the status speaks of")
                .isEqualTo(before);
    }

    @Test
    void aNewValueReplacesTheOldOne() {
        apply(sealed("app", PASSWORD));
        awaitSynced("app");

        apply(sealed("app", "stringData: {token: t}\n"));

        awaitSynced("app");
        assertThat(values("app")).isEqualTo(Map.of("token", "t"));
    }

    @Test
    void aSecretOfOthersIsLeftAloneUntilItIsHandedOver() {
        namespace.client().resource(ownSecret("app", Map.of())).create();
        apply(sealed("app", PASSWORD));

        awaitNotSynced("app", "already exists and is not managed");
        assertThat(values("app")).isEqualTo(Map.of("own", "1"));
        patiently().until(() -> events("app").stream().anyMatch(it -> it.startsWith("Warning ErrUpdateFailed: ")));

        patchSecret("app", "{\"metadata\":{\"annotations\":{\"sealedsecrets.bitnami.com/managed\":\"true\"}}}");

        awaitSynced("app");
        assertThat(values("app")).isEqualTo(Map.of("password", MARKER));
    }

    @Test
    void aPatchedSecretKeepsItsOwnValues() {
        namespace
                .client()
                .resource(ownSecret("app", Map.of("sealedsecrets.bitnami.com/patch", "true")))
                .create();

        apply(sealed("app", PASSWORD));

        awaitSynced("app");
        assertThat(values("app")).isEqualTo(Map.of("own", "1", "password", MARKER));
        assertThat(secret("app").orElseThrow().getMetadata().getOwnerReferences())
                .isEmpty();
    }

    private Secret ownSecret(String name, Map<String, String> annotations) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace.name())
                .withName(name)
                .withAnnotations(annotations)
                .endMetadata()
                .withStringData(Map.of("own", "1"))
                .build();
    }

    @Test
    void withoutAnOwnerTheSecretMustBeManaged() {
        apply(withTemplate(
                sealed("alone", PASSWORD),
                "{metadata: {annotations: {sealedsecrets.bitnami.com/skip-set-owner-references: 'true'}}}"));
        apply(withTemplate(
                sealed("both", PASSWORD),
                "{metadata: {annotations: {sealedsecrets.bitnami.com/skip-set-owner-references: 'true',"
                        + " sealedsecrets.bitnami.com/managed: 'true'}}}"));

        awaitNotSynced("alone", "already exists and is not managed");
        awaitSynced("both");
        assertThat(values("alone")).isEqualTo(Map.of("password", MARKER));
        assertThat(secret("both").orElseThrow().getMetadata().getOwnerReferences())
                .isEmpty();
    }

    @Test
    void anErrorOfATemplateHoldsNoValue() {
        apply(withTemplate(sealed("app", PASSWORD), "{data: {url: '{{ .password | fail }}'}}"));

        String message = awaitNotSynced("app", "url: ").message();

        patiently().until(() -> events("app").stream().anyMatch(it -> it.startsWith("Warning ErrUnsealFailed: ")));
        assertThat(message + events("app") + controllerLog()).doesNotContain(MARKER, "UzNjcjN0TWFya2Vy");
        assertThat(secret("app")).isEmpty();
    }

    @Test
    void aRefusedChangeOfAnImmutableSecretIsReportedWithoutValues() {
        apply(withTemplate(sealed("app", PASSWORD), "{immutable: true}"));
        awaitSynced("app");

        apply(withTemplate(sealed("app", "stringData: {password: An0therMarker}\n"), "{immutable: true}"));

        String message = awaitNotSynced("app", "immutable").message();
        assertThat(message + controllerLog()).doesNotContain(MARKER, "An0therMarker");
        assertThat(values("app")).isEqualTo(Map.of("password", MARKER));
    }

    @Test
    void theScopeIsReadFromTheAnnotations() {
        var sealed = sealed("app", PASSWORD);
        apply(annotated(sealed, "sealedsecrets.bitnami.com/cluster-wide", "true"));
        awaitNotSynced("app", "password: ");

        annotate("app", "sealedsecrets.bitnami.com/cluster-wide", "null");

        awaitSynced("app");
    }

    @Test
    void aDeletedObjectTakesItsSecretAlong() {
        apply(sealed("app", PASSWORD));
        awaitSynced("app");

        resource("app").delete();

        patiently().until(() -> resource("app").get() == null && secret("app").isEmpty());
    }

    @Test
    void aSuspendedObjectIsLeftAloneAndCanBeDeleted() {
        apply(sealed("app", PASSWORD));
        awaitSynced("app");
        annotate("app", SealedSecret.RECONCILE, "\"disabled\"");

        // The first change may come before the annotation is seen; what counts is that one stays.
        patiently().until(() -> {
            patchSecret("app", "{\"data\":{\"password\":\"eA==\"}}");
            apply(sealed("probe", PASSWORD));
            awaitSynced("probe");
            resource("probe").delete();
            return values("app").equals(Map.of("password", "x"));
        });
        annotate("app", SealedSecret.RECONCILE, "null");
        patiently().until(() -> values("app").equals(Map.of("password", MARKER)));

        annotate("app", SealedSecret.RECONCILE, "\"disabled\"");
        resource("app").delete();
        patiently().until(() -> resource("app").get() == null);
    }

    @Test
    void aSecretThatIsTakenAwayIsNotOursAnyMore() {
        apply(sealed("app", PASSWORD));
        SealedSecret object = awaitSynced("app");

        patchSecret("app", "{\"metadata\":{\"ownerReferences\":[]}}");

        awaitNotSynced("app", "already exists and is not managed");
        assertThat(secret("app").orElseThrow().getMetadata().getOwnerReferences())
                .extracting(OwnerReference::getUid)
                .doesNotContain(object.getMetadata().getUid());
    }
}
