package dev.capstan.kustomizationbuild;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.capstan.kustomizationbuild.decrypt.DecryptSwitch;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.yaml.YamlEntry;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlScalar;
import java.util.Base64;
import java.util.Optional;

/** Finds objects that SOPS encrypted: their cipher text must never be applied as if it were the value. */
final class EncryptedObject {

    private static final String MARKER = "ENC[AES256_GCM,";

    private EncryptedObject() {}

    /** Why an object must not be applied; empty when it may. */
    static Optional<String> refusal(BuiltObject object) {
        if (DecryptSwitch.isOff(object.content()) || !isEncrypted(object)) {
            return Optional.empty();
        }
        return Optional.of(
                "%s is SOPS encrypted, configuring decryption is required for this secret to be reconciled (%s): set spec.decryption; where it is set, the sops metadata of the file are missing. The annotation %s: disabled applies it as it is"
                        .formatted(object.identity(), object.origin(), DecryptSwitch.ANNOTATION));
    }

    private static boolean isEncrypted(BuiltObject object) {
        YamlMap content = object.content();
        boolean isSecret = object.kind().equals("Secret") && object.group().isEmpty();
        if (isSecret) {
            return content.has("sops") || holdsCipherText(content, "data") || holdsCipherText(content, "stringData");
        }
        YamlMap sops = content.getMap("sops");
        return sops != null && sops.has("mac");
    }

    private static boolean holdsCipherText(YamlMap content, String key) {
        YamlMap values = content.getMap(key);
        return values != null && values.entries().stream().anyMatch(EncryptedObject::isCipherText);
    }

    private static boolean isCipherText(YamlEntry entry) {
        return entry.value() instanceof YamlScalar value
                && (value.text().contains(MARKER) || decoded(value.text()).contains(MARKER));
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getMimeDecoder().decode(text), ISO_8859_1);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
