package dev.capstan.sealedsecret.unseal;

import dev.capstan.sealedsecret.key.KeyRing;
import dev.capstan.sealedsecret.key.UsableKey;
import dev.capstan.sealedsecret.secret.SecretContent;
import dev.capstan.sealedsecret.secret.WantedSecret;
import dev.capstan.secrets.sealed.Sealer;
import dev.capstan.secrets.sealed.SealingException;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlScalar;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Seals the values of SealedSecrets again, with the newest key. Nothing else about the Secret changes. */
public final class Resealing {
    private static final String METADATA = "metadata";
    private static final String TEMPLATE = "template";

    private final Unsealing unsealing;
    private final SecureRandom random;
    private final Clock clock;

    /** @param unsealing opens what is sealed again, and says whether the old form is accepted */
    public Resealing(Unsealing unsealing, SecureRandom random, Clock clock) {
        this.unsealing = unsealing;
        this.random = random;
        this.clock = clock;
    }

    /**
     * The object with its values under the newest key. The metadata of the template become those of the object, so that nobody widens
     * a scope by a template. An object of the old form gets a value per key, and a template with what else its Secret holds.
     *
     * @return empty when a value does not open, the object is of the old form and that is switched off, or there is no key
     */
    public Optional<YamlMap> reseal(YamlMap object, KeyRing keys) {
        YamlMap spec = SealedObject.spec(object);
        // Without its templates: what they make is not a value, and must not become one.
        YamlMap bare = object.with("spec", spec.without(TEMPLATE));
        Optional<UsableKey> newest = keys.newest();
        if (newest.isEmpty() || !(unsealing.unseal(bare, keys) instanceof Unsealed.Opened(WantedSecret opened))) {
            return Optional.empty();
        }
        SecretContent content = opened.content();
        YamlMap holder = SealedObject.isOldForm(spec) ? ofOneValuePerKey(object, content) : withOwnMetadata(object);
        try {
            var sealer = new Sealer(newest.get().certificate(), random, clock);
            YamlMap values = YamlMap.of("data", map(content.data()));
            return Optional.of(sealer.merge(holder, values).without("status"));
        } catch (SealingException unusable) {
            return Optional.empty();
        }
    }

    private static YamlMap withOwnMetadata(YamlMap object) {
        YamlMap spec = SealedObject.spec(object);
        YamlMap template = map(spec, TEMPLATE).with(METADATA, Sealer.portable(map(object, METADATA)));
        return object.with("spec", spec.with(TEMPLATE, template));
    }

    /** The object with a template for the Secret that was sealed as a whole, in its place. */
    private static YamlMap ofOneValuePerKey(YamlMap object, SecretContent content) {
        YamlMap own = map(object, METADATA);
        var metadata = YamlMap.builder();
        for (String field : new String[] {"name", "namespace"}) {
            String text = own.getText(field);
            if (text != null) {
                metadata.put(field, YamlScalar.ofString(text));
            }
        }
        if (!content.labels().isEmpty()) {
            metadata.put("labels", map(content.labels()));
        }
        if (!content.annotations().isEmpty()) {
            metadata.put("annotations", map(content.annotations()));
        }
        var template = YamlMap.builder()
                .put(METADATA, Sealer.portable(metadata.build()))
                .put("type", YamlScalar.ofString(content.type()));
        if (content.isImmutable()) {
            template.put("immutable", YamlScalar.ofBool(true));
        }
        return object.with("spec", YamlMap.of(TEMPLATE, template.build()));
    }

    private static YamlMap map(YamlMap holder, String field) {
        return holder.get(field) instanceof YamlMap known ? known : YamlMap.empty();
    }

    private static YamlMap map(Map<String, String> texts) {
        var map = YamlMap.builder();
        texts.forEach((key, text) -> map.put(key, YamlScalar.ofString(text)));
        return map.build();
    }
}
