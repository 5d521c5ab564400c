package dev.capstan.image.automation.run;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.Revision;
import dev.capstan.git.write.BranchHistory;
import dev.capstan.git.write.BranchHistory.PastCommit;
import dev.capstan.git.write.BranchStart;
import dev.capstan.git.write.CommitOutcome;
import dev.capstan.git.write.CommitRequest;
import dev.capstan.git.write.Heads;
import dev.capstan.git.write.Person;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Branches held in memory, as far as one that does what it is asked shows them; merges are left out. */
final class InMemoryRepository implements AutomationPorts.Repository {
    final Map<String, List<PastCommit>> branches = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> contents = new LinkedHashMap<>();
    int commitsAsked;
    int historiesAsked;
    Optional<CommitOutcome> answer = Optional.empty();
    Optional<GitFailure> failure = Optional.empty();
    private int number;

    InMemoryRepository commit(String branch, Person author, String message, Map<String, String> changed) {
        var files = new LinkedHashMap<>(contents.getOrDefault(branch, Map.of()));
        files.putAll(changed);
        contents.put(branch, files);
        branches.computeIfAbsent(branch, _ -> new ArrayList<>())
                .addFirst(new PastCommit(
                        "%040x".formatted(++number), author, author, Instant.EPOCH, message, InMemoryTree.of(files)));
        return this;
    }

    String file(String branch, String path) {
        return Objects.requireNonNull(contentsOf(branch).get(path));
    }

    PastCommit newest(String branch) {
        return commitsOf(branch).getFirst();
    }

    List<PastCommit> commitsOf(String branch) {
        return Objects.requireNonNull(branches.get(branch));
    }

    private Map<String, String> contentsOf(String branch) {
        return Objects.requireNonNull(contents.get(branch));
    }

    @Override
    public GitResult<Optional<String>> head(Remote remote, ReferenceSelector.Branch branch, Duration timeout) {
        return GitResult.success(Optional.ofNullable(branches.get(branch.name()))
                .map(commits -> commits.getFirst().id()));
    }

    @Override
    public GitResult<CommitOutcome> commit(Remote remote, CommitRequest request, Duration timeout) {
        commitsAsked++;
        if (failure.isPresent()) {
            return GitResult.failed(failure.get());
        }
        String base = ((ReferenceSelector.Branch) request.checkout()).name();
        String target = request.pushBranch();
        var heads = new MemoryHeads(base, branches.containsKey(target) ? target : base, target);
        try {
            var edit = request.editor().edit(heads);
            if (edit.isEmpty()) {
                return GitResult.success(
                        new CommitOutcome.NothingToDo(heads.checkout(), heads.branchHead(), heads.start()));
            }
            if (answer.isPresent()) {
                return GitResult.success(answer.get());
            }
            if (!branches.containsKey(target)) {
                branches.put(target, new ArrayList<>(commitsOf(base)));
                contents.put(target, contentsOf(base));
            }
            var changed = new LinkedHashMap<String, String>();
            edit.get().files().forEach((path, text) -> changed.put(path, new String(text, StandardCharsets.UTF_8)));
            String parent = newest(target).id();
            commit(target, edit.get().author(), edit.get().message(), changed);
            return GitResult.success(new CommitOutcome.Pushed(
                    newest(target).id(),
                    target,
                    parent,
                    request.refspec().stream().toList(),
                    Optional.empty(),
                    heads.start(),
                    heads.checkout(),
                    edit.get().message(),
                    1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RemoteUrl url() {
        return RemoteUrl.parse("https://git.example.org/config.git").orElseThrow();
    }

    private final class MemoryHeads implements Heads {
        private final String base;
        private final String line;
        private final String target;
        private final Revision checkout;
        private final Optional<String> head;

        MemoryHeads(String base, String line, String target) {
            this.base = base;
            this.line = line;
            this.target = target;
            this.checkout = new Revision(Optional.of(base), newest(base).id());
            this.head = Optional.ofNullable(branches.get(target))
                    .map(commits -> commits.getFirst().id());
        }

        @Override
        public FileTree files() {
            return newest(line).files();
        }

        @Override
        public BranchStart start() {
            if (base.equals(target)) {
                return new BranchStart.OnCheckout();
            }
            return line.equals(target) ? new BranchStart.Continued() : new BranchStart.NewBranch();
        }

        @Override
        public Revision checkout() {
            return checkout;
        }

        @Override
        public Optional<String> branchHead() {
            return head;
        }

        @Override
        public BranchHistory history(Line whose, int most) {
            historiesAsked++;
            List<PastCommit> commits = commitsOf(whose == Line.CHECKOUT ? base : line);
            return new BranchHistory(
                    commits.subList(0, Math.min(most, commits.size())), BranchHistory.End.FIRST_COMMIT);
        }
    }
}
