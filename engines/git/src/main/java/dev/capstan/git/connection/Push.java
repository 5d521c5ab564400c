package dev.capstan.git.connection;

import dev.capstan.git.Remote;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/**
 * One reference that is pushed, only as long as the remote has it as it was seen: the server compares and changes it in one step.
 *
 * @param reference full name
 * @param seen what it named; empty when it must not exist yet
 * @param commit what it is to name, with all that it needs in the repository or at the remote
 */
public record Push(String reference, Optional<ObjectId> seen, ObjectId commit) {

    /** What the server says. */
    public sealed interface Answer {
        /** The reference names the commit now. */
        record Taken() implements Answer {}

        /** The reference is not as it was seen; nothing was sent. */
        record Moved() implements Answer {}

        /**
         * The server did not do it; perhaps because the reference was moved while the push was under way.
         *
         * @param why as the server says it, uncleaned
         */
        record NotTaken(String why) implements Answer {}
    }

    /**
     * Sends it.
     *
     * @param options of the push, as they are sent
     * @throws IOException when there is no answer; then the push may have been taken nevertheless
     */
    public Answer send(
            Repository repository,
            Remote remote,
            Connection.Surroundings surroundings,
            Attempt attempt,
            List<String> options)
            throws IOException {
        try (var guarded = GuardedTransport.open(repository, remote, surroundings, attempt)) {
            if (!options.isEmpty()) {
                guarded.transport().setPushOptions(options);
            }
            var connection = guarded.transport().openPush();
            try {
                return send(repository, connection);
            } finally {
                connection.close();
            }
        }
    }

    private Answer send(Repository repository, PushConnection connection) throws IOException {
        var advertised = Optional.ofNullable(connection.getRef(reference)).map(ref -> ref.getObjectId());
        if (advertised.equals(Optional.of(commit))) {
            return new Answer.Taken();
        }
        if (!advertised.equals(seen)) {
            return new Answer.Moved();
        }
        var update = new RemoteRefUpdate(
                repository,
                commit.name(),
                commit,
                reference,
                false,
                null, // no reference of the repository is changed
                seen.orElse(ObjectId.zeroId()));
        var said = new ServerWords();
        connection.push(NullProgressMonitor.INSTANCE, Map.of(reference, update), said);
        return switch (update.getStatus()) {
            case OK, UP_TO_DATE -> new Answer.Taken();
            default -> new Answer.NotTaken(said.after(Optional.ofNullable(update.getMessage())));
        };
    }
}
