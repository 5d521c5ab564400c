package dev.capstan.kustomizationbuild;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.capstan.kustomizationbuild.decrypt.DecryptSwitch;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.yaml.YamlEntry;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.Base64;
import java.util.Optional;

/** Finds objects that SOPS encrypted: their cipher text must never be applied as if it were the value. */
public final class EncryptedObject {

    private static final String MARKER = "ENC[AES256_GCM,";
    private static final int SHORTEST = "ENC[".length();

    private EncryptedObject() {}

    /** Why an object must not be applied; empty when it may. */
    static Optional<String> refusal(BuiltObject object) {
        if (!isOne(object)) {
            return Optional.empty();
        }
        return Optional.of(
                "%s is SOPS encrypted, configuring decryption is required for this secret to be reconciled (%s): set spec.decryption; where it is set, the sops metadata of the file are missing. The annotation %s: disabled applies it as it is"
                        .formatted(object.identity(), object.origin(), DecryptSwitch.ANNOTATION));
    }

    /** Whether an object holds cipher text, and does not say that it is to. */
    public static boolean isOne(BuiltObject object) {
        return !DecryptSwitch.isOff(object.content()) && isEncrypted(object);
    }

    private static boolean isEncrypted(BuiltObject object) {
        YamlMap content = object.content();
        if (object.kind().equals("Secret") && object.group().isEmpty()) {
            return content.has("sops") || holdsCipherText(content, "data") || holdsCipherText(content, "stringData");
        }
        YamlMap sops = content.getMap("sops");
        // Files of which ConfigMaps are made may stay encrypted.
        return sops != null && sops.has("mac") || object.origin().generatedBy().isEmpty() && isCipherText(content);
    }

    private static boolean holdsCipherText(YamlMap content, String key) {
        YamlMap values = content.getMap(key);
        return values != null && values.entries().stream().anyMatch(EncryptedObject::holdsCipherText);
    }

    private static boolean holdsCipherText(YamlEntry entry) {
        return entry.value() instanceof YamlScalar value
                && (value.text().contains(MARKER)
                        || isCutShort(value.text())
                        || decoded(value.text()).contains(MARKER));
    }

    /** The end of a file that somebody has not copied as a whole. */
    private static boolean isCutShort(String text) {
        return text.length() >= SHORTEST && MARKER.startsWith(text);
    }

    private static boolean isCipherText(YamlNode node) {
        return switch (node) {
            case YamlMap map -> map.entries().stream().anyMatch(entry -> isCipherText(entry.value()));
            case YamlList list -> list.items().stream().anyMatch(EncryptedObject::isCipherText);
            case YamlScalar scalar -> scalar.text().startsWith(MARKER);
        };
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getMimeDecoder().decode(text), ISO_8859_1);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
