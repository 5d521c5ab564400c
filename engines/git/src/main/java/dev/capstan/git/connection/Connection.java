package dev.capstan.git.connection;

import dev.capstan.git.GitSettings;
import dev.capstan.git.Remote;
import dev.capstan.http.OutboundHttp;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;

/** One conversation with a remote that is read: list references, then perhaps fetch. */
public final class Connection implements Closeable {
    private final GuardedTransport guarded;
    private final FetchConnection fetch;

    private Connection(GuardedTransport guarded, FetchConnection fetch) {
        this.guarded = guarded;
        this.fetch = fetch;
    }

    /** What {@link Connection#open} needs to know of its surroundings. */
    public record Surroundings(GitSettings settings, OutboundHttp http, Path emptyHome) {}

    /**
     * Connects and lists.
     *
     * @param scopes references or prefixes that the server must show, see {@link Listing#scopeOf}
     * @param extent how much comes with what is fetched
     */
    public static Connection open(
            Repository repository,
            Remote remote,
            Surroundings surroundings,
            Attempt attempt,
            Collection<String> scopes,
            FetchExtent extent)
            throws IOException {
        var guarded = GuardedTransport.open(repository, remote, surroundings, attempt);
        try {
            var transport = guarded.transport();
            transport.setCheckFetchedObjects(true);
            transport.setObjectChecker(tolerantChecker());
            extent.applyTo(transport);
            var specs = scopes.stream().map(Connection::specOf).toList();
            return new Connection(guarded, transport.openFetch(specs, "HEAD"));
        } catch (IOException | RuntimeException e) {
            guarded.close();
            throw e;
        }
    }

    private static RefSpec specOf(String scope) {
        return scope.endsWith("/") ? new RefSpec(scope + "*:" + scope + "*") : new RefSpec(scope);
    }

    /** Refuses what is damaged, not what old tools wrote sloppily; unsafe names are found when a tree is read. */
    private static ObjectChecker tolerantChecker() {
        var checker = new ObjectChecker().setAllowLeadingZeroFileMode(true).setAllowInvalidPersonIdent(true);
        for (var tolerated : List.of(
                ObjectChecker.ErrorType.HAS_DOTGIT,
                ObjectChecker.ErrorType.HAS_DOT,
                ObjectChecker.ErrorType.HAS_DOTDOT,
                ObjectChecker.ErrorType.FULL_PATHNAME,
                ObjectChecker.ErrorType.ZERO_PADDED_FILEMODE,
                ObjectChecker.ErrorType.MISSING_EMAIL,
                ObjectChecker.ErrorType.MISSING_SPACE_BEFORE_DATE,
                ObjectChecker.ErrorType.BAD_DATE,
                ObjectChecker.ErrorType.BAD_EMAIL,
                ObjectChecker.ErrorType.BAD_TIMEZONE,
                ObjectChecker.ErrorType.BAD_UTF8,
                ObjectChecker.ErrorType.WIN32_BAD_NAME)) {
            checker.setIgnore(tolerated, true);
        }
        return checker;
    }

    /** What the server showed. */
    public Collection<Ref> references() {
        return fetch.getRefs();
    }

    /** What a reference names; empty when the server does not show it. */
    public Optional<ObjectId> named(String reference) {
        return references().stream()
                .filter(ref -> ref.getName().equals(reference))
                .findFirst()
                .map(Ref::getObjectId);
    }

    /** Brings the objects into the repository; no reference of it is changed. */
    public void fetch(Collection<Ref> wanted) throws IOException {
        fetch.fetch(NullProgressMonitor.INSTANCE, wanted, Set.of(), OutputStream.nullOutputStream());
        for (var lock : fetch.getPackLocks()) {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            fetch.close();
        } finally {
            guarded.close();
        }
    }
}
