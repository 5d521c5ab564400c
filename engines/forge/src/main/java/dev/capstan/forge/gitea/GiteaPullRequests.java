package dev.capstan.forge.gitea;

import static dev.capstan.forge.rest.Json.at;
import static dev.capstan.forge.rest.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.forge.ChecksState;
import dev.capstan.forge.ChecksState.Check;
import dev.capstan.forge.ChecksState.Named;
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
import dev.capstan.forge.rest.UrlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** <a href="https://docs.gitea.com/api/">The API of Gitea</a>, which Forgejo has as well. */
public final class GiteaPullRequests implements PullRequests {
    private static final int MOST_OPEN_PAGES = 40;
    private static final int MOST_CLOSED_PAGES = 5;
    private static final int MOST_CHECK_PAGES = 10;

    private final RestConnection connection;
    private final String repository;
    private final GiteaLabels labels;

    /** Asks over the connection. */
    public GiteaPullRequests(RestConnection connection) {
        this.connection = GiteaLogin.on(connection);
        this.repository = "/repos/" + UrlText.path(connection.repository().path());
        this.labels = new GiteaLabels(this.connection, repository);
    }

    /** The API has no search by branches: open ones are looked through first, then those that were changed last. */
    @Override
    public ForgeResult<Optional<PullRequest>> find(String source, String target) {
        return ForgeResult.of(() -> {
            var open = found(source, target, "open", MOST_OPEN_PAGES);
            return Chosen.of(open.isEmpty() ? found(source, target, "closed", MOST_CLOSED_PAGES) : open);
        });
    }

    private List<PullRequest> found(String source, String target, String state, int pages)
            throws ForgeFailureException {
        var call = RestCall.get(repository + "/pulls?state=" + state + "&sort=recentupdate&limit=50", "pull requests");
        var found = new ArrayList<PullRequest>();
        for (var node : new Pages(connection, pages).read(call, "", it -> isBetween(it, source, target))) {
            if (isBetween(node, source, target)) {
                found.add(read(node));
            }
        }
        return found;
    }

    private static boolean isBetween(JsonNode node, String source, String target) {
        return at(node, "head", "repo_id").equals(at(node, "base", "repo_id"))
                && source(node).equals(source)
                && text(node, "base", "ref").equals(target);
    }

    /** When the branch is gone, {@code ref} names what is left of it, and {@code label} the branch. */
    private static String source(JsonNode node) {
        String ref = text(node, "head", "ref");
        return ref.isEmpty() || ref.startsWith("refs/pull/") ? text(node, "head", "label") : ref;
    }

    @Override
    public ForgeResult<PullRequest> get(long number) {
        return ForgeResult.of(() -> read(connection.json(RestCall.get(pull(number), named(number)))));
    }

    private String pull(long number) {
        return repository + "/pulls/" + number;
    }

    private static String named(long number) {
        return "pull request " + number;
    }

    @Override
    public ForgeResult<PullRequest> open(NewPullRequest wanted) {
        return ForgeResult.of(() -> {
            var body = Json.object()
                    .put("head", wanted.source())
                    .put("base", wanted.target())
                    .put("title", wanted.title())
                    .put("body", wanted.body());
            var ids = labels.idsOf(wanted.labels());
            if (!ids.isEmpty()) {
                ids.forEach(body.putArray("labels")::add);
            }
            if (!wanted.assignees().isEmpty()) {
                wanted.assignees().forEach(body.putArray("assignees")::add);
            }
            var call = RestCall.post(repository + "/pulls", body, "a new pull request");
            var answer = connection.send(call);
            return answer.status() == 409
                    ? Existing.reuse(this, connection.repository(), wanted)
                    : read(connection.content(call, answer));
        });
    }

    @Override
    public ForgeResult<PullRequest> update(long number, String title, String body, List<String> wanted) {
        var change = Json.object().put("title", title).put("body", body);
        return ForgeResult.of(() -> {
            var changed = connection.json(RestCall.patch(pull(number), change, named(number)));
            labels.add(number, changed.path("labels"), wanted);
            return read(changed);
        });
    }

    @Override
    public ForgeResult<Done> comment(long number, String text) {
        var body = Json.object().put("body", text);
        return ForgeResult.of(() -> connection.run(
                RestCall.post(repository + "/issues/" + number + "/comments", body, "a comment on " + named(number))));
    }

    @Override
    public ForgeResult<Done> close(long number) {
        var body = Json.object().put("state", "closed");
        return ForgeResult.of(() -> connection.run(RestCall.patch(pull(number), body, named(number))));
    }

    @Override
    public ForgeResult<ChecksState> checks(PullRequest pullRequest) {
        var call = RestCall.get(
                repository + "/commits/" + UrlText.part(pullRequest.head()) + "/status?limit=50",
                "checks of commit " + pullRequest.head());
        return ForgeResult.of(() -> ChecksState.of(new Pages(connection, MOST_CHECK_PAGES)
                .read(call, "statuses").stream()
                        .map(it -> new Named(text(it, "context"), check(text(it, "status"))))
                        .toList()));
    }

    private static Check check(String status) {
        return switch (status) {
            case "success", "warning", "skipped" -> Check.PASSED;
            case "pending" -> Check.PENDING;
            default -> Check.FAILED;
        };
    }

    /** 405 says that it is not mergeable; 409 that there are conflicts, or that the head is another one. */
    @Override
    public ForgeResult<MergeOutcome> merge(long number, String expectedHead, MergeMethod method) {
        var body =
                Json.object().put("Do", method.name().toLowerCase(Locale.ROOT)).put("head_commit_id", expectedHead);
        var call = RestCall.post(pull(number) + "/merge", body, "merging of " + named(number));
        return ForgeResult.of(() -> {
            var answer = connection.send(call);
            if (answer.status() == 405 || answer.status() == 409) {
                return get(number).orThrow().isAt(expectedHead)
                        ? new MergeOutcome.Blocked(answer.said())
                        : new MergeOutcome.HeadMoved();
            }
            if (!answer.isSuccess()) {
                throw connection.refused(call, answer);
            }
            return new MergeOutcome.Merged(Optional.empty());
        });
    }

    @Override
    public ForgeResult<Boolean> deleteBranch(String name, String expectedHead) {
        String what = "branch '" + name + "'";
        String path = repository + "/branches/" + UrlText.path(name);
        return ForgeResult.of(() -> GuardedDeletion.run(
                connection, RestCall.get(path, what), RestCall.delete(path, what), expectedHead, "commit", "id"));
    }

    private PullRequest read(JsonNode node) throws ForgeFailureException {
        var said = node.path("mergeable");
        boolean isMerged = node.path("merged").asBoolean();
        return new PullRequest(
                connection.number(node, "number"),
                text(node, "html_url"),
                isMerged ? State.MERGED : text(node, "state").equals("closed") ? State.CLOSED : State.OPEN,
                text(node, "head", "sha"),
                source(node),
                text(node, "base", "ref"),
                text(node, "title"),
                text(node, "body"),
                !said.isBoolean() ? Mergeable.UNKNOWN : said.asBoolean() ? Mergeable.YES : Mergeable.NO);
    }
}
