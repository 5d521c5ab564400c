package dev.capstan.git.connection;

import dev.capstan.git.GitFailure;
import dev.capstan.git.ReferenceNames;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.transport.GitFailureException;
import dev.capstan.semver.SemanticVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/**
 * The references that a server showed, without those whose names it cannot rightly have.
 *
 * @param startedNanos when the question was sent; the answer is at least that new
 * @param scope what was asked for, see {@link #scopeOf}
 */
public record Listing(long startedNanos, String scope, Map<String, Ref> references) {

    public static Listing of(long startedNanos, String scope, Collection<Ref> shown) {
        var references = new HashMap<String, Ref>();
        for (var ref : shown) {
            if (ref.getObjectId() != null && (ref.getName().equals("HEAD") || ReferenceNames.isValid(ref.getName()))) {
                references.put(ref.getName(), ref);
            }
        }
        return new Listing(startedNanos, scope, Map.copyOf(references));
    }

    /** Asks the server once more. */
    @FunctionalInterface
    public interface Question {
        Connection open() throws IOException;
    }

    /**
     * Whether the server lists something else by now. Servers say in many ways that they do not have an object any more, so that is
     * what counts when a fetch fails.
     *
     * @param again for the same scope
     * @param cause why it is asked; keeps what went wrong when the server does not say
     */
    public boolean isOutdated(Question again, Throwable cause) {
        try (var connection = again.open()) {
            return !of(System.nanoTime(), scope, connection.references()).shows(this);
        } catch (IOException stillFailing) {
            cause.addSuppressed(stillFailing);
            return false;
        }
    }

    /**
     * Why a selector means nothing here.
     *
     * @param everything shows all references of the server; asked only when there is none here
     */
    public GitFailureException notFound(ReferenceSelector selector, RemoteUrl url, Question everything)
            throws IOException {
        if (references.isEmpty()) {
            try (var connection = everything.open()) {
                if (connection.references().isEmpty()) {
                    return new GitFailureException(new GitFailure.RepositoryEmpty(url));
                }
            }
        }
        return new GitFailureException(
                selector instanceof ReferenceSelector.Semver(var range)
                        ? new GitFailure.NoMatchingVersion(url, range.toString())
                        : new GitFailure.ReferenceNotFound(url, selector.describe()));
    }

    private boolean shows(Listing other) {
        return targets().equals(other.targets());
    }

    private Map<String, ObjectId> targets() {
        var targets = new HashMap<String, ObjectId>();
        references.forEach((name, ref) -> targets.put(name, ref.getObjectId()));
        return targets;
    }

    /** The reference, or prefix of references (ending with {@code /}), that the server must show for a selector. */
    public static String scopeOf(ReferenceSelector selector) {
        return switch (selector) {
            case ReferenceSelector.Branch(var name) -> Constants.R_HEADS + name;
            case ReferenceSelector.Tag(var name) -> Constants.R_TAGS + name;
            case ReferenceSelector.Semver _ -> Constants.R_TAGS;
            case ReferenceSelector.Name(var name) -> name;
            case ReferenceSelector.Commit commit ->
                commit.branch().map(b -> Constants.R_HEADS + b).orElse("HEAD");
        };
    }

    /**
     * What the selector means here: one target, or several tags whose versions are equal and that only the dates of their commits
     * tell apart. Empty when the reference is not shown.
     *
     * @param notCommits objects that are known to lead to no commit; a tag that names one is not among the versions
     */
    public List<ResolvedReference> resolve(ReferenceSelector selector, RemoteUrl url, Set<ObjectId> notCommits)
            throws GitFailureException {
        return switch (selector) {
            case ReferenceSelector.Branch(var name) -> one(name, Constants.R_HEADS + name);
            case ReferenceSelector.Tag(var name) -> one(name, Constants.R_TAGS + name);
            case ReferenceSelector.Name(var name) -> one(name, name);
            case ReferenceSelector.Semver semver -> highest(semver, url, notCommits);
            case ReferenceSelector.Commit(var hash, var branch) -> {
                var id = ObjectId.fromString(hash);
                yield List.of(new ResolvedReference(branch, id, id));
            }
        };
    }

    /** The commit that a reference names by its full name; empty when it is not shown. */
    public Optional<String> commit(String name) {
        return one(name, name).stream()
                .findFirst()
                .map(reference -> reference.commit().name());
    }

    /** The commits of all references with a prefix, by the rest of their names. */
    public Map<String, String> commits(String prefix) {
        var commits = new HashMap<String, String>();
        references.forEach((name, ref) -> {
            if (name.startsWith(prefix)) {
                commits.put(
                        name.substring(prefix.length()),
                        ResolvedReference.of(name, ref).commit().name());
            }
        });
        return commits;
    }

    private List<ResolvedReference> one(String label, String name) {
        return Optional.ofNullable(references.get(name))
                .map(ref -> List.of(ResolvedReference.of(label, ref)))
                .orElse(List.of());
    }

    private List<ResolvedReference> highest(ReferenceSelector.Semver semver, RemoteUrl url, Set<ObjectId> notCommits)
            throws GitFailureException {
        var best = new ArrayList<ResolvedReference>();
        Optional<SemanticVersion> bestVersion = Optional.empty();
        for (var ref : references.values()) {
            if (!ref.getName().startsWith(Constants.R_TAGS) || notCommits.contains(ref.getObjectId())) {
                continue;
            }
            var tag = ref.getName().substring(Constants.R_TAGS.length());
            var version = SemanticVersion.parse(tag).filter(semver.range()::contains);
            if (version.isEmpty()) {
                continue;
            }
            int order = bestVersion.map(version.get()::compareTo).orElse(1);
            if (order > 0) {
                best.clear();
                bestVersion = version;
            }
            if (order >= 0) {
                best.add(ResolvedReference.of(tag, ref));
            }
        }
        if (best.isEmpty() && !references.isEmpty()) {
            throw new GitFailureException(
                    new GitFailure.NoMatchingVersion(url, semver.range().toString()));
        }
        return List.copyOf(best);
    }
}
