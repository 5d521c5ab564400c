package dev.capstan.git.connection;

import dev.capstan.git.ReferenceSelector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Commits that were fetched for a selector, under names of our own below {@code refs/capstan/}. */
public final class KeptCommits {
    private KeptCommits() {}

    /** Remembers the commit under a name of our own, so that the next fetch can say what we have. */
    public static void keep(Repository repository, ReferenceSelector selector, ResolvedReference target)
            throws IOException {
        var update = repository.updateRef(keptName(selector));
        update.setNewObjectId(target.commit());
        update.setForceUpdate(true);
        update.disableRefLog();
        switch (update.update()) {
            case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
            default -> throw new IOException("cannot remember the commit of " + selector.describe());
        }
    }

    /** Whether it is the commit that was remembered last. */
    public static boolean isKept(Repository repository, ReferenceSelector selector, ObjectId id) throws IOException {
        var kept = repository.exactRef(keptName(selector));
        return kept != null && id.equals(kept.getObjectId());
    }

    private static String keptName(ReferenceSelector selector) {
        var name = UUID.nameUUIDFromBytes(selector.describe().getBytes(StandardCharsets.UTF_8));
        return "refs/capstan/" + name;
    }
}
