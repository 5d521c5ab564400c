package dev.capstan.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sets that cannot be applied, or not all of it, on a real API server. */
class RefusedApplyIT extends ClusterFixture {

    @Test
    void writesNothingOfAStageThatHoldsARejectedChange() {
        engine.applied(APP);

        ApplyOutcome.ApplyFailed failed =
                engine.refused(APP.replace("colour: blue", "colour: green").replace("replicas: 1", "replicas: -1"));

        assertThat(failed.changes().hasChanges()).isFalse();
        assertThat(failed.failure().message())
                .startsWith("Deployment/" + namespace + "/web (app.yaml:18) dry-run failed (Invalid): ")
                .contains("spec.replicas");
        assertThat(failed.failure().advice()).contains("spec.replicas");
        assertThat(client.configMaps()
                        .inNamespace(namespace)
                        .withName("settings")
                        .get()
                        .getData())
                .containsEntry("colour", "blue");
    }

    @Test
    void f117_appliesNothingWhenTheInventoryCannotBeRecorded() {
        ApplyOutcome outcome = engine.applier.apply(
                ApplyRequest.builder(engine.owner, engine.manifests(APP)).build(),
                engine.api,
                union -> Optional.of("status could not be written"),
                new Cancellation());

        assertThat(outcome).isInstanceOf(ApplyOutcome.ApplyFailed.class);
        assertThat(engine.exists(engine.configMap("settings"))).isFalse();
    }

    @Test
    void k037_appliesNothingWhenAnObjectIsDefinedTwice() {
        ApplyOutcome.ApplyFailed failed = engine.refused(APP + "---\n" + APP);

        assertThat(failed.failure().message())
                .startsWith("app.yaml:43: ConfigMap/" + namespace + "/settings is defined twice (first in app.yaml:1)");
        assertThat(failed.record().requests()).isZero();
    }

    @Test
    void namesTheObjectThatLacksANamespace() {
        ApplyOutcome.ApplyFailed failed = engine.refused("{apiVersion: v1, kind: ConfigMap, metadata: {name: lost}}");

        assertThat(failed.failure().message()).startsWith("ConfigMap/lost (app.yaml:1) namespace not specified");
        assertThat(failed.failure().isTransient()).isFalse();
    }

    @Test
    void namesTheKindThatIsNotServed() {
        ApplyOutcome.ApplyFailed failed =
                engine.refused("{apiVersion: example.com/v1, kind: Unknown, metadata: {name: x, namespace: NS}}");

        assertThat(failed.failure()).isInstanceOf(ApplyFailure.KindNotServed.class);
        assertThat(failed.failure().message())
                .contains("no matches for kind \"Unknown\" in version \"example.com/v1\"");
    }

    @Test
    void f132_namesTheImmutableFieldWithOldAndNewValue() {
        engine.applied(APP);

        ApplyOutcome.ApplyFailed failed =
                engine.refused(APP.replace("matchLabels: {app: web}", "matchLabels: {app: other}")
                        .replace("labels: {app: web}", "labels: {app: other}"));

        assertThat(failed.failure()).isInstanceOf(ApplyFailure.ImmutableField.class);
        assertThat(failed.failure().message())
                .contains("apply failed (Invalid)")
                .contains("field is immutable")
                .contains("spec.selector.matchLabels.app from \"web\" to \"other\"");
        assertThat(failed.failure().advice()).contains("kustomize.toolkit.fluxcd.io/force: enabled");
    }

    @Test
    void f132_replacesOnlyTheObjectWithTheImmutableFieldWhenForced() {
        engine.applied(APP);
        String serviceUid = engine.live(engine.ref("", "v1", "Service", "web"))
                .at("/metadata/uid")
                .asText();
        String deploymentUid = engine.live(engine.ref("apps", "v1", "Deployment", "web"))
                .at("/metadata/uid")
                .asText();

        ApplyOutcome.Applied outcome = engine.applied(
                APP.replace("matchLabels: {app: web}", "matchLabels: {app: other}")
                        .replace("labels: {app: web}", "labels: {app: other}"),
                builder -> builder.force(true));

        assertThat(outcome.changes().changeLog()).isEqualTo("Deployment/" + namespace + "/web created");
        assertThat(engine.live(engine.ref("", "v1", "Service", "web"))
                        .at("/metadata/uid")
                        .asText())
                .isEqualTo(serviceUid);
        assertThat(engine.live(engine.ref("apps", "v1", "Deployment", "web"))
                        .at("/metadata/uid")
                        .asText())
                .isNotEqualTo(deploymentUid);
    }

    @Test
    void f132_neverDeletesForAManifestThatIsInvalidInItself() {
        engine.applied(APP);

        ApplyOutcome.ApplyFailed failed =
                engine.refused(APP.replace("port: 80,", "port: 80000,"), builder -> builder.force(true));

        assertThat(failed.failure()).isInstanceOf(ApplyFailure.Rejected.class);
        assertThat(engine.exists(engine.ref("", "v1", "Service", "web"))).isTrue();
    }

    @Test
    void d062_masksSecretValuesInRefusals() {
        engine.applied("""
                apiVersion: v1
                kind: Secret
                metadata: {name: token, namespace: NS}
                immutable: true
                stringData: {token: very-secret-value}
                """);

        ApplyOutcome.ApplyFailed immutable = engine.refused("""
                apiVersion: v1
                kind: Secret
                metadata: {name: token, namespace: NS}
                immutable: true
                stringData: {token: another-secret-value}
                """);
        ApplyOutcome.ApplyFailed undecodable = engine.refused("""
                apiVersion: v1
                kind: Secret
                metadata: {name: broken, namespace: NS}
                data: {token: "not*base64*at*all"}
                """);

        for (ApplyOutcome.ApplyFailed failed : List.of(immutable, undecodable)) {
            assertThat(failed.toString())
                    .doesNotContain("very-secret-value")
                    .doesNotContain("another-secret-value")
                    .doesNotContain("YW5vdGhlci1zZWNyZXQtdmFsdWU=")
                    .doesNotContain("not*base64*at*all");
        }
        assertThat(immutable.failure().message()).contains("immutable");
    }

    @Test
    void refusesAnIgnoreRuleThatIsNoPointerBeforeAnythingIsSent() {
        ApplyOutcome.ApplyFailed failed = engine.refused(
                APP,
                builder ->
                        builder.ignoreRules(List.of(new FieldIgnoreRule(List.of("spec.replicas"), manifest -> true))));

        assertThat(failed.failure().message()).isEqualTo("'spec.replicas' of the ignore rules is not a JSON pointer");
        assertThat(failed.record().requests()).isZero();
    }
}
