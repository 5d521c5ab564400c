package dev.capstan.forge.github;

import static dev.capstan.forge.rest.Json.at;
import static dev.capstan.forge.rest.Json.text;
import static dev.capstan.forge.rest.UrlText.part;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.capstan.forge.rest.GuardedDeletion;
import dev.capstan.forge.rest.Json;
import dev.capstan.forge.rest.Pages;
import dev.capstan.forge.rest.RestAnswer;
import dev.capstan.forge.rest.RestCall;
import dev.capstan.forge.rest.RestConnection;
import dev.capstan.forge.rest.UrlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** <a href="https://docs.github.com/en/rest/pulls/pulls?apiVersion=2022-11-28">REST API endpoints for pull requests</a>. */
public final class GitHubPullRequests implements PullRequests {
    private static final int MOST_PAGES = 10;

    private final RestConnection connection;
    private final String repository;

    /** Asks over the connection. */
    public GitHubPullRequests(RestConnection connection) {
        this.connection = GitHubLogin.on(connection);
        this.repository = "/repos/" + UrlText.path(connection.repository().path());
    }

    @Override
    public ForgeResult<Optional<PullRequest>> find(String source, String target) {
        var owner = connection.repository().owner();
        var call = RestCall.get(
                repository + "/pulls?state=all&head=" + part(owner + ":" + source) + "&base=" + part(target)
                        + "&sort=created&direction=desc&per_page=50",
                "pull requests");
        return ForgeResult.of(() -> {
            var ours = new Pages(connection, MOST_PAGES)
                    .read(call, "", it -> isOpen(it) && isOurs(it)).stream()
                            .filter(this::isOurs)
                            .toList();
            return Chosen.between(source, target, ours, this::read);
        });
    }

    private static boolean isOpen(JsonNode node) {
        return text(node, "state").equals("open");
    }

    /** Whether the source branch is in the repository itself; it is not when its fork is gone. */
    private boolean isOurs(JsonNode node) {
        var repo = at(node, "head", "repo");
        return repo.isMissingNode()
                || text(repo, "full_name")
                        .equalsIgnoreCase(connection.repository().path());
    }

    @Override
    public ForgeResult<PullRequest> get(long number) {
        return ForgeResult.of(() -> read(connection.json(RestCall.get(pull(number), named(number)))));
    }

    private String pull(long number) {
        return repository + "/pulls/" + number;
    }

    private String issue(long number) {
        return repository + "/issues/" + number;
    }

    private static String named(long number) {
        return "pull request " + number;
    }

    @Override
    public ForgeResult<PullRequest> open(NewPullRequest wanted) {
        var body = Json.object()
                .put("title", wanted.title())
                .put("head", wanted.source())
                .put("base", wanted.target())
                .put("body", wanted.body());
        var call = RestCall.post(repository + "/pulls", body, "a new pull request");
        return ForgeResult.of(() -> {
            var answer = connection.send(call);
            if (answer.status() == 422 && isThere(answer)) {
                return Existing.reuse(this, connection.repository(), wanted);
            }
            var opened = read(connection.content(call, answer));
            label(opened.number(), wanted.labels());
            assign(opened.number(), wanted.assignees());
            return opened;
        });
    }

    private static boolean isThere(RestAnswer answer) {
        return answer.said().toLowerCase(Locale.ROOT).contains("already exists");
    }

    @Override
    public ForgeResult<PullRequest> update(long number, String title, String body, List<String> labels) {
        var change = Json.object().put("title", title).put("body", body);
        return ForgeResult.of(() -> {
            var changed = connection.json(RestCall.patch(pull(number), change, named(number)));
            var known = new ArrayList<String>();
            changed.path("labels").forEach(label -> known.add(text(label, "name")));
            label(
                    number,
                    labels.stream()
                            .filter(wanted -> known.stream().noneMatch(wanted::equalsIgnoreCase))
                            .toList());
            return read(changed);
        });
    }

    /** Adds to those that are there; the repository gets such as it does not have yet. */
    private void label(long number, List<String> labels) throws ForgeFailureException {
        if (!labels.isEmpty()) {
            var body = Json.object();
            labels.forEach(body.putArray("labels")::add);
            connection.run(RestCall.post(issue(number) + "/labels", body, "labels of " + named(number)));
        }
    }

    /** Those who may not be assigned are left out by GitHub. */
    private void assign(long number, List<String> assignees) throws ForgeFailureException {
        if (!assignees.isEmpty()) {
            var body = Json.object();
            assignees.forEach(body.putArray("assignees")::add);
            connection.run(RestCall.post(issue(number) + "/assignees", body, "assignees of " + named(number)));
        }
    }

    @Override
    public ForgeResult<Done> comment(long number, String text) {
        var body = Json.object().put("body", text);
        return ForgeResult.of(() ->
                connection.run(RestCall.post(issue(number) + "/comments", body, "a comment on " + named(number))));
    }

    @Override
    public ForgeResult<Done> close(long number) {
        var body = Json.object().put("state", "closed");
        return ForgeResult.of(() -> connection.run(RestCall.patch(pull(number), body, named(number))));
    }

    @Override
    public ForgeResult<ChecksState> checks(PullRequest pullRequest) {
        return ForgeResult.of(() -> new GitHubChecks(connection, repository).of(pullRequest.head()));
    }

    /** 405 says that it is not mergeable, 409 that the head is another one. */
    @Override
    public ForgeResult<MergeOutcome> merge(long number, String expectedHead, MergeMethod method) {
        var body = Json.object()
                .put("sha", expectedHead)
                .put("merge_method", method.name().toLowerCase(Locale.ROOT));
        var call = RestCall.put(pull(number) + "/merge", body, named(number));
        return ForgeResult.of(() -> {
            var answer = connection.send(call);
            return switch (answer.status()) {
                case 405 -> new MergeOutcome.Blocked(answer.said());
                case 409 -> new MergeOutcome.HeadMoved();
                default ->
                    new MergeOutcome.Merged(Optional.of(text(connection.content(call, answer), "sha"))
                            .filter(sha -> !sha.isEmpty()));
            };
        });
    }

    @Override
    public ForgeResult<Boolean> deleteBranch(String name, String expectedHead) {
        String what = "branch '" + name + "'";
        String git = repository + "/git/";
        return ForgeResult.of(() -> GuardedDeletion.run(
                connection,
                RestCall.get(git + "ref/heads/" + UrlText.path(name), what),
                RestCall.delete(git + "refs/heads/" + UrlText.path(name), what),
                expectedHead,
                "object",
                "sha"));
    }

    private PullRequest read(JsonNode node) throws ForgeFailureException {
        boolean isMerged = node.path("merged").asBoolean() || node.hasNonNull("merged_at");
        return new PullRequest(
                connection.number(node, "number"),
                text(node, "html_url"),
                isMerged ? State.MERGED : text(node, "state").equals("closed") ? State.CLOSED : State.OPEN,
                text(node, "head", "sha"),
                text(node, "head", "ref"),
                text(node, "base", "ref"),
                text(node, "title"),
                text(node, "body"),
                mergeable(node.path("mergeable")));
    }

    private static Mergeable mergeable(JsonNode said) {
        return !said.isBoolean() ? Mergeable.UNKNOWN : said.asBoolean() ? Mergeable.YES : Mergeable.NO;
    }
}
