package dev.capstan.forge.gitlab;

import static dev.capstan.forge.rest.Json.text;
import static dev.capstan.forge.rest.UrlText.part;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.forge.BranchHead;
import dev.capstan.forge.ForgeListing;
import dev.capstan.forge.ForgeResult;
import dev.capstan.forge.OpenPullRequest;
import dev.capstan.forge.OwnedRepository;
import dev.capstan.forge.rest.Lists;
import dev.capstan.forge.rest.RestCall;
import dev.capstan.forge.rest.RestConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists of GitLab: <a href="https://docs.gitlab.com/api/groups/">projects of groups</a> and their parts. */
public final class GitLabListing implements ForgeListing {
    private static final String FULL_PAGES = "per_page=100";

    private final RestConnection connection;

    /** Asks over the connection. */
    public GitLabListing(RestConnection connection) {
        this.connection = GitLabLogin.on(connection);
    }

    private static String project(String repository) {
        return "/projects/" + part(repository);
    }

    @Override
    public ForgeResult<List<OpenPullRequest>> pullRequests(String repository, List<String> labels, String state) {
        String wanted = (labels.isEmpty() ? "" : "labels=" + part(String.join(",", labels)) + "&")
                + (state.isEmpty() ? "" : "state=" + part(state) + "&");
        var call = RestCall.get(project(repository) + "/merge_requests?" + wanted + FULL_PAGES, "merge requests");
        return ForgeResult.of(() -> {
            List<OpenPullRequest> found = new ArrayList<>();
            for (JsonNode node : Lists.of(connection, call)) {
                found.add(new OpenPullRequest(
                        connection.number(node, "iid"),
                        text(node, "title"),
                        text(node, "source_branch"),
                        text(node, "target_branch"),
                        text(node, "sha"),
                        Lists.texts(node.path("labels"), ""),
                        text(node, "author", "username")));
            }
            return List.copyOf(found);
        });
    }

    @Override
    public ForgeResult<List<OwnedRepository>> repositories(String owner, Scope scope) {
        String wanted = "include_subgroups=" + scope.withSubgroups() + "&with_shared=" + scope.withShared()
                + (scope.withArchived() ? "" : "&archived=false")
                + (scope.topic().isEmpty() ? "" : "&topic=" + part(scope.topic()));
        var call = RestCall.get("/groups/" + part(owner) + "/projects?" + wanted + "&" + FULL_PAGES, "projects");
        return ForgeResult.of(() -> Lists.of(connection, call).stream()
                .map(node -> new OwnedRepository(
                        text(node, "namespace", "full_path"),
                        text(node, "path"),
                        node.path("id").asText(),
                        text(node, "http_url_to_repo"),
                        text(node, "ssh_url_to_repo"),
                        text(node, "default_branch"),
                        Lists.texts(node.path("topics"), ""),
                        node.path("archived").asBoolean()))
                .toList());
    }

    @Override
    public ForgeResult<List<BranchHead>> branches(String repository) {
        var call = RestCall.get(project(repository) + "/repository/branches?" + FULL_PAGES, "branches");
        return ForgeResult.of(() -> Lists.branches(connection, call, "id"));
    }

    @Override
    public ForgeResult<Optional<BranchHead>> branch(String repository, String name) {
        var call = RestCall.get(project(repository) + "/repository/branches/" + part(name), "branch '" + name + "'");
        return ForgeResult.of(() -> Lists.branch(connection, call, "id"));
    }

    /** There is no request that answers for folders as well as for files, so that the folder above is listed. */
    @Override
    public ForgeResult<Boolean> hasPath(String repository, String branch, String path) {
        int slash = path.lastIndexOf('/');
        String folder = slash < 0 ? "" : "&path=" + part(path.substring(0, slash));
        String name = path.substring(slash + 1);
        var call = RestCall.get(
                project(repository) + "/repository/tree?ref=" + part(branch) + folder + "&" + FULL_PAGES,
                "path '" + path + "'");
        return ForgeResult.of(() -> Lists.orNone(connection, call).stream()
                .anyMatch(entry -> text(entry, "name").equals(name)));
    }
}
