package dev.capstan.secrets.sealed;

import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Secret that a SealedSecret stands for. */
public final class UnsealedSecret {
    private static final String SKIP_OWNER = "sealedsecrets.bitnami.com/skip-set-owner-references";

    private UnsealedSecret() {}

    /** What unsealing gives. */
    public sealed interface Result {
        /** The Secret, with its values in base64. */
        record Secret(YamlMap secret) implements Result {
            @Override
            public String toString() {
                return "Secret";
            }
        }

        /**
         * Nothing was unsealed.
         *
         * @param problems by the key of the item, or of the template; none quotes a value
         */
        record Refused(Map<String, String> problems) implements Result {
            /** Copies the map in its order. */
            public Refused {
                problems = Collections.unmodifiableMap(new LinkedHashMap<>(problems));
            }
        }
    }

    /**
     * Unseals an object. All items must open; each that does not is named.
     *
     * @param templates runs those of the object
     * @throws SealingException when it is not a SealedSecret
     */
    public static Result of(YamlMap sealedSecret, UnsealingKeys keys, SecretTemplates templates)
            throws SealingException {
        YamlMap metadata = requireSealedSecret(sealedSecret);
        YamlMap spec = sealedSecret.get("spec") instanceof YamlMap known ? known : YamlMap.empty();
        byte[] label =
                SealingScope.of(sealedSecret).label(Sealer.text(metadata, "namespace"), Sealer.text(metadata, "name"));
        var problems = new LinkedHashMap<String, String>();
        var values = new TreeMap<String, byte[]>();
        if (spec.get("encryptedData") instanceof YamlMap items) {
            for (String key : items.keys()) {
                unseal(key, items.get(key), label, keys, values, problems);
            }
        }
        YamlMap template = spec.get("template") instanceof YamlMap known ? known : YamlMap.empty();
        if (problems.isEmpty() && template.get("data") instanceof YamlMap texts) {
            values.putAll(templates.run(texts, Map.copyOf(values), problems));
        }
        return problems.isEmpty()
                ? new Result.Secret(secret(metadata, template, values))
                : new Result.Refused(problems);
    }

    static YamlMap requireSealedSecret(YamlMap object) throws SealingException {
        if (Sealer.KIND.equals(object.getText("kind"))
                && object.get("metadata") instanceof YamlMap metadata
                && !Sealer.text(metadata, "name").isEmpty()) {
            return metadata;
        }
        throw new SealingException("it is not a SealedSecret with a name");
    }

    private static void unseal(
            String key,
            @Nullable YamlNode item,
            byte[] label,
            UnsealingKeys keys,
            Map<String, byte[]> values,
            Map<String, String> problems) {
        if (!(item instanceof YamlScalar text)) {
            problems.put(key, "it is not text");
            return;
        }
        try {
            SealedValue.unseal(Base64.getDecoder().decode(text.text().strip()), label, keys)
                    .ifPresentOrElse(
                            value -> values.put(key, value),
                            () -> problems.put(
                                    key,
                                    "no key opens it: it was sealed for another cluster, name, namespace or scope, or changed"));
        } catch (IllegalArgumentException e) {
            problems.put(key, "it is not base64");
        }
    }

    private static YamlMap secret(YamlMap metadata, YamlMap template, Map<String, byte[]> values) {
        YamlMap own = template.get("metadata") instanceof YamlMap known ? known : YamlMap.empty();
        own = own.with("name", YamlScalar.ofString(Sealer.text(metadata, "name")))
                .without("ownerReferences");
        String namespace = Sealer.text(metadata, "namespace");
        own = namespace.isEmpty() ? own.without("namespace") : own.with("namespace", YamlScalar.ofString(namespace));
        if (!isTrue(own, SKIP_OWNER)) {
            own = own.with("ownerReferences", YamlList.of(List.of(owner(metadata))));
        }
        var secret = YamlMap.builder()
                .put("apiVersion", YamlScalar.ofString("v1"))
                .put("kind", YamlScalar.ofString("Secret"))
                .put("metadata", own);
        for (String field : List.of("type", "immutable")) {
            YamlNode value = template.get(field);
            if (value != null && !value.isNull()) {
                secret.put(field, value);
            }
        }
        if (!values.isEmpty()) {
            var data = YamlMap.builder();
            values.entrySet()
                    .forEach(value -> data.put(
                            value.getKey(),
                            YamlScalar.ofString(Base64.getEncoder().encodeToString(value.getValue()))));
            secret.put("data", data.build());
        }
        return secret.build();
    }

    private static boolean isTrue(YamlMap metadata, String annotation) {
        return metadata.get("annotations") instanceof YamlMap annotations
                && "true".equals(annotations.getText(annotation));
    }

    private static YamlMap owner(YamlMap metadata) {
        return YamlMap.builder()
                .put("apiVersion", YamlScalar.ofString(Sealer.API_VERSION))
                .put("kind", YamlScalar.ofString(Sealer.KIND))
                .put("name", YamlScalar.ofString(Sealer.text(metadata, "name")))
                .put("uid", YamlScalar.ofString(Sealer.text(metadata, "uid")))
                .put("controller", YamlScalar.ofBool(true))
                .build();
    }
}
