package dev.capstan.kustomizationbuild.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.kustomizationbuild.decrypt.FileDecryption.Opening;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.yaml.YamlEntry;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlScalar;
import java.util.Base64;
import java.util.Optional;

/** Encrypted files that are values of a built Secret: in {@code data} as base64, in {@code stringData} as they are. */
final class SecretValues {
    private final EncryptedText texts;
    private final PlainTexts plains;

    SecretValues(EncryptedText texts, PlainTexts plains) {
        this.texts = texts;
        this.plains = plains;
    }

    /** What became of an object. */
    sealed interface Result {
        /** The object, with those values in plain. */
        record Opened(YamlMap content) implements Result {}

        /** One of them cannot be opened. */
        record Refused(String message) implements Result {}
    }

    Result open(BuiltObject object) {
        boolean isSecret = object.kind().equals("Secret") && object.apiVersion().equals("v1");
        if (!isSecret || DecryptSwitch.isOff(object.content())) {
            return new Result.Opened(object.content());
        }
        return switch (open(object, object.content(), "data")) {
            case Result.Opened(var content) -> open(object, content, "stringData");
            case Result.Refused refused -> refused;
        };
    }

    private Result open(BuiltObject object, YamlMap content, String field) {
        YamlMap values = content.getMap(field);
        if (values == null) {
            return new Result.Opened(content);
        }
        boolean isEncoded = field.equals("data");
        YamlMap changed = values;
        for (YamlEntry entry : values.entries()) {
            byte[] text = bytes(entry, isEncoded).orElse(new byte[0]);
            String place = "%s: %s, %s.%s".formatted(object.origin(), object.identity(), field, entry.name());
            switch (texts.open(place, text).orElse(null)) {
                case null -> {}
                case Opening.Refused(var message) -> {
                    return new Result.Refused(message);
                }
                case Opening.Opened(var plain) -> {
                    plains.add(text, plain);
                    String value = isEncoded ? Base64.getEncoder().encodeToString(plain) : new String(plain, UTF_8);
                    changed = changed.with(entry.name(), YamlScalar.ofString(value));
                }
            }
        }
        return new Result.Opened(changed == values ? content : content.with(field, changed));
    }

    private static Optional<byte[]> bytes(YamlEntry entry, boolean isEncoded) {
        if (!(entry.value() instanceof YamlScalar value)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    isEncoded
                            ? Base64.getMimeDecoder().decode(value.text())
                            : value.text().getBytes(UTF_8));
        } catch (IllegalArgumentException notBase64) {
            // The API server refuses it, and says so.
            return Optional.empty();
        }
    }
}
