package dev.capstan.sealedsecret.unseal;

import dev.capstan.api.sealedsecret.SealedSecret;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import java.util.List;
import java.util.Optional;

/** SealedSecrets as objects of YAML. */
public final class SealedObject {
    /** The field of the old form, which holds a whole Secret as one value. */
    static final String BLOB = "data";

    private SealedObject() {}

    /** The one SealedSecret of a text in YAML or JSON; empty when it is anything else. */
    public static Optional<YamlMap> read(byte[] text) {
        try {
            List<YamlDocument> documents = YamlReader.readAll("the request", text, Limits.DEFAULT);
            return documents.size() == 1
                            && documents.getFirst().root() instanceof YamlMap object
                            && isSealedSecret(object)
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (YamlSyntaxException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isSealedSecret(YamlMap object) {
        String apiVersion = object.getText("apiVersion");
        return "SealedSecret".equals(object.getText("kind"))
                && apiVersion != null
                && apiVersion.startsWith(SealedSecret.GROUP + "/")
                && object.get("metadata") instanceof YamlMap;
    }

    static YamlMap spec(YamlMap object) {
        return object.get("spec") instanceof YamlMap spec ? spec : YamlMap.empty();
    }

    /** Whether a whole Secret is sealed as one value. */
    static boolean isOldForm(YamlMap spec) {
        String blob = spec.getText(BLOB);
        return blob != null && !blob.isEmpty();
    }

    static boolean hasItems(YamlMap spec) {
        return spec.get("encryptedData") instanceof YamlMap items && !items.isEmpty();
    }
}
