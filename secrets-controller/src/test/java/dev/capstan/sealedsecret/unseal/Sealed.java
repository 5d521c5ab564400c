package dev.capstan.sealedsecret.unseal;

import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.sealedsecret.key.KeyPairs;
import dev.capstan.sealedsecret.key.KeyPriority;
import dev.capstan.sealedsecret.key.KeyRing;
import dev.capstan.sealedsecret.key.SealingKeyPair;
import dev.capstan.sealedsecret.key.UsableKey;
import dev.capstan.secrets.sealed.Sealer;
import dev.capstan.secrets.sealed.SealingException;
import dev.capstan.secrets.sealed.SealingRequest;
import dev.capstan.secrets.sealed.SealingScope;
import dev.capstan.secrets.sealed.SecretTemplates;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Keys, and SealedSecrets that are sealed with them. */
public final class Sealed {
    public static final SecureRandom RANDOM = new SecureRandom();
    public static final UsableKey KEY = key("one", Instant.now());
    public static final UsableKey NEWER_KEY = key("two", Instant.now().plusSeconds(5));
    public static final SecretTemplates TEMPLATES =
            new SecretTemplates(RANDOM, Clock.systemUTC(), Limits.STANDARD.withTime(Duration.ofSeconds(2)));

    private Sealed() {}

    private static UsableKey key(String name, Instant now) {
        try {
            KeyPairs.Fresh fresh = new KeyPairs(2048, Duration.ofDays(1), "").make(RANDOM, now);
            return UsableKey.of(new SealingKeyPair(name, fresh.certificate(), fresh.privateKey(), now));
        } catch (SealingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static KeyRing ring(UsableKey... keys) {
        return new KeyRing(List.of(keys), KeyPriority.CERT_NOT_BEFORE);
    }

    public static Sealer sealer(UsableKey key) throws SealingException {
        return new Sealer(key.certificate(), RANDOM, Clock.systemUTC());
    }

    /** The SealedSecret of a Secret in YAML. */
    public static YamlMap of(UsableKey key, String secret) throws SealingException {
        return sealer(key).seal(yaml(secret), SealingRequest.PLAIN);
    }

    /** The SealedSecret {@code default/app} of the old form, with this Secret in JSON as its one value. */
    public static YamlMap oldForm(String json) throws SealingException {
        String blob = sealer(KEY).raw(json.getBytes(StandardCharsets.UTF_8), SealingScope.STRICT, "default", "app");
        return yaml("""
                apiVersion: bitnami.com/v1alpha1
                kind: SealedSecret
                metadata: {name: app, namespace: default}
                spec: {}
                """).with("spec", YamlMap.of("data", YamlScalar.ofString(blob)));
    }

    public static YamlMap yaml(String text) {
        return (YamlMap)
                YamlReader.readAll("test", text.getBytes(StandardCharsets.UTF_8), dev.capstan.yaml.Limits.DEFAULT)
                        .getFirst()
                        .root();
    }

    /** The same object with a field of its spec set. */
    public static YamlMap with(YamlMap object, String field, String yaml) {
        return object.with("spec", SealedObject.spec(object).with(field, yaml(yaml)));
    }
}
