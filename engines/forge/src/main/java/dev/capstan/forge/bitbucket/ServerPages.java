package dev.capstan.forge.bitbucket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.forge.ForgeFailureException;
import dev.capstan.forge.rest.RestCall;
import dev.capstan.forge.rest.RestConnection;
import java.util.ArrayList;
import java.util.List;

/** Lists of Bitbucket Server: each page says where the next one starts. */
record ServerPages(RestConnection connection) {
    private static final int MOST = 10;

    /**
     * The entries.
     *
     * @param call with a query, to which the start is added
     */
    List<JsonNode> read(RestCall call) throws ForgeFailureException {
        var entries = new ArrayList<JsonNode>();
        long start = 0;
        for (int page = 0; page < MOST; page++) {
            var content = connection.json(RestCall.get(call.path() + "&start=" + start, call.what()));
            if (!content.path("values").isArray()) {
                throw connection.unreadable("the answer about " + call.what() + " has no list");
            }
            content.path("values").forEach(entries::add);
            long next = content.path("nextPageStart").asLong();
            if (content.path("isLastPage").asBoolean(true) || next <= start) {
                break;
            }
            start = next;
        }
        return List.copyOf(entries);
    }
}
