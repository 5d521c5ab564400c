package dev.capstan.git.write;

import dev.capstan.git.Remote;
import dev.capstan.git.connection.Attempt;
import dev.capstan.git.connection.Connection;
import dev.capstan.git.connection.FetchExtent;
import dev.capstan.git.connection.Push;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** Pushes of one request, and what their answers mean. */
final class Pushes {
    private final Remote remote;
    private final Connection.Surroundings surroundings;
    private final Attempt attempt;
    private final FetchedRepository fetched;
    private final List<String> options;
    private final String checkoutReference;

    /**
     * @param options as they are sent
     * @param checkoutReference full name of what is checked out; it is never forced
     */
    Pushes(
            Remote remote,
            Connection.Surroundings surroundings,
            Attempt attempt,
            FetchedRepository fetched,
            List<String> options,
            String checkoutReference) {
        this.remote = remote;
        this.surroundings = surroundings;
        this.attempt = attempt;
        this.fetched = fetched;
        this.options = options;
        this.checkoutReference = checkoutReference;
    }

    /**
     * Pushes a commit that follows what the reference was seen to name.
     *
     * @return why it is not there; empty when it is
     * @throws MovedException when the reference names something else by now
     */
    Optional<CommitRefusal> push(Scratch scratch, String reference, Optional<ObjectId> seen, ObjectId commit)
            throws IOException {
        Optional<CommitRefusal> refusal;
        try {
            switch (new Push(reference, seen, commit)
                    .send(scratch.repository(), remote, surroundings, attempt, options)) {
                case Push.Answer.Taken() -> {
                    return Optional.empty();
                }
                case Push.Answer.Moved() -> throw new MovedException(reference + " was moved");
                case Push.Answer.NotTaken(var why) ->
                    refusal = Optional.of(
                            new CommitRefusal.ByServer(remote.url(), reference, PushFailures.cleaned(why, remote)));
            }
        } catch (MovedException moved) {
            throw moved;
        } catch (IOException e) {
            refusal = PushFailures.of(e, remote, reference);
            if (refusal.isEmpty() && !isThereAfter(e, reference, commit)) {
                throw e;
            }
            return refusal;
        }
        // Whether the server had a reason of its own or was too late for somebody else, it does not say in words to
        // rely on.
        var now = fetched.now(reference);
        if (now.equals(Optional.of(commit))) {
            return Optional.empty();
        }
        if (!now.equals(seen)) {
            throw new MovedException(reference + " was moved");
        }
        return refusal;
    }

    /** A connection that broke may have been of use before. */
    private boolean isThereAfter(IOException broken, String reference, ObjectId commit) {
        try {
            return fetched.now(reference).equals(Optional.of(commit));
        } catch (IOException e) {
            broken.addSuppressed(e);
            return false;
        }
    }

    /**
     * Pushes a commit to one more reference.
     *
     * @return why it is not there; empty when it is
     */
    Optional<CommitRefusal> pushAlso(
            Scratch scratch, AdditionalPush additional, Optional<ObjectId> seen, ObjectId commit) {
        var reference = additional.destination();
        var isForced = additional.isForced() && !reference.equals(checkoutReference);
        try {
            if (seen.isPresent() && !isForced && !isForward(scratch, reference, seen.get(), commit)) {
                return Optional.of(new CommitRefusal.NotForward(remote.url(), reference));
            }
            return push(scratch, reference, seen, commit);
        } catch (MovedException e) {
            return Optional.of(new CommitRefusal.AlwaysOutrun(remote.url(), reference, 1));
        } catch (IOException e) {
            // The commit is where it was wanted first, and the caller must hear that.
            return Optional.of(new CommitRefusal.Unanswered(
                    remote.url(), reference, PushFailures.cleaned(String.valueOf(e.getMessage()), remote)));
        }
    }

    private static boolean isForward(Scratch scratch, String reference, ObjectId seen, ObjectId commit)
            throws IOException {
        if (reference.startsWith(Constants.R_TAGS)) {
            return seen.equals(commit);
        }
        if (!scratch.isInHistory(seen, commit)) {
            scratch.deepen(FetchExtent.WHOLE_DEPTH);
        }
        return scratch.isInHistory(seen, commit);
    }
}
