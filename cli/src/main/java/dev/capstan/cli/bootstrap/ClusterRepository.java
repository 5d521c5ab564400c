package dev.capstan.cli.bootstrap;

import dev.capstan.cli.repository.CommitTree;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.Remote;
import dev.capstan.git.signature.CommitSigner;
import dev.capstan.git.write.Person;
import dev.capstan.git.write.ReferenceSession;
import dev.capstan.git.write.ReferenceSession.Pushed;
import dev.capstan.git.write.RemoteReferences;
import dev.capstan.git.write.TreeComposition.Composed;
import dev.capstan.git.write.TreeComposition.PlacedFile;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import dev.capstan.yaml.YamlMap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The repository that a cluster is kept from: looked at, and committed to without a work tree. */
final class ClusterRepository implements AutoCloseable {

    private static final int ATTEMPTS = 5;
    private static final Duration LOOK = Duration.ofSeconds(60);
    private static final Duration COMMIT = Duration.ofMinutes(5);
    private static final String HEAD = "HEAD";

    private final RemoteReferences references;

    private ClusterRepository(RemoteReferences references) {
        this.references = references;
    }

    /** @param folder for what is fetched; the caller removes it */
    static ClusterRepository open(Path folder, GitSettings settings) throws IOException {
        return new ClusterRepository(RemoteReferences.open(folder, settings, Clock.systemUTC()));
    }

    /**
     * How a commit is made.
     *
     * @param message of it
     * @param signer signs it
     */
    record CommitDetails(Person author, String message, Optional<CommitSigner> signer) {}

    /** What became of a commit. */
    sealed interface Committed {

        /**
         * The branch has it.
         *
         * @param commit 40 hexadecimal digits
         * @param files that it changed
         * @param isNewBranch whether there was no such branch before
         * @param objects of the installation at that commit
         */
        record Pushed(String commit, List<String> files, boolean isNewBranch, List<YamlMap> objects)
                implements Committed {
            /** Copies the lists. */
            public Pushed {
                files = List.copyOf(files);
                objects = List.copyOf(objects);
            }
        }

        /**
         * The branch holds everything already.
         *
         * @param commit its head
         * @param objects of the installation there
         */
        record Unchanged(String commit, List<YamlMap> objects) implements Committed {
            /** Copies the list. */
            public Unchanged {
                objects = List.copyOf(objects);
            }
        }

        /** Nothing was pushed. */
        record Refused(String why) implements Committed {}
    }

    /** Asks the remote for a listing, which shows whether these credentials are let in. Fetches nothing. */
    Optional<GitFailure> look(Remote remote) {
        return references.withNewest(remote, List.of(), LOOK, _ -> true).problem();
    }

    /**
     * Commits what a plan decides, on top of what the branch has; where somebody else is quicker, decides again. A branch that does not
     * exist begins at the default branch of the repository, and in an empty repository with this commit.
     */
    GitResult<Committed> commit(Remote remote, String branch, CommitDetails details, CommitPlan plan) {
        String reference = "refs/heads/" + branch;
        return references.withNewest(remote, List.of(HEAD, reference), COMMIT, session -> {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                Optional<Committed> committed = attempt(session, reference, details, plan);
                if (committed.isPresent()) {
                    return committed.get();
                }
                session.refresh();
            }
            return new Committed.Refused(
                    "branch '%s' got other commits during each of %d attempts; try again".formatted(branch, ATTEMPTS));
        });
    }

    /** Empty when somebody was quicker. */
    private static Optional<Committed> attempt(
            ReferenceSession session, String reference, CommitDetails details, CommitPlan plan) throws IOException {
        Optional<String> head = Optional.ofNullable(session.commits().get(reference));
        Optional<String> parent =
                head.or(() -> Optional.ofNullable(session.commits().get(HEAD)));
        FileTree branch = parent.isPresent()
                ? new CommitTree(session.files(parent.get()))
                : InMemoryTree.builder().build();
        return switch (plan.decide(branch)) {
            case CommitPlan.Decision.Refuse(var why) -> Optional.of(new Committed.Refused(why));
            case CommitPlan.Decision.Write(var files, var objects) -> {
                Map<String, byte[]> changed = changed(branch, files);
                if (changed.isEmpty() && head.isPresent()) {
                    yield Optional.of(new Committed.Unchanged(head.get(), objects));
                }
                yield push(session, reference, head, parent, details, changed)
                        .map(outcome -> outcome instanceof Made(var commit)
                                ? new Committed.Pushed(commit, List.copyOf(changed.keySet()), head.isEmpty(), objects)
                                : new Committed.Refused(((NotMade) outcome).why()));
            }
        };
    }

    private static Map<String, byte[]> changed(FileTree branch, Map<String, byte[]> files) throws IOException {
        Map<String, byte[]> changed = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (branch.kind(file.getKey()) != EntryKind.FILE
                    || !Arrays.equals(branch.read(file.getKey()), file.getValue())) {
                changed.put(file.getKey(), file.getValue());
            }
        }
        return changed;
    }

    private sealed interface Outcome {}

    private record Made(String commit) implements Outcome {}

    private record NotMade(String why) implements Outcome {}

    private static Optional<Outcome> push(
            ReferenceSession session,
            String reference,
            Optional<String> head,
            Optional<String> parent,
            CommitDetails details,
            Map<String, byte[]> files)
            throws IOException {
        Map<String, PlacedFile> placed = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            placed.put(file.getKey(), new PlacedFile(session.file(file.getValue()), false));
        }
        String before = parent.isPresent() ? session.treeOf(parent.get()) : session.emptyTree();
        return switch (session.compose().edited(before, Set.of(), placed)) {
            case Composed.Conflict(var paths) ->
                Optional.of(new NotMade("these paths of the repository are in the way, files where folders are needed"
                        + " or the other way round: " + String.join(", ", paths)));
            case Composed.Impossible(var why) -> Optional.of(new NotMade("the commit cannot be made: " + why));
            case Composed.Tree(var tree) -> {
                String commit = session.commit(
                        tree, parent.stream().toList(), details.author(), details.message(), details.signer());
                yield switch (session.push(reference, head, commit)) {
                    case Pushed.Taken() -> Optional.of(new Made(commit));
                    case Pushed.Moved() -> Optional.empty();
                    case Pushed.Refused(var refusal) -> Optional.of(new NotMade(refusal.message()));
                };
            }
        };
    }

    @Override
    public void close() throws IOException {
        references.close();
    }
}
