package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.value.GoField;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.GoType;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its private key.
 *
 * @param certificate in PEM
 * @param key in PEM
 */
record CertificateValue(String certificate, String key) implements GoStruct {

    static final GoType TYPE =
            GoType.struct("sprig.certificate", new GoField("Cert", GoType.STRING), new GoField("Key", GoType.STRING));

    @Override
    public GoType type() {
        return TYPE;
    }

    @Override
    public @Nullable Object field(String name) {
        return switch (name) {
            case "Cert" -> certificate;
            case "Key" -> key;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
