package dev.capstan.sealedsecret.unseal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.sealedsecret.secret.SecretContent;
import dev.capstan.secrets.sealed.SealingException;
import dev.capstan.yaml.YamlMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnsealingTest {
    private static final String SECRET = """
            kind: Secret
            metadata: {name: app, namespace: default, labels: {team: a}}
            type: kubernetes.io/basic-auth
            stringData: {password: S3cr3tMarker}
            """;

    private final Unsealing unsealing = new Unsealing(Sealed.TEMPLATES, true);

    private Unsealed unsealed(YamlMap object) {
        return unsealing.unseal(object, Sealed.ring(Sealed.KEY));
    }

    private static SecretContent content(Unsealed unsealed) {
        assertThat(unsealed).isInstanceOf(Unsealed.Opened.class);
        return ((Unsealed.Opened) unsealed).secret().content();
    }

    @Test
    void givesTheSecretThatWasSealed() throws SealingException {
        SecretContent content = content(unsealed(Sealed.of(Sealed.KEY, SECRET)));

        assertThat(content.type()).isEqualTo("kubernetes.io/basic-auth");
        assertThat(content.labels()).isEqualTo(Map.of("team", "a"));
        assertThat(content.data()).isEqualTo(Map.of("password", "UzNjcjN0TWFya2Vy"));
    }

    @Test
    void everyItemThatDoesNotOpenIsNamed() throws SealingException {
        YamlMap object = Sealed.with(Sealed.of(Sealed.KEY, SECRET), "encryptedData", "{a: AAAA, b: 7, c: '***'}");

        assertThat(unsealed(object))
                .isInstanceOfSatisfying(
                        Unsealed.Refused.class,
                        refused -> assertThat(refused.message()).contains("a: ", "b: ", "c: "));
    }

    @Test
    void anErrorOfATemplateHoldsNoValue() throws SealingException {
        YamlMap object = Sealed.with(
                Sealed.of(Sealed.KEY, SECRET),
                "template",
                "{data: {url: '{{ .password | fail }}', n: '{{ .password.x }}'}}");

        assertThat(unsealed(object))
                .isInstanceOfSatisfying(
                        Unsealed.Refused.class,
                        refused -> assertThat(refused.message())
                                .contains("url: ", "n: ")
                                .doesNotContain("S3cr3tMarker", "UzNjcjN0TWFya2Vy"));
    }

    @Test
    void theOwnerMayBeLeftOut() throws SealingException {
        YamlMap owned = Sealed.of(Sealed.KEY, SECRET);
        YamlMap free = Sealed.with(
                owned,
                "template",
                "{metadata: {annotations: {sealedsecrets.bitnami.com/skip-set-owner-references: 'true'}}}");

        assertThat(((Unsealed.Opened) unsealed(owned)).secret().isOwned()).isTrue();
        assertThat(((Unsealed.Opened) unsealed(free)).secret().isOwned()).isFalse();
    }

    @Test
    void theOldFormHoldsAWholeSecret() throws SealingException {
        SecretContent content = content(unsealed(Sealed.oldForm("""
                {"kind": "Secret", "metadata": {"name": "x", "labels": {"team": "a"}}, "type": "Opaque", "data": {"a": "MQ=="}}
                """)));

        assertThat(content.labels()).isEqualTo(Map.of("team", "a"));
        assertThat(content.data()).isEqualTo(Map.of("a", "MQ=="));
    }

    @Test
    void whatIsNoSecretInTheOldFormIsNotQuoted() throws SealingException {
        assertThat(unsealed(Sealed.oldForm("{S3cr3tMarker")))
                .isInstanceOfSatisfying(
                        Unsealed.Refused.class,
                        refused -> assertThat(refused.message()).doesNotContain("S3cr3tMarker"));
    }

    @Test
    void theOldFormMayBeSwitchedOffAndStandsAlone() throws SealingException {
        YamlMap object = Sealed.oldForm("{\"data\": {}}");

        assertThat(new Unsealing(Sealed.TEMPLATES, false).unseal(object, Sealed.ring(Sealed.KEY)))
                .isInstanceOf(Unsealed.Refused.class);
        assertThat(unsealed(Sealed.with(object, "encryptedData", "{a: AAAA}")))
                .isEqualTo(new Unsealed.Refused("spec.data and spec.encryptedData exclude each other"));
    }
}
