package dev.capstan.git.write;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.transport.GitFailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/** One request: look, edit, commit, push; and again when somebody was quicker. */
final class CommitRun {
    private static final int ATTEMPTS = 5;
    private static final long MOST_BYTES = 64 << 20;

    private final CommitRequest request;
    private final Optional<AdditionalPush> additional;
    private final FetchedRepository fetched;
    private final Pushes pushes;
    private final Path scratchFolder;
    private final Remote remote;
    private final GitLimits limits;
    private final Clock clock;

    CommitRun(
            CheckedRequest checked,
            FetchedRepository fetched,
            Pushes pushes,
            Path scratchFolder,
            Remote remote,
            GitLimits limits,
            Clock clock) {
        this.request = checked.request();
        this.additional = checked.additional();
        this.fetched = fetched;
        this.pushes = pushes;
        this.scratchFolder = scratchFolder;
        this.remote = remote;
        this.limits = limits;
        this.clock = clock;
    }

    CommitOutcome run() throws IOException {
        for (int number = 1; number <= ATTEMPTS; number++) {
            try {
                return attempt(number);
            } catch (MovedException e) {
                // Somebody was quicker. The time of the whole commit goes on.
            } catch (PathRefusedException e) {
                return new CommitOutcome.Refused(e.refusal());
            }
        }
        return new CommitOutcome.Refused(new CommitRefusal.AlwaysOutrun(remote.url(), request.pushBranch(), ATTEMPTS));
    }

    private CommitOutcome attempt(int number) throws IOException {
        var seen = fetched.look(request.checkout(), branchName(), additional.map(AdditionalPush::destination));
        try (var scratch = Scratch.over(fetched, scratchFolder)) {
            var ground = Ground.of(seen, isOneBranch(), scratch);
            var edit = edited(seen, ground, scratch);
            if (edit.isEmpty()) {
                return nothing(seen, ground);
            }
            try (var inserter = scratch.repository().newObjectInserter()) {
                var tree = rewritten(ground, edit.get(), scratch, inserter);
                if (tree.equals(ground.tree())) {
                    return nothing(seen, ground);
                }
                return pushed(number, seen, ground, edit.get(), tree, scratch, inserter);
            }
        }
    }

    private Optional<Edit> edited(Seen seen, Ground ground, Scratch scratch) throws IOException {
        try (var reader = scratch.repository().newObjectReader()) {
            return request.editor().edit(new FetchedHeads(seen, ground, scratch, reader, remote.url(), limits));
        }
    }

    private ObjectId rewritten(Ground ground, Edit edit, Scratch scratch, ObjectInserter inserter) throws IOException {
        long bytes =
                edit.files().values().stream().mapToLong(file -> file.length).sum();
        if (bytes > MOST_BYTES) {
            throw new GitFailureException(
                    new GitFailure.LimitExceeded(remote.url(), "bytes of changed files in one commit", MOST_BYTES));
        }
        try (var reader = scratch.repository().newObjectReader()) {
            return new TreeRewrite(reader, inserter).of(ground.tree(), edit.files());
        }
    }

    private CommitOutcome pushed(
            int number, Seen seen, Ground ground, Edit edit, ObjectId tree, Scratch scratch, ObjectInserter inserter)
            throws IOException {
        ObjectId parent;
        ObjectId commit;
        try {
            parent = parent(ground, edit, inserter);
            commit = insert(
                    new CommitText(tree, List.of(parent), edit.author(), clock.instant(), edit.message()), inserter);
        } catch (SigningException e) {
            return new CommitOutcome.Refused(new CommitRefusal.SigningFailed(String.valueOf(e.getMessage())));
        }
        inserter.flush();
        var refusal = pushes.push(scratch, branchName(), seen.branch(), commit);
        if (refusal.isPresent()) {
            return new CommitOutcome.Refused(refusal.get());
        }
        var missed = pushedAdditionally(seen, commit, scratch);
        var refspecs = missed.isPresent()
                ? List.<String>of()
                : additional.map(AdditionalPush::text).stream().toList();
        return new CommitOutcome.Pushed(
                commit.name(),
                request.pushBranch(),
                parent.name(),
                refspecs,
                missed,
                ground.start(),
                seen.revision(),
                edit.message(),
                number);
    }

    /** The head that the commit follows: the one of the branch, or a merge on it. */
    private ObjectId parent(Ground ground, Edit edit, ObjectInserter inserter) throws IOException {
        if (ground.merged().isEmpty()) {
            return ground.commit();
        }
        var message = "Merge " + request.checkout().describe() + " into " + request.pushBranch() + "\n";
        var parents = List.of(ground.commit(), ground.merged().get());
        return insert(new CommitText(ground.tree(), parents, edit.author(), clock.instant(), message), inserter);
    }

    private ObjectId insert(CommitText commit, ObjectInserter inserter) throws IOException {
        byte[] bytes;
        try {
            bytes = commit.bytes(request.signer());
        } catch (IOException e) {
            throw new SigningException(e);
        }
        return inserter.insert(Constants.OBJ_COMMIT, bytes);
    }

    private Optional<CommitRefusal> pushedAdditionally(Seen seen, ObjectId commit, Scratch scratch) {
        if (additional.isEmpty() || additional.get().destination().equals(branchName())) {
            return Optional.empty();
        }
        return pushes.pushAlso(scratch, additional.get(), seen.additional(), commit);
    }

    private CommitOutcome nothing(Seen seen, Ground ground) {
        return new CommitOutcome.NothingToDo(seen.revision(), seen.branch().map(ObjectId::name), ground.start());
    }

    private String branchName() {
        return Constants.R_HEADS + request.pushBranch();
    }

    private boolean isOneBranch() {
        return switch (request.checkout()) {
            case ReferenceSelector.Branch(var name) -> name.equals(request.pushBranch());
            case ReferenceSelector.Name(var name) -> name.equals(branchName());
            case ReferenceSelector.Tag _, ReferenceSelector.Semver _, ReferenceSelector.Commit _ -> false;
        };
    }

    private static final class SigningException extends IOException {
        private static final long serialVersionUID = 1L;

        SigningException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
