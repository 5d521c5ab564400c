package dev.capstan.forge.gitlab;

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
import dev.capstan.forge.rest.RestCall;
import dev.capstan.forge.rest.RestConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** <a href="https://docs.gitlab.com/api/merge_requests/">Merge requests API</a>. */
public final class GitLabPullRequests implements PullRequests {
    private static final int MOST_PAGES = 10;

    private final RestConnection connection;
    private final String project;

    /** Asks over the connection. */
    public GitLabPullRequests(RestConnection connection) {
        this.connection = GitLabLogin.on(connection);
        this.project = "/projects/" + part(connection.repository().path());
    }

    @Override
    public ForgeResult<Optional<PullRequest>> find(String source, String target) {
        var call = RestCall.get(
                project + "/merge_requests?state=all&source_branch=" + part(source) + "&target_branch=" + part(target)
                        + "&order_by=created_at&sort=desc&per_page=50",
                "merge requests");
        return ForgeResult.of(() -> {
            var ours = new Pages(connection, MOST_PAGES)
                    .read(call, "", it -> text(it, "state").equals("opened") && isOurs(it)).stream()
                            .filter(GitLabPullRequests::isOurs)
                            .toList();
            return Chosen.between(source, target, ours, this::read);
        });
    }

    private static boolean isOurs(JsonNode node) {
        return node.path("source_project_id").equals(node.path("target_project_id"));
    }

    @Override
    public ForgeResult<PullRequest> get(long number) {
        return ForgeResult.of(() -> read(connection.json(RestCall.get(request(number), named(number)))));
    }

    private String request(long number) {
        return project + "/merge_requests/" + number;
    }

    private static String named(long number) {
        return "merge request " + number;
    }

    @Override
    public ForgeResult<PullRequest> open(NewPullRequest wanted) {
        var body = Json.object()
                .put("source_branch", wanted.source())
                .put("target_branch", wanted.target())
                .put("title", wanted.title())
                .put("description", wanted.body());
        if (!wanted.labels().isEmpty()) {
            body.put("labels", joined(wanted.labels()));
        }
        var call = RestCall.post(project + "/merge_requests", body, "a new merge request");
        return ForgeResult.of(() -> {
            var ids = idsOf(wanted.assignees());
            if (!ids.isEmpty()) {
                ids.forEach(body.putArray("assignee_ids")::add);
            }
            var answer = connection.send(call);
            return answer.status() == 409
                    ? Existing.reuse(this, connection.repository(), wanted)
                    : read(connection.content(call, answer));
        });
    }

    /** Users who are not known are left out. */
    private List<Long> idsOf(List<String> users) throws ForgeFailureException {
        var ids = new ArrayList<Long>();
        for (String user : users) {
            var found = connection.json(RestCall.get("/users?username=" + part(user), "the user '" + user + "'"));
            Json.number(found.path(0), "id").ifPresent(ids::add);
        }
        return ids;
    }

    /** A comma ends the name of a label. */
    private static String joined(List<String> labels) {
        return String.join(
                ",", labels.stream().map(label -> label.replace(',', ' ')).toList());
    }

    @Override
    public ForgeResult<PullRequest> update(long number, String title, String body, List<String> labels) {
        var change = Json.object().put("title", title).put("description", body);
        if (!labels.isEmpty()) {
            change.put("add_labels", joined(labels));
        }
        return ForgeResult.of(() -> read(connection.json(RestCall.put(request(number), change, named(number)))));
    }

    @Override
    public ForgeResult<Done> comment(long number, String text) {
        var body = Json.object().put("body", text);
        return ForgeResult.of(
                () -> connection.run(RestCall.post(request(number) + "/notes", body, "a comment on " + named(number))));
    }

    @Override
    public ForgeResult<Done> close(long number) {
        var body = Json.object().put("state_event", "close");
        return ForgeResult.of(() -> connection.run(RestCall.put(request(number), body, named(number))));
    }

    @Override
    public ForgeResult<ChecksState> checks(PullRequest pullRequest) {
        return ForgeResult.of(() -> {
            var now = connection.json(RestCall.get(request(pullRequest.number()), named(pullRequest.number())));
            return new GitLabChecks(connection, project).of(now, pullRequest.head());
        });
    }

    /**
     * 401 says that this user may not merge, 405 and 422 that it is not mergeable, 406 that there are conflicts, 409 that the head is
     * another one.
     */
    @Override
    public ForgeResult<MergeOutcome> merge(long number, String expectedHead, MergeMethod method) {
        var body = Json.object().put("sha", expectedHead);
        if (method == MergeMethod.SQUASH) {
            body.put("squash", true);
        }
        var call = RestCall.put(request(number) + "/merge", body, "merging of " + named(number));
        return ForgeResult.of(() -> {
            var answer = connection.send(call);
            return switch (answer.status()) {
                case 405, 406, 422 -> new MergeOutcome.Blocked(answer.said());
                case 409 -> new MergeOutcome.HeadMoved();
                default -> merged(connection.content(call, answer));
            };
        });
    }

    private static MergeOutcome merged(JsonNode answer) {
        if (!text(answer, "state").isEmpty() && !text(answer, "state").equals("merged")) {
            return new MergeOutcome.Blocked(text(answer, "merge_error"));
        }
        String merge = text(answer, "merge_commit_sha");
        return new MergeOutcome.Merged(Optional.of(merge.isEmpty() ? text(answer, "squash_commit_sha") : merge)
                .filter(sha -> !sha.isEmpty()));
    }

    @Override
    public ForgeResult<Boolean> deleteBranch(String name, String expectedHead) {
        String what = "branch '" + name + "'";
        String path = project + "/repository/branches/" + part(name);
        return ForgeResult.of(() -> GuardedDeletion.run(
                connection, RestCall.get(path, what), RestCall.delete(path, what), expectedHead, "commit", "id"));
    }

    private PullRequest read(JsonNode node) throws ForgeFailureException {
        return new PullRequest(
                connection.number(node, "iid"),
                text(node, "web_url"),
                switch (text(node, "state")) {
                    case "merged" -> State.MERGED;
                    case "closed" -> State.CLOSED;
                    default -> State.OPEN; // also "locked", which lasts as long as merging does
                },
                text(node, "sha"),
                text(node, "source_branch"),
                text(node, "target_branch"),
                text(node, "title"),
                text(node, "description"),
                mergeable(node));
    }

    private static Mergeable mergeable(JsonNode node) {
        if (node.path("has_conflicts").asBoolean()) {
            return Mergeable.NO;
        }
        return switch (text(node, "merge_status")) {
            case "can_be_merged" -> Mergeable.YES;
            case "cannot_be_merged" -> Mergeable.NO;
            default -> Mergeable.UNKNOWN;
        };
    }
}
