package dev.capstan.application.set.adapter;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Which forges sets may ask. A set names the address as well as the Secret whose token is sent there, so that whoever may write sets may read
 * tokens; a list of addresses takes that away.
 *
 * @param addresses addresses of APIs, with or without their path; empty for any
 */
public record AllowedForges(List<String> addresses) {
    /** Copies the list. */
    public AllowedForges {
        addresses = List.copyOf(addresses);
    }

    /** Why an API may not be asked; empty when it may. */
    Optional<String> refusal(URI api) {
        boolean isAllowed = addresses.isEmpty() || addresses.stream().anyMatch(address -> isBelow(address, api));
        return isAllowed
                ? Optional.empty()
                : Optional.of("the forge at '" + api.getHost() + "' may not be asked by ApplicationSets; the setting"
                        + " capstan.application.sets.forges names those that may");
    }

    private static boolean isBelow(String address, URI api) {
        String start = address.endsWith("/") ? address : address + "/";
        return (api + "/").startsWith(start);
    }
}
