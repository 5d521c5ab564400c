package dev.capstan.source.generator;

/** What one run may still look at, compare and copy. Belongs to one thread. */
final class Budget {
    private static final int DEEPEST = 256;

    private final GeneratorLimits limits;
    private long visits;
    private long comparisons;
    private long files;
    private long bytes;

    Budget(GeneratorLimits limits) {
        this.limits = limits;
    }

    /** A file or folder is looked at; those in it are looked at later, so that no walk goes deeper than what passed here. */
    void visit(String path) throws GeneratorFailureException {
        if (++visits > limits.visits()) {
            throw exceeded("files and folders that copy operations look at", limits.visits());
        }
        if (path.chars().filter(c -> c == '/').count() > DEEPEST) {
            throw exceeded("folders on the way to a file", DEEPEST);
        }
    }

    /** So many characters of patterns were compared with those of paths. */
    void compare(long more) throws GeneratorFailureException {
        comparisons += more;
        if (comparisons > limits.comparisons()) {
            throw exceeded("comparisons of patterns with paths", limits.comparisons());
        }
    }

    /** A file of so many bytes goes into an artifact. */
    void place(long size) throws GeneratorFailureException {
        if (++files > limits.totalFiles()) {
            throw exceeded("files in the artifacts of one object", limits.totalFiles());
        }
        take(size);
    }

    /** So many bytes are read or copied. */
    void take(long more) throws GeneratorFailureException {
        bytes += more;
        if (bytes > limits.totalBytes()) {
            throw exceeded("bytes in the sources and artifacts of one object", limits.totalBytes());
        }
    }

    static GeneratorFailureException exceeded(String what, long allowed) {
        return new GeneratorFailureException(new GeneratorFailure.LimitExceeded(what, allowed));
    }
}
