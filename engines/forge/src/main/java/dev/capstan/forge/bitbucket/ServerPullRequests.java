package dev.capstan.forge.bitbucket;

import static dev.capstan.forge.rest.Json.at;
import static dev.capstan.forge.rest.Json.text;
import static dev.capstan.forge.rest.UrlText.part;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.forge.ChecksState;
import dev.capstan.forge.Done;
import dev.capstan.forge.ForgeFailureException;
import dev.capstan.forge.ForgeResult;
import dev.capstan.forge.MergeMethod;
import dev.capstan.forge.MergeOutcome;
import dev.capstan.forge.NewPullRequest;
import dev.capstan.forge.PullRequest;
import dev.capstan.forge.PullRequest.Mergeable;
import dev.capstan.forge.PullRequest.State;
import dev.capstan.forge.PullRequests;
import dev.capstan.forge.rest.Chosen;
import dev.capstan.forge.rest.Existing;
import dev.capstan.forge.rest.Json;
import dev.capstan.forge.rest.RestCall;
import dev.capstan.forge.rest.RestConnection;
import java.util.List;
import java.util.Optional;

/**
 * <a href="https://developer.atlassian.com/server/bitbucket/rest/">Pull requests of Bitbucket Server and Data Center</a>. It has no
 * labels; every change names the version that it is made of.
 */
public final class ServerPullRequests implements PullRequests {
    private static final String BRANCH = "refs/heads/";

    private final RestConnection connection;
    private final ServerBranches branches;
    private final String repository;

    /** Asks over the connection. */
    public ServerPullRequests(RestConnection connection) {
        var named = connection.repository();
        this.connection =
                connection.with(BitbucketLogin.headers(connection.access().login()));
        this.repository = "/projects/" + part(named.owner()) + "/repos/" + part(named.name());
        this.branches = new ServerBranches(this.connection, repository);
    }

    @Override
    public ForgeResult<Optional<PullRequest>> find(String source, String target) {
        var call = RestCall.get(
                repository + "/pull-requests?state=ALL&direction=OUTGOING&at=" + part(BRANCH + source)
                        + "&order=NEWEST&limit=50",
                "pull requests");
        return ForgeResult.of(() -> {
            var ours = new ServerPages(connection)
                    .read(call).stream().filter(ServerPullRequests::isOurs).toList();
            return Chosen.between(source, target, ours, this::read);
        });
    }

    /** Those that leave for another repository are listed, too. */
    private static boolean isOurs(JsonNode node) {
        return key(node, "fromRef").equalsIgnoreCase(key(node, "toRef"));
    }

    private static String key(JsonNode node, String side) {
        var of = at(node, side, "repository");
        return text(of, "project", "key") + "/" + text(of, "slug");
    }

    @Override
    public ForgeResult<PullRequest> get(long number) {
        return ForgeResult.of(() -> read(look(number)));
    }

    private JsonNode look(long number) throws ForgeFailureException {
        return connection.json(RestCall.get(pull(number), named(number)));
    }

    private String pull(long number) {
        return repository + "/pull-requests/" + number;
    }

    private static String named(long number) {
        return "pull request " + number;
    }

    @Override
    public ForgeResult<PullRequest> open(NewPullRequest wanted) {
        var body = Json.object()
                .put("title", wanted.title())
                .put("description", LabelLine.before(wanted.body(), wanted.labels()))
                .put("state", "OPEN")
                .put("open", true)
                .put("closed", false);
        putSide(body, "fromRef", wanted.source());
        putSide(body, "toRef", wanted.target());
        var reviewers = body.putArray("reviewers");
        wanted.assignees()
                .forEach(user -> reviewers.addObject().putObject("user").put("name", user));
        var call = RestCall.post(repository + "/pull-requests", body, "a new pull request");
        return ForgeResult.of(() -> {
            var answer = connection.send(call);
            return answer.status() == 409 && isThere(answer.body())
                    ? Existing.reuse(this, connection.repository(), wanted)
                    : read(connection.content(call, answer));
        });
    }

    private void putSide(ObjectNode body, String side, String branch) {
        var of = body.putObject(side).put("id", BRANCH + branch).putObject("repository");
        of.put("slug", connection.repository().name());
        of.putObject("project").put("key", connection.repository().owner());
    }

    /** 409 also says that there is nothing to merge. */
    private static boolean isThere(JsonNode answer) {
        return text(answer.path("errors").path(0), "exceptionName").contains("DuplicatePullRequest");
    }

    /** Reviewers who are not named would be taken away. */
    @Override
    public ForgeResult<PullRequest> update(long number, String title, String body, List<String> labels) {
        return ForgeResult.of(() -> {
            var now = look(number);
            var change = Json.object()
                    .put("version", now.path("version").asLong())
                    .put("title", title)
                    .put("description", LabelLine.before(body, labels));
            var reviewers = change.putArray("reviewers");
            now.path("reviewers")
                    .forEach(it -> reviewers.addObject().putObject("user").put("name", text(it, "user", "name")));
            return read(connection.json(RestCall.put(pull(number), change, named(number))));
        });
    }

    @Override
    public ForgeResult<Done> comment(long number, String text) {
        var body = Json.object().put("text", text);
        return ForgeResult.of(
                () -> connection.run(RestCall.post(pull(number) + "/comments", body, "a comment on " + named(number))));
    }

    @Override
    public ForgeResult<Done> close(long number) {
        return ForgeResult.of(() -> {
            long version = look(number).path("version").asLong();
            return connection.run(
                    RestCall.post(pull(number) + "/decline?version=" + version, Json.object(), named(number)));
        });
    }

    @Override
    public ForgeResult<ChecksState> checks(PullRequest pullRequest) {
        return ForgeResult.of(() -> branches.checks(pullRequest.head()));
    }

    /** 409 says that conflicts, checks or rules of the repository stand against it, or that somebody changed it meanwhile. */
    @Override
    public ForgeResult<MergeOutcome> merge(long number, String expectedHead, MergeMethod method) {
        var body = Json.object();
        switch (method) {
            case MERGE -> {} // as the repository has it
            case SQUASH -> body.put("strategyId", "squash");
            case REBASE -> body.put("strategyId", "rebase-ff-only");
        }
        return ForgeResult.of(() -> {
            var now = look(number);
            if (!read(now).isAt(expectedHead)) {
                return new MergeOutcome.HeadMoved();
            }
            var call = RestCall.post(
                    pull(number) + "/merge?version=" + now.path("version").asLong(),
                    body,
                    "merging of " + named(number));
            var answer = connection.send(call);
            if (answer.status() == 409) {
                return new MergeOutcome.Blocked(answer.said());
            }
            return new MergeOutcome.Merged(
                    Optional.of(text(connection.content(call, answer), "properties", "mergeCommit", "id"))
                            .filter(id -> !id.isEmpty()));
        });
    }

    @Override
    public ForgeResult<Boolean> deleteBranch(String name, String expectedHead) {
        return ForgeResult.of(() -> branches.delete(name, expectedHead));
    }

    private PullRequest read(JsonNode node) throws ForgeFailureException {
        return new PullRequest(
                connection.number(node, "id"),
                text(node.path("links").path("self").path(0), "href"),
                switch (text(node, "state")) {
                    case "MERGED" -> State.MERGED;
                    case "DECLINED" -> State.CLOSED;
                    default -> State.OPEN;
                },
                text(node, "fromRef", "latestCommit"),
                branch(node, "fromRef"),
                branch(node, "toRef"),
                text(node, "title"),
                text(node, "description"),
                switch (text(node, "properties", "mergeResult", "outcome")) {
                    case "CLEAN" -> Mergeable.YES;
                    case "CONFLICTED" -> Mergeable.NO;
                    default -> Mergeable.UNKNOWN;
                });
    }

    private static String branch(JsonNode node, String side) {
        String id = text(node, side, "id");
        return id.startsWith(BRANCH) ? id.substring(BRANCH.length()) : id;
    }
}
