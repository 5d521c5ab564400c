package dev.capstan.forge.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.forge.BranchHead;
import dev.capstan.forge.ForgeFailure;
import dev.capstan.forge.ForgeFailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the lists of forges have alike. */
public final class Lists {
    private static final int MOST_PAGES = 50;
    private static final int NOT_FOUND = 404;

    private Lists() {}

    /** All entries of a list, up to five thousand of most forges. */
    public static List<JsonNode> of(RestConnection connection, RestCall call) throws ForgeFailureException {
        return new Pages(connection, MOST_PAGES).all(call);
    }

    /** The same; none where the forge has no such list. */
    public static List<JsonNode> orNone(RestConnection connection, RestCall call) throws ForgeFailureException {
        try {
            return of(connection, call);
        } catch (ForgeFailureException failed) {
            if (failed.failure() instanceof ForgeFailure.NotFound) {
                return List.of();
            }
            throw failed;
        }
    }

    /** The texts in a list: those themselves, or those in a field of its entries. */
    public static List<String> texts(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        list.forEach(entry -> texts.add(field.isEmpty() ? entry.asText() : Json.text(entry, field)));
        return List.copyOf(texts);
    }

    /** Branches of a list, with the field of their commit that names it. */
    public static List<BranchHead> branches(RestConnection connection, RestCall call, String commit)
            throws ForgeFailureException {
        List<BranchHead> branches = new ArrayList<>();
        for (JsonNode branch : of(connection, call)) {
            branches.add(branch(branch, commit));
        }
        return List.copyOf(branches);
    }

    /** One branch; empty when there is none. */
    public static Optional<BranchHead> branch(RestConnection connection, RestCall call, String commit)
            throws ForgeFailureException {
        RestAnswer answer = connection.send(call);
        return answer.status() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(branch(connection.content(call, answer), commit));
    }

    private static BranchHead branch(JsonNode branch, String commit) {
        return new BranchHead(Json.text(branch, "name"), Json.text(branch, "commit", commit));
    }

    /** Whether something is there. */
    public static boolean isThere(RestConnection connection, RestCall call) throws ForgeFailureException {
        RestAnswer answer = connection.send(call);
        if (answer.isSuccess()) {
            return true;
        }
        if (answer.status() == NOT_FOUND) {
            return false;
        }
        throw connection.refused(call, answer);
    }
}
