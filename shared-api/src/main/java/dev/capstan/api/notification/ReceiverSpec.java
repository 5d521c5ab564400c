package dev.capstan.api.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.ListMapKeys;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may call, what counts as a call, and which objects are then asked to reconcile.
 *
 * @param type the sender, which decides how a call is verified
 * @param interval how often the token is read again; Go notation
 * @param events event names that count; empty means all
 * @param resources the objects to reconcile
 * @param resourceFilter CEL over {@code res}, {@code req} and {@code claims}: which of the objects are meant
 * @param secretRef the token
 * @param oidcProviders issuers whose tokens are accepted; only for {@code generic-oidc}
 * @param suspend whether the object is to be left alone
 */
@WireRecord
@ValidationRule(
        value = "self.type == 'generic-oidc' || has(self.secretRef)",
        message = "every type but generic-oidc needs a secretRef")
@ValidationRule(
        value = "self.type != 'generic-oidc' || !has(self.secretRef)",
        message = "the type generic-oidc takes no secretRef")
@ValidationRule(
        value = "self.type != 'generic-oidc' || (has(self.oidcProviders) && size(self.oidcProviders) > 0)",
        message = "the type generic-oidc needs at least one of oidcProviders")
@ValidationRule(
        value = "self.type == 'generic-oidc' || !has(self.oidcProviders) || size(self.oidcProviders) == 0",
        message = "oidcProviders needs the type generic-oidc")
public record ReceiverSpec(
        @Required
        @OneOf({
            "generic",
            "generic-hmac",
            "generic-oidc",
            "github",
            "gitlab",
            "bitbucket",
            "harbor",
            "dockerhub",
            "quay",
            "gcr",
            "nexus",
            "acr",
            "cdevents"
        })
        String type,

        @Nullable @Default("10m") @Pattern(Patterns.INTERVAL) String interval,

        List<String> events,
        @Required List<ReceiverResource> resources,
        @Nullable String resourceFilter,
        @Nullable LocalRef secretRef,
        @ListMapKeys("issuerURL") List<OidcProvider> oidcProviders,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspend) {
    /** Reads absent lists as empty and copies the others. */
    public ReceiverSpec {
        events = events == null ? List.of() : List.copyOf(events);
        resources = resources == null ? List.of() : List.copyOf(resources);
        oidcProviders = oidcProviders == null ? List.of() : List.copyOf(oidcProviders);
    }
}
