package dev.capstan.sealedsecret.unseal;

import dev.capstan.sealedsecret.key.KeyRing;
import dev.capstan.sealedsecret.key.UsableKey;
import dev.capstan.secrets.sealed.Sealer;
import dev.capstan.secrets.sealed.SealingException;
import dev.capstan.secrets.sealed.SecretTemplates;
import dev.capstan.secrets.sealed.UnsealedSecret;
import dev.capstan.yaml.YamlMap;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Seals the values of SealedSecrets again, with the newest key. Nothing else about the Secret changes. */
public final class Resealing {
    /** What the API server puts into the metadata of an object, and what would not hold for the Secret. */
    private static final List<String> SERVER_FIELDS = List.of(
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "deletionTimestamp",
            "generation",
            "managedFields",
            "selfLink",
            "ownerReferences");

    private final SecretTemplates templates;
    private final SecureRandom random;
    private final Clock clock;

    /** @param templates are not run, but the engine asks for them */
    public Resealing(SecretTemplates templates, SecureRandom random, Clock clock) {
        this.templates = templates;
        this.random = random;
        this.clock = clock;
    }

    /**
     * The object with its values under the newest key. The metadata of the template become those of the object, so that nobody widens
     * a scope by a template.
     *
     * @return empty when a value does not open, the object is of the old form, or there is no key
     */
    public Optional<YamlMap> reseal(YamlMap object, KeyRing keys) {
        Optional<UsableKey> newest = keys.newest();
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        try {
            YamlMap spec = SealedObject.spec(object);
            if (spec.has("data")) {
                return Optional.empty();
            }
            // Without its templates: what they make is not a value, and must not become one.
            YamlMap bare = object.with("spec", spec.without("template"));
            if (!(UnsealedSecret.of(bare, keys.unsealing(), templates)
                    instanceof UnsealedSecret.Result.Secret(YamlMap secret))) {
                return Optional.empty();
            }
            YamlMap values = secret.get("data") instanceof YamlMap data ? YamlMap.of("data", data) : YamlMap.empty();
            var sealer = new Sealer(newest.get().certificate(), random, clock);
            return Optional.of(withOwnMetadata(sealer.merge(object, values)).without("status"));
        } catch (SealingException unusable) {
            return Optional.empty();
        }
    }

    private static YamlMap withOwnMetadata(YamlMap object) {
        YamlMap spec = SealedObject.spec(object);
        YamlMap template = spec.get("template") instanceof YamlMap known ? known : YamlMap.empty();
        YamlMap metadata = object.get("metadata") instanceof YamlMap known ? known : YamlMap.empty();
        for (String field : SERVER_FIELDS) {
            metadata = metadata.without(field);
        }
        return object.with("spec", spec.with("template", template.with("metadata", metadata)));
    }
}
