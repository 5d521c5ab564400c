package dev.capstan.image.pullrequest;

import dev.capstan.forge.ChecksState;
import dev.capstan.forge.Done;
import dev.capstan.forge.ForgeFailure;
import dev.capstan.forge.ForgeProvider;
import dev.capstan.forge.ForgeRepository;
import dev.capstan.forge.ForgeResult;
import dev.capstan.forge.MergeMethod;
import dev.capstan.forge.MergeOutcome;
import dev.capstan.forge.NewPullRequest;
import dev.capstan.forge.PullRequest;
import dev.capstan.forge.PullRequest.Mergeable;
import dev.capstan.forge.PullRequest.State;
import dev.capstan.forge.PullRequests;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A forge in memory, which numbers pull requests from one and notes what is done. */
final class MemoryForge implements PullRequests {
    static final String HEAD = "1111111111111111111111111111111111111111";

    final List<PullRequest> all = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    final Set<String> brokenBranches = new HashSet<>();
    boolean isBusy;
    String head = HEAD;
    ChecksState checks = ChecksState.NONE;
    MergeOutcome merging = new MergeOutcome.Merged(Optional.empty());

    @Override
    public ForgeResult<Optional<PullRequest>> find(String source, String target) {
        var repository = new ForgeRepository(ForgeProvider.GITHUB, URI.create("https://forge.example"), "o", "n");
        if (isBusy) {
            return ForgeResult.failed(new ForgeFailure.RateLimited(repository, 403, Duration.ofSeconds(90)));
        }
        if (brokenBranches.contains(source)) {
            return ForgeResult.failed(new ForgeFailure.Unauthorized(repository, "pull requests"));
        }
        var between = all.stream()
                .filter(it -> it.source().equals(source) && it.target().equals(target))
                .toList();
        return ForgeResult.success(between.stream()
                .filter(PullRequest::isOpen)
                .findFirst()
                .or(() -> between.isEmpty() ? Optional.empty() : Optional.of(between.getLast())));
    }

    @Override
    public ForgeResult<PullRequest> get(long number) {
        return ForgeResult.success(all.get((int) number - 1));
    }

    @Override
    public ForgeResult<PullRequest> open(NewPullRequest wanted) {
        calls.add("open " + wanted.source() + " → " + wanted.target() + " " + wanted.labels() + wanted.assignees());
        all.add(of(all.size() + 1, State.OPEN, wanted.source(), wanted.target(), wanted.title(), wanted.body()));
        return ForgeResult.success(all.getLast());
    }

    private PullRequest of(long number, State state, String source, String target, String title, String body) {
        return new PullRequest(
                number, "https://forge.example/" + number, state, head, source, target, title, body, Mergeable.YES);
    }

    private PullRequest put(long number, State state, String title, String body) {
        var old = all.get((int) number - 1);
        all.set((int) number - 1, of(number, state, old.source(), old.target(), title, body));
        return all.get((int) number - 1);
    }

    /** A person, or the service itself, changes its state. */
    void become(long number, State state) {
        var old = all.get((int) number - 1);
        put(number, state, old.title(), old.body());
    }

    @Override
    public ForgeResult<PullRequest> update(long number, String title, String body, List<String> labels) {
        calls.add("update " + number);
        return ForgeResult.success(put(number, all.get((int) number - 1).state(), title, body));
    }

    @Override
    public ForgeResult<Done> comment(long number, String text) {
        calls.add("comment " + number);
        return ForgeResult.success(Done.DONE);
    }

    @Override
    public ForgeResult<Done> close(long number) {
        calls.add("close " + number);
        become(number, State.CLOSED);
        return ForgeResult.success(Done.DONE);
    }

    @Override
    public ForgeResult<ChecksState> checks(PullRequest pullRequest) {
        return ForgeResult.success(checks);
    }

    @Override
    public ForgeResult<MergeOutcome> merge(long number, String expectedHead, MergeMethod method) {
        calls.add("merge " + number + " " + method);
        if (merging instanceof MergeOutcome.Merged) {
            become(number, State.MERGED);
        }
        return ForgeResult.success(merging);
    }

    @Override
    public ForgeResult<Boolean> deleteBranch(String name, String expectedHead) {
        calls.add("delete " + name);
        return ForgeResult.success(true);
    }
}
