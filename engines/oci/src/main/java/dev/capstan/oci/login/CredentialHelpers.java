package dev.capstan.oci.login;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.oci.Json;
import dev.capstan.oci.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The programs that a Docker configuration leaves logins to: {@code credHelpers} for some registries, {@code credsStore} for all others. */
record CredentialHelpers(List<Helper> helpers) {
    static final CredentialHelpers NONE = new CredentialHelpers(List.of());

    /** @param registry empty for all registries */
    record Helper(Optional<LoginKey> registry, String name) {
        boolean isFor(RepositoryName repository) {
            return registry.isEmpty() || registry.get().fits(repository.registry(), repository.path());
        }
    }

    static CredentialHelpers of(JsonNode config) {
        var found = new ArrayList<Helper>();
        config.path("credHelpers")
                .properties()
                .forEach(it -> LoginKey.parse(it.getKey())
                        .ifPresent(key -> found.add(
                                new Helper(Optional.of(key), it.getValue().asText()))));
        Json.text(config, "credsStore").ifPresent(name -> found.add(new Helper(Optional.empty(), name)));
        return new CredentialHelpers(found);
    }

    static CredentialHelpers all(List<CredentialHelpers> all) {
        return new CredentialHelpers(
                all.stream().flatMap(it -> it.helpers().stream()).toList());
    }

    boolean isEmpty() {
        return helpers.isEmpty();
    }

    Optional<String> nameFor(RepositoryName repository) {
        return helpers.stream()
                .filter(it -> it.isFor(repository))
                .map(it -> Json.cleaned(it.name()))
                .findFirst();
    }
}
