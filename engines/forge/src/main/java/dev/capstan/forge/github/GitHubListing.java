package dev.capstan.forge.github;

import static dev.capstan.forge.rest.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.forge.BranchHead;
import dev.capstan.forge.ForgeFailureException;
import dev.capstan.forge.ForgeListing;
import dev.capstan.forge.ForgeResult;
import dev.capstan.forge.OpenPullRequest;
import dev.capstan.forge.OwnedRepository;
import dev.capstan.forge.rest.Lists;
import dev.capstan.forge.rest.RestCall;
import dev.capstan.forge.rest.RestConnection;
import dev.capstan.forge.rest.UrlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists of GitHub: <a href="https://docs.github.com/en/rest/repos/repos?apiVersion=2022-11-28">repositories</a> and their parts. */
public final class GitHubListing implements ForgeListing {
    private static final String FULL_PAGES = "per_page=100";

    private final RestConnection connection;

    /** Asks over the connection. */
    public GitHubListing(RestConnection connection) {
        this.connection = GitHubLogin.on(connection);
    }

    private static String path(String repository) {
        return "/repos/" + UrlText.path(repository);
    }

    @Override
    public ForgeResult<List<OpenPullRequest>> pullRequests(String repository, List<String> labels, String state) {
        var call = RestCall.get(path(repository) + "/pulls?state=open&" + FULL_PAGES, "pull requests");
        return ForgeResult.of(() -> {
            List<OpenPullRequest> open = new ArrayList<>();
            for (JsonNode node : Lists.of(connection, call)) {
                open.add(new OpenPullRequest(
                        connection.number(node, "number"),
                        text(node, "title"),
                        text(node, "head", "ref"),
                        text(node, "base", "ref"),
                        text(node, "head", "sha"),
                        Lists.texts(node.path("labels"), "name"),
                        text(node, "user", "login")));
            }
            return open.stream().filter(it -> it.hasLabels(labels)).toList();
        });
    }

    /** An organization lists what whoever asks may see; a user what is public, as GitHub has it. */
    @Override
    public ForgeResult<List<OwnedRepository>> repositories(String owner, Scope scope) {
        String name = UrlText.part(owner);
        return ForgeResult.of(() -> {
            boolean isOrganization = Lists.isThere(connection, RestCall.get("/orgs/" + name, "organization " + owner));
            var call = RestCall.get(
                    (isOrganization ? "/orgs/" : "/users/") + name + "/repos?" + FULL_PAGES, "repositories");
            return repositories(call, scope);
        });
    }

    private List<OwnedRepository> repositories(RestCall call, Scope scope) throws ForgeFailureException {
        return Lists.of(connection, call).stream()
                .map(node -> new OwnedRepository(
                        text(node, "owner", "login"),
                        text(node, "name"),
                        node.path("id").asText(),
                        text(node, "clone_url"),
                        text(node, "ssh_url"),
                        text(node, "default_branch"),
                        Lists.texts(node.path("topics"), ""),
                        node.path("archived").asBoolean()))
                .filter(it -> scope.withArchived() || !it.isArchived())
                .toList();
    }

    @Override
    public ForgeResult<List<BranchHead>> branches(String repository) {
        var call = RestCall.get(path(repository) + "/branches?" + FULL_PAGES, "branches");
        return ForgeResult.of(() -> Lists.branches(connection, call, "sha"));
    }

    @Override
    public ForgeResult<Optional<BranchHead>> branch(String repository, String name) {
        var call = RestCall.get(path(repository) + "/branches/" + UrlText.path(name), "branch '" + name + "'");
        return ForgeResult.of(() -> Lists.branch(connection, call, "sha"));
    }

    @Override
    public ForgeResult<Boolean> hasPath(String repository, String branch, String path) {
        var call = RestCall.head(
                path(repository) + "/contents/" + UrlText.path(path) + "?ref=" + UrlText.part(branch),
                "path '" + path + "'");
        return ForgeResult.of(() -> Lists.isThere(connection, call));
    }
}
