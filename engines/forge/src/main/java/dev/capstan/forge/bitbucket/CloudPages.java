package dev.capstan.forge.bitbucket;

import static dev.capstan.forge.rest.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.forge.ForgeFailureException;
import dev.capstan.forge.rest.RestCall;
import dev.capstan.forge.rest.RestConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** <a href="https://developer.atlassian.com/cloud/bitbucket/rest/intro/#pagination">Lists of Bitbucket Cloud</a>: each page has the next one's address. */
record CloudPages(RestConnection connection) {
    private static final int MOST = 10;

    List<JsonNode> read(RestCall first) throws ForgeFailureException {
        var entries = new ArrayList<JsonNode>();
        var call = Optional.of(first);
        for (int page = 0; page < MOST && call.isPresent(); page++) {
            var content = connection.json(call.get());
            if (!content.path("values").isArray()) {
                throw connection.unreadable("the answer about " + first.what() + " has no list");
            }
            content.path("values").forEach(entries::add);
            call = next(text(content, "next"), first.what());
        }
        return List.copyOf(entries);
    }

    /** An address elsewhere would get the login. */
    private Optional<RestCall> next(String address, String what) throws ForgeFailureException {
        if (address.isEmpty()) {
            return Optional.empty();
        }
        String api = connection.repository().api() + "/";
        if (!address.startsWith(api) || !address.matches("[\\x21-\\x7e&&[^\"<>\\\\^`{|}]]+") || address.contains("#")) {
            throw connection.unreadable("the next page of " + what + " is not below the address of the API");
        }
        return Optional.of(RestCall.get(address.substring(api.length() - 1), what));
    }
}
