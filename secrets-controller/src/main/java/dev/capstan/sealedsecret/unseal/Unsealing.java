package dev.capstan.sealedsecret.unseal;

import dev.capstan.sealedsecret.key.KeyRing;
import dev.capstan.sealedsecret.secret.SecretContent;
import dev.capstan.sealedsecret.secret.WantedSecret;
import dev.capstan.secrets.sealed.SealingException;
import dev.capstan.secrets.sealed.SecretTemplates;
import dev.capstan.secrets.sealed.UnsealedSecret;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Unseals SealedSecrets: those with a value per key, and those of the old form, which hold a whole Secret as one value. */
public final class Unsealing {
    private static final String SKIP_OWNER = "sealedsecrets.bitnami.com/skip-set-owner-references";
    private static final String BLOB = SealedObject.BLOB;

    private final SecretTemplates templates;
    private final boolean acceptsOldForm;

    /**
     * @param templates runs the templates of objects
     * @param acceptsOldForm whether whole Secrets as one value are unsealed
     */
    public Unsealing(SecretTemplates templates, boolean acceptsOldForm) {
        this.templates = templates;
        this.acceptsOldForm = acceptsOldForm;
    }

    /** Unseals an object. */
    public Unsealed unseal(YamlMap object, KeyRing keys) {
        YamlMap spec = SealedObject.spec(object);
        if (!SealedObject.isOldForm(spec)) {
            return result(object, keys);
        }
        if (SealedObject.hasItems(spec)) {
            return new Unsealed.Refused("spec.data and spec.encryptedData exclude each other");
        }
        if (!acceptsOldForm) {
            return new Unsealed.Refused(
                    "spec.data is the form of old files and is switched off; seal the Secret again");
        }
        return oldForm(object, Objects.requireNonNull(spec.getText(BLOB)), keys);
    }

    private Unsealed result(YamlMap object, KeyRing keys) {
        try {
            return switch (UnsealedSecret.of(object, keys.unsealing(), templates)) {
                case UnsealedSecret.Result.Secret(YamlMap secret) -> new Unsealed.Opened(wanted(secret));
                case UnsealedSecret.Result.Refused(Map<String, String> problems) ->
                    new Unsealed.Refused(message(problems));
            };
        } catch (SealingException unusable) {
            return new Unsealed.Refused(unusable.problem());
        }
    }

    private static WantedSecret wanted(YamlMap secret) {
        SecretContent content = SecretContent.of(secret);
        return new WantedSecret(content, !"true".equals(content.annotations().get(SKIP_OWNER)));
    }

    static String message(Map<String, String> problems) {
        return problems.entrySet().stream()
                .map(problem -> problem.getKey() + ": " + problem.getValue())
                .collect(Collectors.joining("; "));
    }

    private Unsealed oldForm(YamlMap object, String blob, KeyRing keys) {
        YamlMap one = object.with("spec", YamlMap.of("encryptedData", YamlMap.of(BLOB, YamlScalar.ofString(blob))));
        return switch (result(one, keys)) {
            case Unsealed.Refused refused -> refused;
            case Unsealed.Opened(WantedSecret holder) -> {
                YamlMap secret =
                        read(Base64.getDecoder().decode(holder.content().data().getOrDefault(BLOB, "")));
                yield secret == null
                        ? new Unsealed.Refused("data: it does not hold a Secret")
                        : new Unsealed.Opened(wanted(secret));
            }
        };
    }

    private static @Nullable YamlMap read(byte[] json) {
        try {
            return Json.read("the sealed Secret", json, Limits.DEFAULT) instanceof YamlMap secret ? secret : null;
        } catch (YamlSyntaxException unreadable) {
            return null; // its message would quote what was unsealed
        }
    }
}
