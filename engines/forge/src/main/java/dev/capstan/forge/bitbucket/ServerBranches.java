package dev.capstan.forge.bitbucket;

import static dev.capstan.forge.rest.Json.text;
import static dev.capstan.forge.rest.UrlText.part;

import dev.capstan.forge.ChecksState;
import dev.capstan.forge.ForgeFailureException;
import dev.capstan.forge.rest.Json;
import dev.capstan.forge.rest.RestCall;
import dev.capstan.forge.rest.RestConnection;
import java.util.Optional;

/** Branches and builds of Bitbucket Server, for which it has APIs beside that of pull requests. */
final class ServerBranches {
    private final RestConnection connection;
    private final RestConnection builds;
    private final RestConnection utilities;
    private final String repository;

    ServerBranches(RestConnection connection, String repository) {
        String api = connection.repository().api().getRawPath();
        String rest = api.substring(0, api.lastIndexOf("/api/"));
        this.connection = connection;
        this.builds = connection.at(rest + "/build-status/1.0");
        this.utilities = connection.at(rest + "/branch-utils/1.0");
        this.repository = repository;
    }

    ChecksState checks(String commit) throws ForgeFailureException {
        var call = RestCall.get("/commits/" + part(commit) + "?limit=100", "checks of commit " + commit);
        return ChecksState.of(new ServerPages(builds)
                .read(call).stream().map(BuildState::read).toList());
    }

    /** The server deletes it only when it ends with the commit. */
    boolean delete(String name, String expectedHead) throws ForgeFailureException {
        var head = head(name);
        if (head.isEmpty()) {
            return true;
        }
        if (!head.get().equals(expectedHead)) {
            return false;
        }
        var body = Json.object()
                .put("name", "refs/heads/" + name)
                .put("endPoint", expectedHead)
                .put("dryRun", false);
        var call = new RestCall("DELETE", repository + "/branches", Optional.of(body), "branch '" + name + "'");
        var answer = utilities.send(call);
        if (answer.status() == 409) { // somebody was quicker
            return false;
        }
        if (!answer.isSuccess()) {
            throw connection.refused(call, answer);
        }
        return true;
    }

    private Optional<String> head(String name) throws ForgeFailureException {
        var call = RestCall.get(
                repository + "/branches?filterText=" + part(name) + "&details=false&limit=100",
                "branch '" + name + "'");
        return new ServerPages(connection)
                .read(call).stream()
                        .filter(it -> text(it, "displayId").equals(name))
                        .map(it -> text(it, "latestCommit"))
                        .findFirst();
    }
}
