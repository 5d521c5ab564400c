package dev.capstan.forge.gitea;

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

/** Lists of <a href="https://docs.gitea.com/api/">Gitea</a> and Forgejo. */
public final class GiteaListing implements ForgeListing {
    private static final String FULL_PAGES = "limit=50";

    private final RestConnection connection;

    /** Asks over the connection. */
    public GiteaListing(RestConnection connection) {
        this.connection = GiteaLogin.on(connection);
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

    @Override
    public ForgeResult<List<OwnedRepository>> repositories(String owner, Scope scope) {
        String name = UrlText.part(owner);
        return ForgeResult.of(() -> {
            boolean isOrganization = Lists.isThere(connection, RestCall.get("/orgs/" + name, "organization " + owner));
            var call = RestCall.get(
                    (isOrganization ? "/orgs/" : "/users/") + name + "/repos?" + FULL_PAGES, "repositories");
            List<OwnedRepository> found = new ArrayList<>();
            for (JsonNode node : Lists.of(connection, call)) {
                if (scope.withArchived() || !node.path("archived").asBoolean()) {
                    found.add(repository(node));
                }
            }
            return List.copyOf(found);
        });
    }

    /** What others take for labels of a repository are those that its issues may have. */
    private OwnedRepository repository(JsonNode node) throws ForgeFailureException {
        String owner = text(node, "owner", "login");
        String name = text(node, "name");
        var labels = RestCall.get(path(owner + "/" + name) + "/labels?" + FULL_PAGES, "labels of '" + name + "'");
        return new OwnedRepository(
                owner,
                name,
                node.path("id").asText(),
                text(node, "clone_url"),
                text(node, "ssh_url"),
                node.path("empty").asBoolean() ? "" : text(node, "default_branch"),
                Lists.orNone(connection, labels).stream()
                        .map(label -> text(label, "name"))
                        .toList(),
                node.path("archived").asBoolean());
    }

    @Override
    public ForgeResult<List<BranchHead>> branches(String repository) {
        var call = RestCall.get(path(repository) + "/branches?" + FULL_PAGES, "branches");
        return ForgeResult.of(() -> Lists.branches(connection, call, "id"));
    }

    @Override
    public ForgeResult<Optional<BranchHead>> branch(String repository, String name) {
        var call = RestCall.get(path(repository) + "/branches/" + UrlText.path(name), "branch '" + name + "'");
        return ForgeResult.of(() -> Lists.branch(connection, call, "id"));
    }

    @Override
    public ForgeResult<Boolean> hasPath(String repository, String branch, String path) {
        var call = RestCall.get(
                path(repository) + "/contents/" + UrlText.path(path) + "?ref=" + UrlText.part(branch),
                "path '" + path + "'");
        return ForgeResult.of(() -> Lists.isThere(connection, call));
    }
}
