package dev.capstan.secrets.sealed;

import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes SealedSecrets of Secrets. */
public final class Sealer {
    static final String API_VERSION = "bitnami.com/v1alpha1";
    static final String KIND = "SealedSecret";
    /** What the API server or kubectl put there, and what would not hold for another object. */
    private static final List<String> SERVER_FIELDS = List.of(
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "deletionTimestamp",
            "generation",
            "managedFields",
            "selfLink",
            "ownerReferences");

    /** Annotations in which commands keep the whole object as it was applied, with its values. */
    private static final List<String> LAST_APPLIED = List.of(
            "kubectl.kubernetes.io/last-applied-configuration", "kubecfg.ksonnet.io/last-applied-configuration");

    private final SealingCertificate certificate;
    private final SecureRandom random;

    /**
     * Seals with a certificate.
     *
     * @throws SealingException when it has expired
     */
    public Sealer(SealingCertificate certificate, SecureRandom random, Clock clock) throws SealingException {
        certificate.requireValid(clock.instant());
        this.certificate = certificate;
        this.random = random;
    }

    /** One value, as base64. */
    public String raw(byte[] value, SealingScope scope, String namespace, String name) throws SealingException {
        if (scope != SealingScope.CLUSTER_WIDE && namespace.isEmpty()) {
            throw new SealingException("the scope needs a namespace");
        }
        if (scope == SealingScope.STRICT && name.isEmpty()) {
            throw new SealingException("the scope strict needs a name");
        }
        return sealed(value, scope.label(namespace, name));
    }

    private String sealed(byte[] value, byte[] label) throws SealingException {
        return Base64.getEncoder().encodeToString(SealedValue.seal(value, label, certificate.key(), random));
    }

    /** The SealedSecret of a Secret. */
    public YamlMap seal(YamlMap secret, SealingRequest request) throws SealingException {
        YamlMap plainMetadata = requireSecret(secret);
        var scope = request.scope().filter(it -> it != SealingScope.STRICT).orElseGet(() -> SealingScope.of(secret));
        YamlMap metadata = scope.addedTo(located(portable(plainMetadata), request, scope));
        YamlMap items = sealed(secret, scope, text(metadata, "namespace"), text(metadata, "name"));
        if (items.isEmpty() && !request.allowsEmpty()) {
            throw new SealingException("the Secret has no data; allow that if it is meant");
        }
        return YamlMap.builder()
                .put("apiVersion", YamlScalar.ofString(API_VERSION))
                .put("kind", YamlScalar.ofString(KIND))
                .put("metadata", own(metadata, scope))
                .put(
                        "spec",
                        YamlMap.builder()
                                .put("encryptedData", items)
                                .put("template", template(secret, metadata))
                                .build())
                .build();
    }

    private static YamlMap own(YamlMap metadata, SealingScope scope) {
        YamlMap own = YamlMap.of("name", YamlScalar.ofString(text(metadata, "name")));
        String namespace = text(metadata, "namespace");
        return scope.addedTo(namespace.isEmpty() ? own : own.with("namespace", YamlScalar.ofString(namespace)));
    }

    private static YamlMap requireSecret(YamlMap secret) throws SealingException {
        if (!"Secret".equals(secret.getText("kind")) || !(secret.get("metadata") instanceof YamlMap metadata)) {
            throw new SealingException("it is not a Secret, and only Secrets are sealed");
        }
        if (text(metadata, "name").isEmpty()) {
            throw new SealingException("the Secret has no metadata.name");
        }
        return metadata;
    }

    /** Metadata without what the API server or a command that applies put there, and what would not hold for another object. */
    public static YamlMap portable(YamlMap metadata) {
        YamlMap cleaned = metadata;
        for (String field : SERVER_FIELDS) {
            cleaned = cleaned.without(field);
        }
        if (cleaned.get("annotations") instanceof YamlMap annotations) {
            YamlMap kept = annotations;
            for (String annotation : LAST_APPLIED) {
                kept = kept.without(annotation);
            }
            cleaned = kept.isEmpty() ? cleaned.without("annotations") : cleaned.with("annotations", kept);
        }
        return cleaned;
    }

    private static YamlMap located(YamlMap metadata, SealingRequest request, SealingScope scope)
            throws SealingException {
        String namespace = text(metadata, "namespace");
        if (request.namespace().isPresent()) {
            String wanted = request.namespace().get();
            if (!namespace.isEmpty() && !namespace.equals(wanted)) {
                throw new SealingException(
                        "the Secret is in the namespace " + namespace + ", and " + wanted + " is asked for");
            }
            return metadata.with("namespace", YamlScalar.ofString(wanted));
        }
        if (namespace.isEmpty() && scope != SealingScope.CLUSTER_WIDE) {
            throw new SealingException("the Secret has no namespace, and its scope needs one");
        }
        return metadata;
    }

    static String text(YamlMap map, String key) {
        String text = map.getText(key);
        return text == null ? "" : text;
    }

    /** The values of data, and over them those of stringData. */
    private YamlMap sealed(YamlMap secret, SealingScope scope, String namespace, String name) throws SealingException {
        byte[] label = scope.label(namespace, name);
        YamlMap items = YamlMap.empty();
        if (secret.get("data") instanceof YamlMap data) {
            for (String key : data.keys()) {
                items = items.with(key, YamlScalar.ofString(sealed(decoded(key, text(data, key)), label)));
            }
        }
        if (secret.get("stringData") instanceof YamlMap data) {
            for (String key : data.keys()) {
                byte[] value = text(data, key).getBytes(StandardCharsets.UTF_8);
                items = items.with(key, YamlScalar.ofString(sealed(value, label)));
            }
        }
        return items;
    }

    private static byte[] decoded(String key, String base64) throws SealingException {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new SealingException("the value of data." + key + " is not base64");
        }
    }

    private static YamlMap template(YamlMap secret, YamlMap metadata) {
        var template = YamlMap.builder().put("metadata", metadata);
        for (String field : List.of("type", "immutable")) {
            YamlNode value = secret.get(field);
            if (value != null && !value.isNull()) {
                template.put(field, value);
            }
        }
        return template.build();
    }

    /**
     * A SealedSecret with the items of a Secret in place of its own or beside them, bound to the SealedSecret's name, namespace and scope.
     * Labels and annotations of the Secret are added to its template.
     */
    public YamlMap merge(YamlMap sealedSecret, YamlMap secret) throws SealingException {
        YamlMap metadata = UnsealedSecret.requireSealedSecret(sealedSecret);
        YamlMap plainMetadata = secret.get("metadata") instanceof YamlMap known ? known : YamlMap.empty();
        var scope = SealingScope.of(sealedSecret);
        YamlMap fresh = sealed(secret, scope, text(metadata, "namespace"), text(metadata, "name"));
        YamlMap spec = sealedSecret.get("spec") instanceof YamlMap known ? known : YamlMap.empty();
        YamlMap items = spec.get("encryptedData") instanceof YamlMap known ? known : YamlMap.empty();
        for (String key : fresh.keys()) {
            items = items.with(key, YamlScalar.ofString(text(fresh, key)));
        }
        YamlMap template = spec.get("template") instanceof YamlMap known ? known : YamlMap.empty();
        YamlMap templateMetadata = template.get("metadata") instanceof YamlMap known ? known : YamlMap.empty();
        for (String field : List.of("labels", "annotations")) {
            templateMetadata =
                    withAll(templateMetadata, field, portable(plainMetadata).get(field));
        }
        // The scope is that of the object; nobody widens it through the Secret that is merged.
        template = template.with("metadata", scope.aloneIn(templateMetadata));
        return sealedSecret.with("spec", spec.with("encryptedData", items).with("template", template));
    }

    private static YamlMap withAll(YamlMap metadata, String field, @Nullable YamlNode more) {
        if (!(more instanceof YamlMap added)) {
            return metadata;
        }
        YamlMap all = metadata.get(field) instanceof YamlMap known ? known : YamlMap.empty();
        for (String key : added.keys()) {
            all = all.with(key, YamlScalar.ofString(text(added, key)));
        }
        return all.isEmpty() ? metadata : metadata.with(field, all);
    }
}
