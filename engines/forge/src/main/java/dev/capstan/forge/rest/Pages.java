package dev.capstan.forge.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.forge.ForgeFailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Lists that come in pages which are numbered from one, as GitHub, GitLab and Gitea have them. */
public final class Pages {
    private final RestConnection connection;
    private final int most;

    /**
     * @param most pages that are read; what follows is as if it were not there
     */
    public Pages(RestConnection connection, int most) {
        this.connection = connection;
        this.most = most;
    }

    /**
     * The entries of a list.
     *
     * @param call with a query; the number of the page is added to it
     * @param field that has the list; empty when the answer is the list
     * @param isLast no more pages are read when an entry is such
     */
    public List<JsonNode> read(RestCall call, String field, Predicate<JsonNode> isLast) throws ForgeFailureException {
        var entries = new ArrayList<JsonNode>();
        for (int page = 1; page <= most; page++) {
            var numbered = RestCall.get(call.path() + (page == 1 ? "" : "&page=" + page), call.what());
            var answer = connection.send(numbered);
            var list = entriesOf(numbered, answer, field);
            list.forEach(entries::add);
            if (!answer.hasNextPage() || list.isEmpty() || entries.stream().anyMatch(isLast)) {
                break;
            }
        }
        return List.copyOf(entries);
    }

    /**
     * All entries of a list that is the answer.
     *
     * @throws ForgeFailureException also when there are more than are read
     */
    public List<JsonNode> all(RestCall call) throws ForgeFailureException {
        var entries = new ArrayList<JsonNode>();
        for (int page = 1; page <= most; page++) {
            var numbered = RestCall.get(call.path() + (page == 1 ? "" : "&page=" + page), call.what());
            var answer = connection.send(numbered);
            entriesOf(numbered, answer, "").forEach(entries::add);
            if (!answer.hasNextPage()) {
                return List.copyOf(entries);
            }
        }
        throw connection.tooMany(call.what(), entries.size());
    }

    private JsonNode entriesOf(RestCall call, RestAnswer answer, String field) throws ForgeFailureException {
        var content = connection.content(call, answer);
        var list = field.isEmpty() ? content : content.path(field);
        if (!list.isArray()) {
            throw connection.unreadable("the answer about " + call.what() + " has no list");
        }
        return list;
    }

    /** All entries of a list, as far as they are read. */
    public List<JsonNode> read(RestCall call, String field) throws ForgeFailureException {
        return read(call, field, _ -> false);
    }
}
