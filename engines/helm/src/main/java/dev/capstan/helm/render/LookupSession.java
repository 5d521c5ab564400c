package dev.capstan.helm.render;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.helm.ObjectLookup;
import dev.capstan.helm.values.Tables;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks for objects in the name of templates, and remembers the secrets among the answers so that no message shows them. */
final class LookupSession {
    private final ObjectLookup lookup;
    private final SecretMask secrets;

    LookupSession(ObjectLookup lookup, SecretMask secrets) {
        this.lookup = lookup;
        this.secrets = secrets;
    }

    Map<String, @Nullable Object> find(String apiVersion, String kind, String namespace, String name) {
        return switch (lookup.find(apiVersion, kind, namespace, name)) {
            case ObjectLookup.Answer.Absent _ -> new LinkedHashMap<>();
            case ObjectLookup.Answer.Refused(var message) -> throw new FunctionException(message);
            case ObjectLookup.Answer.Found(var content) -> {
                if (kind.equals("Secret")) {
                    secrets.addSecretObject(content);
                }
                yield Tables.copy(content);
            }
        };
    }
}
