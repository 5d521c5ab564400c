package dev.capstan.sealedsecret.unseal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.sealedsecret.secret.SecretContent;
import dev.capstan.secrets.sealed.SealingException;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlScalar;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResealingTest {
    private static final String SECRET = """
            kind: Secret
            metadata: {name: app, namespace: default}
            stringData: {password: S3cr3tMarker}
            """;

    private final Unsealing unsealing = new Unsealing(Sealed.TEMPLATES, true);
    private final Resealing resealing = new Resealing(unsealing, Sealed.RANDOM, Clock.systemUTC());

    private YamlMap resealed(YamlMap object) {
        return resealing
                .reseal(object, Sealed.ring(Sealed.KEY, Sealed.NEWER_KEY))
                .orElseThrow();
    }

    @Test
    void theNewestKeySealsAndTheValuesAreTheSame() throws SealingException {
        YamlMap again = resealed(Sealed.of(Sealed.KEY, SECRET));

        assertThat(unsealing.unseal(again, Sealed.ring(Sealed.KEY))).isInstanceOf(Unsealed.Refused.class);
        assertThat(unsealing.unseal(again, Sealed.ring(Sealed.NEWER_KEY)))
                .isInstanceOfSatisfying(
                        Unsealed.Opened.class,
                        opened -> assertThat(opened.secret().content().data())
                                .isEqualTo(Map.of("password", "UzNjcjN0TWFya2Vy")));
    }

    @Test
    void aTemplateStaysATemplate() throws SealingException {
        YamlMap object = Sealed.with(Sealed.of(Sealed.KEY, SECRET), "template", "{data: {url: 'u:{{ .password }}'}}");

        YamlMap again = resealed(object);

        assertThat(again.toString()).contains("u:{{ .password }}").doesNotContain("S3cr3tMarker");
        assertThat(unsealing.unseal(again, Sealed.ring(Sealed.NEWER_KEY)))
                .isInstanceOfSatisfying(
                        Unsealed.Opened.class,
                        opened -> assertThat(opened.secret().content().data()).containsOnlyKeys("password", "url"));
    }

    /** D-064. */
    @Test
    void aTemplateDoesNotWidenTheScope() throws SealingException {
        YamlMap object = Sealed.with(
                Sealed.of(Sealed.KEY, SECRET),
                "template",
                "{metadata: {annotations: {sealedsecrets.bitnami.com/cluster-wide: 'true'}}}");

        YamlMap again = resealed(object);
        YamlMap renamed = again.with(
                "metadata",
                ((YamlMap) Objects.requireNonNull(again.get("metadata"))).with("name", YamlScalar.ofString("other")));

        assertThat(again.toString()).doesNotContain("cluster-wide");
        assertThat(unsealing.unseal(again, Sealed.ring(Sealed.NEWER_KEY))).isInstanceOf(Unsealed.Opened.class);
        assertThat(unsealing.unseal(renamed, Sealed.ring(Sealed.NEWER_KEY))).isInstanceOf(Unsealed.Refused.class);
    }

    @Test
    void whatTheServerWroteIsNotPartOfTheTemplate() throws SealingException {
        YamlMap sealed = Sealed.of(Sealed.KEY, SECRET);
        YamlMap stored = sealed.with(
                        "metadata",
                        ((YamlMap) Objects.requireNonNull(sealed.get("metadata")))
                                .with("uid", YamlScalar.ofString("7-7")))
                .with("status", YamlMap.empty());

        YamlMap again = resealed(stored);

        assertThat(SealedObject.spec(again).toString()).doesNotContain("7-7");
        assertThat(again.has("status")).isFalse();
    }

    @Test
    void theOldFormGetsAValuePerKeyAndATemplateForTheRest() throws SealingException {
        YamlMap old = Sealed.oldForm("""
                {"kind": "Secret", "type": "kubernetes.io/basic-auth", "immutable": true, "data": {"password": "UzNjcjN0TWFya2Vy"},
                 "metadata": {"name": "x", "namespace": "y", "uid": "7-7", "labels": {"team": "a"}, "annotations": {
                   "note": "n", "sealedsecrets.bitnami.com/cluster-wide": "true",
                   "kubecfg.ksonnet.io/last-applied-configuration": "S3cr3tMarker"}}}
                """);

        YamlMap again = resealed(old);

        assertThat(SealedObject.spec(again).keys()).containsExactlyInAnyOrder("template", "encryptedData");
        assertThat(again.toString()).doesNotContain("S3cr3tMarker", "cluster-wide", "7-7");
        assertThat(unsealing.unseal(again, Sealed.ring(Sealed.NEWER_KEY)))
                .isInstanceOfSatisfying(
                        Unsealed.Opened.class,
                        opened -> assertThat(opened.secret().content())
                                .isEqualTo(SecretContent.of(
                                        "kubernetes.io/basic-auth",
                                        true,
                                        Map.of("team", "a"),
                                        Map.of("note", "n"),
                                        Map.of("password", "UzNjcjN0TWFya2Vy"))));
    }

    @Test
    void theOldFormStaysWhereItIsSwitchedOff() throws SealingException {
        var strict = new Resealing(new Unsealing(Sealed.TEMPLATES, false), Sealed.RANDOM, Clock.systemUTC());

        assertThat(strict.reseal(Sealed.oldForm("{\"data\": {}}"), Sealed.ring(Sealed.KEY)))
                .isEmpty();
    }

    @Test
    void whatDoesNotOpenIsNotSealedAgain() throws SealingException {
        YamlMap sealed = Sealed.of(Sealed.NEWER_KEY, SECRET);

        assertThat(resealing.reseal(sealed, Sealed.ring(Sealed.KEY))).isEmpty();
        assertThat(resealing.reseal(sealed, Sealed.ring())).isEmpty();
    }
}
