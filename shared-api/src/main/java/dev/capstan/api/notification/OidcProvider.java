package dev.capstan.api.notification;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An issuer whose tokens a receiver accepts.
 *
 * @param issuerURL the issuer
 * @param audience audience that the token must carry; absent means {@code notification-controller}
 * @param variables CEL expressions over {@code claims} that the validations may use as {@code vars}
 * @param validations what must hold
 */
@WireRecord
public record OidcProvider(
        @Required @Pattern("^https?://") String issuerURL,
        @Nullable String audience,
        List<OidcVariable> variables,
        @Required @Size(min = 1) List<OidcValidation> validations) {
    /** Reads absent lists as empty and copies the others. */
    public OidcProvider {
        variables = variables == null ? List.of() : List.copyOf(variables);
        validations = validations == null ? List.of() : List.copyOf(validations);
    }
}
