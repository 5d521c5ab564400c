package dev.capstan.secrets.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
    private static final String MARKER = "S3cr3tMarker";

    private static final KeyPair PAIR = generated();

    private final SecureRandom random = new SecureRandom();
    private final SecretTemplates templates =
            new SecretTemplates(random, Clock.systemUTC(), Limits.STANDARD.withTime(Duration.ofSeconds(2)));

    private static KeyPair generated() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Sealer sealer() throws SealingException {
        var now = Instant.now();
        return new Sealer(
                new SealingCertificate((RSAPublicKey) PAIR.getPublic(), now, now.plus(Duration.ofDays(1))),
                random,
                Clock.systemUTC());
    }

    private static UnsealingKeys keys(KeyPair keyPair) throws SealingException {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keyPair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return UnsealingKeys.none().and("key", pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static YamlMap yaml(String text) {
        return (YamlMap)
                YamlReader.readAll("test", text.getBytes(StandardCharsets.UTF_8), dev.capstan.yaml.Limits.DEFAULT)
                        .getFirst()
                        .root();
    }

    private static YamlMap secret() {
        return yaml("apiVersion: v1\nkind: Secret\nmetadata: {name: app, namespace: default}\nstringData: {a: " + MARKER
                + "}\n");
    }

    private UnsealedSecret.Result unsealed(YamlMap sealed) throws SealingException {
        return UnsealedSecret.of(sealed, keys(PAIR), templates);
    }

    private static YamlMap metadata(YamlMap object) {
        return (YamlMap) Objects.requireNonNull(object.get("metadata"));
    }

    private static YamlMap spec(YamlMap object) {
        return (YamlMap) Objects.requireNonNull(object.get("spec"));
    }

    /** D-064: what was sealed for one name does not open under another, nor with an annotation that says otherwise. */
    @Test
    void aStrictValueOpensNowhereElse() throws SealingException {
        YamlMap sealed = sealer().seal(secret(), SealingRequest.PLAIN);
        assertThat(unsealed(sealed)).isInstanceOf(UnsealedSecret.Result.Secret.class);

        YamlMap renamed = sealed.with("metadata", metadata(sealed).with("name", YamlScalar.ofString("other")));
        YamlMap moved = sealed.with("metadata", metadata(sealed).with("namespace", YamlScalar.ofString("other")));
        YamlMap widened = sealed.with(
                "metadata",
                metadata(sealed)
                        .with(
                                "annotations",
                                YamlMap.of("sealedsecrets.bitnami.com/cluster-wide", YamlScalar.ofString("true"))));

        assertThat(unsealed(renamed)).isInstanceOf(UnsealedSecret.Result.Refused.class);
        assertThat(unsealed(moved)).isInstanceOf(UnsealedSecret.Result.Refused.class);
        assertThat(unsealed(widened)).isInstanceOf(UnsealedSecret.Result.Refused.class);
    }

    /** D-064: a Secret that is merged cannot widen the scope. */
    @Test
    void mergingDoesNotWidenTheScope() throws SealingException {
        YamlMap sealed = sealer().seal(secret(), SealingRequest.PLAIN);
        YamlMap wide = yaml("apiVersion: v1\nkind: Secret\nmetadata: {name: app, annotations:"
                + " {sealedsecrets.bitnami.com/cluster-wide: 'true', note: x}}\nstringData: {b: c}\n");

        YamlMap merged = sealer().merge(sealed, wide);

        YamlMap template =
                metadata((YamlMap) Objects.requireNonNull(spec(merged).get("template")));
        assertThat(template.get("annotations")).isEqualTo(YamlMap.of("note", YamlScalar.ofString("x")));
        assertThat(unsealed(merged)).isInstanceOf(UnsealedSecret.Result.Secret.class);
    }

    @Test
    void anotherKeyOpensNothing() throws SealingException {
        YamlMap sealed = sealer().seal(secret(), SealingRequest.PLAIN);

        var result = UnsealedSecret.of(sealed, keys(generated()), templates);

        assertThat(result)
                .isInstanceOfSatisfying(
                        UnsealedSecret.Result.Refused.class,
                        refused -> assertThat(refused.problems()).containsOnlyKeys("a"));
    }

    @Test
    void everyChangedByteIsSeen() throws SealingException {
        byte[] label = SealingScope.STRICT.label("default", "app");
        byte[] sealed = SealedValue.seal(new byte[] {1, 2, 3}, label, (RSAPublicKey) PAIR.getPublic(), random);

        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(SealedValue.unseal(changed, label, keys(PAIR)))
                    .as("byte " + i)
                    .isEmpty();
        }
    }

    /** D-062, D-066: what is said of a template that fails holds no value, and templates read nothing else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ .a | fail }}",
                "{{ index .a 99 }}",
                "{{ .a.b }}",
                "{{ .a | atoi | div 1 }}",
                "{{ fromJson .a | mustToJson | fail }}",
                "{{ env \"HOME\" }}",
                "{{ getHostByName \"localhost\" }}",
                "{{ range $i, $e := until 100000000 }}{{ $.a }}{{ end }}",
                "{{ define \"x\" }}{{ template \"x\" . }}{{ end }}{{ template \"x\" . }}",
                "{{ .a"
            })
    void saysNothingOfValuesInTemplates(String template) throws SealingException {
        YamlMap sealed = sealer().seal(secret(), SealingRequest.PLAIN);
        YamlMap spec = spec(sealed);
        YamlMap changed = sealed.with(
                "spec",
                spec.with(
                        "template",
                        ((YamlMap) Objects.requireNonNull(spec.get("template")))
                                .with("data", YamlMap.of("t", YamlScalar.ofString(template)))));

        var result = unsealed(changed);

        assertThat(result).isInstanceOf(UnsealedSecret.Result.Refused.class);
        assertThat(result.toString()).contains("t=").doesNotContain(MARKER);
    }

    @Test
    void refusesWhatCannotBeSealed() throws SealingException {
        var sealer = sealer();

        for (String object : new String[] {
            "kind: ConfigMap\nmetadata: {name: a, namespace: b}\ndata: {a: b}\n",
            "kind: Secret\nmetadata: {namespace: b}\nstringData: {a: b}\n",
            "kind: Secret\nmetadata: {name: b}\nstringData: {a: b}\n",
            "kind: Secret\nmetadata: {name: a, namespace: b}\n",
            "kind: Secret\nmetadata: {name: a, namespace: b}\ndata: {a: 'no base64 " + MARKER + "='}\n",
        }) {
            assertThatExceptionOfType(SealingException.class)
                    .isThrownBy(() -> sealer.seal(yaml(object), SealingRequest.PLAIN))
                    .withMessageNotContaining(MARKER);
        }
    }
}
